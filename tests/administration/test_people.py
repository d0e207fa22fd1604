"""People and roles: what a change takes away at once, and what nobody can take."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from community.models import Community
from moderation.administration import people
from moderation.cases import actions
from moderation.changes import mark_of_values
from moderation.models import Case, CaseEvent, Change, Membership, User
from moderation.refusal import Refused
from moderation.work import sweep
from moderation.work.errands import run_in_line
from tests.builders import NOON, make_case, make_channel, make_community, make_message, make_team, make_user

LATER = NOON + timedelta(hours=1)


def member(user: User, community: Community | None = None) -> Membership:
    return Membership.objects.get(user=user, community=community or make_community())


def change(user: User, by: User, role: str, team: str = "", **more: Any) -> bool:
    found = member(user)
    more = {"seen": mark_of_values(people.membership_values(found))} | more
    return people.change_role(found, by, LATER, role=role, team=team, **more)


def claimed(by: User, community: Community | None = None) -> Case:
    case = make_case(make_message(channel=make_channel(community)))
    actions.claim(case, by, NOON)
    return case


def test_a_new_role_is_given_and_put_on_the_record(ana: User, ada: User) -> None:
    assert change(ana, ada, "manager")
    assert member(ana).role == "manager"
    (said,) = Change.objects.all()
    assert (said.actor, said.at, said.subject) == (ada, LATER, "person")
    assert (said.name, said.before, said.after) == ("Ana (ana@example.org)", {"role": "moderator"}, {"role": "manager"})


def test_nothing_is_written_when_nothing_differs(ana: User, ada: User) -> None:
    assert not change(ana, ada, "moderator")
    assert not Change.objects.exists()


@pytest.mark.parametrize(("role", "team", "stays"), [("viewer", "", 0), ("lead", "pr", 0), ("manager", "", 1)])
def test_who_may_not_claim_any_more_holds_nothing(ana: User, ada: User, role: str, team: str, stays: int) -> None:
    case = claimed(ana)
    change(ana, ada, role, team)
    assert Case.objects.filter(assignee=ana).count() == stays
    assert case.events.filter(kind="released").count() == 1 - stays


def test_a_claim_goes_back_with_its_clock_and_says_why(ana: User, ada: User) -> None:
    case = claimed(ana)
    assert people.deactivate(member(ana), ada, LATER) == 1
    case.refresh_from_db()
    assert (case.assignee, case.claimed_at, case.unclaimed_at, case.rules_due_at) == (None, None, LATER, LATER)
    event = case.events.get(kind=CaseEvent.Kind.RELEASED)
    assert (event.actor, event.at, event.why) == (ada, LATER, "Ana was deactivated.")


def test_only_open_claims_in_this_community_go_back(ana: User, ada: User, emberloom: Community) -> None:
    Membership.objects.create(user=ana, community=emberloom, role="moderator")
    elsewhere, closed = claimed(ana, emberloom), claimed(ana)
    actions.close(closed, ana, NOON, why="Done.")
    assert people.deactivate(member(ana), ada, LATER) == 0
    assert set(Case.objects.filter(assignee=ana)) == {elsewhere, closed}


def test_many_claims_go_back_in_bulk_and_not_one_by_one(
    ana: User, ada: User, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "CASES_AT_ONCE", 10)
    for _ in range(25):
        make_case(assignee=ana, claimed_at=NOON)
    with django_assert_max_num_queries(40):
        assert people.deactivate(member(ana), ada, LATER) == 25
    assert not Case.objects.exclude(assignee=None).exists()
    assert CaseEvent.objects.filter(kind="released").count() == 25


def test_who_was_deactivated_sees_nothing_at_the_very_next_request(client: Client, ana: User, ada: User) -> None:
    client.force_login(ana)
    assert client.get("/c/tarnfell/queue/").status_code == 200
    people.deactivate(member(ana), ada, LATER)
    assert client.get("/c/tarnfell/queue/").status_code == 404


def test_who_was_deactivated_is_no_choice_of_the_queue_and_gets_no_mail(
    client: Client, ana: User, ben: User, ada: User, lee: User
) -> None:
    people.deactivate(member(ben), ada, LATER)
    people.deactivate(member(lee), ada, LATER)
    client.force_login(ana)
    assert "With: Ben" not in client.get("/c/tarnfell/queue/").content.decode()
    assert not Membership.objects.leads_of(make_community(), make_team("pr")).exists()


def test_who_comes_back_has_the_old_role_since_now(ana: User, ada: User) -> None:
    people.deactivate(member(ana), ada, NOON)
    people.reactivate(member(ana), ada, LATER)
    assert (member(ana).role, member(ana).ended_at, member(ana).joined_at) == ("moderator", None, LATER)
    assert [change.after for change in Change.objects.all()] == [{"state": "active"}, {"state": "deactivated"}]


@pytest.mark.parametrize("verb", ["deactivate", "reactivate"])
def test_what_was_done_already_is_refused(ana: User, ada: User, verb: str) -> None:
    if verb == "deactivate":
        people.deactivate(member(ana), ada, NOON)
    with pytest.raises(Refused, match="already"):
        getattr(people, verb)(member(ana), ada, LATER)


def test_the_last_admin_stays(ada: User) -> None:
    for attempt in (lambda: change(ada, ada, "viewer"), lambda: people.deactivate(member(ada), ada, LATER)):
        with pytest.raises(Refused, match="no admin left"):
            attempt()
    assert member(ada).role == "admin"


@pytest.mark.parametrize("gone", ["ended", "switched off"])
def test_an_admin_who_is_gone_does_not_count_as_one(ada: User, gone: str) -> None:
    other = make_user("amy", "admin")
    if gone == "ended":
        Membership.objects.filter(user=other).update(ended_at=NOON)
    else:
        User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Refused, match="no admin left"):
        change(ada, ada, "viewer")


def test_one_of_two_admins_may_go(ada: User) -> None:
    make_user("amy", "admin")
    assert change(ada, ada, "viewer")


def test_who_was_an_admin_when_the_page_was_opened_changes_nothing(ana: User, ada: User) -> None:
    make_user("amy", "admin")
    Membership.objects.filter(user=ada).update(role="viewer")
    with pytest.raises(Refused, match="no longer an admin"):
        change(ana, ada, "manager")
    assert member(ana).role == "moderator"


def test_a_change_that_was_not_seen_is_not_overwritten(ana: User, ada: User) -> None:
    amy, seen = make_user("amy", "admin"), mark_of_values(people.membership_values(member(ana)))
    change(ana, amy, "manager")
    with pytest.raises(Refused, match="Amy changed this while you were editing"):
        change(ana, ada, "viewer", seen=seen)
    assert member(ana).role == "manager"


@pytest.mark.parametrize("how", ["ended", "viewer", "account off"])
def test_a_case_that_came_to_somebody_who_has_left_goes_back_with_the_next_sweep(
    ana: User, ben: User, how: str
) -> None:
    stray, fine = claimed(ana), claimed(ben)
    if how == "account off":
        User.objects.filter(pk=ana.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=ana).update(**({"ended_at": NOON} if how == "ended" else {"role": "viewer"}))
    assert sweep.steps(run_in_line)["release strays"](LATER) == 1
    assert set(Case.objects.filter(assignee=None)) == {stray}
    assert stray.events.get(kind="released").actor is None
    assert sweep.steps(run_in_line)["release strays"](LATER) == 0
    assert Case.objects.get(pk=fine.pk).assignee == ben
