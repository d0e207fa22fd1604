"""Delete uploaded files a week after their last use.

Files that belong to no row go after a day.
"""

import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from moderation.models import Upload
from moderation.uploads import files

KEPT = timedelta(days=7)
# A file that is still coming in has no row yet.
ARRIVES_WITHIN = timedelta(days=1)
A_SWEEP = 50


def tidy_uploads(now: datetime) -> int:
    """Delete old files and orphans, and return how many.

    Rows stay, with their counts.
    """
    return _forget_old(now) + _remove_orphans()


def _forget_old(now: datetime) -> int:
    rows = Upload.objects.exclude(state__in=Upload.WORK).exclude(path="").filter(due_at__lt=now - KEPT)
    old = list(rows.values_list("pk", "path")[:A_SWEEP])
    for pk, path in old:
        # Guarded, because somebody may resume it at this moment.
        if rows.filter(pk=pk).update(path=""):
            files.throw_away(path)
    return len(old)


def _remove_orphans() -> int:
    """Delete files of uploads that broke off in the middle."""
    paths = [f"{files.FOLDER}/{place.name}" for place in files.upload_folder().iterdir() if _is_old(place)]
    kept = set(Upload.objects.filter(path__in=paths).values_list("path", flat=True)) if paths else set()
    # A web server that died in the middle of an upload leaves one.
    lost = [path for path in paths if path not in kept]
    for path in lost[:A_SWEEP]:
        files.throw_away(path)
    return len(lost[:A_SWEEP])


def _is_old(place: Path) -> bool:
    # Another sweep may have thrown it away since it was listed.
    with suppress(FileNotFoundError):
        return place.stat().st_mtime < time.time() - ARRIVES_WITHIN.total_seconds()
    return False
