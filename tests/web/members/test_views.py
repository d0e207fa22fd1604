"""An admin exports what is held about a member, and erases it after a look at what goes and what stays."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Channel, ErasedMember, Member, Person
from moderation.models import Case, User
from moderation.work import sweep
from tests.builders import make_member, make_source
from tests.members.traces import NAME, leave_traces, traces_left

pytestmark = pytest.mark.django_db


@pytest.fixture
def kestrel(reviews: Channel, ada: User) -> Member:
    return leave_traces(reviews, ada)


@pytest.fixture
def admin(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def address(member: Member, name: str = "member-erase") -> str:
    return reverse(name, args=["tarnfell", member.pk])


def page(client: Client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())


def test_the_page_says_what_goes_and_what_stays(admin: Client, kestrel: Member) -> None:
    shown = page(admin, address(kestrel))
    assert f"Erase <bdi>{NAME}</bdi>" in shown
    assert "<dt>Messages, of which the texts go</dt><dd>1</dd>" in shown
    assert "What stays" in shown


def test_the_page_names_those_who_go_with_them(admin: Client, kestrel: Member) -> None:
    person = Person.objects.create(community=kestrel.source.community)
    make_member(kestrel.source.community, "finch", source=make_source(kestrel.source.community, "forum"), person=person)
    Member.objects.filter(pk=kestrel.pk).update(person=person)
    assert "joined these into one person" in page(admin, address(kestrel))


def test_a_look_erases_nobody(admin: Client, kestrel: Member) -> None:
    page(admin, address(kestrel))
    assert not ErasedMember.objects.exists()


def test_pressing_erase_has_the_sweep_erase_them(admin: Client, kestrel: Member) -> None:
    answer = admin.post(address(kestrel))
    assert (answer.status_code, answer["Location"]) == (303, address(kestrel))
    assert "and going on" in page(admin, address(kestrel))
    assert sweep.erase_members(timezone.now()) == 1
    assert "No text, name or id is left" in page(admin, address(kestrel))
    assert list(traces_left()) == []


def test_pressing_it_again_changes_nothing(admin: Client, kestrel: Member) -> None:
    admin.post(address(kestrel))
    sweep.erase_members(timezone.now())
    answer = admin.post(address(kestrel))
    assert answer.status_code == 409
    assert "erased already" in answer.content.decode()


def test_the_case_of_an_author_leads_an_admin_there(admin: Client, client: Client, kestrel: Member, ana: User) -> None:
    case = Case.objects.get(author=kestrel)
    where = reverse("case", args=["tarnfell", case.pk])
    assert address(kestrel) in page(admin, where)
    client.force_login(ana)
    assert address(kestrel) not in page(client, where)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_every_page_with_an_erased_member_is_shown(admin: Client, kestrel: Member, state: str) -> None:
    admin.post(address(kestrel))
    sweep.erase_members(timezone.now())
    for case in Case.objects.all():
        shown = page(admin, reverse("case", args=["tarnfell", case.pk]))
        assert "erased member" in shown
        assert "text erased" in shown
    for name in ("queue", "escalations", "to-do", "settings-record", "imports"):
        assert admin.get(reverse(name, args=["tarnfell"]), {"state": state}).status_code == 200


def test_an_export_is_a_file_of_json_lines(admin: Client, kestrel: Member) -> None:
    answer = admin.get(address(kestrel, "member-export"))
    lines = [json.loads(line) for line in b"".join(answer).splitlines()]  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == f'attachment; filename="member-{kestrel.pk}.jsonl"'
    assert [line["held"] for line in lines] == ["member", "message", "case", "rejected record"]
