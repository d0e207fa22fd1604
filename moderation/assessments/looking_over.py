"""Looks over open cases with each sweep, for what has changed about them."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Model, Q, QuerySet

from moderation.assessments import intake
from moderation.assessments.changed_facts import changed_by_a_step
from moderation.assessments.facts import counted_together
from moderation.cases.floods import fold_floods
from moderation.cases.ranking import Place, misplaced, put_in_place
from moderation.models import Answer, Case, CaseEvent, CaseMessage, Desk
from moderation.models.cases import CaseQuerySet
from moderation.policy.hours import Week
from moderation.targets import weeks_of

SLICE = 2_000
SECONDS = 3
# What was done about a case so short a time ago may have changed what is known of its author.
NEWS = timedelta(minutes=1)
MOST_NEWS = 2_000


def look_over(now: datetime) -> int:
    """Look over the open cases of whose authors there are news, and then those of all desks, slice by slice.

    What stands elsewhere than it should moves there, and a message whose facts have changed by a step is judged again.
    Returns how many moved or were asked about. (What a source says of a message is looked at as it comes in.)
    """
    until = time.monotonic() + SECONDS
    done = ask_again(CaseMessage.objects.filter(case__among=cases_with_news(now)))
    desks = list(Desk.objects.select_related("community").order_by("pk"))
    weeks = weeks_of({desk.community_id for desk in desks})
    # Another one first each time, so that the time of a large one is not taken from the same ones.
    turn = int(now.timestamp()) % max(len(desks), 1)
    for desk in desks[turn:] + desks[:turn]:
        if time.monotonic() < until and Case.objects.open().filter(community=desk.community_id).exists():
            done += fold_floods(desk.community, weeks[desk.community_id]) + look_over_desk(desk, weeks, until)
    return done


def cases_with_news(now: datetime) -> set[int]:
    """Return open cases of authors about whom something was decided, or who were answered, a short while ago."""
    since = {"pk__gt": newest(CaseEvent) - MOST_NEWS, "at__gte": now - NEWS}
    done = CaseEvent.objects.filter(Q(kind=CaseEvent.Kind.DELIVERED) | ~Q(actor=None), **since)
    cases = dict(done.values_list("case", "case__author"))
    authors = {author for author in cases.values() if author}
    authors |= {each for others in counted_together(authors).values() for each in others}
    answered = Answer.objects.filter(pk__gt=newest(Answer) - MOST_NEWS, at__gte=now - NEWS)
    heard = set(answered.values_list("conversation", flat=True))
    there = Case.objects.open().filter(
        Q(pk__among=list(cases)) | Q(author__among=list(authors)) | Q(conversation__among=list(heard))
    )
    return set(there.values_list("pk", flat=True)[:SLICE]) if cases or heard else set()


def newest(model: type[Model]) -> int:
    """Return the highest key of a table, which has its rows in the order in which they were made."""
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def look_over_desk(desk: Desk, weeks: Mapping[int, Week], until: float) -> int:
    """Go on where the last look ended, the first cases first, as long as there is something to do about them."""
    done = 0
    last = Case(rank=desk.looked_rank, pk=desk.looked_case) if desk.looked_rank is not None else None
    while time.monotonic() < until:
        some = next_places(desk, last)
        found = ask_again(CaseMessage.objects.filter(case__among=[place.id for place in some]))
        if moved := misplaced(some, weeks):
            found += put_in_place(Case.objects.open(), [key for key, _ in moved], weeks)
        done += found
        last = Case(rank=some[-1].rank, pk=some[-1].id) if len(some) == SLICE else None
        if last is None or not found:
            break
    keep_place(desk, last)
    return done


def next_places(desk: Desk, last: Case | None) -> list[Place]:
    cases: CaseQuerySet = Case.objects.open().filter(community=desk.community_id).in_triage_order()
    return [Place(*row) for row in (cases.after(last) if last else cases).values_list(*Place._fields)[:SLICE]]


def keep_place(desk: Desk, last: Case | None) -> None:
    rank, key = (last.rank, last.pk) if last else (None, None)
    if (rank, key) != (desk.looked_rank, desk.looked_case):
        Desk.objects.filter(pk=desk.pk).update(looked_rank=rank, looked_case=key)


def ask_again(rows: QuerySet[CaseMessage]) -> int:
    """Have messages of these rows judged again whose facts have changed by a step. Returns how many."""
    return intake.ask_once_more(changed_by_a_step(rows))
