"""Messages within tickets and topics, and objects that stand under their ids."""

import json

import pytest

from community.files.lines import Unreadable
from community.records import RawMessage
from tests.community.files.reading import opened, read

DAY = "2026-03-08T08:00:00Z"


def said(number: int, text: str = "Hi") -> dict[str, object]:
    return {"id": number, "author": "moira", "text": text, "created_at": DAY}


def threads(document: object) -> list[tuple[str, str]]:
    found = read(json.dumps(document), posted_at_now=False)
    return [(each.external_id, each.thread_external_id) for each in found if isinstance(each, RawMessage)]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"tickets": [{"id": 9, "messages": [said(1)]}, {"id": 8, "messages": [said(2)]}]}, [("1", "9"), ("2", "8")]),
        ([{"id": "p1", "title": "Zips", "comments": [said(1), said(2)]}], [("1", "p1"), ("2", "p1")]),
        ({"conversation_id": "c7", "messages": [said(1)]}, [("1", "c7")]),
        ({"data": {"ticket_id": "c7", "messages": [said(1)]}}, [("1", "c7")]),
        # A room is no conversation.
        ({"channels": [{"id": 9, "name": "general", "messages": [said(1), said(2)]}]}, [("1", ""), ("2", "")]),
        ({"id": 5, "name": "general", "messages": [said(1)]}, [("1", "")]),
        # What a message says itself goes before what stands around it.
        ({"tickets": [{"id": 9, "messages": [said(1) | {"thread_id": "own"}]}]}, [("1", "own")]),
        # The next one has no id, and is not in the conversation before it.
        ({"tickets": [{"id": 9, "messages": [said(1)]}, {"messages": [said(2)]}]}, [("1", "9"), ("2", "")]),
    ],
)
def test_messages_within_something_with_a_title_are_one_conversation(
    document: object, expected: list[tuple[str, str]]
) -> None:
    assert threads(document) == expected


def test_lines_that_hold_lists_of_messages_are_one_document() -> None:
    lines = [{"chat_id": name, "events": [said(number)]} for number, name in enumerate(("a", "b"), start=1)]
    content = "\n".join(map(json.dumps, lines))
    assert opened(content, posted_at_now=False).form == "json"
    found = read(content, posted_at_now=False)
    assert [each.thread_external_id for each in found if isinstance(each, RawMessage)] == ["a", "b"]
    # A message with a list of its own stays one.
    message = {"id": 1, "text": "Hi", "events": [said(2)]}
    assert opened(f"{json.dumps(message)}\n{json.dumps(message)}\n").form == "jsonl"


def test_objects_that_stand_under_their_ids_are_records() -> None:
    bare = {name: value for name, value in said(1).items() if name != "id"}
    found = read(json.dumps({"messages": {"-Nx81kd0a93ks": bare, "-Nx81kd0a93kt": bare}}), posted_at_now=False)
    assert [each.external_id for each in found if isinstance(each, RawMessage)] == ["-Nx81kd0a93ks", "-Nx81kd0a93kt"]
    own = read(json.dumps({"reviews": {"71": said(5), "72": said(6)}}), posted_at_now=False)
    assert [each.external_id for each in own if isinstance(each, RawMessage)] == ["5", "6"]


def test_parts_of_one_object_are_no_records() -> None:
    with pytest.raises(Unreadable, match="No column is the time"):
        threads({"data": {"first": said(1), "last": said(2)}})


def test_a_list_of_lists_is_passed_through() -> None:
    assert threads({"messages": [[said(1)], [said(2)]]}) == [("1", ""), ("2", "")]
