"""Of many critical cases alike the first few stand first, and the rest behind one that counts them."""

from typing import Any

import pytest

from community.models import Channel, Community, Message
from moderation.cases.clocks import settle_clocks
from moderation.cases.floods import FIRST_FEW, fold_floods
from moderation.models import Case
from moderation.policy.values import Severity
from moderation.targets import week_of
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_member,
    make_message,
    make_reply,
    numbers,
)


@pytest.fixture
def root(reviews: Channel) -> Message:
    return make_message("We have changed our prices.", channel=reviews)


def threat(message: Message, fingerprint: int = 0, **fields: Any) -> Case:
    made = make_assessment(message, fingerprint=fingerprint)
    return make_case(message, assessment=made, priority=90, severity=Severity.CRITICAL, **fields)


def answer_to(root: Message) -> Message:
    """A comment below a post, by somebody new."""
    return make_reply(root, author=make_member(root.community, f"member {next(numbers)}"))


def fold(community: Community) -> list[int | None]:
    fold_floods(community, week_of(community))
    return [case.behind_id for case in Case.objects.order_by("pk")]


def test_the_first_few_of_a_thread_stand_first(tarnfell: Community, root: Message) -> None:
    cases = [threat(answer_to(root)) for _ in range(7)]
    assert fold(tarnfell) == [None] * FIRST_FEW + [cases[0].pk] * 4
    lonely = threat(make_message(posted_at=NOON))
    first = [case.pk for case in Case.objects.in_triage_order()[:4]]
    assert set(first) == {*(case.pk for case in cases[:3]), lonely.pk}
    assert fold_floods(tarnfell, week_of(tarnfell)) == 0


def test_what_stands_behind_stays_there_when_its_clocks_are_settled(tarnfell: Community, root: Message) -> None:
    cases = [threat(answer_to(root)) for _ in range(5)]
    fold(tarnfell)
    before = list(Case.objects.values_list("rank", flat=True))
    settle_clocks([case.pk for case in cases], NOON)
    assert list(Case.objects.values_list("rank", flat=True)) == before


def test_the_same_text_in_many_threads_is_a_flood_too(tarnfell: Community, root: Message) -> None:
    cases = [threat(make_message(), fingerprint=77) for _ in range(5)]
    others = [threat(make_message(), fingerprint=0) for _ in range(5)]
    assert fold(tarnfell) == [None] * 3 + [cases[0].pk] * 2 + [None] * len(others)


def test_who_is_behind_one_leads_no_others(tarnfell: Community, root: Message) -> None:
    """The fourth and fifth of the thread say what is said in three more places."""
    cases = [threat(answer_to(root), fingerprint=77 * (number > 2)) for number in range(5)]
    for _ in range(3):
        threat(make_message(), fingerprint=77)
    assert fold(tarnfell) == [None] * 3 + [cases[0].pk] * 2 + [None] * 3


def test_when_the_first_ones_are_closed_the_next_few_stand_first(tarnfell: Community, root: Message) -> None:
    cases = [threat(answer_to(root)) for _ in range(7)]
    fold(tarnfell)
    lower = Case.objects.get(pk=cases[3].pk).rank
    Case.objects.filter(pk__in=[case.pk for case in cases[:3]]).update(closed_at=NOON, outcome="decided")
    assert fold(tarnfell)[3:] == [None] * 3 + [cases[3].pk]
    assert Case.objects.get(pk=cases[3].pk).rank > lower
    Case.objects.filter(pk=cases[3].pk).update(closed_at=NOON, outcome="decided")
    assert fold(tarnfell)[4:] == [None] * 3


@pytest.mark.parametrize("changes", [{"severity": Severity.HIGH}, {"closed_at": NOON, "outcome": "closed"}])
def test_only_open_critical_ones_are_folded(tarnfell: Community, root: Message, changes: dict[str, Any]) -> None:
    for _ in range(7):
        threat(answer_to(root))
    Case.objects.update(**changes)
    assert fold(tarnfell) == [None] * 7


def test_another_community_folds_its_own(tarnfell: Community, emberloom: Community) -> None:
    root = make_message(channel=make_channel(emberloom))
    for _ in range(5):
        threat(answer_to(root))
    assert fold(tarnfell) == [None] * 5
    assert fold(emberloom)[:3] == [None] * 3
