"""The lookup `among` for rows that have one of many keys or texts."""

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, ForeignKey, IntegerField, Lookup
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, list[Any]]


@IntegerField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """`pk__among=keys` finds the rows of `pk__in=keys`, and travels as one parameter.

    Building and parsing a thousand parameters costs several times as much.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        return [int(key) for key in self.rhs]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::bigint[])", [*values, f"{{{','.join(map(str, self.keys()))}}}"]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        left, values = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*values, json.dumps(self.keys())]  # noqa: S608

    def keys(self) -> list[Any]:
        # An empty list needs no query.
        if not self.rhs:
            raise EmptyResultSet
        return self.rhs


@CharField.register_lookup
class AmongTexts(Among):
    """The same for short texts."""

    def get_prep_lookup(self) -> list[Any]:
        return [str(text) for text in self.rhs]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::text[])", [*values, self.keys()]
