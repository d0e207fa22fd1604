"""Writes the mails and calls that tell people about escalations, with what caused them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from moderation.models import Case, CaseEvent, Escalation, Membership, Outbox, User

Told = tuple[Escalation, CaseEvent]
Role = Membership.Role
Kind = CaseEvent.Kind
# What somebody did last to a case, to whom a late answer goes.
DEEDS = (Kind.DECIDED, Kind.REPLIED, Kind.CLOSED)


def tell_teams(asked: Sequence[Told], now: datetime, *, wait: int = 0) -> None:
    """Mail everybody who leads the team, or its admins where nobody does, and call the team's address."""
    people = people_to_tell(escalation for escalation, _ in asked)
    due_at = now + timedelta(seconds=wait)
    rows = [
        notice_row(escalation, event, now, due_at, recipient_id=person)
        for escalation, event in asked
        for person in people.get((escalation.community_id, escalation.team_id), ())
    ]
    rows += [
        notice_row(escalation, event, now, due_at, kind=Outbox.Kind.WEBHOOK)
        for escalation, event in asked
        if escalation.team.webhook
    ]
    Outbox.objects.bulk_create(rows)


def tell_moderator(escalation: Escalation, event: CaseEvent, now: datetime) -> None:
    """Mail whoever had to do with a closed case last that the team has answered."""
    if person := last_moderator(escalation.case):
        notice_row(escalation, event, now, now, recipient_id=person.pk).save()


def last_moderator(case: Case) -> User | None:
    """Return who decided, replied or closed last, else who has the case, of those who may still see it."""
    deed = case.events.filter(kind__in=DEEDS).exclude(actor=None).order_by("at", "pk").last()
    person = deed.actor if deed else case.assignee
    return person if person and case.community.memberships.active().filter(user=person).exists() else None


def people_to_tell(escalations: Iterable[Escalation]) -> dict[tuple[int, int], list[int]]:
    """Return who is told, by community and team: its leads, and the admins where there is none."""
    teams = {(escalation.community_id, escalation.team_id) for escalation in escalations}
    held = Membership.objects.active().filter(community__in={community for community, _ in teams})
    leads: dict[tuple[int, int], list[int]] = {}
    admins: dict[int, list[int]] = {}
    rows = held.filter(role__in=[Role.LEAD, Role.ADMIN]).order_by("pk")
    for community, team, role, user in rows.values_list("community", "team", "role", "user"):
        if role == Role.ADMIN:
            admins.setdefault(community, []).append(user)
        else:
            leads.setdefault((community, team), []).append(user)
    return {key: leads.get(key) or admins.get(key[0], []) for key in teams}


def notice_row(
    escalation: Escalation,
    event: CaseEvent,
    now: datetime,
    due_at: datetime,
    *,
    kind: str = Outbox.Kind.MAIL,
    recipient_id: int | None = None,
) -> Outbox:
    return Outbox(
        community_id=escalation.community_id,
        channel_id=escalation.about.channel_id,
        case=escalation.case,
        cause=event,
        message_id=escalation.about.pk,
        kind=kind,
        recipient_id=recipient_id,
        escalation=escalation,
        made_at=now,
        due_at=due_at,
    )
