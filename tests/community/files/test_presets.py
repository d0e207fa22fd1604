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
from tests.community.files.test_samples import FILES, expected_of

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
    samples = {expected_of(sample)[0]["preset"] for sample in FILES}
    assert {case[0] for case in CASES} | samples - {""} == PRESETS.keys()


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


def test_a_table_with_an_exports_columns_but_other_ids_is_read_as_any_table() -> None:
    header = "comment_id,parent_comment_id,from.id,from.name,message,created_time,like_count"
    found = opened(f"{header}\n1_2,1_1,77,Moira,Hi,{DAY},2\n", posted_at_now=False)
    (record,) = found.records
    assert isinstance(record, RawMessage)
    assert (found.preset, record.external_id, record.parent_external_id, record.text) == ("", "1_2", "1_1", "Hi")
    assert (record.author_id, record.author_name, record.reactions) == ("77", "Moira", 2)


@pytest.mark.parametrize(
    ("header", "warned"), [("Reply Created (UTC)", []), ("Reply Date", []), ("Somewhen", ["posted_at"])]
)
def test_an_answer_without_a_time_of_its_own_is_warned_of(header: str, warned: list[str]) -> None:
    review = "Review Id,Review Created (UTC),Review Title,Review Content,Review Stars,Review Username"
    row = "r1,2026-11-10 10:00,Late,Late,1,Moira,2026-11-11 09:00,Sorry"
    message, answer = opened(f"{review},{header},Company Reply\n{row}\n", posted_at_now=False).records
    assert isinstance(message, RawMessage)
    assert isinstance(answer, RawMessage)
    assert ([each.field for each in answer.warnings], message.warnings) == (warned, ())
    assert bool(answer.posted_at) is not bool(warned)


def test_the_table_in_the_documentation_names_every_preset() -> None:
    shown = (Path(__file__).parents[3] / "docs" / "importing.md").read_text()
    assert set(re.findall(r"^\| `([\w-]+)` \| .* \| (?:seen|read in|not seen)", shown, re.MULTILINE)) == PRESETS.keys()
