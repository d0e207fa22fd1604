"""A program as the desk's addresses see it, with its token and no session."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from community.models import Source
from tests.builders import make_token

JSON_LINES = "application/x-ndjson"


@dataclass
class Program:
    source: int
    token: str

    @classmethod
    def of(cls, source: Source, **fields: Any) -> "Program":
        return cls(source.pk, make_token(source, **fields))

    def push(self, *records: object, query: str = "?posted_at=now") -> Any:
        return self.send("\n".join(map(json.dumps, records)), query=query)

    def send(self, body: str | bytes, content_type: str = JSON_LINES, query: str = "", length: str = "") -> Any:
        raw = body.encode() if isinstance(body, str) else body
        said = {"CONTENT_LENGTH": length or str(len(raw)), "wsgi.input": BytesIO(raw)}
        address = reverse("push-in", args=[self.source]) + query
        return Client().generic("POST", address, raw, content_type, headers=self.headers, **said)

    def fetch(self) -> Any:
        return Client().get(reverse("push-out", args=[self.source]), headers=self.headers)

    def fetched(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.fetch().getvalue().splitlines()]

    def report(self, pk: str | UUID, state: object = "delivered", **more: object) -> Any:
        address = reverse("push-report", args=[self.source, pk])
        said = {"state": state, **more}
        return Client().post(address, said, content_type="application/json", headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def said(number: int, **more: object) -> dict[str, object]:
    return {"id": f"m{number}", "author": "moira", "text": f"Text number {number}"} | more
