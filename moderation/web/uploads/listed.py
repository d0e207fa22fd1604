"""Lists a community's imports by browser and by command, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import attrgetter
from pathlib import PurePath
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from community.models import Community, ImportRun
from moderation.models import Upload, User

Row = TypeVar("Row", Upload, ImportRun)
PAGE = 25
NUMBER = 18


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was brought, with its run once it has one; without an upload, a run of the command."""

    at: datetime
    run: ImportRun | None
    upload: Upload | None = None

    @property
    def key(self) -> dict[str, str]:
        """What an address says for those before it."""
        return {"before": str(self.upload.pk)} if self.upload else {"run": str(self.run.pk if self.run else "")}

    @property
    def name(self) -> str:
        """What the command read; where on its machine that lies is nobody's business here."""
        source = self.run.source if self.run else ""
        return "standard input" if source == "-" else PurePath(source).name

    @property
    def known(self) -> int:
        return self.run.unchanged + self.run.duplicate if self.run else 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some imports, and the end of the address of those before them; blank where there are none."""

    imports: list[Import]
    older: str
    is_first: bool


def page_of(place: Community, user: User, asked: QueryDict) -> Page:
    """The imports before those that an address names by one key of each table, in two queries."""
    keys = {name: key for name in ("before", "run") if is_key(key := str(asked.get(name, "")))}
    both = merge(uploads(place, user, keys), runs(place, keys), key=attrgetter("at"), reverse=True)
    found = list(islice(both, PAGE + 1))
    shown = found[:PAGE]
    for each in shown:
        keys |= each.key
    older = f"?{urlencode(keys)}" if len(found) > PAGE else ""
    return Page(shown, older, is_first=not {"before", "run"} & asked.keys())


def uploads(place: Community, user: User, keys: dict[str, str]) -> Iterator[Import]:
    found = Upload.objects.visible_to(user).filter(community=place).select_related("channel", "by", "run").defer("look")
    return (Import(upload.made_at, upload.run, upload) for upload in below(found, keys.get("before")))


def runs(place: Community, keys: dict[str, str]) -> Iterator[Import]:
    """Runs that no upload stands for."""
    brought = Exists(Upload.objects.filter(run=OuterRef("pk")))
    found = ImportRun.objects.filter(~brought, community=place).select_related("channel")
    return (Import(run.started_at, run) for run in below(found, keys.get("run")))


def below(rows: QuerySet[Row], key: str | None) -> QuerySet[Row]:
    return (rows.filter(pk__lt=int(key)) if key else rows).order_by("-pk")[: PAGE + 1]


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= NUMBER
