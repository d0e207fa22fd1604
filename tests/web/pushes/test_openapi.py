"""The description for tools says what the addresses do: paths, methods, statuses and the fields of answers."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from community.ingest import Counts
from moderation.models import Outbox
from moderation.policy.decisions import acts
from moderation.web.pushes import incoming, outgoing
from tests.test_access import KEYS, TABLE

ROOT = Path(__file__).resolve().parents[3]
DESCRIBED: dict[str, Any] = json.loads((ROOT / "docs/push.openapi.json").read_text())
SCHEMAS = DESCRIBED["components"]["schemas"]
NAMES = [name for name, keys in KEYS.items() if "source" in keys and name.startswith("push-")]
# Statuses stand in the views as numbers, and a successful answer as none.
STATUS = re.compile(r"Said\((\d{3})")
FUNCTION = re.compile(r"^def (\w+).*?(?=^def |^@|\Z)", re.MULTILINE | re.DOTALL)
# The functions that answer, besides those of the door.
OWN = {
    "push-in": ("receive_push", "body_of"),
    "push-out": (),
    "push-report": ("report_decision", "report", "said_in", "body_of"),
}
DOOR = ("for_programs",)


def path_of(name: str) -> str:
    keys = {"source": 7, "pk": UUID(int=0)}
    address = reverse(name, kwargs={key: keys[key] for key in KEYS[name]})
    return address.replace("/7/", "/{source}/").replace(str(UUID(int=0)), "{id}")


def statuses_of(name: str) -> set[str]:
    sources = [ROOT / f"moderation/web/pushes/{module}.py" for module in ("incoming", "outgoing", "door")]
    bodies = {each[1]: each[0] for path in sources for each in FUNCTION.finditer(path.read_text())}
    return {"200"} | {status for each in (*OWN[name], *DOOR) for status in STATUS.findall(bodies[each])}


def test_every_address_of_programs_is_described_and_no_other() -> None:
    assert {path_of(name) for name in NAMES} == set(DESCRIBED["paths"])
    assert len(NAMES) == 3


@pytest.mark.parametrize("name", NAMES)
def test_methods_and_statuses_are_those_of_the_view(name: str) -> None:
    described = {key: each for key, each in DESCRIBED["paths"][path_of(name)].items() if key != "parameters"}
    assert [method.upper() for method in described] == list(TABLE[name])
    (operation,) = described.values()
    assert set(operation["responses"]) == statuses_of(name)


def test_the_answers_have_the_fields_that_are_described() -> None:
    assert SCHEMAS["Received"]["required"] == [*Counts.__dataclass_fields__, "rejects"]
    assert set(SCHEMAS["Action"]["properties"]["verb"]["enum"]) == set(acts()) - set(Outbox.NOTICES)
    assert SCHEMAS["Report"]["properties"]["state"]["enum"] == list(outgoing.STATES)
    assert SCHEMAS["Report"]["properties"]["reason"]["maxLength"] == outgoing.REASON_LIMIT
    assert incoming.TOO_LARGE.startswith("A push holds at most 1,000 records and 2 MB")


def references(within: Any) -> set[str]:
    if isinstance(within, dict):
        return {within["$ref"]} if "$ref" in within else set().union(*map(references, within.values()))
    return set().union(*map(references, within)) if isinstance(within, list) else set()


def test_whatever_it_refers_to_is_in_it() -> None:
    assert {name.rpartition("/")[2] for name in references(DESCRIBED["paths"])} <= set(SCHEMAS)
    assert references(DESCRIBED["paths"])
