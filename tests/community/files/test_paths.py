import json

import pytest

from community.files.paths import DEEPEST, LONGEST_NAME, MOST_COLUMNS, flatten
from community.records import RawMessage
from tests.community.files.reading import read, read_one, reasons

NESTED = {"id": 1, "text": "x"}


@pytest.mark.parametrize(
    ("record", "flat"),
    [
        ({"a": 1}, {"a": 1}),
        ({"a": {"b": {"c": 1}}, "d": 2}, {"a.b.c": 1, "d": 2}),
        ({"a.b": 1, "a": {"b": 2}}, {"a.b": 1}),
        ({"a": {"b": 2}, "a.b": 1}, {"a.b": 1}),
        ({"a": {}, "b": {"c": {}}}, {"a": None, "b.c": None}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}]}),
        ({"_id": {"$oid": "6a"}, "at": {"$date": {"$numberLong": "1"}}}, {"_id": "6a", "at": "1"}),
        ({"a": {"b": {"$numberInt": "3"}}, "c": {"$other": 1}}, {"a.b": "3", "c.$other": 1}),
        ({"a": {"$date": 1, "b": 2}}, {"a.$date": 1, "a.b": 2}),
    ],
)
def test_nested_values_have_a_path_and_a_key_with_dots_wins(record: dict[str, object], flat: dict[str, object]) -> None:
    assert flatten(record) == flat


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"author": {"id": "u1", "username": "moira"}}, "author_name", "moira"),
        ({"author": {"id": "u1", "username": "moira"}}, "author_id", "u1"),
        ({"from": {"name": "Moira"}}, "author_name", "Moira"),
        ({"user": {"name": "Moira"}}, "author_name", "Moira"),
        ({"account": {"acct": "moira@soc.example"}}, "author_name", "moira@soc.example"),
        ({"author": {"bot": True}}, "automated", True),
        ({"message_reference": {"message_id": "7"}}, "parent_external_id", "7"),
    ],
)
def test_nested_fields_are_recognised_by_their_usual_names(said: dict[str, object], field: str, value: object) -> None:
    assert getattr(read_one(json.dumps(NESTED | said)), field) == value


def test_a_path_can_be_mapped_in_json_and_a_header_with_dots_in_a_table() -> None:
    deep = {"id": 1, "snippet": {"top": {"snippet": {"textOriginal": "Hi"}}}}
    (record,) = read(json.dumps(deep), mapped={"text": "snippet.top.snippet.textOriginal"})
    assert isinstance(record, RawMessage)
    assert record.text == "Hi"
    assert read_one("id,text,from.name\n1,x,Moira\n").author_name == "Moira"


def test_an_object_without_a_known_name_within_says_nothing() -> None:
    assert read_one(json.dumps(NESTED | {"author": {"shoe": 44}, "title": {}})).author_name == ""
    assert reasons(read('{"id": 1, "text": {"runs": []}}')) == ["there is no text, title, rating or attachment"]


def test_a_record_is_followed_so_deep_and_so_wide() -> None:
    deep: object = 1
    for _ in range(DEEPEST + 5):
        deep = {"a": deep}
    (path,) = flatten({"r": deep})
    assert path.count(".") == DEEPEST
    assert len(flatten({"r": {f"k{number}": 1 for number in range(3 * MOST_COLUMNS)}})) == MOST_COLUMNS + 1


def test_a_long_key_is_not_written_once_for_each_value_below_it() -> None:
    assert flatten({"k" * LONGEST_NAME: {f"{number}": 1 for number in range(1_000)}}) == {}
