"""What every row has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel


class Row(SQLModel):
    """A row that shows nothing but its kind and its key, wherever it is printed: rows hold what people confided."""

    # No row is validated by pydantic (a table's fields are typed where they are written), so its schema is not built.
    model_config = {"defer_build": True}

    def __repr_args__(self) -> Sequence[tuple[str | None, Any]]:
        """Give what `repr` and `str` show."""
        return [(column.name, self.__dict__.get(column.name)) for column in inspect(type(self)).primary_key]


class Versioned(Row):
    """A row whose stale copy cannot overwrite a newer one: the store raises `Conflict` instead."""

    version: int = 1

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  SQLAlchemy calls it with the class
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
