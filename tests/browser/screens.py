"""Every address that shows something, by who looks at it."""

from collections.abc import Iterator
from urllib.parse import quote

from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from community.models import Channel, Community
from moderation.models import Case, Guideline
from moderation.web.filters import STATES
from tests.browser.hostile import Say


def of_a_stranger(say: Say) -> Iterator[str]:
    for address in ("/accounts/login/", "/accounts/logout/", "/accounts/password/reset/"):
        yield f"{address}?next={quote(say('?next'))[:4000]}"
    yield f"/accounts/password/reset/key/1-{quote(say('reset key', 200), safe='')}/"
    yield f"/{quote(say('path', 2000))}"
    yield f"/broken/{quote(say('path', 2000))}"


def of_a_moderator(community: Community, say: Say) -> Iterator[str]:
    queue, to_do = reverse("queue", args=[community.slug]), reverse("to-do", args=[community.slug])
    channel, guideline = Channel.objects.latest("pk"), Guideline.objects.latest("pk")
    yield "/"
    yield from (f"{queue}?state={state}" for state in STATES)
    yield f"{queue}?channel={quote(channel.slug)}&guideline={guideline.slug}&severity=high"
    yield f"{queue}?q={quote(say('?q', 2000))}"
    yield f"{queue}?assignee={quote(say('?assignee', 200))}&state={quote(say('?state', 200))}&after=~~~"
    yield reverse("queue-new", args=[community.slug]) + "?seen=0"
    yield to_do
    yield f"{to_do}?channel={quote(channel.slug)}&kind=hide&after=1"
    yield reverse("guidelines", args=[community.slug])


def one_by_one(community: Community) -> Iterator[str]:
    """The pages that show one row each."""
    for case in Case.objects.order_by("pk"):
        yield reverse("case", args=[community.slug, case.pk])
    for guideline in Guideline.objects.order_by("pk"):
        yield reverse("guideline", args=[community.slug, guideline.slug])


def of_a_viewer(community: Community) -> Iterator[str]:
    yield f"/?community={community.slug}"
    yield reverse("queue", args=[community.slug])


def of_an_admin(community: Community) -> Iterator[str]:
    yield reverse("guideline-new", args=[community.slug])
    yield reverse("guideline", args=[community.slug, Guideline.objects.latest("pk").slug])


def of_a_superuser() -> Iterator[str]:
    """Django's admin: each list, and the newest row of each."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if (row := apps.get_model(model._meta.label)._default_manager.order_by("-pk").first()) is not None:
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])
