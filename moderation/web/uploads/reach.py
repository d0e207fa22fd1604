"""How the screens of an import reach its rows."""

from django.shortcuts import get_object_or_404

from community.models import ImportRun
from moderation.models import Upload
from moderation.web.shared.reach import desk
from moderation.web.shared.requests import Asked


def upload_at(request: Asked, community: str, pk: int) -> Upload:
    place = desk(request, community, "import")
    mine = Upload.objects.visible_to(request.user).filter(community=place, pk=pk)
    # What was seen of its beginning is much, and only the page where that is shown wants it.
    return get_object_or_404(mine.select_related("community", "channel__community", "by", "run").defer("look"))


def run_at(request: Asked, community: str, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun, community=desk(request, community, "import"), pk=pk)
