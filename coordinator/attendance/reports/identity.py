"""Which rows of one file are one person. Different names are joined only on a shared e-mail and compatible words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coordinator.attendance.reports.extract import Kind
from coordinator.attendance.reports.names import is_compatible, key
from coordinator.attendance.reports.placing import Placed
from coordinator.attendance.reports.report import Flag, Identity, Question, QuestionCode
from coordinator.attendance.reports.union import overlaps

_MOST_COMPARED = 50
"""How many names on one e-mail are compared with one another: more are no family at one computer."""


@dataclass(slots=True)
class Group:
    """The rows of one person, in the order of the file."""

    rows: list[Placed]
    flags: set[Flag] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The first shown name."""
        return self.rows[0].name

    @property
    def email(self) -> str:
        """The first e-mail."""
        return next((row.email for row in self.rows if row.email), "")


def grouped(
    rows: Iterable[Placed], identity: Identity, appearance: Sequence[tuple[str, str]] = ()
) -> tuple[list[Group], list[Question]]:
    """The people of a file in order of appearance, and what a person has to decide about them.

    `appearance` are shown names with e-mails in the order of a list of people, where the file has one.
    """
    if identity is Identity.SHOWN_NAME:
        return _by_shown_name(rows), []
    groups = _by_name(rows)
    groups = _joined_by_email(groups)
    listed = {who: place for place, who in reversed(list(enumerate(appearance)))}
    groups.sort(key=lambda group: (listed.get((group.name, group.email), len(listed)), group.rows[0].row))
    return groups, _questions(groups)


def _by_shown_name(rows: Iterable[Placed]) -> list[Group]:
    groups: dict[str, Group] = {}
    for row in rows:
        groups.setdefault(row.name or f"\0{row.row}", Group([])).rows.append(row)
    return list(groups.values())


def _by_name(rows: Iterable[Placed]) -> list[Group]:
    buckets: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        # Rows without a name are nobody in particular: each stays alone unless an e-mail joins them.
        buckets[key(row.name) or f"\0{row.email.casefold() or row.row}"].append(row)
    groups: list[Group] = []
    for bucket in buckets.values():
        groups += _split_by_email(bucket)
    return groups


def _split_by_email(bucket: list[Placed]) -> list[Group]:
    emails = {row.email.casefold() for row in bucket if row.email}
    if len(emails) <= 1:
        group = Group(bucket)
        unnamed = [row for row in bucket if not row.email]
        if unnamed and len(bucket) > 1 and _are_concurrent(bucket):
            group.flags.add(Flag.AMBIGUOUS_NAME)
        if not group.name:
            group.flags.add(Flag.AMBIGUOUS_NAME)
        return [group]
    apart: dict[str, list[Placed]] = defaultdict(list)
    for row in bucket:
        apart[row.email.casefold()].append(row)
    return [Group(rows, {Flag.AMBIGUOUS_NAME}) for rows in apart.values()]


def _are_concurrent(rows: list[Placed]) -> bool:
    present = [row for row in rows if row.kind not in {Kind.WAITING, Kind.ARTEFACT}]
    if any(row.presence is None for row in present):
        return len(present) > 1
    return overlaps(row.presence for row in present if row.presence is not None)


def _joined_by_email(groups: list[Group]) -> list[Group]:
    """Join groups of one e-mail whose names are compatible; others on the same e-mail stay apart, flagged."""
    by_email: dict[str, list[Group]] = defaultdict(list)
    result: list[Group] = []
    for group in groups:
        email = group.email.casefold()
        same = by_email[email] if email else []
        near = same if len(same) < _MOST_COMPARED else []
        host = next((other for other in near if is_compatible(other.name, group.name)), None)
        if host is not None:
            host.rows.extend(group.rows)
            host.rows.sort(key=lambda row: row.row)
            host.flags |= group.flags
            continue
        if same:
            same[0].flags.add(Flag.SHARED_EMAIL)
            group.flags.add(Flag.SHARED_EMAIL)
        same.append(group)
        result.append(group)
    return result


def _questions(groups: list[Group]) -> list[Question]:
    asked: list[Question] = []
    named: dict[str, list[int]] = defaultdict(list)
    mailed: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        if Flag.AMBIGUOUS_NAME in group.flags and group.name:
            named[key(group.name)].append(index)
        if Flag.SHARED_EMAIL in group.flags:
            mailed[group.email.casefold()].append(index)
    for people in named.values():
        choices = ("several-people", "one-person") if len(people) > 1 else ("one-person", "several-people")
        asked.append(Question(QuestionCode.SAME_NAME, choices, tuple(people)))
    asked += [
        Question(QuestionCode.SHARED_EMAIL, ("several-people", "one-person"), tuple(people))
        for people in mailed.values()
        if len(people) > 1
    ]
    return asked
