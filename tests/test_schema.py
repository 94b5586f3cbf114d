import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from reportedly.errors import RecordError, SpanError
from reportedly.model import Act, Record, Relay, Speaker, Statement, When
from reportedly.schema import check_json, from_json, json_schema, to_json


def broken(record: Record, change: Any) -> bytes:
    loose = json.loads(to_json(record))
    change(loose)
    return json.dumps(loose, ensure_ascii=False).encode()


def test_every_sample_survives_the_way_out_and_back(samples: list[Record]) -> None:
    assert len(samples) >= 12
    for record in samples:
        assert from_json(to_json(record)) == record
        assert check_json(to_json(record)) == []


def test_keys_stand_in_the_contracts_order(samples: list[Record]) -> None:
    loose = json.loads(to_json(samples[0]))
    assert list(loose) == ["schema", "report", "statements", "actors", "events", "warnings"]
    assert list(loose["report"])[:6] == ["id", "page", "text", "language", "title", "byline"]
    assert list(loose["report"])[-3:] == ["raw", "reader", "blocks"]
    assert list(loose["statements"][0])[:7] == ["id", "frame", "kind", "parent", "content", "cue", "source"]
    lines = [to_json(record) for record in samples]
    assert not any(b"\n" in line for line in lines) and any("凯尔德里亚".encode() in line for line in lines)


def test_the_printed_schema_takes_every_sample_and_is_a_schema(samples: list[Record]) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for record in samples:
        validator.validate(json.loads(to_json(record)))


FAULTS: list[tuple[str, Any]] = [
    ("schema", lambda r: r.update(schema="reportedly/record/2")),
    ("act", lambda r: r["statements"][0].update(act="says")),
    ("start", lambda r: r["statements"][0]["content"][0].update(start="0")),
    ("text", lambda r: r["report"].pop("text")),
    ("blocks", lambda r: r["report"]["blocks"][0].update(role="title")),
    ("statements", lambda r: r.update(statements=None)),
]


@pytest.mark.parametrize(("where", "change"), FAULTS, ids=[w for w, _ in FAULTS])
def test_what_the_schema_refuses_verify_refuses_and_names(where: str, change: Any, samples: list[Record]) -> None:
    line = broken(samples[0], change)
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(json.loads(line)))
    (fault,) = check_json(line)
    assert where in fault
    with pytest.raises(RecordError):
        from_json(line)


def test_every_false_span_is_named(samples: list[Record]) -> None:
    def change(r: Any) -> None:
        r["statements"][0]["content"][0]["start"] -= 1
        r["statements"][1]["source"] = {"start": 0, "end": 10**6, "text": "x"}
        r["report"]["blocks"][0]["end"] = -1

    faults = check_json(broken(samples[0], change))
    assert [f.split(":")[0] for f in faults] == ["$.report.blocks[0]", "$.statements[0].content[0]", "$.statements[1].source"]


def test_words_that_differ_are_named(samples: list[Record]) -> None:
    def change(r: Any) -> None:
        r["statements"][0]["content"][0]["text"] = r["statements"][0]["content"][0]["text"][:-1] + "？"

    (fault,) = check_json(broken(samples[0], change))
    assert "$.statements[0].content[0]" in fault and "？" in fault
    with pytest.raises(SpanError):
        from_json(broken(samples[0], change))


def test_links_and_ids_must_hold(samples: list[Record]) -> None:
    def change(r: Any) -> None:
        r["report"]["id"] = "0" * 16
        r["statements"][1]["id"] = r["statements"][0]["id"]
        r["statements"][2]["parent"] = "nobody"
        r["report"]["blocks"].insert(1, deepcopy(r["report"]["blocks"][0]))

    faults = "\n".join(check_json(broken(samples[0], change)))
    assert (
        "$.report.id" in faults
        and "2 have the id" in faults
        and "no statement nobody" in faults
        and "$.report.blocks[1]" in faults
    )


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"report": {"text": 3}}'])
def test_what_is_no_record_is_said_so(line: bytes) -> None:
    assert len(check_json(line)) == 1


def test_a_full_statement_survives(samples: list[Record]) -> None:
    text = "海关说，已放行。"
    report = replace(samples[0].report, text=text, blocks=())
    act: Act = "announces"
    span = report.span(4, 7)
    full = Statement(
        "s1", 1, "speech", (span,), cue=(report.span(2, 3),), source=report.span(0, 2),
        speaker=Speaker("a1", "海关", kind="organization"), relays=(Relay(0, 2, "海关", "a1", "2031-03-08"),),
        act=act, said=When("2031-03-08", "relative", span, "当天 → 3月8日"), why=("cue 说",),
    )  # fmt: skip
    record = Record(report, (full,))
    assert from_json(to_json(record)) == record
