"""Who bears the name of somebody on the staff of the same source, and is somebody else."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, Member, MemberRole, Message, Person, StaffEntry
from moderation.assessments import intake, pipeline
from moderation.assessments.messages import Said
from moderation.assessments.staff_names import staff_names_borne
from moderation.guidelines import publishing
from moderation.models import Case
from tests.builders import NOON, make_channel, make_member, make_message, make_source
from tests.community.storing import raw, store

BEFORE, AFTER = NOON - timedelta(days=1), NOON + timedelta(days=1)


@pytest.fixture
def mia(reviews: Channel) -> Member:
    """Mia answers for Tarnfell in the reviews."""
    return make_member(reviews.community, "1", name="Tarnfell Mia", role="staff")


def wrote(channel: Channel, author_id: str, name: str, **said: Any) -> Message:
    author = make_member(channel.community, author_id, source=channel.source, name=name)
    return make_message(channel=channel, author=author, **said)


def borne() -> list[str]:
    rows = [Said(*row) for row in Message.objects.order_by("pk").values_list(*Said._fields)]
    found = staff_names_borne(rows, NOON)
    return [found.get(row.id, "") for row in rows]


@pytest.mark.parametrize(
    ("name", "expected"), [("tarnfell_mia", "Tarnfell Mia"), ("Tаrnfell Mia", "Tarnfell Mia"), ("Mia", "")]
)
def test_the_same_name_under_another_id(reviews: Channel, mia: Member, name: str, expected: str) -> None:
    wrote(reviews, "2", name)
    assert borne() == [expected]


def test_a_guest_of_that_name_is_somebody_else_too(reviews: Channel, mia: Member) -> None:
    make_message(author=None, guest_name="Tarnfell Mia")
    make_message(author=None)
    assert borne() == ["Tarnfell Mia", ""]


def test_staff_themselves_bear_their_own_names(reviews: Channel, mia: Member) -> None:
    make_message(author=mia)
    wrote(reviews, "2", "Tarnfell Mia", from_staff=True)
    assert borne() == ["", ""]


def test_a_name_says_nothing_of_another_source(reviews: Channel, mia: Member) -> None:
    wrote(make_channel(reviews.community, "shop", source=make_source(reviews.community, "Shop")), "2", "Tarnfell Mia")
    assert borne() == [""]


@pytest.mark.parametrize(("until", "expected"), [(None, "Kai"), (AFTER, "Kai"), (BEFORE, "")])
def test_who_is_staff_by_hand_or_by_the_list_until_then_counts(reviews: Channel, until: Any, expected: str) -> None:
    kai, list_kai = (make_member(reviews.community, f"k{number}", name="Kai") for number in (1, 2))
    role = MemberRole.objects.create(member=kai, role="staff", until=until)
    wrote(reviews, "2", "kai")
    assert borne() == [expected]
    role.delete()
    StaffEntry.objects.create(source=reviews.source, kind="id", value=list_kai.external_id, until=until)
    assert borne() == [expected]


@pytest.mark.parametrize("name", ["Tarnfell Support", "TarnfeII Support", "tarnfell_support", "Tаrnfell Suppоrt"])
@pytest.mark.parametrize(("until", "is_borne"), [(None, True), (AFTER, True), (BEFORE, False)])
def test_who_takes_a_listed_name_or_one_that_looks_so(reviews: Channel, name: str, until: Any, is_borne: bool) -> None:
    entry = {"source": reviews.source, "value": "Tarnfell Support", "until": until}
    StaffEntry.objects.create(kind="name", **entry)
    wrote(reviews, "9", name)
    make_message(author=None, guest_name=name)
    assert borne() == ["Tarnfell Support" if is_borne else ""] * 2


def test_who_is_staff_by_that_listed_name_takes_no_name(reviews: Channel) -> None:
    StaffEntry.objects.create(source=reviews.source, kind="name", value="Tarnfell Support")
    store(reviews, raw("1", author_name="tarnfell support"))
    assert borne() == [""]


def test_an_id_on_the_list_of_another_source_says_nothing(reviews: Channel) -> None:
    shop = make_source(reviews.community, "Shop")
    StaffEntry.objects.create(source=shop, kind="id", value="k1")
    make_member(reviews.community, "k1", name="Kai")
    wrote(make_channel(reviews.community, "shop", source=shop), "3", "Other")
    wrote(reviews, "2", "Kai")
    assert borne() == ["", ""]


def test_whom_somebody_joined_with_the_staff_is_not_somebody_else(reviews: Channel, mia: Member) -> None:
    message = wrote(reviews, "2", "Tarnfell Mia")
    person = Person.objects.create(community=reviews.community)
    Member.objects.filter(pk__in=[mia.pk, message.author_id]).update(person=person)
    assert borne() == [""]


def test_it_opens_a_case_and_is_never_staff(reviews: Channel) -> None:
    publishing.install_starter_guidelines(reviews.community)
    store(reviews, raw("m1", "We are on it.", author_id="1", author_name="Tarnfell Mia", from_staff=True))
    told = intake.stored
    store(reviews, raw("m2", "Send me your order.", author_id="2", author_name="Tarnfell Mía"), told=told)  # type: ignore[arg-type]
    pipeline.drain()
    case = Case.objects.get()
    assert (case.message.external_id, case.severity, case.message.from_staff) == ("m2", 3, False)
    assert case.assessment.findings.get().version.guideline.slug == "impersonation"
