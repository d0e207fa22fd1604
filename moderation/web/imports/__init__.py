"""Importing in the browser: bring a file, say how it is read, rehearse it, import it."""

from moderation.web.imports.bringing import imports
from moderation.web.imports.one import progress, rejects, run_rejects, upload
from moderation.web.imports.verbs import cancel, check, mapping, resume, start

__all__ = ["cancel", "check", "imports", "mapping", "progress", "rejects", "resume", "run_rejects", "start", "upload"]
