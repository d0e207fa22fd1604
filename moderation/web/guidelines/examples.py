"""The page of all examples: which are kept, and how much of them is found in disguises."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.access import Right
from moderation.guidelines.examples import DISGUISES, Checked, check_examples, disguised, language_of
from moderation.models.people import may
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest


class Row(NamedTuple):
    """A guideline with its examples, and the share that is found in disguises where that was asked for."""

    checked: Checked
    percent: int | None


@require_safe
def show_examples(request: DeskRequest, community: str) -> HttpResponse:
    """Try all examples; the address names the guideline whose examples are disguised, as that takes a while."""
    here = desk_at(request, community, Right.SEE_GUIDELINES)
    asked, language = request.GET.get("disguised", ""), language_of(here)
    rows = [Row(each, percent_of(each, language) if each.slug == asked else None) for each in check_examples(here)]
    shown = {
        "community": here,
        "rows": rows,
        "asked": asked,
        "broken": sum(len(row.checked.broken) + bool(row.checked.fault) for row in rows),
        "disguises": len(DISGUISES),
        "may_edit": may(request.user, Right.EDIT_GUIDELINES, here),
    }
    return render(request, "moderation/guidelines/examples.html", shown)


def percent_of(checked: Checked, language: str) -> int | None:
    share = None if checked.fault else disguised(checked.guideline, language)
    return None if share is None else round(100 * share)
