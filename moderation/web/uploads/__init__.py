"""Importing in the browser: bring a file, say how it is read, rehearse it, import it."""

from moderation.web.uploads.bringing import imports
from moderation.web.uploads.one import progress, rejects, run_rejects, upload
from moderation.web.uploads.verbs import cancel, check, mapping, resume, start

__all__ = ["cancel", "check", "imports", "mapping", "progress", "rejects", "resume", "run_rejects", "start", "upload"]
