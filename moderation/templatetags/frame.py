"""Icons, times, the top bar and undo addresses for every page."""

from collections.abc import Iterable, Mapping
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
from moderation.access import Right, rights_of
from moderation.models import Membership
from moderation.web.communities.home import WAYS_IN
from moderation.web.shared import present
from moderation.web.shared.keys import sheets_for

register = template.Library()

# A right, its screen, its label, its icon, and the starts of its addresses.
DOORS = (
    (Right.SEE_CASES, "queue", "Queue", "queue", ("queue", "case")),
    (Right.CARRY_OUT, "to-do", "To do", "check", ("to-do",)),
    (Right.SEE_ESCALATIONS, "escalations", "Escalations", "escalate", ("escalation",)),
    (Right.SEE_HEALTH, "health", "Health", "pulse", ("health",)),
    (Right.SEE_GUIDELINES, "guidelines", "Guidelines", "book", ("guideline",)),
    (Right.IMPORT, "imports", "Import", "import", ("import",)),
    (Right.EDIT_SETTINGS, "settings", "Settings", "sliders", ("settings",)),
)
# The teams that have an icon of their own.
TEAM_ICONS = {"support", "pr", "product", "legal"}


@register.simple_tag
def sprite() -> str:
    return static("moderation/icons.svg")


@register.simple_tag
def icon(name: str, look: str = "") -> SafeString:
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#{}"/></svg>', look, static("moderation/icons.svg"), name
    )


@register.filter
def team_icon(slug: str) -> str:
    return slug if slug in TEAM_ICONS else "user"


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: datetime) -> SafeString:
    return present.time_element(at, context.get("now") or timezone.now(), ZoneInfo(context["community"].time_zone))


@register.filter
def found_at(found: Mapping[int, int], key: int) -> int | None:
    return found.get(key)


@register.filter
def waits_after(sections: Iterable[Any], card: Any) -> int:
    """Return the escalation of the card that waits for the team after this one, in any section, or 0.

    After the last comes the first, because what was taken up stands below what is new.
    """
    waiting = [each.first.escalation.pk for section in sections if section.waits for each in section.cards]
    if card.first.escalation.pk not in waiting or len(waiting) == 1:
        return 0
    return waiting[(waiting.index(card.first.escalation.pk) + 1) % len(waiting)]


@register.filter
def feed_label(feed: Feed) -> str:
    return label_of(feed.kind)


@register.filter
def undo_url(message: Message) -> str:
    """Return the address of a message's undo button, or a blank.

    Its extra tags are then "undo:<address>".
    """
    kind, _, address = (message.extra_tags or "").partition(":")
    return address if kind == "undo" else ""


@register.inclusion_tag("moderation/shared/top.html", takes_context=True)
def top_bar(context: template.Context) -> dict[str, Any]:
    """Return where this person is and may go, in one query."""
    request = context["request"]
    held = list(
        Membership.objects.active()
        .filter(user_id=request.user.pk)
        .select_related("community", "team")
        .order_by("community")
    )
    here = next((membership for membership in held if membership.community == context.get("community")), None)
    name = getattr(request.resolver_match, "url_name", None) or ""
    return {
        "request": request,
        "memberships": [(membership, membership == here, membership_url(membership)) for membership in held],
        "here": here,
        "doors": doors(here, name) if here else [],
        "key_sheets": sheets_for(rights_of(here.role), name) if here else [],
        "new_url": new_url([here, *held] if here else held),
    }


def new_url(held: Iterable[Membership]) -> str:
    """Return where this person may create a community, or a blank.

    It is the first community that lets them.
    """
    able = (membership.community.slug for membership in held if Right.ADD_COMMUNITIES in rights_of(membership.role))
    return next((reverse("settings-community-new", args=[slug]) for slug in able), "")


def membership_url(membership: Membership) -> str:
    """Return the first screen of this role."""
    door = next(door for action, door in WAYS_IN if action in rights_of(membership.role))
    return reverse(door, args=[membership.community.slug])


def doors(here: Membership, url_name: str) -> list[tuple[str, str, str, bool]]:
    """Return the screens that this role may see.

    Each has address, name, icon, and whether this is one of its pages.
    """
    return [
        (reverse(door, args=[here.community.slug]), label, icon, url_name.startswith(names))
        for action, door, label, icon, names in DOORS
        if action in rights_of(here.role)
    ]
