"""The second book: every figure counted minute by minute, by somebody who never saw the program's rules.

A client's time is a set of minutes. Nothing here is fast, and nothing is shared with the program but DOMAIN.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from tests.coordinator.summaries.invented_clinic import (
    WEEKDAYS,
    ZONE,
    Clinic,
    Marked,
    Meeting,
    Person,
    Thresholds,
    instant,
)

NOTHING = Marked("unmarked")


@dataclass(frozen=True)
class Cell:
    meeting: int
    label: str
    attended: int
    credited: int
    possible: int
    asked: int
    """What the session adds to the minutes expected of the client."""


@dataclass(frozen=True)
class Entry:
    goal: int
    fair: int
    offered: int
    expected: int
    attended: int
    credited: int
    best: int
    by_service: dict[str, int]
    cells: tuple[Cell, ...]
    no_shows: int
    contacted: int
    notes_due: int
    notes_signed: int


def weeks_of(clinic: Clinic) -> list[tuple[date, date]]:
    """Walk day by day: a week begins on the first weekday then in force, and never lasts longer than seven days."""
    day = clinic.first - timedelta(days=21)
    weeks: list[tuple[date, date]] = []
    begun: date | None = None
    while day <= clinic.last + timedelta(days=14):
        begins = WEEKDAYS[day.weekday()] == rules_on(clinic, day).week_starts
        if begun is None:
            begun = day if begins else None
        elif begins or (day - begun).days == 7:
            weeks.append((begun, day - timedelta(days=1)))
            begun = day
        day += timedelta(days=1)
    return [(one, two) for one, two in weeks if two >= clinic.first and one <= clinic.last]


def rules_on(clinic: Clinic, day: date) -> Thresholds:
    found = clinic.rules[0]
    for one in clinic.rules:
        if one.since <= day:
            found = one
    return found


def entry(  # noqa: C901, PLR0915  one page of the book, line after line
    clinic: Clinic, person: Person, first: date, last: date
) -> Entry | None:
    """One client's week; None where nothing at all is to be said of it."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    taken: set[int] = set()
    hoped: set[int] = set()
    services: Counter[str] = Counter()
    attended = credited = best = 0
    for service, start, length in sorted(person.outside, key=lambda one: (one[1], one[1] + one[2])):
        day = instant(start).astimezone(ZONE).date()
        if day not in days:
            continue
        fresh = set(range(start, start + length)) - taken
        taken |= fresh
        services[service] += len(fresh)
        attended += len(fresh)
        rules = rules_on(clinic, day)
        if rules.individual and service not in rules.uncounted:
            credited += len(fresh)
            best += len(fresh)
    hoped |= taken
    had_time = bool(taken)
    cells: list[Cell] = []
    asked: set[int] = set()
    expected_on: Counter[date] = Counter()
    no_shows = contacted = due = signed = 0
    for meeting in sorted(clinic.meetings, key=lambda one: (one.start, one.number)):
        mark = clinic.marks.get((meeting.number, person.number))
        enrolled = in_group(person, meeting.group, meeting.day)
        if meeting.day not in days or (mark is None and not enrolled):
            continue
        mark = mark or NOTHING
        rules = rules_on(clinic, meeting.day)
        label = label_of(mark, meeting, enrolled=enrolled)
        there = present(clinic, meeting, mark, rules)
        here = by_service(meeting, there - taken, mark)
        taken |= there
        services.update(here)
        full = by_service(meeting, there, mark)
        credit = credit_of(meeting, here, full, rules)
        possible = credit
        open_to = reachable(clinic, meeting, mark, rules, enrolled=enrolled)
        if open_to != there:
            possible = max(
                credit,
                credit_of(
                    meeting, by_service(meeting, open_to - hoped, mark), by_service(meeting, open_to, mark), rules
                ),
            )
        hoped |= open_to
        attended += sum(here.values())
        credited += credit
        best += possible
        fresh = set()
        if enrolled and label != "cancelled":
            fresh = {at for at in counting(meeting, rules) if at < ends(meeting)} - asked
            asked |= fresh
            expected_on[meeting.day] += len(fresh)
        cells.append(Cell(meeting.number, label, sum(here.values()), credit, possible, len(fresh)))
        if label == "absent" and not mark.announced:
            no_shows += 1
            contacted += mark.called
        if meeting.status == "held" and label not in {"cancelled", "not-expected", "unmarked"}:
            due += 1
            signed += mark.signed
    if not cells and not had_time:
        return None
    goal, fair = goals(clinic, person, days, expected_on, {clinic.meetings[cell.meeting].group for cell in cells})
    return Entry(
        goal,
        fair,
        offered(clinic, person, days),
        sum(expected_on.values()),
        attended,
        credited,
        best,
        {service: minutes for service, minutes in services.items() if minutes},
        tuple(cells),
        no_shows,
        contacted,
        due,
        signed,
    )


def in_group(person: Person, group: int, day: date) -> bool:
    return any(one == group and since <= day and (until is None or day <= until) for one, since, until in person.stays)


def ends(meeting: Meeting) -> int:
    return min(meeting.end, meeting.ended) if meeting.status == "held" and meeting.ended is not None else meeting.end


def service_at(meeting: Meeting, at: int) -> str:
    begins = meeting.start
    for service, length in meeting.parts:
        if begins <= at < begins + length:
            return service
        begins += length
    return "group_therapy"


def counting(meeting: Meeting, rules: Thresholds) -> list[int]:
    left_out = {"break", *rules.uncounted}
    return [at for at in range(meeting.start, meeting.end) if service_at(meeting, at) not in left_out]


def clinical(meeting: Meeting, minutes: set[int]) -> set[int]:
    return {at for at in minutes if meeting.start <= at < meeting.end and service_at(meeting, at) != "break"}


def joined(minutes: set[int], gap: int) -> set[int]:
    """Fill every hole that is not longer than what the program merges."""
    filled, before = set(minutes), None
    for at in sorted(minutes):
        if before is not None and at - before - 1 <= gap:
            filled |= set(range(before, at))
        before = at
    return filled


def stayed(meeting: Meeting, mark: Marked, rules: Thresholds, *, back_by: int | None) -> set[int]:
    """What a typed mark says, were the session to run to its planned end."""
    late = mark.late if mark.late is not None and mark.late > 0 else 0
    left = mark.left if mark.left is not None and mark.left > 0 else 0
    minutes = set(range(meeting.start + late, meeting.end - left))
    for gone, back in mark.gaps:
        if back is None:
            minutes -= set(range(gone, meeting.end if back_by is None else back_by))
        elif back - gone > rules.merge:
            minutes -= set(range(gone, back))
    return minutes


def counted_until(clinic: Clinic, meeting: Meeting) -> int:
    return ends(meeting) if meeting.status == "held" else min(clinic.now, meeting.end)


def present(clinic: Clinic, meeting: Meeting, mark: Marked, rules: Thresholds) -> set[int]:
    if meeting.status == "cancelled" or mark.mark not in {"present", "removed"}:
        return set()
    if mark.report:
        connected = joined({at for start, end in mark.report for at in range(start, end)}, rules.merge)
    else:
        connected = stayed(meeting, mark, rules, back_by=None)
    return clinical(meeting, {at for at in connected if at < counted_until(clinic, meeting)})


def reachable(clinic: Clinic, meeting: Meeting, mark: Marked, rules: Thresholds, *, enrolled: bool) -> set[int]:
    over = meeting.status == "held" or meeting.end <= clinic.now
    until = counted_until(clinic, meeting)
    if meeting.status == "cancelled":
        return set()
    if mark.mark == "unmarked":
        return clinical(meeting, set(range(meeting.start, until if over else meeting.end))) if enrolled else set()
    there = present(clinic, meeting, mark, rules)
    if over or mark.mark != "present":
        return there
    if mark.report:
        return there | clinical(meeting, set(range(until, meeting.end)))
    return clinical(meeting, stayed(meeting, mark, rules, back_by=until))


def by_service(meeting: Meeting, minutes: set[int], mark: Marked) -> Counter[str]:
    """Each minute's service; minutes away nobody placed are taken from the longest."""
    found: Counter[str] = Counter()
    for at in sorted(minutes):
        found[service_at(meeting, at)] += 1
    away = 0 if mark.report else mark.away
    for service in sorted(found, key=lambda one: -found[one]):
        taken = min(away, found[service])
        found[service] -= taken
        away -= taken
    return Counter({service: count for service, count in found.items() if count})


def credit_of(meeting: Meeting, here: Counter[str], full: Counter[str], rules: Thresholds) -> int:
    countable = len(counting(meeting, rules))
    minutes = sum(count for service, count in here.items() if service not in rules.uncounted)
    if rules.credit == "full-block-only":
        whole = sum(count for service, count in full.items() if service not in rules.uncounted)
        return minutes if whole >= countable else 0
    step = {"exact": 1, "nearest-5": 5, "nearest-15": 15, "floor-15": 15}[rules.credit]
    below = minutes
    while below % step:
        below -= 1
    up = rules.credit.startswith("nearest") and (minutes - below) * 2 >= step and minutes != below
    return min(below + step if up else below, countable)


def label_of(mark: Marked, meeting: Meeting, *, enrolled: bool) -> str:
    if meeting.status == "cancelled":
        return "cancelled"
    if mark.mark == "present":
        late, left = mark.late is not None and not mark.report, mark.left is not None and not mark.report
        return {(1, 1): "late-and-left-early", (1, 0): "late", (0, 1): "left-early", (0, 0): "present"}[late, left]
    if mark.mark == "removed":
        return "removed"
    return mark.mark if enrolled else "not-expected"


def offered(clinic: Clinic, person: Person, days: list[date]) -> int:
    touching = [stay for stay in person.stays if stay[1] <= days[-1] and (stay[2] is None or stay[2] >= days[0])]
    minutes: set[int] = set()
    for meeting in clinic.meetings:
        if meeting.day not in days or meeting.status == "cancelled":
            continue
        on_day = {group for group, _since, _until in touching if in_group(person, group, meeting.day)}
        if meeting.group in (on_day or {group for group, _since, _until in touching}):
            minutes |= {at for at in counting(meeting, rules_on(clinic, meeting.day)) if at < ends(meeting)}
    return len(minutes)


def goals(
    clinic: Clinic, person: Person, days: list[date], expected: Counter[date], visited: set[int]
) -> tuple[int, int]:
    in_week = {
        group for group, since, until in person.stays if since <= days[-1] and (until is None or until >= days[0])
    }
    groups = in_week or visited
    teens = bool(groups) and all(clinic.bands[group] == "adolescent" for group in groups)
    runs: list[list[object]] = []
    for day in days:
        goal, watched = asked_on(clinic, person, day, teens=teens)
        if not runs or (runs[-1][0], runs[-1][1]) != (goal, watched):
            runs.append([goal, watched, 0])
        runs[-1][2] = int(str(runs[-1][2])) + expected[day]
    told = [(int(str(goal)), bool(watched), int(str(minutes))) for goal, watched, minutes in runs]
    with_hours = [goal for goal, _watched, minutes in told if minutes]
    goal = max(with_hours) if with_hours else told[0][0]
    return goal, min(goal, sum(min(one, minutes) for one, watched, minutes in told if watched))


def asked_on(clinic: Clinic, person: Person, day: date, *, teens: bool) -> tuple[int, bool]:
    rules = rules_on(clinic, day)
    level = None
    for one in person.levels:
        if one.since <= day:
            level = one
    watched = not (level is not None and level.transition_until is not None and day <= level.transition_until)
    if level is not None and level.ordered is not None:
        return level.ordered, watched
    if level is not None and level.level in {"asam_1", "mh_op"}:
        return 0, watched
    if person.own_goal is not None:
        return person.own_goal, watched
    if person.born is not None:
        birthday_was = (day.month, day.day) >= (person.born.month, person.born.day)
        age = day.year - person.born.year - (0 if birthday_was else 1)
        return (rules.adult if age >= rules.adult_from else rules.adolescent), watched
    return (rules.adolescent if teens else rules.adult), watched
