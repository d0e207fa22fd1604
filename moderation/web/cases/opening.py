"""The page that opens a case for a message by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.models import Community, Message
from moderation.access import Right
from moderation.cases.opening import Way, open_by_hand, open_case_about, open_case_of_person, refuse_gone
from moderation.refusal import Refused
from moderation.web.cases.forms import OpenByHand
from moderation.web.shared.plain import plain_excerpt
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther

EXCERPT = 600
SAID = {
    Way.OPENED: "Case {} is open, and yours.",
    Way.JOINED: "The message joined case {}, which is open for the same person here.",
    Way.REOPENED: "Case {} was about this text. It is open again, and yours.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = desk_at(request, community, Right.OPEN_BY_HAND)
    of_here = Message.objects.filter(community=here).select_related("channel", "author", "community__desk")
    message = get_object_or_404(of_here, pk=pk)
    form = OpenByHand(request.POST or None)
    if request.method != "POST":
        return show_message(request, here, message, OpenByHand())
    if not form.is_valid():
        return show_message(request, here, message, form, status=422)
    try:
        opened = open_by_hand(message, request.user, timezone.now(), why=form.cleaned_data["why"])
    except Refused as refused:
        return show_message(request, here, message, form, refusal=refused.reason, status=409)
    case = opened.case
    undo_at = f"undo:{reverse('case-undo', args=[here.slug, case.pk])}" if opened.way is Way.OPENED else ""
    messages.success(request, SAID[opened.way].format(case.pk), extra_tags=undo_at)
    return SeeOther(reverse("case", args=[here.slug, case.pk]))


def show_message(
    request: DeskRequest, here: Community, message: Message, form: OpenByHand, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show the message, and what a case for it would come to."""
    about = open_case_about(message)
    shown = {
        "community": here,
        "message": message,
        "excerpt": plain_excerpt(message, EXCERPT),
        "form": form,
        "refusal": refusal,
        "gone": why_none(message),
        "about": about,
        "theirs": None if about else open_case_of_person(message),
        "now": timezone.now(),
    }
    return render(request, "moderation/cases/opening.html", shown, status=status)


def why_none(message: Message) -> str:
    try:
        refuse_gone(message)
    except Refused as refused:
        return refused.reason
    return ""
