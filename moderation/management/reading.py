"""Options of the commands that read a file of messages."""

from collections.abc import Collection
from typing import Any

from django.core.management.base import CommandParser, OutputWrapper

from community.channels import Unknown
from community.files.container import FORMATS
from community.files.fields import USUAL_NAMES, parse_mapping
from community.files.layout import NO_PRESET
from community.files.lines import Unreadable
from community.files.presets import PRESETS
from community.files.time_form import ORDERS
from community.imports.look import Look
from community.imports.runs import NOW, Sense
from community.zones import is_time_zone


def add_reading_options(parser: CommandParser, *, zone: str) -> None:
    parser.add_argument("--format", choices=FORMATS, default="auto")
    parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
    parser.add_argument(
        "--without", action="append", default=[], choices=USUAL_NAMES, metavar="FIELD", help="leave this field out"
    )
    parser.add_argument("--encoding", default="", help="when it is neither UTF-8 nor UTF-16")
    parser.add_argument("--timezone", default="", help=f"of times without one; else {zone}")
    parser.add_argument("--records", default="", metavar="PATH", help="the list in a JSON document, or file in a zip")
    parser.add_argument("--skip-lines", type=int, metavar="N", help="lines above the header")
    parser.add_argument("--preset", default="", choices=("", NO_PRESET, *PRESETS), metavar="NAME", help="or none")
    parser.add_argument("--posted-at", default="", choices=("", NOW), help="for a file without times")
    parser.add_argument("--date-order", default="", choices=ORDERS, help="what comes first in 03/04/2026")


def sense_of_options(options: dict[str, Any], zone: str, *, is_history: bool = False) -> Sense:
    zone = options["timezone"] or zone
    if not is_time_zone(zone):
        raise Unknown(f"{zone} is not a time zone name such as Europe/London.")
    mapped = parse_mapping(options["map"]) | dict.fromkeys(options["without"], "")
    return Sense(
        zone,
        options["format"],
        mapped,
        options["encoding"],
        is_history,
        at=options["records"],
        skipped=options["skip_lines"],
        preset=options["preset"],
        posted_at=options["posted_at"],
        date_order=options["date_order"],
        staff_is_right=options.get("staff_is_right", False),
        channel_from=options.get("channel_from", ""),
    )


def tell_look(look: Look, out: OutputWrapper, *, only: Collection[str] = ("dates", "staff", "own rows")) -> None:
    """Say what a file shows, and raise Unreadable where that stops the command."""
    out.write(look.said)
    for note in look.notes:
        out.write(note)
    if stops := [stop.said for stop in look.stops if stop.kind in only]:
        raise Unreadable("\n".join(stops))
