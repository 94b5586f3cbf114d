"""Russian names and phrases in the nominative, by their endings."""

from __future__ import annotations

import pytest

from reportedly.naming.russian_cases import name_stem, noun_stem, person_in_nominative
from reportedly.naming.tongues import tongue


@pytest.mark.parametrize(
    ("oblique", "nominative"),
    [
        ("Рената Сабитова", "Ренат Сабитов"),
        ("Сергея Рябого", "Сергей Рябый"),
        ("Олега Яблоневского", "Олег Яблоневский"),
        ("Марину Озерскую", "Марина Озерская"),
        ("Марии Полянкиной", "Мария Полянкина"),
        ("Антоном Белгревым", "Антон Белгрев"),
        ("Джо Ларсс", "Джо Ларсс"),
    ],
)
def test_persons(oblique: str, nominative: str) -> None:
    assert " ".join(person_in_nominative(oblique.split())) == nominative


@pytest.mark.parametrize(
    ("before", "words", "name"),
    [
        ("сообщили в ", "Министерстве обороны Олмарии", "Министерство обороны Олмарии"),
        ("сообщили в ", "Национальной службе гражданской защиты", "Национальная служба гражданской защиты"),
        ("заявили в ", "Приморской школе гигиены и тропической медицины", "Приморская школа гигиены и тропической медицины"),
        ("по мнению ", "некоторых экспертов", "некоторые эксперты"),
        ("По данным ", "властей", "власти"),
        ("оценивается ", "медиками", "медики"),
        ("по словам ", "матери одного из пострадавших", "мать одного из пострадавших"),
        ("по словам ", "источника в правящей коалиции", "источник в правящей коалиции"),
        ("отметили в ", "оборонном ведомстве", "оборонное ведомство"),
        ("по оценке ", "министерства энергетики", "министерство энергетики"),
        ("По данным ", "«Волжского наблюдателя»", "«Волжский наблюдатель»"),
    ],
)
def test_phrases(before: str, words: str, name: str) -> None:
    assert tongue("ru").read(words, before).name == name


def test_cases_of_one_name_share_a_stem() -> None:
    assert len({name_stem(w) for w in ("Песков", "Пескова", "Пескову", "Песковым", "Пескове")}) == 1
    assert len({noun_stem(w) for w in ("эксперт", "эксперты", "экспертов", "экспертами", "эксперту")}) == 1
    assert tongue("ru").key("Рената Сабитова") == tongue("ru").key("Ренат Сабитов")
    assert tongue("ru").key("мэр") == tongue("ru").key("мэра") != tongue("ru").key("судья")
