"""A channel that leaves its source: its messages, members and cases follow, and who stays is who they were there."""

from datetime import datetime, timedelta

import pytest

from community.ingest.recounting import Slice
from community.models import Channel, Community, Conversation, ErasedMember, Member, Message
from moderation.members import erasing
from moderation.members.actions import begin_erasing
from moderation.models import Change, DayRollup, Recount, User
from moderation.recounts import actions, slices
from moderation.refusal import Refused
from moderation.rollups import refresh
from moderation.rollups.packing import unpack_keys
from tests.builders import NOON, make_case, make_channel, make_member
from tests.community.storing import raw, store, stored

HOUR = timedelta(hours=1)


@pytest.fixture
def talk(reviews: Channel) -> Channel:
    """Trail talk shares a source with the store reviews, where id 1 is somebody else."""
    talk = make_channel(reviews.community, "talk", name="Trail talk")
    store(talk, raw("t1", "Every layer.", author_id="1", author_name="gritstone_gaz", posted_at=NOON))
    store(reviews, raw("r1", "Thank you.", author_id="1", author_name="admin", posted_at=NOON, from_staff=True))
    store(talk, raw("t2", "And one more.", author_id="1", author_name="gritstone_gaz", posted_at=NOON + HOUR))
    return talk


def split(channel: Channel, by: User) -> Recount:
    recount = actions.split_channel(channel, by, NOON)
    slices.go_on(NOON)
    recount.refresh_from_db()
    return recount


def test_the_harm_comes_first_one_who_counts_as_staff_for_another(talk: Channel) -> None:
    assert (stored("t1").author, stored("t2").from_staff) == (stored("r1").author, True)


def test_the_channel_has_members_of_its_own(talk: Channel, reviews: Channel, ada: User) -> None:
    found = split(reviews, ada)
    assert (found.looked, found.done_at) == (1, NOON)
    admin, gaz = stored("r1").author, stored("t1").author
    assert (admin.external_id, gaz.external_id, admin.source == gaz.source) == ("1", "1", False)
    assert (admin.name, admin.role, gaz.role) == ("admin", "staff", "member")
    assert {message.source for message in Message.objects.filter(channel=reviews)} == {admin.source}
    assert Change.objects.filter(subject="channel").get().after == {"source": "Store reviews"}


def test_who_stays_does_not_count_as_staff_any_more(talk: Channel, reviews: Channel, ada: User) -> None:
    split(reviews, ada)
    assert [stored(each).from_staff for each in ("t1", "t2", "r1")] == [False, False, True]
    left = Recount.objects.get(kind="left")
    assert (left.before, left.after, left.done_at) == ({"staff": 1}, {"member": 1}, NOON)


def test_who_leaves_does_not_count_as_staff_any_more(talk: Channel, ada: User) -> None:
    found = split(talk, ada)
    assert [stored(each).from_staff for each in ("t1", "t2", "r1")] == [False, False, True]
    assert (found.before, found.after) == ({"staff": 1}, {"member": 1})


def test_cases_and_figures_name_the_new_member(talk: Channel, ada: User) -> None:
    case = make_case(stored("t1"))
    split(talk, ada)
    case.refresh_from_db()
    assert case.author == stored("t1").author
    refresh.bring_up_to_date(talk.community)
    counted = DayRollup.objects.get(channel=talk, date=NOON.date())
    assert list(unpack_keys(counted.members)) == [case.author.pk]


def test_direct_messages_stay_one_conversation(talk: Channel, ada: User) -> None:
    store(talk, raw("d1", author_id="1", kind="direct", posted_at=NOON, from_staff=False))
    split(talk, ada)
    store(Channel.objects.get(pk=talk.pk), raw("d2", author_id="1", kind="direct", from_staff=False))
    assert stored("d1").conversation == stored("d2").conversation
    assert Conversation.objects.get(pk=stored("d1").conversation_id).member == stored("t1").author


def test_direct_messages_that_came_in_meanwhile_do_not_stop_it(talk: Channel, ada: User) -> None:
    store(talk, raw("d1", author_id="1", kind="direct", posted_at=NOON, from_staff=False))
    actions.split_channel(talk, ada, NOON)
    store(Channel.objects.get(pk=talk.pk), raw("d2", author_id="1", kind="direct", from_staff=False))
    slices.go_on(NOON)
    assert Recount.objects.get(kind="split").done_at
    assert stored("d1").author == stored("d2").author


def test_a_reply_across_the_two_is_no_reply_any_more(talk: Channel, reviews: Channel, ada: User) -> None:
    store(reviews, raw("r2", author_id="2", parent_external_id="t1"))
    store(talk, raw("t3", author_id="2", parent_external_id="r1"))
    assert [stored(each).parent_id is None for each in ("r2", "t3")] == [False, False]
    split(talk, ada)
    assert [(stored(each).parent, stored(each).waiting_for) for each in ("r2", "t3")] == [(None, "t1"), (None, "r1")]


def test_broken_off_it_goes_on_where_it_was(talk: Channel, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MESSAGES_A_SLICE", 1)
    recount = actions.split_channel(talk, ada, NOON)
    assert slices.do_slice(recount, NOON)
    assert (stored("t1").author == stored("t2").author, Member.objects.filter(external_id="1").count()) == (False, 2)
    slices.go_on(NOON)
    assert stored("t1").author == stored("t2").author


def test_a_channel_that_has_its_source_to_itself_is_refused(talk: Channel, reviews: Channel, ada: User) -> None:
    split(talk, ada)
    with pytest.raises(Refused, match="to itself already"):
        actions.split_channel(talk, ada, NOON)
    assert not Recount.objects.filter(channel=reviews).exists()


def test_only_admins_split(talk: Channel, mia: User) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        actions.split_channel(talk, mia, NOON)


def test_one_that_fails_does_not_hold_up_the_others(
    talk: Channel, ada: User, reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = actions.split_channel(talk, ada, NOON)
    second = Recount.objects.create(community=talk.community, kind="role", member=stored("r1").author, by=ada)
    work = slices.do_slice
    monkeypatch.setattr(slices, "do_slice", lambda each, now: 1 / 0 if each == first else work(each, now))
    slices.go_on(NOON)
    assert [Recount.objects.get(pk=each.pk).done_at for each in (first, second)] == [None, NOON]


def erased_in(channel: Channel) -> ErasedMember:
    member = Member.objects.get(source=channel.source, external_id="1")
    return begin_erasing(channel.community, member, None, NOON)[0]


def test_who_was_erased_does_not_come_into_the_source_of_the_channel_that_left(
    talk: Channel, reviews: Channel, ada: User
) -> None:
    assert erasing.go_on(erased_in(reviews))
    split(talk, ada)
    talk.refresh_from_db()
    assert {str(each.author) for each in Message.objects.filter(channel=talk)} == {"erased member"}
    counts = store(talk, raw("t3", "Once more.", author_id="1", author_name="gritstone_gaz"), raw("t4", author_id="2"))
    assert (counts.skipped, counts.created) == (1, 1)


def test_nobody_is_erased_while_a_channel_leaves_and_no_channel_leaves_while_somebody_is(
    talk: Channel, reviews: Channel, ada: User
) -> None:
    erasure = erased_in(reviews)
    with pytest.raises(Refused, match="being erased"):
        actions.split_channel(talk, ada, NOON)
    assert erasing.go_on(erasure)
    actions.split_channel(talk, ada, NOON)
    store(reviews, raw("r2", "Me too.", author_id="2"))
    other = Member.objects.get(external_id="2")
    with pytest.raises(Refused, match="leaving its source"):
        begin_erasing(reviews.community, other, None, NOON)
    slices.go_on(NOON)
    assert begin_erasing(reviews.community, other, None, NOON)


def test_the_name_of_who_was_erased_meanwhile_does_not_come_onto_the_record(
    monkeypatch: pytest.MonkeyPatch, reviews: Channel, ada: User
) -> None:
    member = make_member(reviews.community, "kestrel77", name="Kestrel")
    told = {"community": reviews.community, "member": member, "name": "Kestrel", "by": ada}
    recount = Recount.objects.create(kind="role", started_at=NOON, **told)
    held = slices.held_for_all

    def erase_first(community: Community) -> Community:
        # This slice has read the name, and waits.
        monkeypatch.setattr(slices, "held_for_all", held)
        (erasure,) = begin_erasing(community, member, None, NOON)
        assert erasing.go_on(erasure)
        return held(community)

    monkeypatch.setattr(slices, "held_for_all", erase_first)
    Recount.objects.filter(pk=recount.pk).update(changed=1)
    slices.go_on(NOON)
    recount.refresh_from_db()
    said = Change.objects.get(subject="recount").name
    assert (bool(recount.done_at), recount.name, said) == (True, "[erased]", "[erased]")


def test_a_name_that_is_taken_out_during_a_slice_is_not_written_back(
    monkeypatch: pytest.MonkeyPatch, talk: Channel, ada: User
) -> None:
    member, look = Member.objects.get(external_id="1"), slices._slice_of
    Recount.objects.create(kind="role", community=talk.community, member=member, name="Gaz", by=ada, started_at=NOON)

    def take_out_first(recount: Recount, now: datetime) -> Slice:
        Recount.objects.update(name="[erased]")
        return look(recount, now)

    monkeypatch.setattr(slices, "_slice_of", take_out_first)
    slices.go_on(NOON)
    assert Recount.objects.get().name == "[erased]"
