"""Which exports no longer tell what is recorded: read from the history, so that a new one can say what it replaces."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from coordinator.attendance.later_changes import SessionHistory, history_of, last_changes
from coordinator.store.tables import AuditRow, ExportRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.fingerprint import figures_told
from coordinator.summaries.weekly_summary import WeeklySummary
from coordinator.vocabulary import Action, Audience, ClientId, GroupId, GroupSessionId

WEEK = timedelta(days=7)
HELD = frozenset(
    {
        Action.CANCEL_SESSION,
        Action.RESTORE_SESSION,
        Action.REOPEN_SESSION,
        Action.MOVE_SESSION,
        Action.SET_TOPIC,
        Action.SUBSTITUTE,
    }
)
"""What changes a line of the list of sessions. That one which ran comes to its end is no correction."""
LEVELS = frozenset({Action.SET_CARE_LEVEL, Action.REMOVE_CARE_LEVEL})
AUTHORIZATIONS = frozenset({Action.ADD_AUTHORIZATION, Action.CHANGE_AUTHORIZATION, Action.REMOVE_AUTHORIZATION})
OUTREACH = frozenset({Action.LOG_OUTREACH, Action.REMOVE_OUTREACH, Action.MERGE_PACKET, Action.UNMERGE_PACKET})
NOTES = frozenset({Action.SIGN_NOTE, Action.WITHDRAW_SIGNATURE, Action.ADD_ADDENDUM, Action.BRING_SIGNED})
OUTSIDE = frozenset({Action.RECORD_SERVICE_TIME, Action.REMOVE_SERVICE_TIME, Action.SET_WEEK_PLAN})


EVERYTHING = NOTES | OUTREACH | HELD | OUTSIDE | LEVELS | AUTHORIZATIONS


class WeekHistory:
    """What was recorded about the sessions of a group's week, or of everybody's, read once and only where asked.

    `since` is the oldest export that is to be compared with it. Good while the transaction lasts.
    """

    def __init__(self, work: UnitOfWork, week_starts_on: date, group_id: GroupId | None, since: datetime) -> None:
        self._work, self._since = work, since
        wanted = select(col(GroupSessionRow.id), col(GroupSessionRow.starts_at)).where(
            col(GroupSessionRow.service_date) >= week_starts_on,
            col(GroupSessionRow.service_date) < week_starts_on + WEEK,
        )
        if group_id is not None:
            wanted = wanted.where(GroupSessionRow.group_id == group_id)
        self._starts: dict[GroupSessionId, datetime] = dict(work.rows.exec(wanted).all())
        self._last = last_changes(work, self._starts)
        self._histories: dict[GroupSessionId, SessionHistory] = {}
        self._entries: list[AuditRow] | None = None
        self._notes: dict[str, tuple[GroupSessionId, ClientId | None]] | None = None

    def told(self, export: ExportRow) -> set[GroupSessionId]:
        """Give the sessions an export could tell about: what was still to come then is no correction of it."""
        return {one for one, starts_at in self._starts.items() if starts_at < export.exported_at}

    def attendance_changed(self, export: ExportRow) -> bool:
        """Say whether the attendance that an export told was changed since it was made."""
        return any(
            self._last[session_id] > export.exported_at and self._tells_otherwise(export, session_id)
            for session_id in self.told(export) & self._last.keys()
        )

    def otherwise_changed(self, export: ExportRow, clients: Collection[ClientId], actions: frozenset[Action]) -> bool:
        """Say whether notes, attempts to reach somebody, hours outside the group or the sessions themselves changed."""
        told = self.told(export)
        people, wanted = {str(one) for one in clients}, actions | HELD | OUTSIDE
        return any(
            self._is_about(entry, export, told, people)
            for entry in self._recorded()
            if entry.at > export.exported_at and entry.action in wanted
        )

    def _is_about(
        self, entry: AuditRow, export: ExportRow, told: Collection[GroupSessionId], people: Collection[str]
    ) -> bool:
        if entry.action in NOTES:
            session_id, client_id = self._noted().get(entry.subject_id, (None, None))
            return session_id in told and str(client_id) in people
        if entry.action in OUTSIDE:
            return entry.subject_id in people and _in_week(entry, export.week_starts_on)
        if entry.action in LEVELS | AUTHORIZATIONS:
            return entry.subject_id in people and _holds_by(entry, export.week_starts_on + WEEK)
        of_told = entry.subject_id in {str(one) for one in told}
        reached = {entry.detail.get("client", ""), *entry.detail.get("outreach", "").split(",")}
        return of_told and (entry.action in HELD or not reached.isdisjoint(people))

    def _tells_otherwise(self, export: ExportRow, session_id: GroupSessionId) -> bool:
        if session_id not in self._histories:
            self._histories[session_id] = history_of(self._work, session_id)
        clients = self._histories[session_id].changed_since(export.exported_at, brought_is_new=True)
        return bool(clients) if export.client_id is None else export.client_id in clients

    def _recorded(self) -> list[AuditRow]:
        if self._entries is None:
            wanted = select(AuditRow).where(col(AuditRow.at) > self._since, col(AuditRow.action).in_(EVERYTHING))
            self._entries = list(self._work.rows.exec(wanted))
        return self._entries

    def _noted(self) -> dict[str, tuple[GroupSessionId, ClientId | None]]:
        if self._notes is None:
            wanted = select(col(NoteRow.id), col(NoteRow.session_id), col(NoteRow.client_id)).where(
                col(NoteRow.session_id).in_(list(self._starts))
            )
            self._notes = {str(note): (session, client) for note, session, client in self._work.rows.exec(wanted)}
        return self._notes


class EarlierExports:
    """What was exported of a group's week for one kind of reader, of some clients or of the whole group."""

    def __init__(
        self,
        work: UnitOfWork,
        week_starts_on: date,
        group_id: GroupId,
        audience: Audience,
        client_ids: Collection[ClientId] | None,
    ) -> None:
        wanted = select(ExportRow).where(
            ExportRow.week_starts_on == week_starts_on,
            ExportRow.group_id == group_id,
            ExportRow.audience == audience,
        )
        of_whom = col(ExportRow.client_id)
        wanted = wanted.where(of_whom.is_(None) if client_ids is None else of_whom.in_(client_ids))
        self._rows = work.rows.exec(wanted.order_by(col(ExportRow.exported_at).desc())).all()
        self._figures = figures_told(work, [row.id for row in self._rows])
        self._history = WeekHistory(work, week_starts_on, group_id, self._rows[-1].exported_at) if self._rows else None

    def replaced_by(
        self,
        client_id: ClientId | None,
        members: Collection[ClientId],
        summary: WeeklySummary,
        *,
        with_notes: bool,
        with_outreach: bool,
        with_levels: bool = False,
        with_authorizations: bool = False,
        recipient: str = "",
    ) -> ExportRow | None:
        """Give the newest export of the same thing for the same reader that tells otherwise than a new one would.

        `recipient` is whom a release names; what went to one is not replaced by what goes to another. `members` are
        the clients whose lines the new one has, `summary` the week as it is now. None when there is no earlier one, or
        all still hold.
        """
        history = self._history
        if history is None:
            return None
        told = {
            NOTES: with_notes,
            OUTREACH: with_outreach,
            LEVELS: with_levels,
            AUTHORIZATIONS: with_authorizations,
        }
        actions = frozenset[Action]().union(*(changes for changes, is_told in told.items() if is_told))
        return next(
            (
                row
                for row in self._rows
                if row.client_id == client_id
                and (row.recipient or "").casefold() == recipient.casefold()
                and (
                    self._figures_changed(row, members, summary)
                    or history.attendance_changed(row)
                    or history.otherwise_changed(row, members, actions)
                )
            ),
            None,
        )

    def _figures_changed(self, row: ExportRow, members: Collection[ClientId], summary: WeeklySummary) -> bool:
        told = self._figures.get(row.id)
        return told is not None and not told.hold(summary, members)


def attendance_changed(work: UnitOfWork, export: ExportRow) -> bool:
    """Say whether the attendance that an export told was changed since it was made."""
    return WeekHistory(work, export.week_starts_on, export.group_id, export.exported_at).attendance_changed(export)


def holds_no_more(work: UnitOfWork, export: ExportRow, summary: WeeklySummary) -> bool:
    """Say whether anything that an export told of the clients of a week was changed since.

    Its log does not say which boxes were ticked, so a reader who may be told of notes and outreach counts as told.
    """
    actions = frozenset() if export.audience is Audience.REFERRAL else NOTES | OUTREACH | LEVELS
    if export.audience in {Audience.UTILIZATION_REVIEW, Audience.TREATMENT_TEAM}:
        actions |= AUTHORIZATIONS
    clients = {one.client_id for one in summary.clients}
    told = figures_told(work, [export.id]).get(export.id)
    if told is not None and not told.hold(summary, clients):
        return True
    history = WeekHistory(work, export.week_starts_on, export.group_id, export.exported_at)
    return history.attendance_changed(export) or history.otherwise_changed(export, clients, actions)


def _holds_by(entry: AuditRow, day: date) -> bool:
    """Say whether a level or an approval could hold before a day; one that was changed may have begun at any time."""
    return entry.action is Action.CHANGE_AUTHORIZATION or entry.detail.get("from", "") < day.isoformat()


def _in_week(entry: AuditRow, week_starts_on: date) -> bool:
    """Say whether hours outside the group, or a plan, are of a week; entries that name no day are of none."""
    day = entry.detail.get("day", "")
    return bool(day) and week_starts_on <= date.fromisoformat(day) < week_starts_on + WEEK
