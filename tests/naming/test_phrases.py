"""What one source says by itself: name and office apart, and what kind of phrase it is."""

from __future__ import annotations

import pytest

from reportedly.naming.tongues import tongue

PERSONS = [
    ("zh", "维尔达尼亚外交部副部长奥列斯·塔兰", "奥列斯·塔兰", "维尔达尼亚外交部副部长"),
    ("zh", "南岭大学气候研究所副研究员连若新", "连若新", "南岭大学气候研究所副研究员"),
    ("zh", "纽瓦州州长莱姆霍（Andor Lemho）", "莱姆霍", "纽瓦州州长"),
    ("zh", "我国鸟类保护专家、青泽省动物研究所（西部动物研究所）研究员吴晓朋", "吴晓朋", None),
    ("zh", "今年53岁的李代清", "李代清", "今年53岁"),
    ("zh", "三年级学生家长涂女士", "涂女士", "三年级学生家长"),
    ("zh", "国防部发言人托斯卡准将", "托斯卡", "国防部发言人"),
    ("zh", "从磨坊镇逃出来的面包师伊莱", "伊莱", None),
    ("zh", "焦布洛部长", "焦布洛", "部长"),
    ("zh", "抗议的组织者之一莱姆帕", "莱姆帕", None),
    ("zh", "奧瑞安外交部常務次長莫蘭", "莫蘭", None),
    ("zh", "住在東溪里的七旬婦人阿純姨", "阿純姨", None),
    ("en", "Norvan Foreign Minister Anke Derling", "Anke Derling", "Norvan Foreign Minister"),
    ("en", "Director Kai Dalton-Reeve, who is also president of the Millers Union", "Kai Dalton-Reeve", "Director"),
    ("en", "Marsh's son, Kit Marsh", "Kit Marsh", "Marsh's son"),
    ("en", "country's Foreign Trade Minister Salim bin Yusuf Al Hadar", "Salim bin Yusuf Al Hadar", None),
    ("en", "Arun Velde, CEO of the software firm Tenor", "Arun Velde", "CEO of the software firm Tenor"),
    ("en", "One survivor, a sheep farmer who gave her name only as Oda", "Oda", None),
    ("ru", "пресс-секретарь президента Олмарии Глеб Песчаный", "Глеб Песчаный", "пресс-секретарь президента Олмарии"),
    ("ru", "директора по продуктам компании Lumix Рената Сабитова", "Ренат Сабитов", None),
    ("ru", "представителя столичной мэрии Марину Озерскую", "Марина Озерская", None),
    ("ru", "шейх Салим бен Юсуф бен Рашид Аль Хадар", "Салим бен Юсуф бен Рашид Аль Хадар", "шейх"),
    ("ru", "министр водных ресурсов Карвении Антон Белгрев", "Антон Белгрев", "министр водных ресурсов Карвении"),
    ("ko", "이택호 국제교육진흥원장", "이택호", "국제교육진흥원장"),
    ("ko", "중국 외교부 장위진 대변인", "장위진", "중국 외교부 대변인"),
    ("ko", "리나 페로나 백악관 대변인", "리나 페로나", "백악관 대변인"),
    ("ko", "푸른들모임의 아네트 보르겐", "아네트 보르겐", "푸른들모임의"),
    ("ko", "시 관계자인 유리 델란", "유리 델란", None),
    ("ko", "새벽별호 선주 고태석 씨", "고태석", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "name", "office"), PERSONS)
def test_office_and_name_are_told_apart(language: str, words: str, name: str, office: str | None) -> None:
    phrase = tongue(language).read(words)
    assert (phrase.sort, phrase.name) == ("person", name)
    if office is not None:
        assert phrase.office == office


SORTS = {
    "zh": {
        "江西河流管理局相关负责人": "unnamed", "某国外交部发言人": "role", "他": "pronoun", "索方": "place", "联合声明": "paper",
        "北岭省水利厅": "body", "《北岭晚报》": "outlet", "多家外媒": "outlet", "《三河条约》第九条": "paper",
        "一名不愿具名的官员": "unnamed", "议长罗莎·费恩（Rosa Fenn）和党鞭奥托·林德（Otto Lind）": "joint",
    },
    "en": {
        "senior ministry official": "unnamed", "foreign minister": "role", "She": "pronoun", "Office of Sea Safety": "body",
        "The Harbour Herald": "outlet", "latest figures": "paper", "Ann Roe and Bill Stone": "joint", "Rescuers": "unnamed",
    },
    "ru": {
        "эксперт": "unnamed", "глава правительства": "role", "его": "pronoun", "МИД Олмарии": "body", "докладе": "paper",
        "газета «Северный вестник»": "outlet", "мэрии": "body",
    },
    "ko": {"전문가들": "unnamed", "그는": "pronoun", "하늘섬 기상청": "body", "나루 통신": "outlet", "성명": "paper"},
}  # fmt: skip


@pytest.mark.parametrize(("language", "words", "sort"), [(k, w, s) for k, some in SORTS.items() for w, s in some.items()])
def test_kinds_of_phrases(language: str, words: str, sort: str) -> None:
    assert tongue(language).read(words).sort == sort


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("zh", "据北岭省水利厅26日", "北岭省水利厅"),
        ("zh", "他还", "他"),
        ("zh", "一位不愿具名的安全专家对本报", "一位不愿具名的安全专家"),
        ("en", "Ann Roe said", "Ann Roe"),
        ("en", "the Sea Council also", "Sea Council"),
        ("ru", "Антон Белгрев также", "Антон Белгрев"),
        ("ko", "하늘섬 기상청은", "하늘섬 기상청"),
    ],
)
def test_what_a_parser_takes_along_is_left_out(language: str, words: str, name: str) -> None:
    assert tongue(language).read(words).name == name


@pytest.mark.parametrize(
    ("language", "short", "long", "fits"),
    [
        ("zh", "世卫组织", "世界卫生组织", True),
        ("zh", "俄国防部", "俄罗斯国防部", True),
        ("zh", "河务委", "河务管理委员会", True),
        ("zh", "韩国外交部", "中国外交部", False),
        ("zh", "以军", "伊朗海军", False),
        ("en", "ILG", "International Ledger Group", True),
        ("en", "ministry", "health ministry", True),
        ("en", "Sea Council", "Land Council", False),
        ("ru", "ВОЗ", "Всемирная организация здравоохранения", True),
        ("ru", "Минобороны", "Министерство обороны Олмарии", True),
        ("ru", "МИД", "Министерство обороны", False),
        ("ko", "공동위", "공동위원회", True),
    ],
)
def test_short_forms_of_bodies(language: str, short: str, long: str, fits: bool) -> None:
    assert tongue(language).shortens(short, long) is fits


def test_a_language_without_words_reads_as_english() -> None:
    assert tongue("fr").read("President Joan Marck").name == "Joan Marck"
