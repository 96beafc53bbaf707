"""What a platform's attendance report says, as frozen facts for screens, commands and the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


class Platform(StrEnum):
    """Whose report it is. `OTHER` is a file read through a mapping of columns given by a person."""

    AUTO = "auto"
    ZOOM = "zoom"
    TEAMS = "teams"
    MEET = "meet"
    WEBEX = "webex"
    BIGBLUEBUTTON = "bigbluebutton"
    GOTO = "goto"
    OTHER = "other"


class DateOrder(StrEnum):
    """How a date of three numbers is meant: month-day-year, day-month-year or year-month-day."""

    MDY = "mdy"
    DMY = "dmy"
    YMD = "ymd"


class Identity(StrEnum):
    """Which rows belong to one person.

    `PERSON` keeps people of one name with different e-mails apart and joins two spellings of one person with one
    e-mail. `SHOWN_NAME` counts every shown name as one person, letter for letter.
    """

    PERSON = "person"
    SHOWN_NAME = "shown-name"


class Role(StrEnum):
    """What the report says about a participant."""

    ATTENDEE = "attendee"
    HOST = "host"
    PHONE = "phone"
    ANONYMOUS = "anonymous"


class Flag(StrEnum):
    """Something about a person's time that a reader should know."""

    WAITING_ROOM_REMOVED = "waiting-room-removed"
    ARTEFACT_REMOVED = "artefact-removed"
    OVERLAP = "overlap"
    OPEN_START = "open-start"
    OPEN_END = "open-end"
    DISAGREES = "disagrees"
    NO_TIMES = "no-times"
    UNVERIFIED = "unverified"
    CAPPED = "capped"
    CLIPPED = "clipped"
    AMBIGUOUS_NAME = "ambiguous-name"
    SHARED_EMAIL = "shared-email"
    IMPOSSIBLE_TIME = "impossible-time"
    REPEATED_HOUR = "repeated-hour"


class RepeatedHour(StrEnum):
    """Which of the two hours of one name is meant, where clocks are set back."""

    FIRST = "first"
    SECOND = "second"


class Sameness(StrEnum):
    """Whether rows of one name, or names of one address, are one person."""

    ONE_PERSON = "one-person"
    SEVERAL_PEOPLE = "several-people"


class RejectReason(StrEnum):
    """Why one row of the report does not count."""

    LEAVE_BEFORE_JOIN = "leave-before-join"
    UNREADABLE_TIME = "unreadable-time"
    LEFT_WITHOUT_JOIN = "left-without-join"
    UNKNOWN_ACTION = "unknown-action"
    TOO_FEW_COLUMNS = "too-few-columns"


class QuestionCode(StrEnum):
    """What a person has to decide, because the file can be read in two ways that matter."""

    DATE_ORDER = "date-order"
    DATE = "date"
    ENCODING = "encoding"
    MEETING = "meeting"
    REPEATED_HOUR = "repeated-hour"
    SAME_NAME = "same-name"
    SHARED_EMAIL = "shared-email"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Window:
    """The time of a session: two aware instants, `starts_at` before `ends_at`."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        """Refuse a window without a zone or without length (a defect of the caller: ValueError)."""
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None or self.starts_at >= self.ends_at:
            raise ValueError("a window is two aware instants in order")


@dataclass(frozen=True, slots=True)
class Interval:
    """Presence from one aware UTC instant to another."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """Elapsed time; both ends are UTC, so no clock change can bend it."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the report says about the meeting itself; anything it does not say is None."""

    title: str | None = None
    id: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that does not count; `row` counts from 1 as a spreadsheet does. The text of the row is not kept.

    `file` is the place of its file among those that were read together.
    """

    row: int
    reason: RejectReason
    column: str | None = None
    file: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A decision for a person. `choices` are the values that may be given; `people` index `Report.people`.

    `about` is what is decided on, as `Reading.same_name` and `Reading.shared_email` take it: a name's one spelling or
    an e-mail in small letters; "" where the question is about the whole file.
    """

    code: QuestionCode
    choices: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReportPerson:
    """One person of the report.

    `name` is the first shown name, `candidates` what could be matched with a roster (the name without role suffixes,
    the name in parentheses, the name without a number before it). `intervals` are clipped to the window, united and in
    order. `seconds` is None when the file tells neither times nor a readable duration, never 0 for "unknown".
    `waiting` are the intervals in the waiting room, which are no attendance.
    """

    name: str
    other_names: tuple[str, ...]
    candidates: tuple[str, ...]
    email: str | None
    role: Role
    intervals: tuple[Interval, ...]
    seconds: int | None
    stated_seconds: int | None
    flags: frozenset[Flag]
    rows: tuple[int, ...]
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    waiting: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class ByShownName:
    """A plain count beside the careful one: one person per shown name, waiting rows kept, nothing clipped."""

    people: int
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `zone` is the IANA zone that wall times were read in; people keep the order of the file."""

    platform: Platform
    variant: str
    encoding: str
    zone: str
    meeting: Meeting
    row_count: int
    people: tuple[ReportPerson, ...]
    rejected: tuple[Rejected, ...]
    questions: tuple[Question, ...]
    by_shown_name: ByShownName
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person wants the file to be read; every None is decided by the file, or asked.

    `zone` is the IANA zone of wall times. `date` is the day of clock times and the day that settles an unclear date
    order. `columns` maps a header of the file to a field name (see `columns.FIELDS`). `repeated_hour`, `same_name` and
    `shared_email` are a person's answers; the last two by what the question was about.
    """

    zone: str
    platform: Platform = Platform.AUTO
    window: Window | None = None
    date: date | None = None
    date_order: DateOrder | None = None
    encoding: str | None = None
    meeting: str | None = None
    identity: Identity = Identity.PERSON
    keep_waiting: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    repeated_hour: RepeatedHour | None = None
    same_name: tuple[tuple[str, Sameness], ...] = field(default=(), repr=False)
    shared_email: tuple[tuple[str, Sameness], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file that was chosen: all its bytes, and its name, which may tell a date but never the format."""

    content: bytes = field(repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it can hurt: sizes in bytes, characters and rows."""

    max_bytes: int = 20 * 1024 * 1024
    max_line: int = 100_000
    max_rows: int = 120_000
    max_people: int = 20_000
    max_unpacked: int = 64 * 1024 * 1024
