"""What an admin does about a member by law: export what is held, and erase it."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.models import Community, Member
from moderation.access import Right
from moderation.members.actions import begin_erasing, extent_of
from moderation.members.exporting import lines_about
from moderation.refusal import Refused
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther, streamed_file

BEGUN = "Being erased. It takes seconds to minutes, and goes on by itself."


@require_http_methods(["GET", "HEAD", "POST"])
def erase_member(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = desk_at(request, community, Right.ERASE_MEMBERS)
    member = member_at(here, pk)
    if request.method != "POST":
        return show_member(request, here, member)
    try:
        begin_erasing(here, member, request.user, timezone.now())
    except Refused as refused:
        return show_member(request, here, member, refused.reason)
    messages.success(request, BEGUN)
    return SeeOther(reverse("member-erase", args=[here.slug, member.pk]))


@require_safe
def export_member(request: DeskRequest, community: str, pk: int) -> StreamingHttpResponse:
    here = desk_at(request, community, Right.EXPORT_MEMBERS)
    lines = (f"{line}\n" for line in lines_about(member_at(here, pk)))
    return streamed_file(lines, f"member-{pk}.jsonl", "application/jsonl; charset=utf-8")


def member_at(here: Community, pk: int) -> Member:
    members = Member.objects.filter(source__community=here).select_related("source", "erasure")
    return get_object_or_404(members, pk=pk)


def show_member(request: DeskRequest, here: Community, member: Member, refusal: str = "") -> HttpResponse:
    erasure = getattr(member, "erasure", None)
    shown = {
        "community": here,
        "member": member,
        "erasure": erasure,
        "extent": None if erasure or member.erased_at else extent_of(member),
        "refusal": refusal,
        "now": timezone.now(),
    }
    return render(request, "moderation/members/erase.html", shown, status=409 if refusal else 200)
