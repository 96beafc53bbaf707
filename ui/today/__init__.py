"""Today: what is next, what changed, what is unfinished, who will miss the goal."""

from ui.today.page import TodayPage

__all__ = ["TodayPage"]
