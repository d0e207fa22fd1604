"""What every page needs: icons, times in the community's zone, the top bar, and the address inside an undo message."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from community.connectors.kinds import label_of
from community.models import Feed
from moderation.access import MAY
from moderation.models import Membership
from moderation.web.communities.home import WAYS_IN
from moderation.web.shared import present

register = template.Library()

# What may be done, where its screen is, what it is called, its icon, and how its addresses begin.
DOORS = (
    ("see cases", "queue", "Queue", "queue", ("queue", "case")),
    ("carry out", "to-do", "To do", "check", ("to-do",)),
    ("see escalations", "escalations", "Escalations", "escalate", ("escalation",)),
    ("see health", "health", "Health", "pulse", ("health",)),
    ("see guidelines", "guidelines", "Guidelines", "book", ("guideline",)),
    ("import", "imports", "Import", "import", ("import",)),
    ("edit settings", "settings", "Settings", "sliders", ("settings",)),
)


@register.simple_tag
def sprite() -> str:
    return static("moderation/icons.svg")


@register.simple_tag
def icon(name: str, look: str = "") -> SafeString:
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#{}"/></svg>', look, static("moderation/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: datetime) -> SafeString:
    return present.time_element(at, context.get("now") or timezone.now(), ZoneInfo(context["community"].time_zone))


@register.filter
def feed_label(feed: Feed) -> str:
    return label_of(feed.kind)


@register.filter
def undo_url(message: Message) -> str:
    """A message whose extra tags are "undo:<address>" carries its own undo button."""
    kind, _, address = (message.extra_tags or "").partition(":")
    return address if kind == "undo" else ""


@register.inclusion_tag("moderation/shared/top.html", takes_context=True)
def top_bar(context: template.Context) -> dict[str, Any]:
    """The bar on top: where one is, where one may go. One query."""
    request = context["request"]
    held = list(
        Membership.objects.active().filter(user_id=request.user.pk).select_related("community").order_by("community")
    )
    here = next((place for place in held if place.community == context.get("community")), None)
    name = getattr(request.resolver_match, "url_name", None) or ""
    return {
        "request": request,
        "places": [(place, place == here, place_url(place)) for place in held],
        "here": here,
        "doors": doors(here, name) if here else [],
        "new_url": new_url([here, *held] if here else held),
    }


def new_url(held: Iterable[Membership]) -> str:
    """Where a community is made: in the first that lets this person; blank when none does."""
    able = (place.community.slug for place in held if "add communities" in MAY[place.role])
    return next((reverse("settings-community-new", args=[slug]) for slug in able), "")


def place_url(place: Membership) -> str:
    """The first screen of this role."""
    door = next(door for action, door in WAYS_IN if action in MAY[place.role])
    return reverse(door, args=[place.community.slug])


def doors(here: Membership, url_name: str) -> list[tuple[str, str, str, bool]]:
    """The screens that this role may see: address, name, icon, and whether this is one of its pages."""
    return [
        (reverse(door, args=[here.community.slug]), label, icon, url_name.startswith(names))
        for action, door, label, icon, names in DOORS
        if action in MAY[here.role]
    ]
