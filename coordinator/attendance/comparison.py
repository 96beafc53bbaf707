"""A platform's report beside what was marked. Nothing changes until it is applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import col, select

from coordinator import people, programs
from coordinator.attendance import rules
from coordinator.attendance.comparison_rules import Agreement, Keep, agree, preselected, reported_state, with_gaps
from coordinator.attendance.facts import AttendanceLine, AttendanceSheet, MarkState
from coordinator.attendance.matching import How, Match, RosterName, Suggestion, alias_key, match
from coordinator.attendance.queries import sheet
from coordinator.attendance.reports import (
    Question,
    Reading,
    Report,
    ReportFile,
    ReportPerson,
    Role,
    Window,
    read_reports,
)
from coordinator.attendance.rules import Span
from coordinator.programs import ProgramRules
from coordinator.sessions import GroupSession
from coordinator.sessions import session as find_session
from coordinator.store.tables import AliasRow, ClientRow, IntervalRow, ReportImportRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId, SessionStatus

AROUND = timedelta(hours=1)
"""How long before and after the session a visit is still shown."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One client, or one person of the report who is no client yet.

    `people` index the report's people (two devices are two). `visits` are the connected times in UTC, short gaps
    joined. `mine` and `report` are the marks, `mine` with what its step-outs took away; both are None where there is
    no client. `keep` is what to begin with. A row to match is about its first suggestion (`proposed`), if that client
    is in nobody else's row; it changes nothing until a person confirms the match. `marked_by` is who made `mine`; when
    stands in it.
    """

    people: tuple[int, ...]
    shown_names: tuple[str, ...]
    visits: tuple[Span, ...]
    client_id: ClientId | None
    client_name: str
    how: How
    suggestions: tuple[tuple[ClientId, str], ...]
    agreement: Agreement
    mine: MarkState | None = None
    report: MarkState | None = None
    keep: Keep = Keep.MINE
    proposed: ClientId | None = None
    intervals: tuple[Span, ...] = field(default=(), repr=False)
    marked_by: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside the marks of one session.

    `applied` says that this very file was already taken in, `covered` that reports taken in before say all it says.
    """

    session: GroupSession
    sheet: AttendanceSheet
    platform: str
    variant: str
    row_count: int
    hosts: int
    gap_minutes: int
    rows: tuple[ComparisonRow, ...]
    questions: tuple[Question, ...]
    fingerprint: str
    applied: bool
    covered: bool
    roster: tuple[tuple[ClientId, str], ...]

    def count(self, agreement: Agreement) -> int:
        """Give how many rows stand so."""
        return sum(row.agreement is agreement for row in self.rows)


def compare(
    work: UnitOfWork,
    session_id: GroupSessionId,
    files: Sequence[ReportFile],
    matches: Mapping[int, ClientId | None] | None = None,
    reading: Reading | None = None,
) -> Comparison:
    """Read a report for a session and set it beside the marks.

    `files` are one file, or one for each run of a meeting that was restarted. `matches` are a person's choices: whom
    of the report (by index) is which client, or None for nobody's. `reading` says how the file is to be read where
    that was asked; the session's zone, time and date come from the session. Raises `NotFound`, `ReportUnreadable`
    (also for a report of another day, with the dates).
    """
    return compare_with(work, session_id, read_reports(files, reading_for(work, session_id, reading)), matches)


def reading_for(work: UnitOfWork, session_id: GroupSessionId, reading: Reading | None = None) -> Reading:
    """Give how a report of a session is to be read: in its zone, around its time, on its date."""
    return _reading(find_session(work, session_id), reading)


@dataclass(frozen=True, slots=True)
class ComparisonFacts:
    """What the store knows that a report is set beside: marks, names, and what earlier reports said."""

    sheet: AttendanceSheet
    rules: ProgramRules
    roster: tuple[RosterName, ...]
    aliases: Mapping[str, ClientId]
    staff: frozenset[str]
    earlier: Mapping[ClientId, Sequence[Span]]
    applied: bool
    now: datetime


def compare_with(
    work: UnitOfWork,
    session_id: GroupSessionId,
    report: Report,
    matches: Mapping[int, ClientId | None] | None = None,
) -> Comparison:
    """Set a report that was read beside the marks; see `compare`."""
    return set_beside(facts_beside(work, session_id, report.fingerprint), report, matches)


def facts_beside(work: UnitOfWork, session_id: GroupSessionId, fingerprint: str) -> ComparisonFacts:
    """Give the facts that a report with this fingerprint is compared with; raises `NotFound`."""
    marked = sheet(work, session_id)
    return ComparisonFacts(
        sheet=marked,
        rules=programs.rules_on(work, marked.session.service_date),
        roster=_roster(work, marked),
        aliases=_aliases(work),
        staff=frozenset(alias_key(one.name) for one in people.facilitators(work, with_inactive=True)),
        earlier=_earlier_intervals(work, session_id),
        applied=_applied(work, session_id, fingerprint),
        now=work.now,
    )


def set_beside(
    facts: ComparisonFacts, report: Report, matches: Mapping[int, ClientId | None] | None = None
) -> Comparison:
    """Set a report beside the facts. Needs no store; whoever watches the reading (`reports.watched`) may stop it."""
    marked, in_force, earlier = facts.sheet, facts.rules, facts.earlier
    session = marked.session
    chosen = dict(matches or {})
    found = match(report.people, facts.roster, facts.aliases)
    lines = {line.client_id: line for line in marked.lines}
    taken: dict[ClientId, list[int]] = defaultdict(list)
    loose: list[ComparisonRow] = []
    for number, (person, one) in enumerate(zip(report.people, found, strict=True)):
        client_id = chosen.get(number, one.client_id)
        if client_id in lines and client_id is not None:
            taken[client_id].append(number)
        else:
            loose.append(_loose(number, person, one, lines, facts.staff, refused=number in chosen))
    unmatched = any(row.agreement is Agreement.TO_MATCH for row in loose)
    over = session.status is SessionStatus.HELD or facts.now >= marked.times.ends_at

    def said(line: AttendanceLine, new: Sequence[Span]) -> MarkState:
        return reported_state(
            line.client_id,
            [*earlier.get(line.client_id, ()), *new],
            marked.times,
            gap_minutes=in_force.gap_merge_minutes,
            grace_minutes=in_force.grace_minutes,
        )

    def typed(line: AttendanceLine) -> MarkState:
        return with_gaps(line.state, line.gaps, marked.times, timedelta(minutes=in_force.gap_merge_minutes))

    def beside(line: AttendanceLine) -> ComparisonRow:
        numbers = taken.get(line.client_id, [])
        new = [Span(one.start, one.end) for number in numbers for one in report.people[number].intervals]
        state = said(line, new)
        mine = typed(line)
        same = agree(mine, state)
        return ComparisonRow(
            people=tuple(numbers),
            shown_names=tuple(report.people[number].name for number in numbers),
            visits=rules.united(new, gap=timedelta(minutes=in_force.gap_merge_minutes)),
            client_id=line.client_id,
            client_name=line.name,
            how=_strongest(found[number].how for number in numbers),
            suggestions=(),
            agreement=Agreement.SAME if same else Agreement.DIFFERS,
            mine=mine,
            report=state,
            keep=Keep.MINE if same else preselected(mine, state, marked.times, unmatched=unmatched, over=over),
            intervals=rules.united(new),
            marked_by=line.marked_by_name,
        )

    proposals: dict[ClientId, ComparisonRow] = {}
    for place, row in enumerate(loose):
        if row.agreement is not Agreement.TO_MATCH:
            continue
        free = [line for one, line in lines.items() if one not in taken and one not in proposals]
        alike = [line for one, _ in row.suggestions for line in free if line.client_id == one]
        # A device's name says nothing, but it may have come and gone exactly when one client did.
        by_times = [line for line in free if line.state.late and agree(line.state, said(line, row.intervals))]
        for line in alike[:1] or (by_times if len(by_times) == 1 else []):
            others = tuple(one for one in row.suggestions if one[0] != line.client_id)
            loose[place] = replace(
                row,
                suggestions=((line.client_id, line.name), *others),
                proposed=line.client_id,
                mine=typed(line),
                report=said(line, row.intervals),
            )
            proposals[line.client_id] = loose[place]
    return Comparison(
        session=session,
        sheet=marked,
        platform=report.platform.value,
        variant=report.variant,
        row_count=report.row_count,
        hosts=sum(row.agreement is Agreement.HOST for row in loose),
        gap_minutes=in_force.gap_merge_minutes,
        rows=(*(beside(line) for line in marked.lines if line.client_id not in proposals), *loose),
        questions=report.questions,
        fingerprint=report.fingerprint,
        applied=facts.applied,
        covered=_is_covered(report, taken, earlier),
        roster=tuple((line.client_id, line.name) for line in marked.lines),
    )


def _reading(session: GroupSession, asked: Reading | None) -> Reading:
    window = Window(session.starts_at - AROUND, session.ends_at + AROUND)
    if asked is None:
        return Reading(zone=session.zone, window=window, date=session.service_date)
    zone, day = asked.zone or session.zone, asked.date or session.service_date
    return replace(asked, zone=zone, window=window, date=day)


def _roster(work: UnitOfWork, marked: AttendanceSheet) -> tuple[RosterName, ...]:
    ids = [line.client_id for line in marked.lines]
    rows = {row.id: row for row in work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(ids)))}
    return tuple(RosterName(one, rows[one].preferred_name, rows[one].legal_name) for one in ids)


def _aliases(work: UnitOfWork) -> dict[str, ClientId]:
    """Names that were once matched; one that was matched with two clients is asked again."""
    owners: dict[str, set[ClientId]] = defaultdict(set)
    for key, client_id in work.rows.exec(select(col(AliasRow.alias_key), col(AliasRow.client_id))):
        owners[key].add(client_id)
    return {key: next(iter(clients)) for key, clients in owners.items() if len(clients) == 1}


def _earlier_intervals(work: UnitOfWork, session_id: GroupSessionId) -> dict[ClientId, list[Span]]:
    found: dict[ClientId, list[Span]] = defaultdict(list)
    for row in work.rows.exec(select(IntervalRow).where(IntervalRow.session_id == session_id)):
        found[row.client_id].append(Span(row.joined_at, row.left_at))
    return found


def _is_covered(
    report: Report, taken: Mapping[ClientId, Sequence[int]], earlier: Mapping[ClientId, Sequence[Span]]
) -> bool:
    """Whether the report tells times, and every client's are known already."""
    tells = any(report.people[number].intervals for numbers in taken.values() for number in numbers)
    return tells and all(_is_known(report, numbers, earlier.get(one, ())) for one, numbers in taken.items())


def _is_known(report: Report, numbers: Iterable[int], earlier: Iterable[Span]) -> bool:
    new = rules.united(Span(one.start, one.end) for number in numbers for one in report.people[number].intervals)
    return not rules.without(new, rules.united(earlier))


def _loose(
    number: int,
    person: ReportPerson,
    found: Match,
    lines: Mapping[ClientId, AttendanceLine],
    staff: frozenset[str],
    *,
    refused: bool,
) -> ComparisonRow:
    names = {alias_key(name) for name in (person.name, *person.other_names, *person.candidates)}
    host = person.role is Role.HOST or bool(names & staff)
    agreement = Agreement.HOST if host else Agreement.NOT_A_CLIENT if refused else Agreement.TO_MATCH
    spans = [Span(one.start, one.end) for one in person.intervals]
    return ComparisonRow(
        people=(number,),
        shown_names=(person.name,),
        visits=rules.united(spans),
        client_id=None,
        client_name="",
        how=found.how,
        suggestions=_named(found.suggestions, lines),
        agreement=agreement,
        intervals=tuple(spans),
    )


def _named(
    suggestions: Sequence[Suggestion], lines: Mapping[ClientId, AttendanceLine]
) -> tuple[tuple[ClientId, str], ...]:
    return tuple((one.client_id, lines[one.client_id].name) for one in suggestions if one.client_id in lines)


def _strongest(hows: Iterable[How]) -> How:
    order = [How.EXACT, How.ALIAS, How.SUGGESTED, How.NONE]
    return min(hows, key=order.index, default=How.NONE)


def _applied(work: UnitOfWork, session_id: GroupSessionId, fingerprint: str) -> bool:
    wanted = (
        select(col(ReportImportRow.id))
        .where(ReportImportRow.session_id == session_id)
        .where(ReportImportRow.digest == fingerprint)
        .where(col(ReportImportRow.undone_at).is_(None))
        .limit(1)
    )
    return work.rows.exec(wanted).first() is not None
