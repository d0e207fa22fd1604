"""What stands around and beside the records is known to them, within bounds."""

import json

import pytest

from community.files import by_preset
from community.files.json_document import MOST_AROUND, objects_at
from community.files.json_events import Events
from community.records import RawMessage
from tests.community.files.exports import DAY
from tests.community.files.exports_of_chats import chats, zipped
from tests.community.files.exports_of_posts import post
from tests.community.files.reading import opened, read, texts


def values_around(document: object, path: str) -> list[dict[str, object]]:
    around: dict[str, object] = {}
    events = Events(iter((json.dumps(document).encode(),)))
    return [dict(around) for _ in objects_at(events, path, around)]


def test_values_before_a_list_are_those_of_its_own_branch() -> None:
    rooms = [{"id": 1, "topic": "tents", "list": [{"x": 1}]}, {"id": 2, "list": [{"x": 2}]}]
    first, second = values_around({"name": "Tarn", "rooms": rooms}, "rooms.list")
    assert first == {"name": "Tarn", "rooms.id": 1, "rooms.topic": "tents"}
    assert second == {"name": "Tarn", "rooms.id": 2}


def test_a_chat_without_a_type_has_not_that_of_the_one_before() -> None:
    said = {"from": "Moira", "from_id": "user7"}
    document = chats(({"type": "personal_chat", "id": 7}, [{"id": 1} | said]), ({"id": 55}, [{"id": 2} | said]))
    kinds = [record.kind for record in read(document) if isinstance(record, RawMessage)]
    assert kinds == ["direct", "comment"]


@pytest.mark.parametrize(
    "document",
    [
        {**{f"n{number}": number for number in range(1_000)}, "list": [{"x": 1}]},
        {"long": "x" * 10_000, "list": [{"x": 1}]},
    ],
    ids=["many", "long"],
)
def test_what_is_kept_of_them_is_bounded(document: dict[str, object]) -> None:
    (around,) = values_around(document, "list")
    assert len(around) <= MOST_AROUND
    assert "long" not in around


def test_other_names_of_messages_are_remembered_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    posts = [post(1, 1), post(2, 2), post(3, 3, reply_to_post_number=1), post(4, 4, reply_to_post_number=2)]

    def parents() -> list[str]:
        found = read(json.dumps({"post_stream": {"posts": posts}}))
        return [record.parent_external_id for record in found if isinstance(record, RawMessage)]

    assert parents() == ["", "", "1", "2"]
    monkeypatch.setattr(by_preset, "MOST_ALIASES", 1)
    assert parents() == ["", "", "1", ""]


def test_of_two_lists_of_known_exports_the_outer_one_is_read() -> None:
    tweet = {"author_id": "7", "created_at": DAY, "public_metrics": {"like_count": 1}}
    quoted, own = ({"id": number, "text": number} | tweet for number in ("1", "2"))
    found = opened(json.dumps({"includes": {"tweets": [quoted]}, "data": [own]}))
    assert found.preset == "x-api"
    assert texts(list(found.records)) == ["2"]


def test_parts_of_a_document_in_an_archive_are_no_tables() -> None:
    said = '<?xml version="1.0"?><rows><row id="1" text="a"/></rows>'
    table = f"id,date,text\n1,{DAY},a\n"
    records = read(zipped({"docProps/app.xml": said, "_rels/x.xml": said, "week.csv": table}))
    assert texts(records) == ["a"]


def test_a_file_beside_that_is_broken_costs_the_names_alone() -> None:
    day = json.dumps([{"type": "message", "user": "U1", "text": "Hi", "ts": "1794298000.000100"}])
    (record,) = read(zipped({"users.json": '[{"id": "U1", "real_na', "help/2026-11-10.json": day}))
    assert isinstance(record, RawMessage)
    assert (record.author_id, record.author_name) == ("U1", "")
