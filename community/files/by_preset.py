"""Read the fields of records by a preset, with the user's mapping over it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from community.files.expressions import ALTERNATIVES, Row, is_made, is_said, named_columns
from community.files.fields import plain_name
from community.files.paths import flatten
from community.files.presets.preset import Preset
from community.files.presets.rules import GUESTS, NOBODY, evaluate_rule

Said = dict[str, object]
# Other names of messages that are remembered for their replies.
MOST_ALIASES = 200_000
plain_of = lru_cache(maxsize=4_096)(plain_name)


class PresetReading:
    """The compiled rules of a preset.

    `document` is what the file says outside of its records, as far as its beginning tells.
    """

    def __init__(self, preset: Preset, mapped: Mapping[str, str], document: Row) -> None:
        # A preset may know the channel under another name.
        own = {"channel"} if mapped.get("channel") == "channel" and "channel" in preset.fields else set()
        rules = {**preset.fields, **{name: said for name, said in mapped.items() if name not in own}}
        self.preset, self.document, self.mapped = preset, document, mapped
        self.rules = {name: evaluate_rule(name, rule) for name, rule in rules.items() if rule}
        self.reply = {name: evaluate_rule(name, rule) for name, rule in preset.reply.items()}
        self.fixed = {name: value for name, value in preset.fixed.items() if name not in mapped}
        self.beside: dict[str, Row] = {}
        self.aliases: dict[str, object] = {}
        self.alias, self.parent_alias = (evaluate_rule("alias", rule) for rule in (preset.alias, preset.parent_alias))
        if preset.beside:
            self.learn(document.get(preset.beside.place))

    def learn(self, records: object) -> None:
        """Take in the records that stand beside the messages."""
        by = self.preset.beside.by if self.preset.beside else ""
        for record in records if isinstance(records, list) else ():
            if isinstance(record, dict):
                flat = flatten(record)
                self.beside[str(flat.get(by))] = {f"@{name}": value for name, value in flat.items()}

    def said(self, record: Mapping[str, object], around: Row) -> Iterator[Said | str]:
        """Yield what each message in a record says, or what the record is that is none."""
        inherited = {f"/{name}": around.get(name, self.document.get(name)) for name in self.preset.inherits}
        for part in self.preset.parts(record):
            row = self._row(flatten(part) | inherited)
            if what := self.preset.skip(row):
                yield what
                continue
            said = self.fixed | evaluated(self.rules, row)
            said = said if self.preset.is_own else with_people(said)
            self._find_by_alias(said, row)
            yield said
            if self.reply and (reply := self._reply(said, row)):
                yield reply

    def columns(self, names: Sequence[str]) -> dict[str, str]:
        """Return the column of each field that is read from one as it is."""
        said = {**self.preset.fields, **self.mapped}
        plain = {name: rule for name, rule in said.items() if isinstance(rule, str) and rule}
        known = {name: name for name in names}
        if self.preset.is_plain:
            known = {plain_of(name): name for name in reversed(names)} | known
        there = {field: [each for each in rule.split(ALTERNATIVES) if each in known] for field, rule in plain.items()}
        return {field: known[columns[0]] for field, columns in there.items() if columns}

    def can_tell_ids(self, names: Sequence[str]) -> bool:
        """Tell whether a table with these columns has the ids that the preset reads."""
        rule = self.mapped.get("external_id") or self.preset.fields.get("external_id")
        if not isinstance(rule, str) or is_made("external_id", rule):
            return True
        there = {*names, *(map(plain_of, names) if self.preset.is_plain else ())}
        return not there.isdisjoint(named_columns("external_id", rule))

    def _row(self, row: dict[str, object]) -> dict[str, object]:
        if self.preset.is_plain:
            row = {plain_of(name): value for name, value in row.items()} | row
        if self.beside and self.preset.beside:
            row |= self.beside.get(str(row.get(self.preset.beside.through)), {})
        return row

    def _find_by_alias(self, said: Said, row: Row) -> None:
        if not self.preset.alias:
            return
        if is_said(alias := self.alias(row)) and len(self.aliases) < MOST_ALIASES:
            self.aliases[str(alias)] = said.get("external_id")
        parent = self.aliases.get(str(self.parent_alias(row)))
        if parent is not None and "parent_external_id" not in said:
            said["parent_external_id"] = parent

    def _reply(self, said: Said, row: Row) -> Said:
        reply = evaluated(self.reply, row)
        if not (is_said(reply.get("text")) and is_said(said.get("external_id"))):
            return {}
        of_message = {name: said[name] for name in ("kind", "channel") if is_said(said.get(name))}
        own = {"external_id": answer_id(said["external_id"]), "parent_external_id": said["external_id"]}
        return of_message | {"kind": "reply", "from_staff": True} | own | reply


def answer_id(external_id: object) -> str:
    """Return the id of the answer that stands in the row of what it answers."""
    return f"{external_id}:reply"


def evaluated(rules: Mapping[str, Callable[[Row], object]], row: Row) -> Said:
    return {name: value for name, rule in rules.items() if is_said(value := rule(row)) or (name, value) == ("text", "")}


def with_people(said: Said) -> Said:
    """Leave out names that are nobody's, and mark those that are many people's."""
    name = str(said.get("author_name", "")).strip().lower()
    if name in NOBODY:
        return {field: value for field, value in said.items() if field not in ("author_name", "author_id")}
    return said | {"is_guest": True} if name in GUESTS else said
