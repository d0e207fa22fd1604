"""The pages of sources, lists and members, as Ada uses them."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from community.models import Channel, Member, MemberRole, StaffEntry
from moderation.models import Change, Recount, User
from tests.builders import NOON, make_channel, make_member, make_message
from tests.community.storing import raw, store, stored
from tests.web.administration.browsing import at, fill, text


def test_the_list_shows_sources_with_their_channels(desk: Client, reviews: Channel) -> None:
    page = text(desk.get(at("settings-sources")))
    assert all(said in page for said in ("Tarnfell Outdoor", "Store reviews", "not named", "Nobody is joined"))


def test_without_a_source_the_way_to_one_is_shown(desk: Client) -> None:
    assert "There is no source yet" in text(desk.get(at("settings-sources")))


def test_a_source_is_renamed_and_its_members_found(desk: Client, reviews: Channel) -> None:
    make_member(reviews.community, "u1", name="Wren H", name_key="wren h")
    make_member(reviews.community, "u2", name="Support", role="staff")
    page = at("settings-source", pk=reviews.source_id)
    assert "Saved." in text(desk.post(page, {"name": "Shop", "seen": desk.get(page).context["seen"]}, follow=True))
    assert ["Support" in text(desk.get(page)), "Wren H" in text(desk.get(page))] == [True, False]
    for asked in ("u1", "wren h", "WREN  H"):
        assert "Wren H" in text(desk.get(page, {"q": asked}))
    assert "Nobody here has the id" in text(desk.get(page, {"q": "kim"}))


def test_an_entry_is_added_with_its_days_and_ended(desk: Client, reviews: Channel) -> None:
    new = at("settings-entry-new", pk=reviews.source_id)
    answer = fill(desk, new, kind="id", value="u1", role="staff", since="2026-11-03", until="2026-11-05", why="summer")
    assert answer.status_code == 303
    entry = StaffEntry.objects.get()
    # The last day counts, in the community's time zone.
    assert (entry.since, entry.until) == (datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 6, tzinfo=UTC))
    page = text(desk.get(at("settings-source", pk=reviews.source_id)))
    assert all(said in page for said in ("u1", "summer", "Count from the start"))
    StaffEntry.objects.update(until=None)
    desk.post(at("settings-entry-end", pk=entry.pk))
    assert StaffEntry.objects.get().until


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"since": "0001-01-01"}, "1990"),
        ({"since": "soon"}, "Enter a valid date"),
        ({"value": ""}, "This field is required"),
        ({"role": "member"}, "Select a valid choice"),
        ({"kind": "name"}, "Confirm that only this person"),
    ],
)
def test_what_is_no_entry_is_refused_and_kept_as_typed(
    desk: Client, reviews: Channel, typed: dict[str, str], why: str
) -> None:
    said = {"kind": "id", "value": "u1", "role": "staff", "why": "we know her"} | typed
    answer = fill(desk, at("settings-entry-new", pk=reviews.source_id), **said)
    assert answer.status_code in (409, 422)
    assert why in text(answer)
    assert "we know her" in text(answer)
    assert not StaffEntry.objects.exists()


def test_a_role_is_set_counted_from_the_start_and_told_beside_the_member(
    desk: Client, reviews: Channel, ada: User
) -> None:
    wren = make_member(reviews.community, "wren")
    make_message(author=wren)
    page = at("settings-member", pk=wren.pk)
    assert "No role was set" in text(desk.get(page))
    fill(desk, page, role="staff", why="joined us")
    role = MemberRole.objects.get()
    assert "joined us" in text(desk.get(page))
    answer = text(desk.post(at("settings-role-start", pk=role.pk), follow=True))
    assert "1 of 1 messages changed" in answer
    assert Recount.objects.get().after == {"staff": 1}
    assert "Messages changed:" in text(desk.get(at("settings-record")))
    desk.post(at("settings-role-end", pk=role.pk))
    assert MemberRole.objects.get().until


def test_a_suspect_is_shown_with_the_harm_and_a_channel_split_after_a_look(desk: Client, reviews: Channel) -> None:
    talk = make_channel(reviews.community, "talk", name="Trail talk")
    store(talk, raw("t1", author_id="1", author_name="gritstone_gaz", posted_at=NOON))
    store(reviews, raw("r1", author_id="1", author_name="admin", from_staff=True, posted_at=NOON))
    page = text(desk.get(at("settings-sources")))
    assert all(said in page for said in ("Perhaps strangers, 1", " count as staff wherever", "gritstone_gaz", "admin"))
    door = at("settings-channel-split", pk=talk.pk)
    assert "cannot be undone" in text(desk.get(door))
    assert stored("t1").source == stored("r1").source
    assert "a source of its own" in text(desk.post(door, follow=True))
    assert stored("t1").source != stored("r1").source
    assert "Perhaps strangers" not in text(desk.get(at("settings-sources")))


def test_a_suspect_who_is_one_person_is_none(desk: Client, reviews: Channel) -> None:
    talk = make_channel(reviews.community, "talk", name="Trail talk")
    store(talk, raw("t1", author_id="1", author_name="gaz"))
    store(reviews, raw("r1", author_id="1", author_name="Gary"))
    desk.post(at("settings-member-same", pk=Member.objects.get().pk))
    assert "Perhaps strangers" not in text(desk.get(at("settings-sources")))
    assert Change.objects.get().subject == "joined"


def test_a_new_channel_offers_the_sources_and_one_with_messages_keeps_its_own(desk: Client, reviews: Channel) -> None:
    offered = "Tarnfell Outdoor, with Store reviews"
    assert offered in text(desk.get(at("settings-channel-new")))
    fill(desk, at("settings-channel-new"), name="Shop", source=str(reviews.source_id))
    assert Channel.objects.get(name="Shop").source == reviews.source
    make_message(channel=reviews)
    assert offered not in text(desk.get(at("settings-channel", pk=reviews.pk)))
    # Saving leaves the source as it is.
    assert fill(desk, at("settings-channel", pk=reviews.pk), name="Reviews").status_code == 303
