"""The week: every block drawn to scale, what differs in it, and where the plan is changed."""

from ui.week import errors  # importing it registers its sentences
from ui.week.facts import SessionFacts
from ui.week.known import session_facts
from ui.week.page import WeekPage

__all__ = ["SessionFacts", "WeekPage", "errors", "session_facts"]
