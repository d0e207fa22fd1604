"""Preview an upload once, and keep the preview in its row."""

import time
from dataclasses import replace
from datetime import datetime
from io import BufferedReader

from django.utils import timezone

from community.files.bounds import Enough
from community.files.lines import Hopeless, Unreadable
from community.files.preview import LOOK, Watched, preview_file
from community.files.previewed import Preview
from community.imports.runs import Sense
from moderation.models import Upload
from moderation.uploads import actions, files

# Twenty records take a few hundredths of a second. Four previews at once still leave the web server time to answer.
SECONDS = 0.25


class Deadline:
    """A limit on the work of this thread that raises Enough.

    What else the machine does meanwhile is not counted.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.ends = time.thread_time() + seconds

    def __call__(self) -> None:
        if time.thread_time() > self.ends:
            raise Enough(f"the lines read in {self.seconds} s")


def look_at(file: BufferedReader, sense: Sense, now: datetime) -> Preview:
    """Preview the beginning of a file.

    Raises Hopeless when it holds no records, however it is read.
    """
    layout = sense.layout(Watched, now)
    bounds = replace(LOOK, tick=Deadline(SECONDS))
    try:
        return preview_file(file, layout, sense.container, bounds=bounds)
    except Hopeless:
        raise
    except Unreadable as fault:
        return Preview(fault=fault.on_a_page)


def seen(upload: Upload) -> Preview:
    """Return the stored preview, or make it.

    It is made anew after the way of reading has changed.
    """
    try:
        with files.open_upload(upload) as file:
            if not upload.look:
                sense = actions.sense_of(upload)
                upload.look = look_at(file, sense, timezone.now()).as_json()
                # Guarded, because somebody may have changed meanwhile how it is read.
                Upload.objects.filter(actions.reads_so(sense), pk=upload.pk, look={}).update(look=upload.look)
            return Preview.of_json(upload.look)
    except Unreadable as fault:
        return Preview(fault=fault.on_a_page)


def look_again(upload: Upload) -> None:
    """Make the preview now, so that the page need not wait for it."""
    upload.refresh_from_db()
    seen(upload)
