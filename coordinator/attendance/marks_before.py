"""What taking a report back must restore, as it is kept beside the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from coordinator.attendance.facts import MarkState
from coordinator.vocabulary import ClientId, ExcuseReason, FacilitatorId, Mark, MarkSource, Modality, ReportImportId


def marks_before(states: Iterable[MarkState], aliases: Iterable[UUID] = ()) -> dict[str, Any]:
    """Give what taking a report back must restore: marks as they stood, and the names that were remembered."""
    return {"marks": [_written(state) for state in states], "aliases": [str(alias) for alias in aliases]}


def mark_read(values: Mapping[str, Any]) -> MarkState:
    """Read a mark as `marks_before` wrote it."""
    return MarkState(
        client_id=ClientId(UUID(values["client_id"])),
        mark=Mark(values["mark"]),
        late=values["late"],
        left_early=values["left_early"],
        arrived_late_minutes=values["arrived_late_minutes"],
        left_early_minutes=values["left_early_minutes"],
        away_minutes=values["away_minutes"],
        announced=values["announced"],
        reason=ExcuseReason(values["reason"]) if values["reason"] else None,
        reason_note=values["reason_note"],
        source=MarkSource(values["source"]),
        import_id=ReportImportId(UUID(values["import_id"])) if values["import_id"] else None,
        marked_at=datetime.fromisoformat(values["marked_at"]) if values["marked_at"] else None,
        marked_by=FacilitatorId(UUID(values["marked_by"])) if values["marked_by"] else None,
        modality=Modality(values["modality"]),
    )


def _written(state: MarkState) -> dict[str, Any]:
    values = asdict(state)
    return {key: value if isinstance(value, bool | int | None) else str(value) for key, value in values.items()}
