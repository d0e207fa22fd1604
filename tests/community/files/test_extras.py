import json

import pytest

from community.records import RawMessage
from tests.community.files.reading import read, read_one, reasons


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        (4, 4.0),
        (4.5, 4.5),
        ("4.0", 4.0),
        ("3,5", 3.5),
        ("4/5", 4.0),
        ("2 out of 5", 2.0),
        ("5 stars", 5.0),
        ("1 Stern", 1.0),
        ("ONE", 1.0),
        ("five", 5.0),
        ("★★★★☆", 4.0),
        ("⭐⭐", 2.0),
        (True, 5.0),
        (False, 1.0),
        ("true", 5.0),
    ],
)
def test_stars_are_read_however_they_are_written(said: object, rating: float) -> None:
    assert read_one(json.dumps({"id": 1, "rating": said})).rating == rating


@pytest.mark.parametrize("said", [0, 6, "many", "11", "☆☆☆☆☆", "STAR_RATING_UNSPECIFIED"])
def test_what_is_no_rating_is_left_unknown_and_said(said: object) -> None:
    message = read_one(json.dumps({"id": 1, "text": "x", "stars": said}))
    assert message.rating is None
    assert [(warned.field, warned.reason) for warned in message.warnings] == [
        ("rating", f"is {said!r}, not a rating from 1 to 5")
    ]


@pytest.mark.parametrize(
    ("said", "links"),
    [
        (
            [{"url": "https://a.example/1"}, {"size": 3}, "https://a.example/2"],
            ("https://a.example/1", "https://a.example/2"),
        ),
        ("https://a.example/1, https://a.example/2", ("https://a.example/1", "https://a.example/2")),
        ([{"data_url": "https://a.example/\0"}], ()),
        ({}, ()),
        ([], ()),
    ],
)
def test_attachments_are_kept_as_their_links(said: object, links: tuple[str, ...]) -> None:
    assert read_one(json.dumps({"id": 1, "text": "x", "attachments": said})).attachments == links


@pytest.mark.parametrize("said", [{"stars": 4}, {"attachments": ["https://a.example/1"]}, {"title": "Hi"}])
def test_a_message_may_say_no_more_than_stars_a_title_or_a_picture(said: dict[str, object]) -> None:
    assert read_one(json.dumps({"id": 1} | said)).text == ""


def test_a_note_of_staff_is_internal_and_a_members_is_a_direct_message() -> None:
    note, direct = (
        record
        for record in read(
            '{"id": 1, "text": "a", "internal": true, "staff": true}\n{"id": 2, "text": "b", "internal": true}'
        )
        if isinstance(record, RawMessage)
    )
    assert (note.internal, note.kind) == (True, "comment")
    assert (direct.internal, direct.kind) == (False, "direct")


def test_an_empty_list_of_attachments_is_no_message() -> None:
    assert reasons(read('{"id": 1, "attachments": []}')) == ["there is no text, title, rating or attachment"]
