"""Replies that do not arrive."""

from datetime import datetime

from moderation.models import Case, Outbox, PushToken
from moderation.outbox.fetching import report_row
from moderation.policy.order import rank_of_case
from moderation.targets import week_of


def lose(case: Case, at: datetime) -> Outbox:
    """A program was told of the last reply of a case, and says that it failed."""
    return report(case.outbox.filter(kind="reply").latest("pk"), at, Outbox.State.FAILED)


def report(row: Outbox, at: datetime, state: Outbox.State) -> Outbox:
    Outbox.objects.filter(pk=row.pk).update(state=Outbox.State.OFFERED)
    report_row(row, PushToken(name="bot"), at, state=state, why="The account is gone.")
    row.refresh_from_db()
    return row


def lost_at(case: Case) -> datetime | None:
    """Since when a reply is lost, of a case that stands where it then has to, under its guidelines too."""
    found = Case.objects.get(pk=case.pk)
    if found.closed_at is None:
        about = (found.priority, found.due_by, found.opened_at, week_of(found.community))
        assert found.rank == rank_of_case(*about, is_lost=found.reply_lost_at is not None)
        assert set(found.links.values_list("rank", flat=True)) <= {found.rank}
    return found.reply_lost_at
