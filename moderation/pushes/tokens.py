"""Make, find and end the tokens of programs."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q, QuerySet

from community.connectors.kinds import carrying_connectors
from community.models import Community, Source
from moderation.changes import Subject, hold_community, record_change
from moderation.models import PushToken, User
from moderation.refusal import Refused

# So that a scanner of leaked secrets, and a person, knows one at sight.
PREFIX = "parley_"
TOKEN_BYTES = 32
# Written at most so often, because each request would write otherwise.
USE_KEPT = timedelta(minutes=1)


def sources_for_programs(community: Community) -> QuerySet[Source]:
    """Return the sources for which no connector does what a program would."""
    carried = Q(channels__feed__kind__in=carrying_connectors())
    return Source.objects.filter(community=community).exclude(carried)


def token_values(token: PushToken) -> dict[str, str]:
    return {"source": token.source.name, "state": "ended" if token.ended_at else "open"}


@transaction.atomic
def make_token(source: Source, by: User, now: datetime, *, name: str) -> str:
    """Let a program in, and return its token, which is stored nowhere."""
    community = hold_community(source.community, by)
    if PushToken.objects.live().filter(source=source, name=name).exists():
        raise Refused(f"{source} has a token named “{name}”. End it first, or choose another name.")
    token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    made = PushToken.objects.create(source=source, name=name, secret_hash=hash_of(token), made_by=by, made_at=now)
    record_change(community, by, now, Subject.TOKEN, name, before={}, after=token_values(made))
    return token


@transaction.atomic
def end_token(token: PushToken, by: User, now: datetime) -> None:
    """Let a program in no more, from the very next request on."""
    community, before = hold_community(token.source.community, by), token_values(token)
    if not PushToken.objects.live().filter(pk=token.pk).update(ended_at=now):
        raise Refused(f"The token “{token}” was ended already.")
    token.ended_at = now
    record_change(community, by, now, Subject.TOKEN, token.name, before=before, after=token_values(token))


def find_token(source: int, said: str) -> PushToken | None:
    """Return the live token of a source that is this one."""
    # By its hash, which an attacker cannot steer towards a stored one byte by byte.
    live = PushToken.objects.live().filter(secret_hash=hash_of(said))
    found = live.select_related("source__community").first()
    return found if found and found.source_id == source else None


def note_use(token: PushToken, now: datetime) -> None:
    if token.last_used_at is None or now - token.last_used_at >= USE_KEPT:
        PushToken.objects.filter(pk=token.pk).update(last_used_at=now)


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
