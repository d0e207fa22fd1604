"""No request and no job asks the database anew for each row."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from zeal import NPlusOneError, zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch
from zeal.signals import nplusone_detected
from zeal.util import get_stack

from moderation.assessments import pipeline
from moderation.work import sweep

# What is asked for more than once on purpose, and why.
AGAIN = {
    ("community.Community", "get()"): "held by its admin who saves, after the look at it; shown anew after a refusal",
    ("community.Channel", "get()"): "held while it is saved, after the look at it",
    ("community.Member", "get()"): "held while it is joined or given a role, after the look at it",
    ("community.MemberRole", "get()"): "held while it ends, after the look at it",
    ("community.Source", "get()"): "held while it is saved, after the look at it",
    ("community.StaffEntry", "get()"): "held while it ends, after the look at it",
    ("community.StubAction", "get()"): "each decision is told by itself, so that one that fails holds up no other",
    ("moderation.Case", "get()"): "shown anew after a refusal, as it stands by then",
    ("moderation.Desk", "get()"): "of a community and of the one that it is copied from; either may have to be made",
    ("moderation.EscalationRule", "get()"): "held while it is saved, after the look at it",
    ("moderation.Membership", "get()"): "held while it is saved, after the look at it",
    ("moderation.PendingAssessment", "get()"): "what wears a worker out is leased, looked at and given up one by one",
    ("moderation.Recount", "get()"): "each slice is a transaction of its own and looks how far another process came",
    ("moderation.User", "memberships"): "who invited is looked at again before the invitation is taken",
    ("sessions.Session", "get()"): "read again behind the turnstile, as another request may have changed it",
}


FOUND: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def requests_and_jobs_are_watched() -> Iterator[None]:
    """Zeal sees every request and every job; what a test asks by itself is its own matter."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # A page asks the same of both, and watching takes a seventh of its time.
        yield
        return
    initialize_app_registry()
    patch()
    settings.ZEAL_ALLOWLIST = [{"model": model, "field": field} for model, field in AGAIN]
    # Raised, it would be lost in whatever goes on after an error: a sweep's step, a batch, a page of another thread.
    settings.ZEAL_RAISE = False
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]
    nplusone_detected.connect(remember)
    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(sweep, "sweep_once", zeal_context()(sweep.sweep_once))
        watched.setattr(pipeline, "drain", zeal_context()(pipeline.drain))
        yield


@pytest.fixture(autouse=True)
def nothing_is_asked_for_each_row() -> Iterator[None]:
    FOUND.clear()
    yield
    assert FOUND == []


def remember(exception: NPlusOneError, **_: object) -> None:
    # The first is this one.
    path, line, name = get_stack()[1]
    FOUND.append(f"{exception} at {path}:{line} in {name}")
