"""Screens to list, add and edit channels."""

from typing import Any, cast

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from community.connectors.kinds import label_of
from community.models import Channel, Community, Feed, Message, Source
from moderation.administration import channels
from moderation.changes import Subject, Values
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import NameField, language_choices
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.shared.requests import DeskRequest

SECTION = "settings-channels"


class FeedChoice(forms.ModelChoiceField):
    def label_from_instance(self, feed: Feed) -> str:
        return f"{label_of(feed.kind)} of {feed.community}"


class SourceChoice(forms.ModelChoiceField):
    def label_from_instance(self, source: Source) -> str:
        channels = ", ".join(channel.name for channel in source.channels.all())
        return f"{source}, with {channels}" if channels else str(source)


class ChannelForm(forms.Form):
    name = NameField(max_length=120)
    language = forms.ChoiceField(
        required=False,
        help_text="What is written here for the most part. It helps where a text is too short to tell by itself.",
    )
    is_private = forms.BooleanField(
        label="Private",
        required=False,
        help_text="Only the writer and we can read it: personal data found here ranks lower, as nobody else sees it.",
    )
    is_answered = forms.BooleanField(
        label="We answer questions here",
        required=False,
        help_text="A question opens a case until staff have answered it. Direct messages always do.",
    )
    feed = FeedChoice(
        Feed.objects.none(),
        required=False,
        empty_label="no feed: messages come in by import or push",
        help_text="It brings in what is written here. Some feeds also carry decisions and replies out.",
    )

    source = SourceChoice(
        Source.objects.none(),
        required=False,
        empty_label="one of its own",
        help_text="Where its ids come from. Channels of one source share its people, so choose another only where the "
        "same id is the same person. Once something was written here, it stays.",
    )

    def __init__(self, data: QueryDict | None, here: Community, values: Values, *, channel: Channel | None) -> None:
        super().__init__(data, initial=dict(values))
        self._offer_sources(here, channel)
        feeds = here.feeds.select_related("community")
        self.fields["feed"].queryset = feeds  # type: ignore[attr-defined]
        self.initial["feed"] = next((feed.pk for feed in feeds if feed.kind == values.get("feed")), None)
        first = f"as the community: {here.languages[0]}" if here.languages else "not known"
        languages = language_choices(str(values.get("language") or ""))
        self.fields["language"].choices = [("", first), *languages]  # type: ignore[attr-defined]

    def _offer_sources(self, here: Community, channel: Channel | None) -> None:
        if channel and Message.objects.filter(channel=channel).exists():
            del self.fields["source"]
            return
        field = cast("forms.ModelChoiceField[Source]", self.fields["source"])
        field.queryset = here.sources.prefetch_related("channels")
        if channel:
            field.empty_label, self.initial["source"] = None, channel.source_id


@require_safe
def channel_list(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    found = Channel.objects.filter(community=here).select_related("feed__community", "source")
    return show_section(request, here, "channels.html", SECTION, channels=found)


@require_http_methods(["GET", "HEAD", "POST"])
def channel_new(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], _seen: str) -> str:
        return f"The channel {channels.add_channel(here, request.user, now(), **written)} is there."

    return edit_or_show(request, edited_channel(here, "New channel", save))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_channel(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    found = channel_at(here, pk)

    def values() -> Values:
        return channels.channel_values(channel_at(here, pk))

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(channels.change_channel(found, request.user, now(), seen=seen, **written))

    shown = {"address": found.slug, "source": found.source}
    return edit_or_show(request, edited_channel(here, found.name, save, found, values=values, shown=shown))


def channel_at(here: Community, pk: int) -> Channel:
    return get_object_or_404(Channel.objects.select_related("feed", "community", "source"), community=here, pk=pk)


def edited_channel(here: Community, title: str, save: Any, channel: Channel | None = None, **more: Any) -> Edited:
    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return ChannelForm(data, here, values, channel=channel)

    return Edited(here, SECTION, Subject.CHANNEL, title, reverse(SECTION, args=[here.slug]), form, save, **more)
