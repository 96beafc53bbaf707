"""What a document about one client says beside attendance, as JSON; a key is there when its audience has the part."""

from __future__ import annotations

from datetime import date

from coordinator.summaries.client_facts import ClientFacts, ConsentFacts
from coordinator.summaries.document import ClientLine, SummaryDocument

Value = str | int | bool | None
Json = Value | list["Json"] | dict[str, "Json"]


def about_client(document: SummaryDocument) -> dict[str, Json]:
    """Give the keys `client` and `consent`; none for a group."""
    found: dict[str, Json] = {}
    if document.client is not None and document.one_client:
        found["client"] = _client(document, document.client)
    if document.consent is not None:
        found["consent"] = _consent(document.consent)
    return found


def authorizations_of(line: ClientLine) -> list[Json]:
    """Give what payers approved of a client for the week, the oldest first."""
    return [
        {
            "payer": one.payer,
            "number": one.number,
            "from": one.from_on.isoformat(),
            "to": one.to_on.isoformat(),
            "unit": one.unit.value,
            "approved": one.approved,
            "used": one.used,
            "remaining": one.remaining,
            "counted_through": one.counted_through.isoformat(),
            "runs_out_on": _day(one.runs_out_on),
            "next_review_on": _day(one.next_review_on),
        }
        for one in line.authorizations
    ]


def _client(document: SummaryDocument, facts: ClientFacts) -> Json:
    said: dict[str, Json] = {
        "born_on": facts.born_on.isoformat() if facts.born_on is not None else None,
        "by_service": {service.value: minutes for service, minutes in facts.by_service},
        "excused": facts.excused,
    }
    contents = document.contents
    if facts.offered_minutes is not None:
        said["offered_minutes"] = facts.offered_minutes
    if contents.level:
        said["levels_of_care"] = [
            {
                "level": one.level.value,
                "from": one.from_on.isoformat(),
                "until": _day(one.until_on),
                "ordered_weekly_minutes": one.ordered_minutes,
                "transition_until": _day(one.transition_until),
            }
            for one in facts.levels
        ]
    if contents.authorization:
        said["authorizations"] = authorizations_of(document.clients[0])
    if contents.engagement:
        said["engagement"] = [
            {
                "service_date": line.service_date.isoformat(),
                "participation": line.participation.value if line.participation is not None else None,
                "goals": list(line.goals),
            }
            for line in facts.engagement
        ]
    if contents.barriers:
        said["barriers"] = [
            {
                "service_date": line.service_date.isoformat(),
                "at": line.at.isoformat("minutes"),
                "kind": line.kind.value,
                "minutes": line.minutes,
            }
            for line in facts.barriers
        ]
    if contents.concerns:
        said["concerns"] = list(facts.concerns)
    if facts.next_week is not None:
        said["next_week"] = {"sessions": facts.next_week.sessions, "minutes": facts.next_week.minutes}
    if contents.plan:
        said["plan"] = facts.plan
        said["aftercare"] = facts.aftercare
    if contents.completion:
        said["projected_discharge_on"] = facts.completion_on.isoformat() if facts.completion_on is not None else None
    return said


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _consent(consent: ConsentFacts) -> Json:
    return {
        "signed_on": consent.signed_on.isoformat(),
        "signed_by": consent.signed_by,
        "discloser": consent.discloser,
        "recipient": consent.recipient,
        "information": consent.information,
        "purpose": consent.purpose,
        "expires_on": consent.expires_on.isoformat() if consent.expires_on is not None else None,
        "expires_on_event": consent.expires_on_event,
    }
