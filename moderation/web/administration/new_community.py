"""The screen on which an admin makes a further community."""

from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community import zones
from community.models import Community
from moderation.access import Right
from moderation.administration import communities
from moderation.changes import Subject
from moderation.models.people import communities_where
from moderation.policy.starter import BRAND, KINDS
from moderation.web.administration.desks import CommunityForm
from moderation.web.administration.editing import Edited, edit_or_show
from moderation.web.administration.fields import NameField
from moderation.web.administration.index import counted_noun
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-community-new"
RIGHT = Right.ADD_COMMUNITIES
MAY_BE_EMPTY = {
    "time_zone": "Such as Europe/London; empty: as in the community that it is like, or UTC.",
    "languages": "Codes such as: en es de; empty: as in the community that it is like.",
}
NOTE = "It begins without channels, feeds and messages, and nothing changes here."


class NewCommunityForm(CommunityForm):
    name = NameField(max_length=120, help_text="Its address is made of it, and stays when it gets another name.")
    like = forms.ChoiceField(
        required=False,
        help_text="Guidelines, response targets, working hours, teams, escalation rules and the desk’s settings are"
        " copied as they are now. What is changed over there later changes nothing here.",
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=[(kind, words.capitalize()) for kind, words in KINDS.items()],
        initial=BRAND,
        required=False,
        help_text="Which starter guidelines it begins with, where it is like no other one. More can be added later.",
    )
    with_people = forms.BooleanField(
        label="Also the people, each with role and team",
        required=False,
        help_text="Everybody who works there now; not who has left, and no invitation. You are admin in any case.",
    )
    field_order = ("name", "like", "kind", "with_people", "time_zone", "languages")

    def __init__(self, data: QueryDict | None, own: list[Community]) -> None:
        super().__init__(data)
        others = [(each.slug, each.name) for each in own]
        self.fields["like"].choices = [("", "Start with the starter guidelines"), *others]  # type: ignore[attr-defined]
        for name, help_text in MAY_BE_EMPTY.items():
            self.fields[name].required, self.fields[name].help_text = False, help_text


@require_http_methods(["GET", "HEAD", "POST"])
def community_new(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, RIGHT)
    like, own = like_of(request), list(communities_where(request.user, RIGHT))
    made: list[Community] = []

    def form(data: QueryDict | None, _values: Any) -> forms.Form:
        return NewCommunityForm(data, own)

    def save(written: dict[str, Any], _seen: str) -> str:
        made.append(communities.add(request.user, now(), **written | {"like": like, "kind": written["kind"] or BRAND}))
        return outcome(*made)

    back, shown = reverse("settings", args=[here.slug]), {"zones": sorted(zones.time_zone_names()), "note": NOTE}
    what = Edited(
        here, SECTION, Subject.COMMUNITY, "New community", back, form, save, button="Make the community", shown=shown
    )
    response = edit_or_show(request, what)
    # Its empty queue shows the first steps.
    return SeeOther(reverse("queue", args=[made[0].slug])) if made else response


def like_of(request: DeskRequest) -> Community | None:
    """Return the community to copy.

    A foreign one is absent, and one where the role does not fit is refused.
    """
    slug = request.POST.get("like", "").replace("\0", "")
    return desk_at(request, slug, RIGHT) if slug else None


def outcome(made: Community) -> str:
    people, guidelines = made.memberships.count(), counted_noun(made.guidelines.count(), "guideline", "")
    company = f" and {people} people" if people > 1 else ""
    return f"{made} is there, with {guidelines}{company}. These are its first steps."
