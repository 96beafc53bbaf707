# ruff: noqa: RUF001 - Turkish has a letter that looks like a Latin i
"""Microsoft Teams: the in-meeting list, the reports of 2021 and of 2022 onwards, live events.

Section numbers and column positions are the same in every language, so they carry the reader where a label is unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Action, Connection, Event, Extract, RawMeeting, Shape, kind_of
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, clean, columns_of, normal
from coordinator.attendance.reports.report import Platform, Rejected, RejectReason
from coordinator.attendance.reports.shapes import listed_header
from coordinator.attendance.reports.wall_times import read_time

HEADERS = aliases({
    Field.NAME: "Full Name|FullName|Name|Nom complet|Nome Completo|Nome|Nombre|Nombre completo|Imię i nazwisko|Ad|"
    "Tam Ad|Vollständiger Name|Nom",
    Field.JOIN: "Join Time|First Join|First Join Time|Join Time (UTC)|First Join (UTC)|Erster Beitritt|Beitrittszeit|"
    "Heure d'arrivée|Primera entrada|Hora de entrada|Primeira Entrada|Primeiro ingresso|Horário de Entrada|"
    "Pierwsze dołączenie|Godzina dołączenia|İlk Katılma|Katılma Zamanı",
    Field.LEAVE: "Leave Time|Last Leave|Last Leave Time|Leave Time (UTC)|Last Leave (UTC)|Letztes Verlassen|"
    "Heure de départ|Última salida|Hora de salida|Última Saída|Horário de Saída|Ostatnie wyjście|Godzina wyjścia|"
    "Son Ayrılma|Ayrılma Zamanı|Uhrzeit des Verlassens",
    Field.DURATION: "Duration|In-Meeting Duration|Meeting Duration|Durée|Duración|Duración de la reunión|"
    "Duração da Reunião|Duração|Czas udziału w spotkaniu|Czas trwania|Süre|Dauer|Besprechungsdauer",
    Field.EMAIL: "Email|E-mail|E-Mail|Correo electrónico|Adres e-mail|E-posta|Courriel",
    Field.UPN: "Participant ID (UPN)|Id. de participante (UPN)|Identyfikator uczestnika (UPN)|Teilnehmer-ID (UPN)",
    Field.ROLE: "Role|Rôle|Rol|Função|Rola|Rolle",
    Field.ACTION: "User Action|Action|Aktion|Benutzeraktion|Atividade|Action de l'utilisateur|Acción del usuario|"
    "Ação do Usuário|Akcja użytkownika|Kullanıcı Eylemi",
    Field.TIMESTAMP: "Timestamp|UtcEventTimestamp|Data e hora|Carimbo de data/hora|Zeitstempel|Horodatage|"
    "Marca de tiempo|Sygnatura czasowa|Zaman Damgası",
    Field.PARTICIPANT: "SessionId",
})  # fmt: skip
_SUMMARY = aliases({
    Field.TITLE: "Meeting title|Meeting Title|Titre de la réunion|Título de la reunión|Título da reunião|"
    "Tytuł spotkania|Besprechungstitel|Toplantı başlığı",
    Field.START: "Start time|Meeting Start Time|Startzeit|Heure de début|Hora de inicio|Hora de início|"
    "Godzina rozpoczęcia|Başlangıç zamanı",
    Field.END: "End time|Meeting End Time|Endzeit|Heure de fin|Hora de finalización|Hora de término|"
    "Godzina zakończenia|Bitiş zamanı",
    Field.DURATION: "Meeting duration|Besprechungsdauer|Durée de la réunion|Duración de la reunión|"
    "Duração da reunião|Czas trwania spotkania|Toplantı süresi",
    Field.MEETING_ID: "Meeting Id|Id. de la reunión|ID da reunião",
})  # fmt: skip
_JOINED = (
    "joined|beigetreten|a rejoint|se unió|entrou|ingressou|dołączył|dołączyła|dołączono|katıldı|deelgenomen|neemt deel|"
    "ha partecipato|si è unito|anslöt|присоединился"
)
_LEFT = (
    "left|verlassen|hat verlassen|a quitté|salió|abandonó|saiu|opuścił|opuściła|wyszedł|wyszła|ayrıldı|verlaten|"
    "ha abbandonato|lämnade|вышел"
)
_ACTIONS = {
    **dict.fromkeys(_JOINED.split("|"), Action.JOINED),
    **dict.fromkeys(_LEFT.split("|"), Action.LEFT),
    "joined before": Action.JOINED_BEFORE,
}
_SECTION = re.compile(r"\s*(?P<number>[1-9])\.\s+\S")
_POSITIONS = {Field.NAME: 0, Field.JOIN: 1, Field.LEAVE: 2, Field.DURATION: 3, Field.EMAIL: 4}
_SHORT, _LONG = 5, 60
_TRIED = 40
_LOG_WIDTHS = range(3, 7)


def extract(grid: Grid) -> Extract | None:
    """Read a Teams report; None if the file is none."""
    sections = _sections(grid)
    if 2 in sections and len(sections) > 1:  # noqa: PLR2004 - section "2. Participants"
        return _sectioned(sections)
    for row in grid.head:
        columns = columns_of(row.cells, HEADERS)
        if Field.NAME not in columns:
            continue
        if Field.ACTION in columns and Field.TIMESTAMP in columns:
            return _event_log(grid, row, columns)
        named = normal(clean(row.cells[columns.at[Field.NAME]])) != "name"
        if named and {Field.JOIN, Field.LEAVE, Field.DURATION} <= columns.at.keys():
            return _intervals(grid, row, columns)
    return _unknown_language(grid)


def _unknown_language(grid: Grid) -> Extract | None:
    """A report of 2021 under its summary of labels and values, or a list of joins, whatever its headers are called."""
    for row in grid.head:
        below = grid.rows[row.number : row.number + _TRIED]
        if _is_summary(grid.rows[: row.number - 1]) and (columns := listed_header(row, below)) is not None:
            return _intervals(grid, row, columns)
        if len(row.cells) in _LOG_WIDTHS and not row.is_blank and _is_log(below):
            return _event_log(grid, row, Columns({Field.NAME: 0, Field.ACTION: 1, Field.TIMESTAMP: 2}))
    return None


def _is_summary(rows: Sequence[Row]) -> bool:
    """Whether two or more rows above a table are a label and a time."""
    pairs = [row.cells[1] for row in rows if len([cell for cell in row.cells if cell]) == 2]  # noqa: PLR2004 - a pair
    walls = [read_time(text) for text in pairs]
    return sum(wall is not None and wall.parts is not None for wall in walls) > 1


def _is_log(rows: Sequence[Row]) -> bool:
    """Whether every row is a name, a known action and a time."""
    found = [_list_event(row, Columns({Field.NAME: 0, Field.ACTION: 1})) for row in rows if not row.is_blank]
    return bool(found) and all(isinstance(one, Event) and read_time(one.at) is not None for one in found)


def _sections(grid: Grid) -> dict[int, list[Row]]:
    """The rows under each numbered heading; headings stand alone in their row."""
    found: dict[int, list[Row]] = {}
    current: list[Row] | None = None
    for row in grid.rows:
        heading = _SECTION.match(row.cells[0]) if row.cells else None
        if heading and not any(cell.strip() for cell in row.cells[1:]):
            current = found.setdefault(int(heading["number"]), [])
        elif current is not None and not row.is_blank:
            current.append(row)
    return found


def _sectioned(sections: dict[int, list[Row]]) -> Extract:
    people, activities = (_table(sections.get(number, []), shape) for number, shape in _TABLES)
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for person in people:
        if person.stated is not None:
            totals[person.name, person.email] += person.stated
    active = {(one.name, one.email) for one in activities}
    missing = tuple(person for person in people if (person.name, person.email) not in active)
    meeting = _summary(sections.get(1, []))
    return Extract(
        Platform.TEAMS, "T3", (*activities, *missing) if activities else tuple(people), meeting=meeting,
        totals=dict(totals) if activities else {},
        appearance=tuple((person.name, person.email) for person in people), tolerance=_SHORT, long_tolerance=_SHORT,
    )  # fmt: skip


_TABLES = ((2, Shape.SPAN), (3, Shape.INTERVAL))


def _table(rows: list[Row], shape: Shape) -> list[Connection]:
    if not rows:
        return []
    header, *body = rows
    columns = columns_of(header.cells, HEADERS)
    if not {Field.NAME, Field.JOIN, Field.LEAVE, Field.DURATION} <= columns.at.keys():
        columns = Columns({**_POSITIONS, **{f: i for f, i in columns.at.items() if f not in _POSITIONS}})
    utc = _is_utc(header.cells, columns)
    return [_connection(row, columns, shape, utc=utc) for row in body]


def _is_utc(header: Sequence[str], columns: Columns) -> bool:
    return "(utc)" in normal(columns.text(header, Field.JOIN))


def _connection(row: Row, columns: Columns, shape: Shape, *, utc: bool = False) -> Connection:
    cells = row.cells
    name = " ".join(columns.text(cells, Field.NAME).split())
    email = columns.text(cells, Field.EMAIL) or columns.text(cells, Field.UPN)
    return Connection(
        row.number, name, email, columns.text(cells, Field.JOIN), columns.text(cells, Field.LEAVE),
        read_duration(columns.text(cells, Field.DURATION)), kind_of(name, columns.text(cells, Field.ROLE)), shape,
        utc=utc,
    )  # fmt: skip


def _summary(rows: Sequence[Row]) -> RawMeeting:
    """The summary by label; where a language is unknown, the first two times are start and end."""
    values: dict[Field, str] = {}
    times: list[str] = []
    for row in rows:
        if len(row.cells) < 2:  # noqa: PLR2004 - a label and its value
            continue
        label, value = normal(clean(row.cells[0])), clean(row.cells[1])
        if field := _SUMMARY.get(label):
            values.setdefault(field, value)
        if (wall := read_time(value)) is not None and wall.parts is not None:
            times.append(value)
    start = values.get(Field.START) or (times[0] if times else "")
    end = values.get(Field.END) or (times[1] if len(times) > 1 else "")
    return RawMeeting(
        values.get(Field.TITLE, ""), values.get(Field.MEETING_ID, ""), start, end,
        read_duration(values.get(Field.DURATION, "")),
    )  # fmt: skip


def _intervals(grid: Grid, header: Row, columns: Columns) -> Extract:
    body = [row for row in grid.rows[header.number :] if not row.is_blank]
    utc = _is_utc(header.cells, columns)
    connections = tuple(_connection(row, columns, Shape.INTERVAL, utc=utc) for row in body)
    meeting = _summary(grid.rows[: header.number - 1])
    return Extract(Platform.TEAMS, "T2", connections, meeting=meeting, tolerance=_SHORT, long_tolerance=_LONG)


def _event_log(grid: Grid, header: Row, columns: Columns) -> Extract:
    is_live_event = Field.PARTICIPANT in columns
    events: list[Event] = []
    rejected: list[Rejected] = []
    for row in grid.rows[header.number :]:
        if row.is_blank:
            continue
        found = _live_event(row, columns) if is_live_event else _list_event(row, columns)
        if isinstance(found, Event):
            events.append(found)
        else:
            rejected.append(found)
    variant = "T4" if is_live_event else "T1"
    # The newest row may stand first, so people are listed as the file shows them, not as they came.
    order = tuple(dict.fromkeys((event.name, "") for event in events))
    return Extract(
        Platform.TEAMS, variant, events=tuple(events), rejected=tuple(rejected), tolerance=_SHORT, appearance=order
    )


def action_of(text: str) -> Action | None:
    """What an action cell says; words after a known "joined" mean that the person was there before."""
    said = normal(clean(text)).removesuffix("(a)")
    if found := _ACTIONS.get(said):
        return found
    if any(said.startswith(f"{word} ") for word in _JOINED.split("|")):
        return Action.JOINED_BEFORE
    return None


def _list_event(row: Row, columns: Columns) -> Event | Rejected:
    """A row found by its action cell, because re-saves leave the commas of names and times unquoted."""
    cells = [clean(cell) for cell in row.cells]
    first = columns.at[Field.NAME]
    between = max(0, columns.at[Field.ACTION] - first - 1)
    for index, cell in enumerate(cells[first + 1 :], first + 1):
        if (action := action_of(cell)) is not None:
            said = cells[first : max(first + 1, index - between)]
            name = " ".join(", ".join(part for part in said if part).split())
            return Event(row.number, name, action, _time_after(cells[index + 1 :]), kind=kind_of(name))
    return Rejected(row.number, RejectReason.UNKNOWN_ACTION, "action")


def _time_after(cells: Sequence[str]) -> str:
    """The time in the cells after an action: one cell, or several where its comma was taken for a delimiter."""
    filled = [cell for cell in cells if cell]
    for count in range(1, len(filled) + 1):
        text = ", ".join(filled[:count])
        if read_time(text) is not None:
            return text
    return ", ".join(filled)


def _live_event(row: Row, columns: Columns) -> Event | Rejected:
    action = action_of(columns.text(row.cells, Field.ACTION))
    if action is None:
        return Rejected(row.number, RejectReason.UNKNOWN_ACTION, "action")
    name = " ".join(columns.text(row.cells, Field.NAME).split())
    return Event(
        row.number, name, action, columns.text(row.cells, Field.TIMESTAMP),
        columns.text(row.cells, Field.PARTICIPANT), utc=True,
        kind=kind_of(name, columns.text(row.cells, Field.ROLE)),
    )  # fmt: skip
