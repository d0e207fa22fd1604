"""Tell what a beginning of JSON is, and where its records stand."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from community.files.fields import usual_columns
from community.files.json_document import EACH, build_roots, join_path
from community.files.json_events import Events
from community.files.paths import MOST_COLUMNS, flatten
from community.files.presets import find_preset
from community.files.xml_events import XmlEvents

# A script that gives the document to a variable, as in the archives of some platforms.
ASSIGNED = re.compile(rb"\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,200}(?:\[[^\]\n]{0,200}\])?\s*=\s*(?=[\[{])")
OPENERS = (b"{", b"[", b",", b":")
# Objects of a list whose names are looked at, and how deep lists are looked for.
LOOKED_AT, DEEPEST = 5, 10
ENOUGH = 2
ID_LIKE = re.compile(r"\d|^-[\w-]{10,}$")
# A kind of export that is known by the names of its columns, if it is one.
Knows = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Survey:
    """The names in each list of objects and its first object, by its path, and the document as far as it was seen."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    firsts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    roots: Sequence[object] = ()

    @property
    def said(self) -> dict[str, object]:
        """The single values of the document, by their path."""
        root = self.roots[0] if self.roots else None
        return flatten(root) if isinstance(root, dict) else {}

    def find_list(self, knows: Knows) -> str:
        """Return the path of the list that looks most like messages."""

        def rank(path: str) -> tuple[bool, int, int]:
            depth = path.count(".") + bool(path)
            # What is nested in the records of a known export is a part of them.
            if knows(self.lists[path]):
                return True, -depth, 0
            likeness = _likeness(self.lists[path])
            return False, likeness if likeness >= ENOUGH else 0, -depth

        return max(self.lists, key=rank, default="")

    def find_lists(self, knows: Knows) -> str:
        """Return the best list's path, with those of others of its kind that stand beside it."""
        best = self.find_list(knows)
        if not best:
            return best
        above, kind = best.rpartition(".")[0], self._kind_of(best)
        paths = (path for path in self.lists if path and path.rpartition(".")[0] == above)
        return "|".join(path for path in paths if path == best or (kind is not None and self._kind_of(path) == kind))

    def _kind_of(self, path: str) -> object:
        """Return what tells one kind of messages from another."""
        names = self.lists[path]
        if preset := find_preset(names):
            return preset.name
        return ("posted_at" in usual_columns(names)) if is_message(names) else None

    def is_good(self, path: str, knows: Knows) -> bool:
        names = self.lists.get(path, ())
        return knows(names) or _likeness(names) >= ENOUGH


def survey_json(head: bytes) -> Survey:
    return _survey(build_roots(Events(iter((head,)))))


def survey_xml(head: bytes) -> Survey:
    # An element that stands alone may be one of a list all the same.
    return _survey(build_roots(XmlEvents(iter((head,))), repeats=True), is_any_a_list=True)


def _survey(roots: list[object], *, is_any_a_list: bool = False) -> Survey:
    lists: dict[str, dict[str, None]] = {}
    firsts: dict[str, Mapping[str, object]] = {}
    for path, found in _lists_in(roots if len(roots) != 1 else roots[0], "", DEEPEST, is_any_a_list):
        names = lists.setdefault(path, {})
        firsts.setdefault(path, flatten(found[0]))
        for each in found[:LOOKED_AT]:
            names.update(dict.fromkeys(flatten(each)))
    return Survey({path: tuple(names)[:MOST_COLUMNS] for path, names in lists.items()}, firsts, roots)


def _lists_in(
    value: object, path: str, depth: int, is_any_a_list: bool
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    if isinstance(value, list):
        found = [each for each in value if isinstance(each, dict)]
        if found:
            yield path, found
        # As GraphQL wraps the objects of a list.
        if nodes := [node for each in found if isinstance(node := each.get("node"), dict)]:
            yield join_path(path, "node"), nodes
        nested = [each for each in value if isinstance(each, dict | list)]
        for each in nested[:LOOKED_AT] if depth else ():
            yield from _lists_in(each, path, depth - 1, is_any_a_list)
    elif isinstance(value, dict) and depth:
        # The document may be a record itself, with lists in it.
        if is_any_a_list or not path:
            yield path, [value]
        if path and _are_records(value):
            yield join_path(path, EACH), list(islice(value.values(), LOOKED_AT))
        for key, each in value.items():
            if isinstance(each, dict | list):
                yield from _lists_in(each, join_path(path, key), depth - 1, is_any_a_list)


def _are_records(value: dict[str, object]) -> bool:
    """Tell objects that stand under their ids from the parts of one object."""
    some = [each for each in islice(value.values(), LOOKED_AT) if isinstance(each, dict)]
    # The ids of records are no words.
    has_ids = all(ID_LIKE.search(key) for key in islice(value, LOOKED_AT))
    return bool(some) and has_ids and len(some) == min(len(value), LOOKED_AT) and is_alike(some)


def is_alike(records: Sequence[Mapping[str, object]]) -> bool:
    return len(records[0]) > 1 and all(2 * len(each.keys() & records[0].keys()) > len(records[0]) for each in records)


def _likeness(names: Sequence[str]) -> int:
    fields = usual_columns(tuple(names)).keys()
    return len(fields & {"external_id", "text", "posted_at"}) + bool(fields & {"author_id", "author_name"})


def is_message(names: Sequence[str]) -> bool:
    fields = usual_columns(tuple(names)).keys()
    return "external_id" in fields and bool(fields & {"text", "title"})


def is_document(head: bytes, knows: Knows) -> bool:
    """Tell one JSON document from JSON Lines, by a beginning that starts with a bracket."""
    if head.startswith(b"["):
        return True
    first, *others = [line for line in head.split(b"\n", 3) if line.strip()]
    if others and _is_object(first) and _nests_messages(first, head, knows):
        return True
    if others and (_is_object(first) or (_is_object(others[0]) and not first.rstrip().endswith(OPENERS))):
        return False
    survey = survey_json(head)
    root = survey.said
    if knows(tuple(root)) or is_message(tuple(root)):
        # A message with lists of its own, in lines of its own or in one.
        return bool(others)
    # The empty path is the object itself.
    return any(survey.lists) or bool(others)


def _nests_messages(first: bytes, head: bytes, knows: Knows) -> bool:
    """Tell lines that each hold a list of messages from lines that each are one."""
    names = tuple(flatten(json.loads(first)))
    if knows(names) or is_message(names):
        return False
    survey = survey_json(head)
    path = survey.find_list(knows)
    return bool(path) and survey.is_good(path, knows)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
