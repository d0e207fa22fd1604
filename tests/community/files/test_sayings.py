import json

import pytest

from tests.community.files.reading import read, read_one, reasons


@pytest.mark.parametrize(
    ("said", "links"),
    [
        (
            [{"url": "https://a.example/1"}, {"size": 3}, "https://a.example/2"],
            ("https://a.example/1", "https://a.example/2"),
        ),
        ("https://a.example/1, https://a.example/2", ("https://a.example/1", "https://a.example/2")),
        ({}, ()),
        ([], ()),
    ],
)
def test_attachments_are_kept_as_their_links(said: object, links: tuple[str, ...]) -> None:
    assert read_one(json.dumps({"id": 1, "text": "x", "attachments": said})).attachments == links


@pytest.mark.parametrize("said", [{"stars": 4}, {"attachments": ["https://a.example/1"]}, {"title": "Hi"}])
def test_a_message_may_say_no_more_than_stars_a_title_or_a_picture(said: dict[str, object]) -> None:
    assert read_one(json.dumps({"id": 1} | said)).text == ""


@pytest.mark.parametrize(
    ("staff", "expected"), [(True, (True, "comment")), (False, (False, "direct")), (None, (True, "comment"))]
)
def test_a_note_is_a_direct_message_only_where_the_source_says_that_a_member_wrote_it(
    staff: bool | None, expected: tuple[bool, str]
) -> None:
    note = read_one(json.dumps({"id": 1, "text": "a", "internal": True, "staff": staff}))
    assert (note.internal, note.kind) == expected


def test_an_empty_list_of_attachments_is_no_message() -> None:
    assert reasons(read('{"id": 1, "attachments": []}')) == ["there is no text, title, rating or attachment"]
