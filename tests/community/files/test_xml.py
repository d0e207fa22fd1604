"""XML is read piece by piece, and what could unpack to any size is refused."""

import pytest

from community.files.lines import Unreadable
from community.records import RawMessage, Reject
from tests.community.files.exports_of_posts import DISQUS, WORDPRESS
from tests.community.files.reading import opened, read

ENTITIES = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("document", [DISQUS, WORDPRESS])
def test_a_document_type_is_refused_before_anything_of_it_is_read(document: str) -> None:
    head, end, rest = document.partition("?>\n")
    with pytest.raises(Unreadable, match="declares a document type"):
        read(f"{head}{end}{ENTITIES}{rest}")


def test_what_it_is_taken_for_is_said() -> None:
    found = opened(DISQUS)
    assert found.form == "xml"
    assert found.said == "Disqus, XML export (disqus-xml). XML, UTF-8; its records are “post”."


def test_one_that_breaks_off_keeps_what_came_before() -> None:
    records = opened(DISQUS[: DISQUS.index("</disqus>")]).records
    found = [next(records) for _ in range(3)]
    assert isinstance(found[0], RawMessage)
    with pytest.raises(Unreadable, match="3 records come before it"):
        next(records)


def test_records_of_an_unknown_kind_are_named_by_their_path() -> None:
    said = '<?xml version="1.0"?><box><row id="1" text="a"/><row id="2"><text>b &amp; c</text></row></box>'
    found = read(said, records="row")
    assert [record.text for record in found if isinstance(record, RawMessage)] == ["a", "b & c"]


def test_an_element_that_repeats_is_a_list_and_costs_only_its_record() -> None:
    said = '<?xml version="1.0"?><box><row id="1"><text>a</text><text>b</text></row><row id="2" text="c"/></box>'
    wrong, right = read(said, records="row")
    assert isinstance(wrong, Reject)
    assert wrong.reason == "text is a list, not text"
    assert isinstance(right, RawMessage)


@pytest.mark.parametrize("depth", [199, 400])
def test_depth_is_bounded(depth: int) -> None:
    said = '<?xml version="1.0"?><box><row id="1" text="a"/>' + "<a>" * depth + "</a>" * depth + "</box>"
    if depth < 200:
        assert len(read(said, records="row")) == 1
        return
    with pytest.raises(Unreadable, match="nested too deeply"):
        read(said, records="row")
