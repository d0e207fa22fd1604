"""One card a case on the page of the leads: its evidence, its teams, what is overdue first, and what is over folded."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from moderation.cases import actions as case_actions
from moderation.escalations import actions
from moderation.models import Case, Clock, Escalation, Team, User
from moderation.web.escalations import listing
from tests.builders import make_assessment, make_case, make_finding, make_guideline, make_message, make_team, make_user
from tests.web.escalations.browsing import PAGE, shown
from tests.web.shared.markup import page_of

HOUR = timedelta(hours=1)


def ask(by: User, team: str = "pr", case: Case | None = None, at: Any = None) -> Escalation:
    return actions.escalate(case or make_case(), by, at or timezone.now(), team=team, asks=f"Hm, {team}?")


def test_a_case_with_two_teams_is_one_card_with_both(client: Client, ana: User, lee: User, reviews: object) -> None:
    case = make_case()
    first, second = ask(ana, "pr", case), ask(ana, "legal", case)
    client.force_login(ana)
    page = shown(client)
    assert page.count('<article class="esc') == 1
    for asked in ("Hm, pr?", "Hm, legal?", f'id="escalation-{first.pk}"', f'id="escalation-{second.pk}"'):
        assert asked in page


def test_a_lead_sees_which_teams_have_it_and_only_the_own_question(desk: Client, ana: User, reviews: object) -> None:
    case = make_case()
    ask(ana, "pr", case)
    ask(ana, "legal", case)
    page = shown(desk)
    assert "Hm, legal?" not in page
    assert page.index("Asked:") < page.index("Legal") < page.index("Hm, pr?")


def test_a_team_that_alone_was_asked_is_named_once(desk: Client, ana: User, reviews: object) -> None:
    ask(ana, "pr")
    assert "Asked:" not in shown(desk)


def test_a_case_stands_once_where_the_first_of_its_questions_does(
    client: Client, ana: User, ada: User, lee: User, reviews: object
) -> None:
    case = make_case()
    taken = ask(ana, "pr", case)
    ask(ana, "legal", case)
    actions.acknowledge(taken, lee, timezone.now())
    client.force_login(ada)
    page = shown(client)
    assert page.count('<article class="esc') == 1
    assert "Waiting for acknowledgement, 1" in page
    assert "Acknowledged, " not in page


def test_the_excerpt_shows_the_evidence_however_far_down_it_stands(desk: Client, ana: User, reviews: object) -> None:
    text = f"{'It rained all week and we sat in the hut. ' * 40}My lawyer will write. {'It rained on. ' * 40}"
    message = make_message(text, title="A wet week")
    assessment = make_assessment(message)
    make_finding(assessment, make_guideline(), "My lawyer")
    ask(ana, case=make_case(message, assessment=assessment))
    page = shown(desk)
    excerpt = page[page.index('<p class="excerpt"') : page.index("</p>", page.index('<p class="excerpt"'))]
    assert "A wet week" in excerpt
    assert "<mark" in excerpt
    assert "My lawyer" in excerpt
    assert "Legal threat" in page


def test_a_title_never_stands_alone(desk: Client, ana: User, reviews: object) -> None:
    ask(ana, case=make_case(make_message("", title="Only a title")))
    assert "(no text)" in shown(desk)


def test_what_is_overdue_comes_first_then_what_is_due_next(desk: Client, ana: User, reviews: object) -> None:
    make_team("pr")
    now = timezone.now()
    made = {}
    for name, minutes in (("late", 10), ("never", None), ("next", 60), ("far", 600)):
        Team.objects.update(acknowledge=minutes, any_hour=True)
        made[name] = ask(ana, at=now - timedelta(minutes=20))
    page = shown(desk)
    order = sorted(made, key=lambda name: page.index(f'id="escalation-{made[name].pk}"'))
    assert order == ["late", "next", "far", "never"]
    assert "10m over" in page
    assert "the team takes it up" in page


def test_a_card_has_the_clock_of_the_team_and_never_that_of_the_desk(
    desk: Client, ana: User, lee: User, reviews: object
) -> None:
    make_team("pr")
    Team.objects.update(acknowledge=10, answer=60, any_hour=True)
    case = make_case(action=timezone.now() + HOUR)
    asked = ask(ana, case=case)
    assert "the team takes it up" in shown(desk)
    actions.answer(asked, lee, timezone.now(), text="Yes.")
    page = shown(desk)
    assert 'class="clock' not in page
    assert "first action" not in page


def test_a_case_that_the_desk_closed_is_folded_below_what_is_live(desk: Client, ana: User, reviews: object) -> None:
    over, live = ask(ana), ask(ana)
    case_actions.close(Case.objects.get(pk=over.case_id), ana, timezone.now(), why="It was a joke.")
    page = shown(desk)
    assert page.index(f'id="escalation-{live.pk}"') < page.index('<details class="escs is-folded">')
    assert page.index('<details class="escs is-folded">') < page.index(f'id="escalation-{over.pk}"')
    assert "Closed by the desk before the team answered, 1" in page
    assert "With PR: 1 open" in page
    assert '<details class="escs' not in shown(desk, "?state=gone")


def test_with_nothing_else_what_the_desk_closed_lies_open_and_still_waits(
    desk: Client, ana: User, reviews: object
) -> None:
    asked = ask(ana)
    case_actions.close(asked.case, ana, timezone.now(), why="Settled.")
    page = shown(desk)
    assert "With PR: nothing open, 1 closed by the desk" in " ".join(page.split())
    assert "is-folded" not in page
    assert "Nothing is with PR" not in page


def test_answered_ones_are_counted_and_found(desk: Client, ana: User, lee: User, reviews: object) -> None:
    answered, waiting = ask(ana), ask(ana)
    actions.answer(answered, lee, timezone.now(), text="Yes.")
    assert 'href="?state=answered">Answered, to close <b>1</b>' in shown(desk)
    page = shown(desk, "?state=answered")
    assert f'id="escalation-{answered.pk}"' in page
    assert f'id="escalation-{waiting.pk}"' not in page


def test_answering_can_go_on_to_the_next_card(desk: Client, ana: User, reviews: object) -> None:
    first, second = ask(ana), ask(ana)
    page = shown(desk)
    assert page.count(f'name="onto" value="{second.pk}"') == 1
    assert page.count('name="go_on"') == 2
    typed = {"text": "Yes.", "onto": str(second.pk)}
    assert desk.post(f"{PAGE}{first.pk}/answer/", typed | {"go_on": "1"}).url == f"{PAGE}#escalation-{second.pk}"
    assert desk.post(f"{PAGE}{first.pk}/answer/", typed).url == f"{PAGE}#escalation-{first.pk}"
    evil = typed | {"go_on": "1", "onto": '1"><script>'}
    assert desk.post(f"{PAGE}{first.pk}/answer/", evil).url == f"{PAGE}#escalation-{first.pk}"


def test_from_the_last_new_one_it_goes_on_to_those_that_were_taken_up_and_back(
    desk: Client, ana: User, lee: User, reviews: object
) -> None:
    taken, new = ask(ana), ask(ana)
    actions.acknowledge(taken, lee, timezone.now())
    answered = ask(ana)
    actions.answer(answered, lee, timezone.now(), text="Yes.")
    page = shown(desk)
    assert page.index(f'id="escalation-{new.pk}"') < page.index(f'id="escalation-{taken.pk}"')
    assert [page.count(f'name="onto" value="{each.pk}"') for each in (new, taken, answered)] == [1, 1, 0]


def test_a_card_that_waits_alone_has_nothing_to_go_on_to(desk: Client, ana: User, reviews: object) -> None:
    ask(ana)
    assert 'name="go_on"' not in shown(desk)


def test_a_page_takes_as_many_questions_for_many_cases_as_for_few(
    desk: Client, ana: User, reviews: object, django_assert_max_num_queries: Any
) -> None:
    make_user("lena", "lead", team="pr")
    Team.objects.update(acknowledge=30, answer=60)
    for count in (2, 18):
        for _ in range(count):
            ask(ana)
        with django_assert_max_num_queries(23):
            shown(desk)
    assert Clock.objects.count() == 40


def test_sections_of_one_state_go_on_page_by_page(
    desk: Client, ana: User, reviews: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 3)
    for _ in range(7):
        ask(ana)
    pages = [shown(desk, f"?state=new&page={number}").count('<article class="esc') for number in (1, 2, 3, 4)]
    assert pages == [3, 3, 1, 0]


# ── what the desk sees of it ────────────────────────────────────────────


def test_the_queue_counts_what_a_team_has_answered_until_somebody_acts(
    client: Client, ana: User, lee: User, reviews: object
) -> None:
    open_one, closed_one = ask(ana), ask(ana)
    case_actions.close(Case.objects.get(pk=closed_one.case_id), ana, timezone.now() - HOUR, why="We could not wait.")
    for each in (open_one, closed_one):
        actions.answer(Escalation.objects.get(pk=each.pk), lee, timezone.now(), text="Yes.")
    client.force_login(ana)
    queue = page_of(client.get("/c/tarnfell/queue/"), unescape)
    assert "Teams have answered" in queue
    assert 'href="/c/tarnfell/escalations/?team=pr&state=answered"' in queue
    assert '<span class="n">2</span>' in queue[queue.index("Teams have answered") :]
    case_actions.close(Case.objects.get(pk=open_one.case_id), ana, timezone.now() + HOUR, why="Done.")
    queue = page_of(client.get("/c/tarnfell/queue/"), unescape)
    assert '<span class="n">1</span>' in queue[queue.index("Teams have answered") :]


def test_with_no_answer_the_queue_says_nothing_of_teams(client: Client, ana: User, reviews: object) -> None:
    ask(ana)
    client.force_login(ana)
    assert "Teams have answered" not in page_of(client.get("/c/tarnfell/queue/"), unescape)
