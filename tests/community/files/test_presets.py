"""Exports of platforms are known by their shape, and read as the platform means them."""

import json
import re
from pathlib import Path

import pytest

from community.files.presets import PRESETS, find_preset
from community.records import RawMessage, Skipped
from tests.community.files import exports, exports_of_chats, exports_of_posts
from tests.community.files.exports import DAY, lines
from tests.community.files.reading import opened, read

CASES = [*exports.CASES, *exports_of_chats.CASES, *exports_of_posts.CASES]


@pytest.mark.parametrize(("name", "content", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_an_export_is_known_by_its_shape_and_read(
    name: str, content: str | bytes, source: str, expected: list[dict[str, object] | str]
) -> None:
    found = opened(content, posted_at_now=False)
    assert (found.preset, found.source_key) == (name, source)
    assert PRESETS[name].title in found.said
    records = list(found.records)
    assert len(records) == len(expected), records
    for record, said in zip(records, expected, strict=True):
        if isinstance(said, str):
            assert isinstance(record, Skipped)
            assert record.reason == said
        else:
            assert isinstance(record, RawMessage)
            assert {field: getattr(record, field) for field in said} == said


def test_every_preset_has_an_export_of_its_own() -> None:
    assert {case[0] for case in CASES} == PRESETS.keys()


@pytest.mark.parametrize("names", [("id", "text", "created_at", "author"), ("id", "author_id", "body", "public"), ()])
def test_a_plain_file_is_no_platforms(names: tuple[str, ...]) -> None:
    assert find_preset(names) is None


REVIEW = {"reviewId": "g1", "starRating": "FOUR", "comment": "Fine", "createTime": DAY, "note": "Better"}


def test_a_field_that_is_mapped_goes_before_that_of_the_preset_and_none_can_be_wanted() -> None:
    (mapped,) = read(json.dumps(REVIEW), mapped={"text": "note", "rating": ""})
    assert isinstance(mapped, RawMessage)
    assert (mapped.text, mapped.rating, mapped.kind) == ("Better", None, "review")
    (plain,) = read(json.dumps(REVIEW), preset="none", mapped={"external_id": "reviewId"})
    assert isinstance(plain, RawMessage)
    assert plain.kind == "comment"


def test_an_id_of_an_answer_is_the_same_when_it_comes_again() -> None:
    answered = REVIEW | {"reviewReply": {"comment": "Thanks"}}
    first, second = read(lines(answered, answered | {"comment": "Still fine"}))[1::2]
    assert isinstance(first, RawMessage)
    assert isinstance(second, RawMessage)
    assert first.external_id == second.external_id == "g1:reply"


def test_the_table_in_the_documentation_names_every_preset() -> None:
    shown = (Path(__file__).parents[3] / "docs" / "importing.md").read_text()
    assert set(re.findall(r"^\| `([\w-]+)` \| .* \| (?:seen|read in|not seen)", shown, re.MULTILINE)) == PRESETS.keys()
