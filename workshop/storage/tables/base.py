"""What every table is made with: the metadata, moments in UTC, and the columns that recur."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC: SQLite would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def row_id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def part_of(table: str) -> Column[int]:
    """Which row of ``table`` it is part of, by whose id it is looked up: it goes when that goes."""
    return Column(
        f"{table}_id", ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=True
    )


def labelled() -> tuple[Column[int] | UniqueConstraint, ...]:
    """A thing of a workshop that people call by its label: T3 is the topic with number 3."""
    return (
        row_id(),
        part_of("workshop"),
        Column("number", Integer, nullable=False),
        UniqueConstraint("workshop_id", "number"),
    )


def rank() -> Column[int]:
    """Drawn at random: the order in which things are shown tells nothing of who came first."""
    return Column("rank", BigInteger, nullable=False)
