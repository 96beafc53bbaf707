"""What the day asks for: the next session, what changed, what is unfinished, who will miss the goal."""

from coordinator.today.queries import today
from coordinator.today.shapes import ChangeKind, DaySession, RosterChange, Today, Todo, TodoKind

__all__ = ["ChangeKind", "DaySession", "RosterChange", "Today", "Todo", "TodoKind", "today"]
