"""What a document about one client says beside attendance, in words: for whom, under which consent, and how it goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from coordinator.summaries.client_facts import AuthorizationFacts, BarrierLine, ClientFacts, LevelFacts
from coordinator.summaries.document import ClientLine, SessionLine, SummaryDocument
from coordinator.summaries.page import Fact, TextTable
from coordinator.summaries.sentences import clean
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import ApprovedUnit, AttendanceLabel, SessionStatus

NOT_THERE = frozenset({AttendanceLabel.ABSENT, AttendanceLabel.EXCUSED, AttendanceLabel.UNMARKED})
NOT_COUNTED = frozenset({AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED})


def prepared_for(document: SummaryDocument, wording: Wording) -> str:
    """Whom the document is for: the audience, and by name where a consent names somebody."""
    audience = wording.choose("audience", document.audience.value)
    if document.consent is None:
        return audience
    return wording.say("audience_named", audience=audience, recipient=clean(document.consent.recipient))


def identity_facts(document: SummaryDocument, wording: Wording) -> tuple[Fact, ...]:
    """The client in the head of the page, with the date of birth where the audience has it."""
    if not document.one_client:
        return ()
    line, born_on = document.clients[0], document.client.born_on if document.client is not None else None
    name = clean(line.client if line.client == line.code else f"{line.client}, {line.code}")
    born = (Fact(wording.say("fact_born"), wording.dated(born_on)),) if born_on is not None else ()
    levels = document.client.levels if document.client is not None else ()
    level = (Fact(wording.say("fact_level"), "\n".join(_level(one, wording) for one in levels)),) if levels else ()
    return (Fact(wording.say("fact_client"), name), *born, *level)


def _level(level: LevelFacts, wording: Wording) -> str:
    """A level of care with its dates, and the hours ordered where they are not the program's goal."""
    said = wording.say("level_from", level=wording.choose("level", level.level.value), day=wording.dated(level.from_on))
    if level.until_on is not None:
        said = wording.say("level_until", said=said, day=wording.dated(level.until_on))
    if level.ordered_minutes is not None:
        said = wording.say("level_ordered", said=said, hours=wording.total(level.ordered_minutes))
    if level.transition_until is not None:
        said = wording.say("level_transition", said=said, day=wording.dated(level.transition_until))
    return said


def attendance_figures(document: SummaryDocument, wording: Wording) -> tuple[Fact, ...]:
    """The figures where no goal is spoken of: time, sessions attended, no-shows and excused absences."""
    figures = document.figures
    cells = [cell for line in document.clients for cell in line.cells if cell.label not in NOT_COUNTED]
    there = sum(cell.label not in NOT_THERE for cell in cells)
    excused = sum(cell.label is AttendanceLabel.EXCUSED for cell in cells)
    return (
        Fact(
            wording.say("figure_hours", planned=wording.total(figures.expected_minutes)),
            wording.total(figures.credited_group_minutes),
        ),
        Fact(wording.say("figure_sessions"), wording.say("count_of", count=there, of=len(cells))),
        Fact(wording.say("figure_unexcused"), str(figures.no_shows)),
        Fact(wording.say("figure_excused"), str(excused)),
    )


def services_of(session: SessionLine, wording: Wording) -> str:
    """Which services a session was made of, for those who are not told its topic."""
    if session.status is SessionStatus.CANCELLED:
        return wording.say("session_cancelled")
    said = [wording.choose("service", one.value) for one in session.services]
    return wording.say("list_separator").join(said) or wording.choose("service", "group_therapy")


def consent_explained(document: SummaryDocument, wording: Wording) -> Fact | None:
    """The clear explanation of the consent that goes with what it discloses (42 CFR 2.32(b))."""
    consent = document.consent
    if consent is None:
        return None
    signer = clean(consent.signed_by) or wording.say("consent_the_client")
    ends = wording.dated(consent.expires_on) if consent.expires_on is not None else clean(consent.expires_on_event)
    words = wording.say(
        "consent_explained",
        signed=wording.dated(consent.signed_on),
        signer=signer,
        discloser=clean(consent.discloser),
        recipient=clean(consent.recipient),
        information=clean(consent.information),
        purpose=clean(consent.purpose),
        ends=ends,
    )
    return Fact(wording.say("heading_consent"), words)


def client_sections(document: SummaryDocument, wording: Wording) -> tuple[TextTable, ...]:
    """The tables beside attendance; a part that its audience does not get has none.

    A group's file, which stays with the treatment team, has but one: whose approval runs out when.
    """
    facts = document.client
    if not document.one_client:
        return tuple(_approvals(document, wording))
    return tuple(_sections(document, facts, wording)) if facts is not None else ()


def _approvals(document: SummaryDocument, wording: Wording) -> Iterator[TextTable]:
    """Each client's period, units used and the day they run out: no more than planning the group's week needs."""
    told = [(line, one) for line in document.clients for one in line.authorizations]
    if not told:
        return
    counted_through = max(one.counted_through for _line, one in told)
    nothing = wording.choose("duration", "none")
    yield TextTable(
        heading=wording.say("heading_authorizations"),
        columns=(
            wording.say("column_client"),
            wording.say("authorization_dates"),
            wording.say("authorization_used", day=wording.dated(counted_through)),
            wording.say("authorization_runs_out"),
            wording.say("authorization_review"),
        ),
        weights=("medium", *("plain",) * 4),
        rows=tuple(
            (
                clean(line.client),
                wording.week(one.from_on, one.to_on),
                wording.say(
                    "authorization_used_of", used=one.used, approved=_units(one.unit, one.approved, wording=wording)
                ),
                _lasts(one, wording),
                wording.dated(one.next_review_on) if one.next_review_on is not None else nothing,
            )
            for line, one in told
        ),
    )


def _sections(document: SummaryDocument, facts: ClientFacts, wording: Wording) -> Iterator[TextTable]:
    yield _pairs("heading_hours", tuple(_hours(document.clients[0], facts, wording)), wording)
    for one in document.clients[0].authorizations:
        yield _authorization(one, wording)
    if document.contents.engagement:
        yield _engagement(facts, wording)
    if document.contents.barriers and (facts.barriers or facts.concerns):
        rows = [(_day(line, wording), _barrier(line, wording)) for line in facts.barriers]
        rows += [(wording.say("barrier_concern"), clean(concern)) for concern in facts.concerns]
        yield _pairs("heading_barriers", tuple(rows), wording)
    plan = tuple(_plan(document, facts, wording))
    if plan:
        yield _pairs("heading_plan", plan, wording)


def _hours(line: ClientLine, facts: ClientFacts, wording: Wording) -> Iterator[tuple[str, str]]:
    if facts.offered_minutes is not None:
        yield wording.say("hours_ordered"), wording.total(line.goal_minutes)
        yield wording.say("hours_offered"), wording.total(facts.offered_minutes)
    yield wording.say("hours_expected"), wording.total(line.expected_minutes)
    yield wording.say("hours_attended"), wording.total(line.attended_minutes)
    yield wording.say("hours_credited"), wording.total(line.credited_minutes)
    for service, minutes in facts.by_service:
        yield wording.choose("service", service.value), wording.total(minutes)


def _authorization(one: AuthorizationFacts, wording: Wording) -> TextTable:
    units = partial(_units, one.unit, wording=wording)
    by_whom = wording.say("list_separator").join(clean(said) for said in (one.payer, one.number) if said)
    period = wording.say("authorization_period", first=wording.dated(one.from_on), last=wording.dated(one.to_on))
    review = wording.dated(one.next_review_on) if one.next_review_on is not None else ""
    rows = (
        (wording.say("authorization_payer"), by_whom),
        (wording.say("authorization_dates"), period),
        (wording.say("authorization_approved"), units(one.approved)),
        (wording.say("authorization_used", day=wording.dated(one.counted_through)), units(one.used)),
        (wording.say("authorization_left"), units(max(0, one.remaining))),
        (wording.say("authorization_runs_out"), _lasts(one, wording)),
        (wording.say("authorization_review"), review),
    )
    told = tuple(row for row in rows if row[1])
    return _pairs("heading_authorization", told, wording, value="column_authorization")


def _used_of(one: AuthorizationFacts, wording: Wording) -> str:
    approved = _units(one.unit, one.approved, wording=wording)
    return wording.say("authorization_used_of", used=one.used, approved=approved)


def _lasts(one: AuthorizationFacts, wording: Wording) -> str:
    """The first day without any unit left, or until when they last."""
    if one.runs_out_on is not None:
        return wording.dated(one.runs_out_on)
    return wording.say("authorization_lasts", day=wording.dated(one.to_on))


def _units(unit: ApprovedUnit, count: int, *, wording: Wording) -> str:
    return wording.choose(f"units_{unit.value}", "one" if count == 1 else "other", count=count)


def _engagement(facts: ClientFacts, wording: Wording) -> TextTable:
    rows = tuple(
        (
            wording.dated(line.service_date, "short"),
            wording.choose("participation", line.participation.value)
            if line.participation is not None
            else wording.choose("duration", "none"),
            wording.say("list_separator").join(clean(goal) for goal in line.goals)
            or wording.choose("duration", "none"),
        )
        for line in facts.engagement
    )
    none = (wording.say("engagement_none"), wording.choose("duration", "none"), wording.choose("duration", "none"))
    return TextTable(
        heading=wording.say("heading_engagement"),
        columns=(wording.say("column_date"), wording.say("column_participation"), wording.say("column_goals")),
        weights=("plain",) * 3,
        rows=rows or (none,),
    )


def _day(line: BarrierLine, wording: Wording) -> str:
    return wording.dated(line.service_date, "short")


def _barrier(line: BarrierLine, wording: Wording) -> str:
    key = line.kind.value if line.minutes is None else f"{line.kind.value}_minutes"
    return wording.choose("barrier", key, time=wording.clock(line.at), minutes=line.minutes or 0)


def _plan(document: SummaryDocument, facts: ClientFacts, wording: Wording) -> Iterator[tuple[str, str]]:
    if facts.next_week is not None:
        count = facts.next_week.sessions
        choice = {0: "zero", 1: "one"}.get(count, "other")
        duration = wording.total(facts.next_week.minutes)
        yield wording.say("plan_next_week"), wording.choose("next_week", choice, count=count, duration=duration)
    if document.contents.plan:
        yield wording.say("plan_this_week"), clean(facts.plan) or wording.say("plan_none")
    if document.contents.completion and facts.completion_on is not None:
        yield wording.say("plan_completion"), wording.dated(facts.completion_on)
    if facts.aftercare:
        yield wording.say("plan_aftercare"), clean(facts.aftercare)


def _pairs(
    heading: str, rows: tuple[tuple[str, str], ...], wording: Wording, *, value: str = "column_value"
) -> TextTable:
    return TextTable(
        heading=wording.say(heading),
        columns=(wording.say("column_what"), wording.say(value)),
        weights=("plain", "plain"),
        rows=rows,
    )
