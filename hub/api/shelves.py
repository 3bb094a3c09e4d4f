"""The last resort of long lists: what few rows match is not looked for row by row.

An index keeps a table shelf by shelf: the rows of a shelf differ in nothing that a list is filtered by. There are as
many shelves as there are, say, formats times locales, however many rows. They are found by going from the first row of
one to the first row of the next; then the first rows of each that is wanted are taken, and the first of all these are
the page. So a page costs the same in a library of a thousand pieces and of a hundred thousand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Model, QuerySet
from django.db.models.expressions import RawSQL

#: So many shelves are asked for in one statement; SQLite takes 500 at most.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """How an index keeps a table: the columns that tell shelves apart, the first of them an owner's key.

    `only` is the column that is true of every row in the index, `told` are columns that rows of a shelf share, beside.
    """

    model: type[Model]
    index: str
    columns: tuple[str, ...]
    only: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelves:
    """The shelves of these owners of which all columns and all that is told, by name, is wanted."""

    kept: Kept
    owners: tuple[int, ...]
    is_wanted: Callable[[dict[str, Any]], bool]

    def first_keys(self, rows: QuerySet[Any], order: tuple[str, ...], count: int) -> list[Any]:
        """The primary keys of the first of these rows, in their order. Two queries, unless there are many shelves."""
        wanted = [shelf for shelf in _walk(self.kept, self.owners) if self.is_wanted(shelf)]
        term = _term(self.kept, rows, order, count) if wanted else None
        if term is None:
            return []
        found: list[tuple[Any, ...]] = []
        for begin in range(0, len(wanted), _AT_ONCE):
            found += _gathered(term, self.kept, wanted[begin : begin + _AT_ONCE], len(order), count)
        # Each statement's rows are in order; those of several are put together.
        return [row[-1] for row in sorted(found)[:count]]


def _walk(kept: Kept, owners: Sequence[int]) -> list[dict[str, Any]]:
    """Every shelf of these owners, by one look into the index each."""
    if not owners:
        return []
    quote = connection.ops.quote_name
    table, only = quote(kept.model._meta.db_table), quote(kept.only)
    owner, *others = (quote(column) for column in kept.columns)
    names = (*kept.columns, *kept.told)
    shelf = ", ".join(f"z.{quote(name)}" for name in names)
    # SQLite is told which index; PostgreSQL takes the one that has the order, but must be kept from reading the whole
    # table for what it thinks are many heads.
    if connection.vendor == "sqlite":
        by, rows = f"INDEXED BY {quote(kept.index)}", f"JOIN {table} y ON y.id = head.id"
    else:
        by = ""
        rows = f"CROSS JOIN LATERAL (SELECT {shelf} FROM {table} z WHERE z.id = head.id OFFSET 0) y"  # noqa: S608
    order = ", ".join(f"x.{column}" for column in (owner, *others))
    first = f"SELECT x.id FROM {table} x {by} WHERE x.{only} AND x.{owner} = "  # noqa: S608 -- names of ours
    # Behind a shelf comes what differs from it in the last column only, or in the last but one ...: a look each. (Told
    # that several columns together are greater, SQLite would use the index for the first of them only.)
    beyond = []
    for place in range(len(others) - 1, -1, -1):
        same = "".join(f" AND x.{each} = y.{each}" for each in others[:place])
        beyond.append(f"({first} y.{owner}{same} AND x.{others[place]} > y.{others[place]} ORDER BY {order} LIMIT 1)")
    sql = f"""
        WITH RECURSIVE head(id) AS (
            SELECT ({first} o.column1 ORDER BY {order} LIMIT 1) FROM (VALUES {", ".join(["(%s)"] * len(owners))}) AS o
            UNION ALL
            SELECT COALESCE({", ".join(beyond)}) FROM head {rows}
        )
        SELECT {", ".join(f"y.{quote(name)}" for name in names)} FROM head {rows}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, list(owners))
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class _Hole:
    """Stands in a statement where a column's value of a shelf is put."""

    def __init__(self, column: str) -> None:
        self.column = column


Term = tuple[str, tuple[Any, ...]]


def _term(kept: Kept, rows: QuerySet[Any], order: tuple[str, ...], count: int) -> Term | None:
    """The statement that asks one shelf for its first rows; None if there can be none."""
    quote = connection.ops.quote_name
    table = quote(kept.model._meta.db_table)
    same = " AND ".join(f"{table}.{quote(column)} = %s" for column in kept.columns)
    on_shelf = RawSQL(same, tuple(map(_Hole, kept.columns)), output_field=BooleanField())  # noqa: S611
    rows = rows.filter(on_shelf, **{kept.only: True}).order_by(*order).values_list(*order)[:count]
    try:
        sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    if connection.vendor == "sqlite":
        # By its statistics, which know averages only, an owner's index may look as good: on a shelf of few rows of an
        # owner of many it is not.
        sql = sql.replace(f" FROM {table}", f" FROM {table} INDEXED BY {quote(kept.index)}", 1)
    return sql, tuple(parameters)


def _gathered(
    term: Term, kept: Kept, shelves: Sequence[dict[str, Any]], width: int, count: int
) -> list[tuple[Any, ...]]:
    """The first rows of several shelves together."""
    sql, parameters = term
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS t{number}" for number in range(len(shelves)))  # noqa: S608
    order = ", ".join(str(column) for column in range(1, width + 1))
    given = [shelf[value.column] if isinstance(value, _Hole) else value for shelf in shelves for value in parameters]
    with connection.cursor() as cursor:
        cursor.execute(f"{union} ORDER BY {order} LIMIT {int(count)}", given)
        return [tuple(row) for row in cursor.fetchall()]
