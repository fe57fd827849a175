"""Moments as badges write them."""

from datetime import UTC, datetime


def moment(when: datetime) -> str:
    """Return a moment in UTC, to the second: the one form that every reader of both generations takes."""
    if when.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: object) -> datetime:
    """Return a moment that has its time zone; raises `ValueError` for anything else."""
    if not isinstance(text, str) or "T" not in text:
        raise ValueError("not a moment")
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return found
