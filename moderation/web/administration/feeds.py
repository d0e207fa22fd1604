"""Screens to list, add and edit feeds."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community.connectors.connector import Connector
from community.connectors.kinds import CONNECTORS, label_of
from community.models import Community, Feed
from moderation.administration import feeds
from moderation.changes import Subject, Values
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.administration.words import Told, all_told
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-feeds"


class SwitchForm(forms.Form):
    is_on = forms.BooleanField(
        label="Switched on",
        required=False,
        help_text="Switched off, nothing comes in. Decisions and replies are carried out all the same.",
    )


class ShownFeed(NamedTuple):
    """A feed with how it is set, in words."""

    feed: Feed
    told: list[Told]


@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: DeskRequest, community: str) -> HttpResponse:
    """Show the feeds, or add one by POST."""
    here = community_of_admin(request, community)
    if request.method == "POST":
        try:
            feed = feeds.add_feed(here, request.user, now(), kind=request.POST.get("kind", ""))
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            said = f"{label_of(feed.kind)} of {here} is read from now on, into {feed.channels.count()} channels."
            messages.success(request, said)
        return SeeOther(reverse(SECTION, args=[here.slug]))
    return show_section(request, here, "feeds.html", SECTION, feeds=shown_feeds(here), **offered_feeds(here))


def offered_feeds(here: Community) -> dict[str, Any]:
    """Say what can be added, or why nothing can."""
    offers = feeds.offered_feeds(here)
    why_none = " ".join(offer.why_not for offer in offers)
    return {"offers": [offer for offer in offers if not offer.why_not], "why_none": why_none}


def shown_feeds(here: Community) -> list[ShownFeed]:
    found = Feed.objects.filter(community=here, kind__in=CONNECTORS).prefetch_related("channels")
    return [ShownFeed(feed, all_told(Subject.FEED, feeds.feed_values(feed))[1:]) for feed in found]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_feed(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    own = Feed.objects.filter(community=here, kind__in=CONNECTORS).select_related("community")
    found = get_object_or_404(own, pk=pk)

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(feeds.change_feed(found, request.user, now(), seen=seen, **written))

    def values() -> Values:
        return feeds.feed_values(Feed.objects.get(pk=found.pk))

    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return feed_form(CONNECTORS[found.kind])(data, initial=dict(values))

    back = reverse(SECTION, args=[here.slug])
    what = Edited(here, SECTION, Subject.FEED, label_of(found.kind), back, form, save, values)
    return edit_or_show(request, what)


def feed_form(connector: Connector) -> type[forms.Form]:
    """The switch that every feed has, and what this connector lets an admin set."""
    return type("FeedForm", (connector.settings_form, SwitchForm), {})
