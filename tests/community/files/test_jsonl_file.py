import json
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.files import lines
from community.records import Reject
from tests.community.files.reading import read, read_one, reasons, texts


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 1,', "not JSON: Expecting property name enclosed in double quotes at character 11"),
        ("[1, 2]", "the line holds no JSON object; write one object a line, without a list around them"),
        ("null", "the line holds no JSON object; write one object a line, without a list around them"),
        ('{"id": 1, "text": "x", "score": NaN}', "NaN is not a JSON number"),
        ('{"id": 1, "text": "x", "score": -Infinity}', "-Infinity is not a JSON number"),
        ('{"id": 1, "text": "x", "created_at": 1e999}', "posted_at is inf, not a time"),
        ('{"id": 1, "id": 2, "text": "x"}', "the key 'id' appears twice"),
        ('{"id": "a\\u0000b", "text": "x"}', "external_id holds a NUL character"),
        ('{"id": "\\ud800", "text": "x"}', "external_id holds half of a character (a lone surrogate)"),
        ('{"id": 1, "text": ' + "[" * 50_000, "the JSON is nested too deeply"),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "Exceeds the limit"),
    ],
)
def test_a_bad_line_is_rejected_with_its_bytes_and_the_next_is_read(line: str, reason: str) -> None:
    reject, message = read(f'{line}\n{{"id": 2, "text": "fine"}}\n', form="jsonl")
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)
    assert (reject.line, reject.length) == (1, len(line) + 1)
    assert texts([message]) == ["fine"]


def test_of_a_long_reject_the_beginning_is_kept() -> None:
    (reject,) = read(b'{"id": "", "text": "' + b"x" * 100_000 + b'"}')
    assert isinstance(reject, Reject)
    assert (len(reject.raw), reject.length) == (65_536, 100_022)


def test_an_overlong_line_is_rejected_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "RECORD_LIMIT", 100_000)
    found = read(b'{"id": 1, "text": "' + b"x" * 600_000 + b'"}\n{"id": 2, "text": "fine"}')
    assert reasons(found)[0].startswith("the line is 600,021 bytes long")
    assert texts(found) == ["fine"]


def test_blank_lines_are_no_records() -> None:
    assert [record.line for record in read('\n{"id": 1, "text": "x"}\n  \n\r\n{"id": 2, "text": "y"}')] == [2, 5]


def test_whole_numbers_keep_all_their_digits_as_ids() -> None:
    digits = "123456789012345678901234567890"
    assert read_one(f'{{"id": {digits}, "text": "x"}}').external_id == digits


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "text", "score", "created_at", "tags", "is_staff", "kind"]), json_values))
def test_any_object_becomes_one_record(said: dict[str, object]) -> None:
    assert len(read(json.dumps(said), form="jsonl")) == 1


def test_a_line_of_very_many_keys_is_looked_through_once() -> None:
    keys = ",".join(f'"k{number}":0' for number in range(30_000))
    began = process_time()
    (reason,) = reasons(read(f'{{{keys},"k29999":1}}'))
    assert reason == "the key 'k29999' appears twice"
    assert process_time() - began < 2


def test_a_reason_is_short_however_long_the_key_is() -> None:
    key = "k" * 1_000_000
    (reason,) = reasons(read(f'{{"{key}": 1, "{key}": 2}}'))
    assert reason == f"the key '{key[:59]}… appears twice"
