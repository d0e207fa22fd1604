"""The contents of a form that could not be taken, to be sent again."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest

from moderation.uploads.arrival import FIELD, Arrival

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRET = re.compile(r"(old|new_)?password\d?")
# Longer values, and those of several words, are shown. The others are only sent again.
SHORT = 40


class Field(NamedTuple):
    name: str
    value: str = ""

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").replace("-", " ").capitalize()

    @property
    def is_text(self) -> bool:
        return len(self.value) > SHORT or len(self.value.split()) > 1

    @property
    def is_secret(self) -> bool:
        return SECRET.fullmatch(self.name) is not None


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a form that are kept, and those to fill in again."""

    kept: list[Field]
    secrets: list[Field]
    files: list[Field]

    @property
    def asked(self) -> list[tuple[str, Field]]:
        """The fields to fill in again, each with its kind."""
        return [("password", each) for each in self.secrets] + [("file", each) for each in self.files]


def typed_into(request: HttpRequest) -> Typed | None:
    """Return the contents of a form, or None when its token was not checked."""
    # Without a checked token a stranger's page may have filled it in.
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return None
    sent = [Field(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    return Typed(
        kept=[each for each in sent if not each.is_secret],
        secrets=[Field(each.name) for each in sent if each.is_secret],
        files=[Field(name) for name in files_of(request)],
    )


def files_of(request: HttpRequest) -> list[str]:
    """Return the names of the fields with files."""
    # The upload handler leaves no trace of its file in FILES.
    is_import = any(isinstance(each, Arrival) for each in request.upload_handlers)
    return [*request.FILES, *[FIELD] * is_import]
