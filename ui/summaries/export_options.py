"""What the reader chose to export, and what follows from choosing an audience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coordinator.summaries import ExportRequest
from coordinator.summaries.document import Paper
from coordinator.vocabulary import Audience, ClientId, FileFormat, GroupId, NameStyle

SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The choices of the panel. `client_id` None is the whole group; `each` gives every client a file."""

    audience: Audience = Audience.TREATMENT_TEAM
    file_format: FileFormat = FileFormat.PDF
    names: NameStyle = NameStyle.FULL
    client_id: ClientId | None = None
    each: bool = False
    recipient: str = ""
    outreach: bool = True
    note_status: bool = True
    note_text: bool = False
    protect: bool = True
    byte_order_mark: bool = True

    @property
    def locked(self) -> bool:
        """Whether the file gets a password: only a PDF can have one."""
        return self.protect and self.file_format is FileFormat.PDF

    @property
    def complete(self) -> bool:
        """Whether everything was chosen that this audience asks for."""
        return not self.audience.is_outside or self.each or self.client_id is not None


def usual_options(audience: Audience) -> ExportOptions:
    """What an audience gets unless the reader chooses otherwise.

    A payer gets initials and ID, and nothing about notes: the least that serves the purpose (45 CFR 164.502(b)). A
    referral names its client in full, as the release it rests on does, and so does the client's own copy.
    """
    if audience is Audience.TREATMENT_TEAM:
        return ExportOptions()
    if audience is Audience.UTILIZATION_REVIEW:
        return ExportOptions(audience=audience, names=NameStyle.INITIALS, note_status=False, each=True)
    return ExportOptions(audience=audience, outreach=audience is Audience.CLIENT, note_status=False)


def requests_of(
    options: ExportOptions,
    day: date,
    group_id: GroupId,
    folder: Path,
    paper: Paper,
    password: str,
    clients: Sequence[ClientId],
) -> tuple[ExportRequest, ...]:
    """Give what is to be written: one request, or one for each client."""
    one = ExportRequest(
        day=day,
        group_id=group_id,
        folder=folder,
        formats=(options.file_format,),
        audience=options.audience,
        names=options.names,
        client_id=options.client_id,
        include_outreach=options.outreach,
        include_note_status=options.note_status,
        include_note_text=options.note_text,
        password=password if options.locked else "",
        paper=paper,
        recipient=options.recipient,
        byte_order_mark=options.byte_order_mark,
    )
    if not options.each:
        return (one,)
    return tuple(replace(one, client_id=client) for client in clients)
