"""Checks on which production refuses to start.

Django runs them before every command, and wsgi.py before the first request.
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from moderation.work import broker


@register()
def redis_keeps_jobs(**_kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    try:
        broker.refuse_eviction()
    except broker.UnfitRedis as refusal:
        return [Error(str(refusal), id="parley.E001")]
    return []
