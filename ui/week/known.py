"""What attendance, notes and reports know of the sessions of a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coordinator import today
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupSessionId
from ui.week.facts import SessionFacts


def session_facts(work: UnitOfWork, first: date, last: date) -> Mapping[GroupSessionId, SessionFacts]:
    """Give what stands beside each session from `first` to `last`."""
    return {
        session_id: SessionFacts(one.expected, one.attended, one.notes_to_sign, one.report_missing, one.changes)
        for session_id, one in today.week_states(work, first, last).items()
    }
