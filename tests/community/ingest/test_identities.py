import json
from datetime import timedelta

import pytest

from community.models import Channel, Member, MemberRole, StaffEntry
from community.records import RawMessage
from tests.builders import make_channel, make_source
from tests.community.files.reading import read
from tests.community.storing import NOW, raw, store, stored

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_two_sources_with_the_same_ids_have_two_people(reviews: Channel) -> None:
    blog = make_channel(reviews.community, "blog", source=make_source(reviews.community, "Blog"))
    store(blog, raw("1", author_id="1", author_name="Mia", from_staff=True))
    store(reviews, raw("900", author_id="1", author_name="otto_b"))
    assert stored("900").author != stored("1").author
    assert (stored("900").from_staff, stored("1").from_staff) == (False, True)


def test_a_name_alone_is_one_person_in_its_source_and_no_other(reviews: Channel) -> None:
    blog = make_channel(reviews.community, "blog", source=make_source(reviews.community, "Blog"))
    store(reviews, raw("1", author_name="Otto  Berg"), raw("2", author_name="otto berg"))
    store(blog, raw("3", author_name="Otto Berg"))
    assert stored("1").author == stored("2").author != stored("3").author


@pytest.mark.parametrize(
    "said",
    [
        {"author_name": "Anonymous"},
        {"author_name": "A Google user"},
        *({"author_name": name} for name in ("Guest", "[deleted]", "GELÖSCHTER  Nutzer")),
        *({"author_name": name} for name in ("Utilisateur supprimé", "Amazon Customer", "Ein Google-Nutzer", "Гость")),
        # Some exports write it where an id should be.
        {"author_name": "[deleted]", "author_id": "[deleted]"},
        {"author_name": "Anonymous", "author_id": "anonymous"},
        {"author_name": "Vera", "is_guest": True},
        {"author_name": "Vera", "author_id": "g-1", "is_guest": True},
    ],
    ids=str,
)
def test_a_name_that_many_bear_is_nobody_and_is_shown(said: dict[str, object], reviews: Channel) -> None:
    store(reviews, raw("1", **said), raw("2", **said))
    assert [(stored(pk).author, stored(pk).guest_name) for pk in "12"] == [(None, said["author_name"])] * 2
    assert not Member.objects.exists()


def test_the_name_of_many_with_an_id_is_somebody(reviews: Channel) -> None:
    store(reviews, raw("1", author_id="u1", author_name="Anonymous"))
    assert stored("1").author.external_id == "u1"


def test_the_name_of_many_where_an_id_should_be_leaves_the_name(reviews: Channel) -> None:
    store(reviews, raw("1", author_id="guest", author_name="Vera"), raw("2", author_id="guest", author_name="Otto"))
    assert [(member.external_id, member.name) for member in Member.objects.order_by("pk")] == [
        ("", "Vera"),
        ("", "Otto"),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "said", "expected"),
    [
        ("id", "mia", {"author_id": "mia"}, True),
        ("id", "mia", {"author_name": "mia"}, False),
        ("name", "Mia Tarn", {"author_name": "mia tarn"}, True),
        # Anybody may call themselves so where people have ids.
        ("name", "Mia Tarn", {"author_id": "u9", "author_name": "Mia Tarn"}, False),
        ("domain", "tarn.example", {"author_id": "u9", "verified_email": "mia@Tarn.example"}, True),
        ("domain", "tarn.example", {"author_id": "u9", "verified_email": "mia@not-tarn.example"}, False),
        ("domain", "tarn.example", {"author_id": "u9", "verified_email": "mia@sub.tarn.example"}, False),
        ("id", "mia", {"author_id": "mia", "from_staff": False}, False),
    ],
)
def test_who_is_staff_by_the_list(
    kind: str, value: str, said: dict[str, object], expected: bool, reviews: Channel
) -> None:
    StaffEntry.objects.create(source=reviews.source, kind=kind, value=value)
    store(reviews, raw("1", **said))
    assert stored("1").from_staff is expected
    assert stored("1").said_staff is said.get("from_staff")


def test_the_list_of_another_source_says_nothing_here(reviews: Channel) -> None:
    StaffEntry.objects.create(source=make_source(reviews.community, "Blog"), kind="id", value="mia")
    store(reviews, raw("1", author_id="mia"))
    assert not stored("1").from_staff


@pytest.mark.parametrize(("days", "expected"), [(-2, False), (-1, True), (0, True), (1, False), (2, False)])
def test_an_entry_and_a_role_hold_from_and_until_a_moment(days: int, expected: bool, reviews: Channel) -> None:
    span = {"since": NOW - DAY, "until": NOW + DAY}
    StaffEntry.objects.create(source=reviews.source, kind="id", value="mia", **span)
    store(reviews, raw("0", author_id="ben", posted_at=NOW))
    MemberRole.objects.create(member=stored("0").author, role="staff", **span)
    at = NOW + days * DAY
    store(reviews, raw("1", author_id="mia", posted_at=at), raw("2", author_id="ben", posted_at=at))
    assert (stored("1").from_staff, stored("2").from_staff) == (expected, expected)


def test_what_an_admin_said_of_a_member_comes_before_the_list_and_the_source_before_both(reviews: Channel) -> None:
    StaffEntry.objects.create(source=reviews.source, kind="id", value="mia")
    store(reviews, raw("1", author_id="mia"))
    MemberRole.objects.create(member=stored("1").author, role="automated")
    store(reviews, raw("2", author_id="mia"), raw("3", author_id="mia", from_staff=True, automated=False))
    facts = [(stored(name).from_staff, stored(name).automated) for name in "123"]
    assert facts == [(True, False), (False, True), (True, False)]


@pytest.mark.parametrize(
    ("from_staff", "expected"),
    [(True, (True, "comment")), (False, (False, "direct")), (None, (False, "direct"))],
)
def test_a_note_is_internal_by_staff_and_private_by_a_member(
    from_staff: bool | None, expected: tuple[bool, str], reviews: Channel
) -> None:
    store(reviews, raw("1", author_id="u1", from_staff=from_staff, internal=True))
    assert (stored("1").internal, stored("1").kind) == expected


def test_of_what_a_file_calls_internal_the_list_says_whether_staff_wrote_it(reviews: Channel) -> None:
    StaffEntry.objects.create(source=reviews.source, kind="id", value="mia")
    said = [{"id": who, "author_id": who, "text": "Rude", "internal": True} for who in ("mia", "vera")]
    notes = read("\n".join(map(json.dumps, said)))
    store(reviews, *(note._replace(recipient_id="otto") for note in notes if isinstance(note, RawMessage)))
    facts = [(stored(who).internal, stored(who).kind) for who in ("mia", "vera")]
    assert facts == [(True, "comment"), (False, "direct")]


def test_a_note_of_a_program_to_a_member_is_stored(reviews: Channel) -> None:
    store(reviews, raw("1", author_id="bot", automated=True, internal=True, recipient_id="otto"))
    assert (stored("1").internal, stored("1").kind) == (False, "direct")
