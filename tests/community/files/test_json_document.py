import json
import re
import tracemalloc
from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from community.files import json_events
from community.files.json_document import DEEPEST
from community.files.json_document import read as read_document
from community.files.layout import Layout
from community.files.lines import Unreadable
from community.records import RawMessage, Reject
from tests.community.files.reading import NOW, UTC, opened, read, reasons, texts

ONE, TWO = {"id": 1, "text": "a", "likes": 3}, {"id": 2, "text": "b"}
MESSAGES = [ONE, TWO]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("document", "path"),
    [
        (MESSAGES, "."),
        ([[ONE], [TWO]], "."),
        ({"messages": MESSAGES}, "messages"),
        ({"name": "Tarn", "data": {"page": 1, "comments": MESSAGES}}, "data.comments"),
        ({"members": [{"id": 7, "name": "Mo"}, {"id": 8, "name": "Bo"}], "posts": MESSAGES}, "posts"),
        ({"chats": {"list": [{"name": "a", "messages": [ONE]}, {"messages": [TWO]}]}}, "chats.list.messages"),
        ({"posts": [{**ONE, "marks": [{"id": 1}]}, TWO]}, "posts"),
    ],
)
def test_the_list_of_records_is_found_and_said(document: object, path: str, indent: int | None) -> None:
    content = json.dumps(document, indent=indent)
    assert texts(read(content)) == ["a", "b"]
    assert (opened(content).form, opened(content).path) == ("json", path)
    assert path == "." or f"its records are the list “{path}”" in opened(content).said


def test_another_list_can_be_named() -> None:
    content = json.dumps({"posts": MESSAGES, "old": {"posts": [{"id": 9, "text": "z"}]}})
    assert texts(read(content, records="old.posts")) == ["z"]
    assert texts(read(json.dumps(ONE), records=".", form="json")) == ["a"]


def test_a_list_that_begins_far_behind_is_found() -> None:
    members = [{"id": number, "name": "x" * 90} for number in range(2_000)]
    assert texts(read(json.dumps({"members": members, "messages": MESSAGES}))) == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ('{"id": 1, "text": "a"}', "jsonl"),
        ('{"id": 1, "text": "a", "emoji": [{"id": 4, "text": "c"}]}', "jsonl"),
        ('{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}', "jsonl"),
        ('{"id": 1, "text": "a"\n{"id": 2, "text": "b"}', "jsonl"),
        ('{"id": 1, "text": "a"} oops\n{"id": 2, "text": "b"}', "jsonl"),
        ('{"messages": [\n{"id": 1, "text": "a"}\n]}', "json"),
        ('{\n"id": 1, "text": "a"\n}', "json"),
        ('{\n"id": 1, "text": "a"\n}\n{\n"id": 2, "text": "b"\n}\n', "json"),
        ('[{"id": 1, "text": "a"}', "json"),
        ("[]", "json"),
    ],
)
def test_lines_of_json_are_told_from_one_document(content: str, form: str) -> None:
    found = opened(content)
    assert found.form == form


def test_several_documents_may_follow_each_other() -> None:
    assert texts(read('{\n"id": 1, "text": "a"\n}\n{\n"id": 2, "text": "b"\n}\n')) == ["a", "b"]


def test_a_form_that_is_said_goes_before_what_is_found() -> None:
    assert reasons(read(json.dumps(MESSAGES), form="jsonl"))[0].startswith("the line holds no JSON object")


@pytest.mark.parametrize(
    "script",
    ["window.YTD.tweets.part0 = {};\n", "var posts={}", "const a = {} ;  \n\n", 'window.data["a b"] = {}'],
)
def test_a_script_that_assigns_a_document_is_read(script: str) -> None:
    assert texts(read(script.format(json.dumps(MESSAGES)))) == ["a", "b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_document_may_be_in_any_encoding(encoding: str) -> None:
    content = json.dumps([{"id": 1, "text": "Für Zoë"}], ensure_ascii=False).encode(encoding)
    assert texts(read(content, encoding="cp1252" if encoding == "cp1252" else "")) == ["Für Zoë"]


def test_a_document_that_is_not_utf_8_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match="--encoding cp1252"):
        read(json.dumps([{"id": 1, "text": "Für"}], ensure_ascii=False).encode("cp1252"))


def test_numbers_keep_their_digits_and_decimals_are_those_of_json_lines() -> None:
    big, decimal = read('[{"id": 90071992547409931234, "text": "x"}, {"id": 2, "text": "y", "rating": 4.5}]')
    assert isinstance(big, RawMessage)
    assert isinstance(decimal, RawMessage)
    assert (big.external_id, decimal.rating) == ("90071992547409931234", 4.5)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ('{"text": "x"}', "there is no external_id"),
        ('{"id": 1, "id": 2, "text": "x"}', "the key 'id' appears twice"),
        ('{"id": 1, "text": "x", "a": {"b": 1, "b": 1}}', "the key 'b' appears twice"),
        ('{"id": 1, "text": "x", "staff": 1e999}', "from_staff is inf, neither yes nor no"),
        (f'{{"id": 1, "text": {"[" * 50 * DEEPEST}{"]" * 50 * DEEPEST}}}', "the JSON is nested too deeply"),
        (f'{{"id": 1, "text": "{"x" * 5_000_000}"}}', "the record is longer than 4,194,304 bytes"),
    ],
)
def test_a_bad_record_is_rejected_by_its_number_and_the_next_is_read(record: str, reason: str) -> None:
    reject, message = read(f'[{record},\n {{"id": 2, "text": "fine"}}]', records=".", form="json")
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)
    assert (reject.line, message.line, texts([message])) == (1, 2, ["fine"])


def test_a_reject_keeps_the_record_written_anew() -> None:
    (reject,) = read('[\n {"text":\n  "Zoë", "score": 1.5}\n]')
    assert isinstance(reject, Reject)
    assert json.loads(reject.raw) == {"text": "Zoë", "score": 1.5}


def until_a_fault(content: str) -> tuple[list[str], str]:
    found: list[str] = []
    try:
        for record in opened(content).records:
            assert isinstance(record, RawMessage)
            found.append(record.text)
    except Unreadable as fault:
        return found, str(fault)
    return found, ""


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ("", "the JSON breaks off. 300 records come before it."),
        (', {"id": NaN}]', "the JSON is broken: lexical error"),
        (', {"id": 1,}]', "the JSON is broken: parse error"),
    ],
)
def test_what_comes_before_a_fault_is_read_and_its_place_is_said(end: str, why: str) -> None:
    rows = ",\n".join(json.dumps({"id": number, "text": "a"}) for number in range(300))
    found, fault = until_a_fault(f"[{rows}{end}")
    assert len(found) == 300
    assert why in fault
    assert fault.startswith("Near byte 7,")
    # So near as a piece of the file is long.
    assert int(re.findall(r"line (\d+)", fault)[0]) > 260


def endless(piece: bytes, count: int) -> Iterator[bytes]:
    return chain((b'{"posts": [',), repeat(piece, count), (b'{"id": 1, "text": "end"}]}',))


@pytest.mark.parametrize(
    "piece", [b'{"id": 1, "text": "' + b"x" * 900 + b'"},\n', b'{"id": 1, "text": "x", "more": ' + b"[[1]]" + b"},"]
)
def test_a_document_of_any_length_is_read_in_flat_memory(piece: bytes) -> None:
    tracemalloc.start()
    count = sum(
        isinstance(record, RawMessage) for record in read_document(endless(piece, 5_000), Layout(UTC, NOW), "posts")
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, peak < 2_000_000) == (5_001, True)


def test_a_value_without_an_end_is_not_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_events, "VALUE_LIMIT", 100_000)
    taken = [0]

    def counted() -> Iterator[bytes]:
        yield b'[{"id": "'
        for _ in range(1_000):
            taken[0] += 1
            yield b"x" * 1_000

    with pytest.raises(Unreadable, match="more than 100,000 bytes without a value in between"):
        list(read_document(counted(), Layout(UTC, NOW), ""))
    assert taken[0] < 150


def test_deep_keys_outside_of_the_records_are_passed_over() -> None:
    deep = '{"' + "k" * 300 + '": '
    content = f'{{"a": {deep * 5_000}1{"}" * 5_000}, "posts": {json.dumps(MESSAGES)}}}'
    assert texts(read(content, records="posts", form="json")) == ["a", "b"]


LISTS = {"about": 1, "before": [{"id": 1, "text": "a"}], "after": [{"id": 2, "text": "b"}], "tags": [{"id": 9}]}


def test_lists_of_one_kind_beside_each_other_are_all_read() -> None:
    found = opened(json.dumps(LISTS))
    assert found.said == "One JSON document, UTF-8; its records are the lists “before” and “after”."
    assert texts(list(found.records)) == ["a", "b"]
    assert texts(read(json.dumps(LISTS), records="after")) == ["b"]


@pytest.mark.parametrize(
    "other",
    [{"users": [{"id": 5, "name": "Otto"}]}, {"more": {"old": [{"id": 3, "text": "c"}]}}],
    ids=["of people", "deeper"],
)
def test_lists_of_another_kind_or_depth_are_not(other: dict[str, object]) -> None:
    assert texts(read(json.dumps({"messages": [{"id": 1, "text": "a"}]} | other))) == ["a"]
