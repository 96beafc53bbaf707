"""Reminders around every clock change of ten years: none missing, none twice, at the usual wall time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from coordinator.interchange.time_zones import changes
from coordinator.series import Block, Recurrence, Segment, Window, planned_sessions
from coordinator.sessions import GroupSession, rules
from coordinator.vocabulary import (
    BlockId,
    GroupColour,
    GroupId,
    MomentKind,
    Platform,
    ServiceType,
    SessionStatus,
    Weekday,
)

FIRST_YEAR, LAST_YEAR = 2020, 2029
PARTS = (Segment(ServiceType.GROUP_THERAPY, 180),)
HALF_HOURS = [time(number // 2, number % 2 * 30) for number in range(48)]


def reminders(zone: str, starts: time, days: list[date]) -> list[tuple[date, datetime]]:
    """The reminder of each session of a group that meets daily on some days."""
    found = []
    for day in days:
        recurrence = Recurrence(list(Weekday)[day.weekday()], starts, 180, zone, day, day)
        block = Block(BlockId(UUID(int=1)), GroupId(UUID(int=2)), recurrence, PARTS)
        for one in planned_sessions(block, Window(day, day), {}):
            session = GroupSession(
                id=one.session_id,
                group_id=one.group_id,
                group_name="Mood & Anxiety",
                short_code="MA",
                colour=GroupColour.HARBOUR,
                block_id=one.block_id,
                original_on=one.original_on,
                service_date=one.service_date,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                zone=zone,
                planned_minutes=180,
                break_minutes=0,
                segments=PARTS,
                status=SessionStatus.PLANNED,
                exception=None,
                original_starts_at=None,
                cancel_reason="",
                facilitator_id=None,
                facilitator="",
                facilitator_short="",
                substitute=False,
                topic="",
                platform=Platform.ZOOM,
                has_link=True,
                own_link=False,
                launched_at=None,
                launched_by=None,
                started_at=None,
                ended_at=None,
                shifted=one.shifted,
            )
            moments = rules.moments_of(session, grace_minutes=10)
            found += [(day, moment.due_at) for moment in moments if moment.kind is MomentKind.REMINDER]
    return found


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago"])
def test_each_session_around_a_clock_change_has_one_reminder_five_minutes_before(zone: str) -> None:
    place = ZoneInfo(zone)
    transitions = changes(zone, FIRST_YEAR, LAST_YEAR)
    assert len(transitions) == 20
    for at in transitions:
        middle = at.astimezone(place).date()
        days = [middle + timedelta(days=step) for step in (-1, 0, 1)]
        gap = (at.astimezone(place).utcoffset() or timedelta()) - (
            (at - timedelta(seconds=1)).astimezone(place).utcoffset() or timedelta()
        )
        for starts in HALF_HOURS:
            told = reminders(zone, starts, days)
            assert [day for day, _ in told] == days
            assert len({due for _, due in told}) == 3
            for day, due in told:
                wall = (due + timedelta(minutes=5)).astimezone(place).replace(tzinfo=None)
                moved = wall - datetime.combine(day, starts)
                assert moved == timedelta() or (moved == gap and gap > timedelta()), (zone, day, starts)
