"""What goes to and comes from other programs: calendars."""

from coordinator.interchange.calendar import CalendarNames, calendar
from coordinator.interchange.calendar_facts import (
    CalendarFault,
    CalendarProblem,
    CalendarProblemKind,
    CalendarProposals,
    CalendarUnusable,
    ProposedBlock,
)
from coordinator.interchange.calendar_import import import_blocks
from coordinator.interchange.calendar_reading import LARGEST_BYTES, read_calendar

__all__ = [
    "LARGEST_BYTES",
    "CalendarFault",
    "CalendarNames",
    "CalendarProblem",
    "CalendarProblemKind",
    "CalendarProposals",
    "CalendarUnusable",
    "ProposedBlock",
    "calendar",
    "import_blocks",
    "read_calendar",
]
