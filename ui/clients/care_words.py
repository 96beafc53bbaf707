"""The words for levels of care and for what a payer counts in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.summaries import UnitsOutOfRange
from coordinator.vocabulary import ApprovedUnit, LevelOfCare
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import counted


def _tr(source: str) -> str:
    return QCoreApplication.translate("Care", source)


def level_words(level: LevelOfCare) -> str:
    """Give the words for a level of care."""
    return {
        LevelOfCare.ASAM_1: _tr("Outpatient (ASAM 1)"),
        LevelOfCare.ASAM_2_1: _tr("Intensive outpatient (ASAM 2.1)"),
        LevelOfCare.ASAM_2_5: _tr("Partial hospitalization (ASAM 2.5)"),
        LevelOfCare.MH_OP: _tr("Outpatient, mental health"),
        LevelOfCare.MH_IOP: _tr("Intensive outpatient, mental health"),
        LevelOfCare.MH_PHP: _tr("Partial hospitalization, mental health"),
        LevelOfCare.OTHER: _tr("Another level"),
    }[level]


def unit_words(unit: ApprovedUnit) -> str:
    """Give the words for what a payer counts in."""
    return {
        ApprovedUnit.MINUTES: _tr("Minutes"),
        ApprovedUnit.QUARTER_HOURS: _tr("Units of 15 minutes"),
        ApprovedUnit.DAYS: _tr("Days"),
    }[unit]


def units_words(unit: ApprovedUnit, count: int) -> str:
    """Give a number of units: "24 days"."""
    if unit is ApprovedUnit.MINUTES:
        return counted("Care", "%n minute(s)", count)
    if unit is ApprovedUnit.QUARTER_HOURS:
        return counted("Care", "%n unit(s) of 15 minutes", count)
    return counted("Care", "%n day(s)", count)


@describe.register
def _units(error: UnitsOutOfRange) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Not recorded."), _tr("Enter how many units were approved, such as 24."), Where.BESIDE)
