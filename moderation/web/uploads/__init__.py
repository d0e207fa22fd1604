"""Screens to import a file in the browser."""

from moderation.web.uploads.bringing import list_imports
from moderation.web.uploads.one import download_rejects, run_rejects, show_progress, show_upload
from moderation.web.uploads.placing import move_import, place_import
from moderation.web.uploads.taking_back import take_import_back
from moderation.web.uploads.verbs import cancel_import, check_upload, resume_import, save_mapping, start_import

__all__ = [
    "cancel_import",
    "check_upload",
    "download_rejects",
    "list_imports",
    "move_import",
    "place_import",
    "resume_import",
    "run_rejects",
    "save_mapping",
    "show_progress",
    "show_upload",
    "start_import",
    "take_import_back",
]
