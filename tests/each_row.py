"""No request and no job asks the database anew for each row."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from moderation.assessments import pipeline
from moderation.work import sweep

# What is asked for twice on purpose, and why; never once for each row.
AGAIN = {
    ("community.Community", "get()"): "held by its admin who saves, after the look at it; shown anew after a refusal",
    ("community.Channel", "get()"): "held while it is saved, after the look at it",
    ("moderation.Case", "get()"): "shown anew after a refusal, as it stands by then",
    ("moderation.EscalationRule", "get()"): "held while it is saved, after the look at it",
    ("moderation.Membership", "get()"): "held while it is saved, after the look at it",
    ("moderation.User", "memberships"): "who invited is looked at again before the invitation is taken",
    ("sessions.Session", "get()"): "read again behind the turnstile, as another request may have changed it",
}


@pytest.fixture(scope="session", autouse=True)
def nothing_is_asked_for_each_row() -> Iterator[None]:
    """Zeal sees every request and every job; what a test asks by itself is its own matter."""
    initialize_app_registry()
    patch()
    settings.ZEAL_ALLOWLIST = [{"model": model, "field": field} for model, field in AGAIN]
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]
    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(sweep, "sweep_once", zeal_context()(sweep.sweep_once))
        watched.setattr(pipeline, "drain", zeal_context()(pipeline.drain))
        yield
