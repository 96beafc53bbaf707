"""What the day asks for: the next session, what changed, what is unfinished, who will miss the goal."""

from coordinator.today.queries import to_finish, today
from coordinator.today.shapes import ChangeKind, DaySession, RosterChange, Today, Todo, TodoKind, ToFinish
from coordinator.today.week import SessionState, week_states

__all__ = [
    "ChangeKind",
    "DaySession",
    "RosterChange",
    "SessionState",
    "ToFinish",
    "Today",
    "Todo",
    "TodoKind",
    "to_finish",
    "today",
    "week_states",
]
