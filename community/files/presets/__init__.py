"""Exports of platforms, each known by its columns. A new one is one module here."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from community.files.fields import plain_name
from community.files.presets.preset import Preset

# In the order of the modules, and of the presets in each: the first that fits is taken.
PRESETS: dict[str, Preset] = {
    preset.name: preset
    for module in sorted(each.name for each in iter_modules(__path__))
    for preset in getattr(import_module(f"{__name__}.{module}"), "PRESETS", ())
}


def find_preset(names: Iterable[str]) -> Preset | None:
    """Return the preset of these columns, if one is known."""
    known = frozenset(names)
    plain = frozenset(map(plain_name, known))
    return next((preset for preset in PRESETS.values() if preset.fits(plain if preset.is_plain else known)), None)
