"""Which rows of one file are one person. Different names are joined only on a shared e-mail and compatible words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.attendance.reports.extract import Kind
from coordinator.attendance.reports.names import is_compatible, key
from coordinator.attendance.reports.placing import Placed
from coordinator.attendance.reports.report import Flag, Identity, Question, QuestionCode, Sameness
from coordinator.attendance.reports.union import overlaps

_MOST_COMPARED = 50
"""How many names on one e-mail are compared with one another: more are no family at one computer."""


@dataclass(slots=True)
class Group:
    """The rows of one person, in the order of the file."""

    rows: list[Placed]
    flags: set[Flag] = field(default_factory=set)
    settled: bool = False
    """Whether a person said that these rows are one of several people of the name."""

    @property
    def name(self) -> str:
        """The first shown name."""
        return self.rows[0].name

    @property
    def place(self) -> tuple[int, int]:
        """Where the person appears first: which file, which row."""
        return self.rows[0].file, self.rows[0].row

    @property
    def email(self) -> str:
        """The first e-mail."""
        return next((row.email for row in self.rows if row.email), "")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said about names and addresses, by the name's one spelling and by the small-letter address."""

    same_name: Mapping[str, Sameness] = field(default_factory=dict)
    shared_email: Mapping[str, Sameness] = field(default_factory=dict)


def grouped(
    rows: Iterable[Placed],
    identity: Identity,
    appearance: Sequence[tuple[str, str]] = (),
    answers: Answers | None = None,
) -> tuple[list[Group], list[Question]]:
    """The people of a file in order of appearance, and what a person has to decide about them.

    `appearance` are shown names with e-mails in the order of a list of people, where the file has one. What `answers`
    settles is not asked again.
    """
    if identity is Identity.SHOWN_NAME:
        return _by_shown_name(rows), []
    said = answers or Answers()
    groups = _joined_by_email(_by_name(rows, said.same_name), said.shared_email)
    listed = {who: place for place, who in reversed(list(enumerate(appearance)))}
    groups.sort(key=lambda group: (listed.get((group.name, group.email), len(listed)), group.place))
    return groups, _questions(groups, said)


def _by_shown_name(rows: Iterable[Placed]) -> list[Group]:
    groups: dict[str, Group] = {}
    for row in rows:
        groups.setdefault(row.name or f"\0{row.row}", Group([])).rows.append(row)
    return list(groups.values())


def _by_name(rows: Iterable[Placed], said: Mapping[str, Sameness]) -> list[Group]:
    buckets: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        # Rows without a name are nobody in particular: each stays alone unless an e-mail joins them.
        buckets[key(row.name) or f"\0{row.email.casefold() or (row.file, row.row)}"].append(row)
    groups: list[Group] = []
    for name, bucket in buckets.items():
        groups += _of_one_name(bucket, said.get(name))
    return groups


def _of_one_name(bucket: list[Placed], said: Sameness | None) -> list[Group]:
    emails = {row.email.casefold() for row in bucket if row.email}
    if said is Sameness.ONE_PERSON:
        return [Group(bucket)]
    if len(emails) > 1:
        apart: dict[str, list[Placed]] = defaultdict(list)
        for row in bucket:
            apart[row.email.casefold()].append(row)
        return [Group(rows, {Flag.AMBIGUOUS_NAME}) for rows in apart.values()]
    if said is Sameness.SEVERAL_PEOPLE:
        return [Group(rows, {Flag.AMBIGUOUS_NAME}, settled=True) for rows in _tracks(bucket)]
    group = Group(bucket)
    unnamed = [row for row in bucket if not row.email]
    if not group.name or (unnamed and len(bucket) > 1 and _are_concurrent(bucket)):
        group.flags.add(Flag.AMBIGUOUS_NAME)
    return [group]


def _tracks(bucket: list[Placed]) -> list[list[Placed]]:
    """Rows of several people of one name: each goes to the first person who was not there at that time."""
    tracks: list[list[Placed]] = []
    for row in bucket:
        free = (track for track in tracks if not _are_concurrent([*track, row]))
        track = next(free, None)
        if track is None:
            tracks.append([row])
        else:
            track.append(row)
    return tracks


def _are_concurrent(rows: list[Placed]) -> bool:
    present = [row for row in rows if row.kind not in {Kind.WAITING, Kind.ARTEFACT}]
    if any(row.presence is None for row in present):
        return len(present) > 1
    return overlaps(row.presence for row in present if row.presence is not None)


def _joined_by_email(groups: list[Group], said: Mapping[str, Sameness]) -> list[Group]:
    """Join groups of one e-mail whose names are compatible; others on the same e-mail stay apart, flagged."""
    by_email: dict[str, list[Group]] = defaultdict(list)
    result: list[Group] = []
    for group in groups:
        email = group.email.casefold()
        same = by_email[email] if email else []
        near = same if len(same) < _MOST_COMPARED else []
        all_one = said.get(email) is Sameness.ONE_PERSON
        host = next((one for one in near if all_one or _may_be_one(one, group)), None)
        if host is not None:
            host.rows.extend(group.rows)
            host.rows.sort(key=lambda row: (row.file, row.row))
            host.flags |= group.flags
            continue
        if same:
            same[0].flags.add(Flag.SHARED_EMAIL)
            group.flags.add(Flag.SHARED_EMAIL)
        same.append(group)
        result.append(group)
    return result


def _may_be_one(one: Group, other: Group) -> bool:
    return not (one.settled or other.settled) and is_compatible(one.name, other.name)


def _questions(groups: list[Group], said: Answers) -> list[Question]:
    asked: list[Question] = []
    named: dict[str, list[int]] = defaultdict(list)
    mailed: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        if Flag.AMBIGUOUS_NAME in group.flags and group.name:
            named[key(group.name)].append(index)
        if Flag.SHARED_EMAIL in group.flags:
            mailed[group.email.casefold()].append(index)
    several, one = Sameness.SEVERAL_PEOPLE.value, Sameness.ONE_PERSON.value
    for name, people in named.items():
        if name not in said.same_name:
            choices = (several, one) if len(people) > 1 else (one, several)
            asked.append(Question(QuestionCode.SAME_NAME, choices, tuple(people), name))
    asked += [
        Question(QuestionCode.SHARED_EMAIL, (several, one), tuple(people), email)
        for email, people in mailed.items()
        if len(people) > 1 and email not in said.shared_email
    ]
    return asked
