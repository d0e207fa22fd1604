"""Set the address that is called about what a team is asked."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.models import Team, User
from moderation.policy.webhooks import host_of, read_target, refuse_private_host
from moderation.refusal import Refused

DIGITS = 6


def webhook_values(team: Team) -> dict[str, str]:
    """Return what the record keeps: the host and a mark, as the path of an address is often its secret."""
    return {"webhook": told_address(team.webhook)}


def told_address(address: str) -> str:
    if not address:
        return ""
    return f"{host_of(address)} ({sha256(address.encode()).hexdigest()[:DIGITS]})"


@transaction.atomic
def change_webhook(team: Team, by: User, now: datetime, *, seen: str, webhook: str) -> bool:
    """Set or take out the address of a team.

    Returns whether anything differs.
    """
    try:
        if webhook:
            refuse_private_host(read_target(webhook).host)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    community, team = hold_community(team.community, by), Team.objects.get(pk=team.pk)
    before, after, name = webhook_values(team), {"webhook": told_address(webhook)}, f"Team {team}"
    refuse_stale(community, Subject.TARGETS, name, before, seen)
    if differs := record_change(community, by, now, Subject.TARGETS, name, before=before, after=after):
        Team.objects.filter(pk=team.pk).update(webhook=webhook)
    return differs
