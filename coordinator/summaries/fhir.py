"""The summary as an HL7 FHIR R4 document: a Bundle that a records system can read without us.

It holds a Composition, who and what it speaks of (Patient, Group, Organization, Practitioner) and one Encounter for
each client in each session (https://hl7.org/fhir/R4/documents.html). Ids are drawn from the document's number and a
client's code by UUID version 5, so that the same document gives the same bytes and no id tells a name; a client is
known across documents by the identifier, which is the clinic's own code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from uuid import UUID, uuid5

from coordinator.summaries.client_json import Json
from coordinator.summaries.composition import compose
from coordinator.summaries.document import BlockCell, ClientLine, SessionLine, SummaryDocument
from coordinator.summaries.page import AttendanceTable, ComposedSummary, Fact, TextTable
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import AttendanceLabel, NameStyle

IDS = UUID("8d0e3b6c-54d2-5c55-9f0e-2d6a1f1f7a10")
"""The name space of this program's documents."""
TERMS = "http://terminology.hl7.org/CodeSystem/"
LOINC_SUMMARY = "34133-9"
"""LOINC: Summary of episode note."""
CODES = "urn:session-coordinator:client-code"
SUMMARIES = "urn:session-coordinator:summary"
LABELS = "urn:session-coordinator:attendance-label"
NOT_HELD_FOR = frozenset({AttendanceLabel.ABSENT, AttendanceLabel.EXCUSED, AttendanceLabel.CANCELLED})

Resource = dict[str, Json]


def write_fhir(document: SummaryDocument, wording: Wording) -> bytes:
    """The document as a FHIR R4 Bundle of the type "document", in UTF-8."""
    composed = compose(document, wording)
    resources = [_composition(document, composed, wording), *_others(document), *_encounters(document, wording)]
    bundle: Resource = {
        "resourceType": "Bundle",
        "id": _id(document, "bundle"),
        "meta": {"security": _security(document)},
        "identifier": {"system": SUMMARIES, "value": document.number},
        "type": "document",
        "timestamp": document.prepared_at.isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }
    return (json.dumps(bundle, ensure_ascii=False, indent=2) + "\n").encode()


def _security(document: SummaryDocument) -> list[Json]:
    confidentiality: Json = {"system": TERMS + "v3-Confidentiality", "code": "R" if document.part_2_program else "N"}
    part_2: list[Json] = [{"system": TERMS + "v3-ActCode", "code": "42CFRPart2"}] if document.part_2_program else []
    return [confidentiality, *part_2]


def _composition(document: SummaryDocument, composed: ComposedSummary, wording: Wording) -> Resource:
    replaced: dict[str, Json] = {"system": SUMMARIES, "value": document.amends}
    relation: Resource = {"relatesTo": [{"code": "replaces", "targetIdentifier": replaced}]} if document.amends else {}
    return {
        "resourceType": "Composition",
        "id": _id(document, "composition"),
        "language": f"{composed.language}-{composed.region}",
        "status": "final" if not document.amends else "amended",
        "type": {
            "coding": [{"system": "http://loinc.org", "code": LOINC_SUMMARY, "display": "Summary of episode note"}],
            "text": composed.title,
        },
        "subject": _subject(document),
        "date": document.prepared_at.isoformat(),
        "author": [_reference(document, "practitioner")],
        "title": composed.file_title,
        "confidentiality": "R" if document.part_2_program else "N",
        "custodian": _reference(document, "organization"),
        **relation,
        "section": list(_sections(document, composed, wording)),
    }


def _sections(document: SummaryDocument, composed: ComposedSummary, wording: Wording) -> Iterator[Json]:
    facts = (*composed.facts, *composed.figures)
    yield _section(wording.say("sheet_summary"), _pairs(facts))
    yield {
        **_section(composed.attendance.caption, _attendance(composed.attendance)),
        "entry": [_reference(document, _encounter_key(line, place)) for line, place in _cells(document)],
    }
    tables = (composed.below, composed.sessions, *composed.details, composed.note_status)
    for table in tables:
        if table is not None:
            yield _section(table.heading, _table(table))
    for note in composed.notes:
        yield _section(note.heading, _pairs(note.sections) + f"<p>{escape(note.signed)}</p>")
    for said in (composed.consent, composed.statement):
        if said is not None:
            yield _section(said.label, f"<p>{escape(said.value)}</p>")
    remarks = [*composed.remarks, composed.note_remark, composed.footer.notice]
    yield _section(wording.say("sheet_about"), "".join(f"<p>{escape(one)}</p>" for one in remarks if one))


def _section(title: str, inside: str) -> dict[str, Json]:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{inside}</div>'
    return {"title": title, "text": {"status": "generated", "div": div}}


def _pairs(facts: Iterable[Fact]) -> str:
    rows = "".join(f"<tr><th>{escape(fact.label)}</th><td>{escape(fact.value)}</td></tr>" for fact in facts)
    return f"<table><tbody>{rows}</tbody></table>"


def _table(table: TextTable) -> str:
    return _rows(table.columns, table.rows)


def _attendance(table: AttendanceTable) -> str:
    code = (table.code,) if table.code else ()
    headings = (table.client, *code, *table.days, table.group, table.individual, table.total)
    rows = [
        (
            row.client,
            *((row.code,) if table.code else ()),
            *(block.says for block in row.blocks),
            row.group,
            row.individual,
            row.total,
        )
        for row in table.rows
    ]
    return _rows(headings, rows)


def _rows(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _others(document: SummaryDocument) -> Iterator[Resource]:
    for line in document.clients:
        yield _patient(document, line)
    if document.group:
        yield _group(document)
    organization: Resource = {
        "resourceType": "Organization",
        "id": _id(document, "organization"),
        "name": document.clinic.name,
    }
    if document.clinic.phone:
        organization["telecom"] = [{"system": "phone", "value": document.clinic.phone}]
    if document.clinic.address:
        organization["address"] = [{"text": document.clinic.address}]
    yield organization
    author = document.signature.name if document.signature is not None else document.facilitator
    yield {"resourceType": "Practitioner", "id": _id(document, "practitioner"), "name": [{"text": author}]}


def _patient(document: SummaryDocument, line: ClientLine) -> Resource:
    """No more than tells clients apart: the code, and name and birth where the audience has them in full."""
    patient: Resource = {
        "resourceType": "Patient",
        "id": _id(document, _patient_key(line)),
        "identifier": [{"system": CODES, "value": line.code}],
    }
    if document.name_style is NameStyle.FULL:
        patient["name"] = [{"use": "usual", "text": line.client}]
    if document.one_client and document.client is not None and document.client.born_on is not None:
        patient["birthDate"] = document.client.born_on.isoformat()
    return patient


def _group(document: SummaryDocument) -> Resource:
    group: Resource = {
        "resourceType": "Group",
        "id": _id(document, "group"),
        "type": "person",
        "actual": True,
        "name": document.group,
    }
    if not document.one_client:
        group["quantity"] = len(document.clients)
        group["member"] = [{"entity": _reference(document, _patient_key(line))} for line in document.clients]
    return group


def _encounters(document: SummaryDocument, wording: Wording) -> Iterator[Resource]:
    for line, place in _cells(document):
        yield _encounter(document, line, place, wording)


def _encounter(document: SummaryDocument, line: ClientLine, place: int, wording: Wording) -> Resource:
    session, cell = document.sessions[place], line.cells[place]
    encounter: Resource = {
        "resourceType": "Encounter",
        "id": _id(document, _encounter_key(line, place)),
        "status": _status(cell),
        "class": {"system": TERMS + "v3-ActCode", "code": "VR", "display": "virtual"},
        "type": [
            {
                "coding": [{"system": LABELS, "code": cell.label.value}],
                "text": wording.choose("label", cell.label.value),
            }
        ],
        "serviceType": {"text": _services(session, wording)},
        "subject": _reference(document, _patient_key(line)),
        "period": {"start": session.service_date.isoformat(), "end": session.service_date.isoformat()},
        "serviceProvider": _reference(document, "organization"),
    }
    if cell.attended_minutes is not None:
        encounter["length"] = {
            "value": cell.attended_minutes,
            "unit": "min",
            "system": "http://unitsofmeasure.org",
            "code": "min",
        }
    return encounter


def _status(cell: BlockCell) -> str:
    if cell.label in NOT_HELD_FOR:
        return "cancelled"
    return "unknown" if cell.label is AttendanceLabel.UNMARKED else "finished"


def _services(session: SessionLine, wording: Wording) -> str:
    said = [wording.choose("service", one.value) for one in session.services]
    return wording.say("list_separator").join(said) or wording.choose("service", "group_therapy")


def _cells(document: SummaryDocument) -> Iterator[tuple[ClientLine, int]]:
    """Every client with the place of every session they were expected in."""
    for line in document.clients:
        for place, cell in enumerate(line.cells):
            if cell.label is not AttendanceLabel.NOT_EXPECTED:
                yield line, place


def _subject(document: SummaryDocument) -> Json:
    return _reference(document, _patient_key(document.clients[0]) if document.one_client else "group")


def _patient_key(line: ClientLine) -> str:
    return f"patient {line.code}"


def _encounter_key(line: ClientLine, place: int) -> str:
    return f"encounter {line.code} {place}"


def _id(document: SummaryDocument, key: str) -> str:
    return str(uuid5(IDS, f"{document.number} {key}"))


def _reference(document: SummaryDocument, key: str) -> dict[str, Json]:
    return {"reference": f"urn:uuid:{_id(document, key)}"}
