"""Screens to list, add and edit feeds."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community.models import Feed
from moderation.administration import feeds
from moderation.changes import Subject, Values
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-feeds"
MOST_A_MINUTE = 600


class FeedForm(forms.Form):
    is_on = forms.BooleanField(
        label="Switched on",
        required=False,
        help_text="Switched off, nothing comes in. Decisions and replies are carried out all the same.",
    )
    a_minute = forms.IntegerField(
        label="Messages a minute", min_value=1, max_value=MOST_A_MINUTE, help_text=f"From 1 to {MOST_A_MINUTE}."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: DeskRequest, community: str) -> HttpResponse:
    """Show the feeds, or add the stub feed by POST."""
    place = community_of_admin(request, community)
    if request.method == "POST":
        try:
            feed = feeds.add_stub(place, request.user, now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, f"{feed} is read from now on, into {feed.channels.count()} channels.")
        return SeeOther(reverse(SECTION, args=[place.slug]))
    found = Feed.objects.filter(community=place).prefetch_related("channels")
    return show_section(request, place, "feeds.html", SECTION, feeds=found, why_no_stub=feeds.why_no_stub(place))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_feed(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    found = get_object_or_404(Feed.objects.select_related("community"), community=place, pk=pk)

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(feeds.change_feed(found, request.user, now(), seen=seen, **written))

    def values() -> Values:
        return feeds.feed_values(Feed.objects.get(pk=found.pk))

    back = reverse(SECTION, args=[place.slug])
    what = Edited(place, SECTION, Subject.FEED, found.get_kind_display(), back, feed_form, save, values)
    return edit_or_show(request, what)


def feed_form(data: QueryDict | None, values: Values) -> forms.Form:
    return FeedForm(data, initial=dict(values))
