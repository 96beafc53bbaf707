"""The weekly summary: its figures, its forecast, its documents.

Writers of files are imported by `export` where they are used, since a workbook alone costs more to import than a
page to set.
"""

from coordinator.summaries.authorization_rules import UnitsOutOfRange, Use
from coordinator.summaries.authorizations import (
    Authorization,
    AuthorizationDetails,
    add_authorization,
    authorizations,
    authorizations_ending,
    change_authorization,
    remove_authorization,
)
from coordinator.summaries.consents import ConsentProblem
from coordinator.summaries.disclosure import ConsentMissing, OneClientOnly, RecipientNotChosen, recipients_of
from coordinator.summaries.export import KeptBack, export_each, export_weekly_summary, preview_document
from coordinator.summaries.export_week import Blocked, ExportedWeek, export_all, preview_first, week_requests
from coordinator.summaries.forecast import ClientForecast, Forecast, MakeUpPlace, forecast
from coordinator.summaries.logbook import record_print
from coordinator.summaries.no_shows import NoShow, no_shows
from coordinator.summaries.period import (
    ClientPeriod,
    FacilitatorPeriod,
    GroupPeriod,
    PeriodComparison,
    PeriodFigures,
    PeriodSummary,
    PeriodUnusable,
    compare_periods,
    period_summary,
)
from coordinator.summaries.plans import set_week_plan, week_plans
from coordinator.summaries.preparation import NothingToExport
from coordinator.summaries.requests import Exported, ExportRequest
from coordinator.summaries.rules import SessionCell, WeekHours
from coordinator.summaries.verification import (
    DocumentUnreadable,
    NotExportedHere,
    Standing,
    VerifiedDocument,
    digest_of_file,
    verified_document,
)
from coordinator.summaries.week_report import BelowGoal, Needed, WeekReport, week_due, week_report
from coordinator.summaries.weekly_summary import (
    ClientWeek,
    GroupWeek,
    WeeklySummary,
    week_name,
    weekly_summary,
    weeks_before,
)

__all__ = [
    "Authorization",
    "AuthorizationDetails",
    "BelowGoal",
    "Blocked",
    "ClientForecast",
    "ClientPeriod",
    "ClientWeek",
    "ConsentMissing",
    "ConsentProblem",
    "DocumentUnreadable",
    "ExportRequest",
    "Exported",
    "ExportedWeek",
    "FacilitatorPeriod",
    "Forecast",
    "GroupPeriod",
    "GroupWeek",
    "KeptBack",
    "MakeUpPlace",
    "Needed",
    "NoShow",
    "NotExportedHere",
    "NothingToExport",
    "OneClientOnly",
    "PeriodComparison",
    "PeriodFigures",
    "PeriodSummary",
    "PeriodUnusable",
    "RecipientNotChosen",
    "SessionCell",
    "Standing",
    "UnitsOutOfRange",
    "Use",
    "VerifiedDocument",
    "WeekHours",
    "WeekReport",
    "WeeklySummary",
    "add_authorization",
    "authorizations",
    "authorizations_ending",
    "change_authorization",
    "compare_periods",
    "digest_of_file",
    "export_all",
    "export_each",
    "export_weekly_summary",
    "forecast",
    "no_shows",
    "period_summary",
    "preview_document",
    "preview_first",
    "recipients_of",
    "record_print",
    "remove_authorization",
    "set_week_plan",
    "verified_document",
    "week_due",
    "week_name",
    "week_plans",
    "week_report",
    "week_requests",
    "weekly_summary",
    "weeks_before",
]
