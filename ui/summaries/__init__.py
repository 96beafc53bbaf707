"""The Reports screen: a group's week, what is missing, and the summary that goes out."""

from ui.summaries.page import ReportsPage

__all__ = ["ReportsPage"]
