"""Settle how a file writes its times, and keep it with the run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from community.files.time_column import ASK, OrderQuestion, TimeColumn
from community.files.time_form import TimeForm

SEVERAL_ZONES = "The times stand in columns of several zones ({zones}), so those without a zone are of the default one."


@dataclass(frozen=True, slots=True)
class SettledTimes:
    """The forms of the fields of times, what is to be said of them, and the questions that are left."""

    forms: Mapping[str, TimeForm]
    notes: tuple[str, ...] = ()
    questions: tuple[OrderQuestion, ...] = ()

    @property
    def as_options(self) -> dict[str, Any]:
        """What an import run keeps, so that it goes on and later files are read in the same way."""
        order = next((form.order for form in self.forms.values() if form.order), "")
        return {"order": order, "forms": {name: form.as_json() for name, form in self.forms.items()}}


def forms_of_options(kept: Mapping[str, Any] | None) -> dict[str, TimeForm] | None:
    """Return the forms that a run has kept, or None where it has kept none."""
    return {name: TimeForm.of_json(form) for name, form in kept["forms"].items()} if kept else None


def settle_times(
    columns: Mapping[str, TimeColumn], zones: Mapping[str, Iterable[str]], *, said: str = "", remembered: str = ""
) -> SettledTimes:
    """Settle the form of each column by its values, and by the order that was said or that earlier files had."""
    found = {name: column.form(said or remembered) for name, column in columns.items()}
    # One program has written all columns of a file.
    known = next((form.order for form in found.values() if isinstance(form, TimeForm) and form.order), "")
    for name, column in columns.items() if known else ():
        if isinstance(form := found[name], OrderQuestion) and not form.is_contradiction:
            found[name] = column.form(known)
    forms = {name: form for name, form in found.items() if isinstance(form, TimeForm)}
    notes = [note for name, form in forms.items() for note in columns[name].notes(form)]
    for name, form in forms.items():
        named = sorted(zones[name])
        if len(named) == 1:
            forms[name] = replace(form, zone=named[0])
        elif named:
            notes.append(SEVERAL_ZONES.format(zones=", ".join(zone or "none" for zone in named)))
    questions = tuple(_answerable(form) for form in found.values() if isinstance(form, OrderQuestion))
    return SettledTimes(forms, tuple(dict.fromkeys(notes)), questions)


def _answerable(question: OrderQuestion) -> OrderQuestion:
    # Earlier files need the word of a person, and what a person said has to be taken back.
    return replace(question, sentence=f"{question.sentence} {ASK}") if question.is_contradiction else question
