"""The keys that a subquery finds, as one column of a row."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler


class Keys(Subquery):
    """The keys that a subquery finds, in any order, with commas between them."""

    template = "(SELECT group_concat(key) FROM (%(subquery)s) AS found)"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[object, ...]]:
        template = "(SELECT string_agg(key::text, ',') FROM (%(subquery)s) AS found)"
        return self.as_sql(compiler, connection, template=template)
