"""An export imported into an empty installation exports the same."""

import json
from collections import defaultdict
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.exports import A_QUERY, Wanted, export_lines, name_sources
from community.models import Channel, Community, Member, Message, Source
from moderation.members import erasing, retaining
from moderation.members.actions import begin_erasing
from tests.builders import NOON, make_channel, make_message, make_source
from tests.commands.test_read_messages import KEYS
from tests.community.storing import raw, store, store_in_batches

pytestmark = pytest.mark.django_db
WEEK = Path(__file__).resolve().parents[2] / "fixtures/week.jsonl"
OWN = ("channel", "source", "revision", "thread_id", "thread_is_root", "recipient_id", "is_guest")
OWN = (*OWN, "removed_by_others", "tags", "attachments")


def exported(community: str = "tarnfell", *arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("export_messages", f"--community={community}", "--json", *arguments, stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def imported(lines: list[dict[str, Any]], folder: Path, community: str = "copy") -> list[dict[str, Any]]:
    """What the copy exports after each channel's lines were imported."""
    by_channel = defaultdict(list)
    for line in lines:
        by_channel[line["channel"]].append(json.dumps(line))
    for channel, said in by_channel.items():
        path = folder / f"{channel}.jsonl"
        path.write_text("\n".join(said))
        options = ("--create", "--history", f"--community={community}", f"--channel={channel}", "--json")
        out = StringIO()
        call_command("import_messages", str(path), *options, stdout=out, stderr=StringIO())
        report = json.loads(out.getvalue())
        assert report["created"] == report["read"] == len(said)
    return exported(community)


def but_for_revisions(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in line.items() if name != "revision"} for line in lines]


@pytest.fixture
def week(tarnfell: Community) -> list[dict[str, Any]]:
    options = ("--create", "--history", "--community=tarnfell", "--channel=week")
    call_command("import_messages", str(WEEK), *options, stdout=StringIO())
    return exported()


def test_each_message_is_a_line_as_it_is_read_and_says_where_parley_keeps_it(reviews: Channel) -> None:
    asked = raw("1", author_id="moira", author_name="Moira", posted_at=NOON)
    store(reviews, asked, raw("2", "On it.", parent_external_id="1", author_id="d", from_staff=True, posted_at=NOON))
    first, reply = exported()
    assert tuple(first) == (*KEYS, *OWN)
    assert (first["channel"], first["source"], first["revision"]) == ("reviews", "Tarnfell Outdoor", 1)
    assert (first["from_staff"], reply["from_staff"]) == (False, True)
    assert (first["thread_id"], first["conversation_id"], reply["conversation_id"]) == (None, "1", "1")
    store(reviews, raw("1", "Now the strap too.", author_id="moira", posted_at=NOON))
    assert exported()[0]["revision"] == 2


def test_a_thread_is_called_by_its_id_and_never_taken_for_the_message_of_that_id(reviews: Channel) -> None:
    store(reviews, raw("5", posted_at=NOON), raw("6", thread_external_id="5", posted_at=NOON))
    alone, threaded = exported()
    assert (alone["conversation_id"], threaded["conversation_id"]) == ("root:5", "5")


def test_the_demo_week_is_the_same_in_an_empty_installation(week: list[dict[str, Any]], tmp_path: Path) -> None:
    assert len(week) == len(WEEK.read_text().splitlines()) > A_QUERY
    assert imported(week, tmp_path) == week


def test_parents_come_before_their_replies(week: list[dict[str, Any]]) -> None:
    place = {line["external_id"]: number for number, line in enumerate(week)}
    replies = [line for line in week if line["parent_id"] in place]
    assert len(replies) > 100
    assert all(place[line["parent_id"]] < place[line["external_id"]] for line in replies)


AWKWARD = (
    raw("g1", "Lovely tent.", author_name="Anonymous", kind="review", rating=4.5, attachments=("https://p.example/1",)),
    raw("g2", "Lovely too.", author_name="Ana", is_guest=True, tags=("shop", "a, b")),
    raw("g3", "No name at all."),
    raw("n1", "By name alone.", author_name="Moira  Bell"),
    raw("n2", "Called as nobody is.", author_id="m7", author_name="[deleted]"),
    raw("d1", "Where is it?", kind="direct", author_id="kim"),
    raw("d2", "On its way.", kind="direct", author_id="desk", from_staff=True, recipient_id="kim"),
    raw("d3", "Have a look at this.", kind="direct", author_id="desk", from_staff=True, recipient_id="lou"),
    raw("t1", "Ticket", kind="direct", author_id="lou", thread_external_id="9"),
    raw("t2", "Ask the shop first.", author_id="desk", from_staff=True, internal=True, thread_external_id="9"),
    raw("t3", "We are away.", author_id="desk", automated=True, kind="direct", thread_external_id="9"),
    raw("r1", "Gone.", author_id="kim", deleted=True),
    raw("r2", "Taken.", author_id="kim", deleted=True, removed_by_others=True, reports=4, reactions=-3, views=2**40),
    raw("o1", "Answers what never came.", author_id="kim", parent_external_id="nowhere", thread_external_id="5"),
    raw("5", "Begins its thread.", author_id="kim", language="en", url="https://x.example/5"),
    raw("6", "In it.", author_id="lou", thread_external_id="5", thread_is_root=True, edited_at=NOON),
    raw("e1", "A staff name that says so nowhere.", author_id="desk"),
)  # fmt: skip


def awkward(tarnfell: Community) -> list[dict[str, Any]]:
    shop = make_source(tarnfell, "Shop")
    other = make_source(tarnfell, "Elsewhere")
    for number, (slug, source) in enumerate((("tickets", shop), ("reviews", other), ("läden", shop))):
        channel = make_channel(tarnfell, slug, source=source)
        when = NOON + timedelta(minutes=number, microseconds=7)
        # Backwards, so that what is answered comes after its answers.
        store_in_batches(channel, [each._replace(posted_at=when) for each in reversed(AWKWARD)], 3)
    return exported()


def test_an_awkward_set_is_the_same_in_an_empty_installation(tarnfell: Community, tmp_path: Path) -> None:
    lines = awkward(tarnfell)
    assert len(lines) == 3 * len(AWKWARD)
    assert imported(lines, tmp_path) == lines
    copies = Message.objects.filter(community__slug="copy")
    assert copies.filter(internal=True).count() == copies.filter(automated=True).count() == 3
    assert copies.filter(author=None).count() == 9
    # Two of the three channels are of one shop here too.
    assert Source.objects.filter(community__slug="copy").count() == 2


def test_days_are_those_of_the_community_and_the_last_one_counts(reviews: Channel) -> None:
    reviews.community.time_zone = "Pacific/Auckland"
    reviews.community.save()
    for number, hour in enumerate((-2, -1, 22, 23)):
        # Noon in UTC is one o'clock at night there.
        make_message(channel=reviews, external_id=str(number), posted_at=NOON + timedelta(hours=hour))
    found = exported("tarnfell", "--from=2026-11-17", "--to=2026-11-17")
    assert [line["external_id"] for line in found] == ["1", "2"]
    with pytest.raises(CommandError, match="lies after"):
        exported("tarnfell", "--from=2026-11-18", "--to=2026-11-17")


def test_one_channel_alone_can_be_asked_for(reviews: Channel, emberloom: Community) -> None:
    for channel in (reviews, make_channel(reviews.community, "forum"), make_channel(emberloom)):
        make_message(channel=channel)
    assert {line["channel"] for line in exported()} == {"forum", "reviews"}
    assert {line["channel"] for line in exported("tarnfell", "--channel=forum")} == {"forum"}


def test_sources_of_one_name_are_told_apart(tarnfell: Community) -> None:
    for name, host in (("Shop", ""), ("Shop", ""), ("Server", "discord:7")):
        Source.objects.create(community=tarnfell, name=name, host_key=host)
    assert list(name_sources(tarnfell).values()) == ["Shop", "Shop (2)", "discord:7"]


def test_a_long_export_takes_a_query_a_page_and_no_message_twice(
    reviews: Channel, django_assert_max_num_queries: Any
) -> None:
    records = [raw(str(number), posted_at=NOON) for number in range(2 * A_QUERY + 1)]
    store(reviews, *records)
    with django_assert_max_num_queries(10):
        lines = list(export_lines(Wanted(reviews.community)))
    assert {line["external_id"] for line in lines} == {record.external_id for record in records}
    assert len(lines) == len(records)


def test_whose_text_is_gone_is_exported_as_deleted_and_comes_back_nowhere(
    tarnfell: Community, reviews: Channel, tmp_path: Path
) -> None:
    said = {"author_id": "kestrel77", "author_name": "Kestrel Finch", "posted_at": NOON, "title": "Seals"}
    private = {"kind": "direct", "thread_external_id": "9", "posted_at": NOON}
    store(reviews, raw("1", "The seals leak.", **said), raw("2", "Mine too.", author_id="moira", posted_at=NOON))
    store(reviews, raw("3", "Where is it?", **(said | private)), raw("4", "Here.", from_staff=True, **private))
    store(reviews, raw("5", "Too old to keep.", author_id="moira", posted_at=NOON))
    (erasure,) = begin_erasing(tarnfell, Member.objects.get(external_id="kestrel77"), None, NOON)
    assert erasing.go_on(erasure)
    retaining.empty_old_messages(tarnfell, [Message.objects.get(external_id="5").pk], NOON)
    lines = exported()
    assert {line["external_id"]: (line["text"], line["title"], line["deleted"]) for line in lines} == {
        "2": ("Mine too.", None, False),
        **dict.fromkeys("1345", (None, None, True)),
    }
    assert "estrel" not in json.dumps(lines)
    # Two whom nobody knows any more may be one in private.
    told = ("external_id", "text", "author_id", "author_name", "deleted", "kind", "thread_id")
    copy = imported(lines, tmp_path)
    assert [[line[name] for name in told] for line in copy] == [[line[name] for name in told] for line in lines]
    assert set(Message.objects.filter(community__slug="copy").values_list("text", flat=True)) == {"", "Mine too."}
    # Nothing is made of it here, and nobody comes back.
    call_command(
        "import_messages",
        str(tmp_path / "reviews.jsonl"),
        "--community=tarnfell",
        "--channel=reviews",
        stdout=StringIO(),
        stderr=StringIO(),
    )
    assert exported() == lines
