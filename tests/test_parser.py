"""What the parser leaves unread is said, and an outlet is kept beside whom it quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly import parser
from reportedly.model import Frame, Report
from reportedly.outlets import patterns
from reportedly.reading import read
from test_relays import frame, report_of

SAMPLE = Path(__file__).parents[1] / "samples" / "02-en-pelagia-denial.txt"


def kept(report: Report, *frames: Frame) -> list[str]:
    found = parser._distinct(list(frames), 0.6, patterns(report.language).relaying)
    return [f.source.text for f in found if f.source]


def test_of_two_frames_over_the_same_words_the_surer_is_kept() -> None:
    report = report_of("Mora and Tar said the gates were shut.", "en")
    told = "said", "the gates were shut"
    assert kept(report, frame(report, "Mora", *told), frame(report, "Mora and Tar", *told)) == ["Mora"]


def test_an_outlet_and_whom_it_quotes_are_two() -> None:
    report = report_of("Mora said that the gates were shut, Ostar reported.", "en")
    inner = frame(report, "Mora", "said", "the gates were shut")
    assert kept(report, frame(report, "Ostar", "reported", "Mora said that the gates were shut"), inner) == ["Ostar", "Mora"]


def test_a_speaker_around_the_same_words_is_no_outlet() -> None:
    report = report_of("Mora said that Tar called the gates of the upper harbour shut.", "en")
    inner = frame(report, "Tar", "called", "the gates of the upper harbour shut")
    assert kept(report, frame(report, "Mora", "said", "Tar called the gates of the upper harbour shut"), inner) == ["Mora"]


def test_nothing_is_said_of_what_is_read_to_its_end() -> None:
    assert not any("statements" in w for w in read(SAMPLE).warnings)


def test_a_report_with_too_many_places_says_that_only_the_surest_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(SAMPLE)
    monkeypatch.setattr(parser, "MAX_ANCHORS", 3)
    record = read(SAMPLE)
    assert "statements could begin at more than 3 places: only the surest of them were read" in record.warnings
    assert len({s.frame for s in record.statements}) <= 3 < len({s.frame for s in whole.statements})


def test_a_long_report_says_where_its_reading_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "MAX_CHARACTERS", 600)
    record = read(SAMPLE)
    assert any("in its first 600 characters only" in w for w in record.warnings)
    body = next(b.start for b in record.report.blocks if b.role == "body")
    assert record.statements and max(s.start for s in record.statements) < body + 600
