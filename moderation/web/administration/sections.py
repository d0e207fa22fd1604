"""The frame of all settings screens, with the sections beside them."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from community.models import Community
from moderation.access import Right
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest


class Section(NamedTuple):
    """A part of the settings, with address, name, icon and what is set there."""

    url: str
    name: str
    icon: str
    about: str


SECTIONS = (
    Section("settings-people", "People", "user", "who works here, and as what"),
    Section("settings-channels", "Channels", "chat", "where people write, and how each channel is treated"),
    Section("settings-sources", "Sources and members", "stack", "whose ids belong together, and who speaks for us"),
    Section("settings-feeds", "Feeds", "live", "what is read by itself, and how fast"),
    Section("settings-push", "Push", "link", "which programs send messages, and fetch what is decided"),
    Section("settings-promises", "Targets and hours", "clock-ok", "how soon an answer is promised, in which hours"),
    Section("settings-escalation", "Escalation rules", "escalate", "when a team is asked without anybody pressing"),
    Section("settings-mood", "Mood", "pulse", "what texts are scored by, and which words mean trouble"),
    Section("settings-desk", "Desk", "queue", "what opens a case, and how long an undo simply cancels"),
    Section("settings-community", "Community", "globe", "its name, time zone and languages"),
    Section("settings-retention", "Retention", "clock-ok", "after how many months texts go"),
    Section("settings-record", "Record", "note", "who changed what, before and after"),
)


def community_of_admin(request: DeskRequest, community: str) -> Community:
    return desk_at(request, community, Right.EDIT_SETTINGS)


def show_section(
    request: DeskRequest, here: Community, template: str, section: str, *, status: int = 200, **shown: Any
) -> HttpResponse:
    sections = [(each, reverse(each.url, args=[here.slug]), each.url == section) for each in SECTIONS]
    frame = {"community": here, "sections": sections, "now": timezone.now(), "section": section}
    return render(request, f"moderation/administration/{template}", frame | shown, status=status)
