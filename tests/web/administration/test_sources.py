"""The pages of sources, lists and members, as Ada uses them."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from community.models import Channel, Member, MemberRole, StaffEntry
from moderation.administration import persons
from moderation.models import Change, Recount, User
from moderation.recounts import foreseeing
from moderation.rollups.days import DAY
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


@pytest.mark.parametrize(
    ("said", "role", "told"),
    [
        (
            {},
            "automated",
            "something else:</strong> 1 as member until now, 1 as automated then",
        ),
        ({"from_staff": True}, "automated", "1 as staff until now, 1 as automated staff then"),
        ({"from_staff": True}, "member", "No message would count as something else.</strong> 1 of theirs is stored."),
    ],
)
def test_counting_from_the_start_says_first_what_it_would_change(
    desk: Client, reviews: Channel, said: dict[str, bool], role: str, told: str
) -> None:
    wren = make_member(reviews.community, "wren")
    make_message(author=wren, **said)
    fill(desk, at("settings-member", pk=wren.pk), role=role)
    door = at("settings-role-start", pk=MemberRole.objects.get().pk)
    asked = text(desk.get(door))
    assert told in asked
    assert not Recount.objects.exists()
    assert MemberRole.objects.get().since
    # What it says is what is done.
    desk.post(door)
    recount = Recount.objects.get()
    assert all(f"{count} as {name}" in asked for name, count in {**recount.before, **recount.after}.items())
    assert (recount.changed == 0) == ("No message would" in asked)


def test_an_entry_counted_from_the_start_says_first_what_it_would_change(desk: Client, reviews: Channel) -> None:
    make_message(author=make_member(reviews.community, "u1"))
    for value in ("u1", "u2"):
        fill(desk, at("settings-entry-new", pk=reviews.source_id), kind="id", value=value, role="staff")
    here, absent = (at("settings-entry-start", pk=entry.pk) for entry in StaffEntry.objects.order_by("value"))
    assert "1 as member until now, 1 as staff then" in text(desk.get(here))
    assert "Nobody of this id or name has written here yet" in text(desk.get(absent))
    assert "1 of 1 messages changed" in text(desk.post(here, follow=True))


def test_what_was_posted_outside_a_role_is_not_foreseen_to_change(desk: Client, reviews: Channel) -> None:
    # The source has called her staff since, which changes nothing of what came before.
    wren = make_member(reviews.community, "wren", role="staff")
    make_message(author=wren)
    role = MemberRole.objects.create(member=wren, role="automated", since=NOON - 2 * DAY, until=NOON - DAY)
    door = at("settings-role-start", pk=role.pk)
    assert "No message would count as something else" in text(desk.get(door))
    assert "0 of 1 messages changed" in text(desk.post(door, follow=True))


def test_of_very_many_messages_the_first_are_foreseen(
    desk: Client, reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreseeing, "LOOKED", 2)
    wren = make_member(reviews.community, "wren")
    for _ in range(3):
        make_message(author=wren)
    fill(desk, at("settings-member", pk=wren.pk), role="staff")
    asked = text(desk.get(at("settings-role-start", pk=MemberRole.objects.get().pk)))
    assert "2 of 2 messages would count" in asked
    assert "Only the first 2 were looked at" in asked


def test_who_was_given_a_role_is_listed_with_it_at_the_source(desk: Client, reviews: Channel) -> None:
    wren = make_member(reviews.community, "wren", role="staff")
    page, source = at("settings-member", pk=wren.pk), at("settings-source", pk=reviews.source_id)
    assert "staff, as the source said last" in text(desk.get(page))
    # The page opens on the member again, where the next step is.
    assert fill(desk, page, role="automated", why="a bot")["Location"] == page
    for address in (page, source):
        assert "automated, as is set here" in text(desk.get(address))
    member = make_member(reviews.community, "kim")
    assert "Kim" not in text(desk.get(source))
    fill(desk, at("settings-member", pk=member.pk), role="staff")
    assert "Kim" in text(desk.get(source))


def test_a_member_leads_to_whom_they_are_joined_with_and_to_the_law(desk: Client, reviews: Channel) -> None:
    wren = make_member(reviews.community, "wren")
    page = text(desk.get(at("settings-member", pk=wren.pk)))
    assert f"{at('members-join')}?member={wren.pk}" in page
    assert at("member-erase", pk=wren.pk) in page


def test_a_suspect_is_shown_with_the_harm_and_a_channel_split_after_a_look(desk: Client, reviews: Channel) -> None:
    talk = make_channel(reviews.community, "talk", name="Trail talk")
    store(talk, raw("t1", author_id="1", author_name="gritstone_gaz", posted_at=NOON))
    store(reviews, raw("r1", author_id="1", author_name="admin", from_staff=True, posted_at=NOON))
    page = text(desk.get(at("settings-sources")))
    assert "gritstone_gaz</bdi></strong>, 1 message," in page
    assert page.count("“<bdi>The zip broke.</bdi>”") == 2
    assert "1 counted as staff’s" in page
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


def test_a_channel_is_named_with_how_many_messages_parting_it_goes_through(desk: Client, reviews: Channel) -> None:
    talk = make_channel(reviews.community, "talk", name="Trail talk")
    make_message(channel=talk)
    asked = text(desk.get(at("settings-channel-split", pk=talk.pk)))
    assert "<strong>1</strong> messages of <bdi>Trail talk</bdi>" in asked
    assert "with <bdi>Store reviews</bdi>:" in asked


def test_a_long_list_has_pages(desk: Client, reviews: Channel) -> None:
    entries = (StaffEntry(source=reviews.source, kind="id", value=f"u{number:03}") for number in range(101))
    StaffEntry.objects.bulk_create(entries)
    page = at("settings-source", pk=reviews.source_id)
    shown = [[value in text(desk.get(page, {"page": number})) for value in ("u000", "u100")] for number in ("", 2, "x")]
    assert shown == [[True, False], [False, True], [True, False]]
    assert "1 to 100 of 101" in text(desk.get(page))


def test_joined_persons_lead_to_where_they_are_split(desk: Client, reviews: Channel, ada: User) -> None:
    one, other = make_member(reviews.community, "u1"), make_member(reviews.community, "u2")
    persons.join_members(one, other, ada, NOON, why="she told us")
    link = f"{at('members-join')}?member={one.pk}"
    assert link in text(desk.get(at("settings-sources")))
    member = text(desk.get(at("settings-member", pk=one.pk)))
    assert "with 1 other, " in member
    assert f"{link}" in member


def test_a_new_channel_offers_the_sources_and_one_with_messages_keeps_its_own(desk: Client, reviews: Channel) -> None:
    offered = "Tarnfell Outdoor, with Store reviews"
    assert offered in text(desk.get(at("settings-channel-new")))
    fill(desk, at("settings-channel-new"), name="Shop", source=str(reviews.source_id))
    assert Channel.objects.get(name="Shop").source == reviews.source
    make_message(channel=reviews)
    assert offered not in text(desk.get(at("settings-channel", pk=reviews.pk)))
    # Saving leaves the source as it is.
    assert fill(desk, at("settings-channel", pk=reviews.pk), name="Reviews").status_code == 303
