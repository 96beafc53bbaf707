"""The weekly summary: its figures, its forecast, its documents.

Writers of files are imported by `export` where they are used, since a workbook alone costs more to import than a
page to set.
"""

from coordinator.summaries.export import (
    ConsentMissing,
    Exported,
    ExportRequest,
    NothingToExport,
    OneClientOnly,
    export_all,
    export_weekly_summary,
    preview_document,
    record_print,
)
from coordinator.summaries.forecast import Forecast, forecast
from coordinator.summaries.plans import set_week_plan, week_plans
from coordinator.summaries.rules import SessionCell, WeekHours
from coordinator.summaries.week_report import BelowGoal, WeekReport, week_due, week_report
from coordinator.summaries.weekly_summary import (
    ClientWeek,
    GroupWeek,
    WeeklySummary,
    weekly_summary,
    weeks_before,
)

__all__ = [
    "BelowGoal",
    "ClientWeek",
    "ConsentMissing",
    "ExportRequest",
    "Exported",
    "Forecast",
    "GroupWeek",
    "NothingToExport",
    "OneClientOnly",
    "SessionCell",
    "WeekHours",
    "WeekReport",
    "WeeklySummary",
    "export_all",
    "export_weekly_summary",
    "forecast",
    "preview_document",
    "record_print",
    "set_week_plan",
    "week_due",
    "week_plans",
    "week_report",
    "weekly_summary",
    "weeks_before",
]
