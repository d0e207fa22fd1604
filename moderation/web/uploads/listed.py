"""Imports of a community by browser and by command, newest first."""

from collections.abc import Iterator, Sequence
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
class Brought:
    """A file that somebody uploaded.

    `key` is what an address says for those before it.
    """

    upload: Upload

    @property
    def at(self) -> datetime:
        return self.upload.made_at

    @property
    def key(self) -> dict[str, str]:
        return {"before": str(self.upload.pk)}


@dataclass(frozen=True, slots=True)
class Commanded:
    """An import by the command."""

    run: ImportRun

    @property
    def at(self) -> datetime:
        return self.run.started_at

    @property
    def key(self) -> dict[str, str]:
        return {"run": str(self.run.pk)}

    @property
    def name(self) -> str:
        # Only the name, because the path on the server is nobody's business here.
        return "standard input" if self.run.source == "-" else PurePath(self.run.source).name

    @property
    def known(self) -> int:
        return self.run.unchanged + self.run.duplicate


@dataclass(frozen=True, slots=True)
class Page:
    """Some imports, and the query for older ones.

    The query is blank where there are none.
    """

    imports: list[Brought | Commanded]
    older: str
    is_first: bool


def page_of(place: Community, user: User, asked: QueryDict) -> Page:
    """Return the imports before the keys in an address, in two queries.

    The address names one key of each table.
    """
    keys = {name: key for name in ("before", "run") if is_key(key := str(asked.get(name, "")))}
    both: Sequence[Iterator[Brought | Commanded]] = (uploads(place, user, keys), runs(place, keys))
    found = list(islice(merge(*both, key=attrgetter("at"), reverse=True), PAGE + 1))
    shown = found[:PAGE]
    for each in shown:
        keys |= each.key
    older = f"?{urlencode(keys)}" if len(found) > PAGE else ""
    return Page(shown, older, is_first=not {"before", "run"} & asked.keys())


def uploads(place: Community, user: User, keys: dict[str, str]) -> Iterator[Brought]:
    found = Upload.objects.visible_to(user).filter(community=place).select_related("channel", "by", "run").defer("look")
    return (Brought(upload) for upload in below(found, keys.get("before")))


def runs(place: Community, keys: dict[str, str]) -> Iterator[Commanded]:
    """Return the runs that belong to no upload."""
    brought = Exists(Upload.objects.filter(run=OuterRef("pk")))
    found = ImportRun.objects.filter(~brought, community=place).select_related("channel")
    return (Commanded(run) for run in below(found, keys.get("run")))


def below(rows: QuerySet[Row], key: str | None) -> QuerySet[Row]:
    return (rows.filter(pk__lt=int(key)) if key else rows).order_by("-pk")[: PAGE + 1]


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= NUMBER
