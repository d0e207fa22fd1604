"""Read the fields of records by a preset, with the user's mapping over it."""

from collections.abc import Callable, Iterator, Mapping

from community.files.expressions import Row, is_said
from community.files.paths import flatten
from community.files.presets.preset import Preset
from community.files.presets.rules import GUESTS, NOBODY, evaluate_rule

Said = dict[str, object]


class PresetReading:
    """The compiled rules of a preset.

    `document` is what the file says outside of its records.
    """

    def __init__(self, preset: Preset, mapped: Mapping[str, str], document: Row) -> None:
        rules = {**preset.fields, **mapped}
        self.preset = preset
        self.rules = {name: evaluate_rule(name, rule) for name, rule in rules.items() if rule}
        self.reply = {name: evaluate_rule(name, rule) for name, rule in preset.reply.items()}
        self.fixed = {name: value for name, value in preset.fixed.items() if name not in mapped}
        self.inherited = {f"/{name}": document.get(name) for name in preset.inherits}

    def said(self, record: Mapping[str, object]) -> Iterator[Said | str]:
        """Yield what each message in a record says, or what the record is that is none."""
        for part in self.preset.parts(record):
            row = flatten(part) | self.inherited
            if what := self.preset.skip(row):
                yield what
                continue
            said = self.fixed | evaluated(self.rules, row)
            said = said if self.preset.is_own else with_people(said)
            yield said
            if self.reply and (reply := self._reply(said, row)):
                yield reply

    def _reply(self, said: Said, row: Row) -> Said:
        reply = evaluated(self.reply, row)
        if not (is_said(reply.get("text")) and is_said(said.get("external_id"))):
            return {}
        of_message = {name: said[name] for name in ("kind", "channel") if is_said(said.get(name))}
        own = {"external_id": f"{said['external_id']}:reply", "parent_external_id": said["external_id"]}
        return of_message | {"kind": "reply", "from_staff": True} | own | reply


def evaluated(rules: Mapping[str, Callable[[Row], object]], row: Row) -> Said:
    return {name: value for name, rule in rules.items() if is_said(value := rule(row)) or (name, value) == ("text", "")}


def with_people(said: Said) -> Said:
    """Leave out names that are nobody's, and mark those that are many people's."""
    name = str(said.get("author_name", "")).strip().lower()
    if name in NOBODY:
        return {field: value for field, value in said.items() if field not in ("author_name", "author_id")}
    return said | {"is_guest": True} if name in GUESTS else said
