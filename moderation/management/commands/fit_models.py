"""Fits the project's own models anew, from a folder of public labelled texts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.guidelines.fitting import RECIPES, fit_model
from moderation.policy import likeness


class Command(BaseCommand):
    help = "Fit the small models that checks use, from a folder of labelled texts: docs/quality.md tells on which."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the files of labelled texts are")
        parser.add_argument("--to", type=Path, default=Path(likeness.__file__).parent, help="where the tables go")

    def handle(self, *, folder: Path, to: Path, **_: Any) -> None:
        for name, recipe in RECIPES.items():
            try:
                table = fit_model(recipe, folder)
            except OSError as error:
                raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from None
            (to / f"{name}.tsv").write_text(table, encoding="utf-8")
            self.stdout.write(f"{recipe.version}: {table.count(chr(10)) - 1:,} features, {len(table.encode()):,} bytes")
