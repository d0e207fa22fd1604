"""The measured sweep really fires for every case that is due, and only once."""

from django.utils import timezone

from moderation.bench import sweeping
from moderation.bench.sizes import Sizes
from moderation.models import Case, Firing
from moderation.work import sweep


def test_what_is_due_fires_and_the_rest_does_not(db: None) -> None:
    sweeping.watch_over(200)
    sweeping.make_due(20, 1)
    for _ in range(2):
        sweep.sweep_once(timezone.now())
    assert Firing.objects.count() == 20
    assert Case.objects.open().count() >= 100


def test_each_round_has_cases_of_its_own(db: None) -> None:
    sweeping.watch_over(200)
    for number in range(2):
        sweeping.make_due(20, number)
    assert Case.objects.filter(rules_due_at__lte=timezone.now()).count() == 40


def test_there_are_as_many_open_cases_as_asked_for(db: None) -> None:
    sweeping.watch_over(Sizes(open_cases=300).open_cases * 10 // sweeping.OPEN_OF_TEN + sweeping.SPARE)
    assert Case.objects.open().count() >= 300
