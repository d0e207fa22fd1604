"""What a person's browser does with the pages of guidelines."""

from typing import Any

from django.http import HttpResponse

from moderation.models import Guideline, GuidelineVersion, User
from tests.web.shared.browsing import as_
from tests.web.shared.markup import page_of

LIST = "/c/tarnfell/guidelines/"
NEW = f"{LIST}new/"
PAGE = f"{LIST}legal-threat/"
WORDS = {
    "name": "Legal threat",
    "category": "legal-threat",
    "statement": "Do not argue.",
    "severity": "3",
    "is_on": "on",
    "phrases": "my lawyer",
}


def send(user: User, url: str = PAGE, seen: int | str = 1, **fields: Any) -> HttpResponse:
    written = {name: value for name, value in (WORDS | {"seen_version": seen} | fields).items() if value is not None}
    return as_(user).post(url, written)


def text(response: HttpResponse) -> str:
    return page_of(response)


def newest(guideline: Guideline) -> GuidelineVersion:
    return guideline.versions.latest("number")


def trial(user: User, words: str, url: str = PAGE, **fields: Any) -> str:
    response = send(user, url, **fields, **{"try": "1", "trial": words})
    assert response.status_code == 200
    return text(response).partition('id="tried"')[2].partition("</section>")[0]
