"""Access to uploads and import runs."""

from django.shortcuts import get_object_or_404

from community.models import ImportRun
from moderation.access import Right
from moderation.models import Upload
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest


def upload_at(request: DeskRequest, community: str, pk: int) -> Upload:
    here = desk_at(request, community, Right.IMPORT)
    mine = Upload.objects.visible_to(request.user).filter(community=here, pk=pk)
    # The preview is large, and only the page that shows it needs it.
    return get_object_or_404(mine.select_related("community", "channel__community", "by", "run").defer("look"))


def run_at(request: DeskRequest, community: str, pk: int) -> ImportRun:
    runs = ImportRun.objects.select_related("community", "channel")
    return get_object_or_404(runs, community=desk_at(request, community, Right.IMPORT), pk=pk)
