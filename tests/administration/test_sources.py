"""Sources are renamed, and their lists of staff and automated kept, by admins and on the record."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, Community, Source, StaffEntry
from moderation.administration import channels, sources
from moderation.changes import mark_of_values
from moderation.models import Change, User
from moderation.refusal import Refused
from tests.administration.test_channels import WRITTEN, change
from tests.builders import NOON, make_channel, make_member, make_message, make_source
from tests.community.storing import raw, store, stored

HOUR = timedelta(hours=1)


def add(source: Source, by: User, value: str = "u1", **said: Any) -> StaffEntry:
    return sources.add_entry(
        source, by, said.pop("now", NOON), **{"kind": "id", "value": value, "role": "staff"} | said
    )


def test_a_source_is_renamed_on_the_record(reviews: Channel, ada: User) -> None:
    source = reviews.source
    seen = mark_of_values(sources.source_values(source))
    assert sources.rename_source(source, ada, NOON, name="Shop", seen=seen)
    change = Change.objects.get()
    assert (change.subject, change.before, change.after) == ("source", {"name": "Tarnfell Outdoor"}, {"name": "Shop"})


def test_a_source_does_not_take_the_name_of_another(reviews: Channel, ada: User) -> None:
    make_source(reviews.community, "Shop")
    with pytest.raises(Refused, match="There is a source named “SHOP” already"):
        sources.rename_source(
            reviews.source, ada, NOON, name="SHOP", seen=mark_of_values(sources.source_values(reviews.source))
        )


def test_whoever_is_listed_is_staff_from_then_on_where_the_source_does_not_say(reviews: Channel, ada: User) -> None:
    add(reviews.source, ada)
    for number, minutes in enumerate((-1, 1)):
        store(reviews, raw(f"m{number}", author_id="u1", posted_at=NOON + minutes * HOUR))
    store(reviews, raw("said", author_id="u1", posted_at=NOON + HOUR, from_staff=False))
    assert [stored(each).from_staff for each in ("m0", "m1", "said")] == [False, True, False]
    assert Change.objects.get().after["since"] == "2026-11-16 12:00 UTC"


def test_an_ended_entry_stays_for_what_was_written_until_then(reviews: Channel, ada: User) -> None:
    entry = add(reviews.source, ada)
    sources.end_entry(entry, ada, NOON + 2 * HOUR)
    for number in (1, 3):
        store(reviews, raw(f"m{number}", author_id="u1", posted_at=NOON + number * HOUR))
    assert [stored(each).from_staff for each in ("m1", "m3")] == [True, False]
    with pytest.raises(Refused, match="off the list already"):
        sources.end_entry(entry, ada, NOON + 3 * HOUR)


def test_who_left_and_came_back_is_listed_again(reviews: Channel, ada: User) -> None:
    entry = add(reviews.source, ada)
    with pytest.raises(Refused, match="for that time already"):
        add(reviews.source, ada)
    sources.end_entry(entry, ada, NOON + HOUR)
    add(reviews.source, ada, now=NOON + 2 * HOUR)
    assert StaffEntry.objects.count() == 2


@pytest.mark.parametrize("domain", ["@*", "tarnfell", "ana@tarnfell.example", "*.example", ""])
def test_only_an_exact_domain_is_listed(reviews: Channel, ada: User, domain: str) -> None:
    with pytest.raises(Refused, match="one exact domain"):
        add(reviews.source, ada, domain, kind="domain")


def test_a_domain_is_that_of_verified_addresses_alone(reviews: Channel, ada: User) -> None:
    assert add(reviews.source, ada, "@Tarnfell.example", kind="domain").value == "tarnfell.example"
    for number, address in enumerate(("ana@tarnfell.example", "ana@not-tarnfell.example", "")):
        said = raw(f"m{number}", author_id=f"u{number}", verified_email=address, posted_at=NOON + HOUR)
        store(reviews, said)
    assert [stored(f"m{number}").from_staff for number in range(3)] == [True, False, False]


def test_a_name_is_listed_only_where_nobody_has_an_id_and_somebody_confirms_it(reviews: Channel, ada: User) -> None:
    make_member(reviews.community, "", name="Mia")
    with pytest.raises(Refused, match="Confirm that only this person"):
        add(reviews.source, ada, "Mia", kind="name")
    add(reviews.source, ada, "Mia", kind="name", is_confirmed=True)
    make_member(reviews.community, "u1")
    with pytest.raises(Refused, match="List the id instead"):
        add(reviews.source, ada, "Kai", kind="name", is_confirmed=True)


def test_an_entry_does_not_end_before_it_begins(reviews: Channel, ada: User) -> None:
    with pytest.raises(Refused, match="end before it begins"):
        add(reviews.source, ada, until=NOON - HOUR)


def test_only_admins_keep_a_list(reviews: Channel, mia: User) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        add(reviews.source, mia)
    assert not StaffEntry.objects.exists()


def test_a_new_channel_is_of_the_source_that_is_chosen_or_of_its_own(reviews: Channel, ada: User) -> None:
    own = channels.add_channel(reviews.community, ada, NOON, name="Forum", **WRITTEN)
    shared = channels.add_channel(reviews.community, ada, NOON, name="Shop", source=reviews.source, **WRITTEN)
    assert (own.source.name, shared.source) == ("Forum", reviews.source)


def test_a_channel_changes_its_source_until_somebody_wrote_there(reviews: Channel, ada: User) -> None:
    shop = make_source(reviews.community, "Shop")
    assert change(reviews, ada, source=shop)
    assert Change.objects.get().after == {"source": "Shop"}
    make_message(channel=Channel.objects.get())
    with pytest.raises(Refused, match="It stays there"):
        change(Channel.objects.get(), ada, source=make_source(reviews.community, "Forum"))


def test_a_source_of_another_community_is_refused(reviews: Channel, ada: User, emberloom: Community) -> None:
    with pytest.raises(Refused, match="another community"):
        change(reviews, ada, source=make_source(emberloom))
    with pytest.raises(Refused, match="another community"):
        channels.add_channel(reviews.community, ada, NOON, name="Forum", source=make_source(emberloom), **WRITTEN)
    assert make_channel(emberloom).source.community == emberloom
