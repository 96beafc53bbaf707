# ruff: noqa: RUF001 - Russian headers hold letters that look Latin
"""Zoom's participant reports: the classic and the current portal, webinars, one meeting or many.

Column names as Zoom exports them (support.zoom.com, "Meeting and webinar reports"), with the translations found in
exports of Portuguese, Japanese, Korean and Russian accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Connection, Extract, Kind, RawMeeting, Shape, is_yes, kind_of
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, clean, columns_of, normal
from coordinator.attendance.reports.report import Platform, Rejected, RejectReason

PEOPLE = aliases({
    Field.NAME: "Name (Original Name)|User Name|User Name (Original Name)|Nome (nome original)|名前 (元の名前)|"
    "이름(원래 이름)|Имя (настоящее имя)|Nombre (nombre original)|Nom (nom d'origine)|Name (Originalname)",
    Field.EMAIL: "User Email|Email|E-mail|ユーザーメール|メール|사용자 이메일|Электронная почта пользователя|"
    "Correo electrónico|Adresse e-mail|E-Mail",
    Field.JOIN: "Join Time|Ingressar na hora|Hora de entrada|参加時刻|参加時間|참가 시간|Время входа|Hora de ingreso|"
    "Heure d'arrivée|Beitrittszeit",
    Field.LEAVE: "Leave Time|Hora de saída|退出時刻|退出時間|나간 시간|Время выхода|Hora de salida|Heure de départ|"
    "Verlassen um|Zeit des Verlassens",
    Field.DURATION: "Duration (Minutes)|Total Duration (Minutes)|Duração (minutos)|Duração total (minutos)|"
    "所要時間(分)|合計時間(分)|기간(분)|Продолжительность (минуты)|Time in Session (minutes)|Duración (minutos)|"
    "Durée (minutes)|Dauer (Minuten)",
    Field.WAITING: "In Waiting Room|Na sala de espera|待機室内|대기실에 있음|В зале ожидания|En sala de espera",
    Field.ATTENDED: "Attended",
    Field.FIRST_NAME: "First Name",
    Field.LAST_NAME: "Last Name",
})  # fmt: skip
MEETING = aliases({
    Field.TITLE: "Topic|Tópico|トピック|주제|Тема|Tema|Thema|Sujet",
    Field.MEETING_ID: "Meeting ID|ID|Webinar ID|ミーティング ID|ID da reunião",
    Field.START: "Start Time|Actual Start Time|開始時刻|Hora de início|Время начала|시작 시간",
    Field.END: "End Time|終了時刻|Hora de término|Время завершения|종료 시간",
    Field.DURATION: "Duration (Minutes)|Actual Duration (minutes)|所要時間(分)|Duração (minutos)|기간(분)",
})  # fmt: skip
_MEETING_FIRST = {Field.TITLE, Field.MEETING_ID}
_FEWEST_CELLS = 2


def extract(grid: Grid) -> Extract | None:
    """Read a Zoom report; None if the file is none."""
    headers = _headers(grid)
    if not headers:
        return None
    first, columns = headers[0]
    if Field.ATTENDED in columns:
        return _webinar(grid, headers)
    start = columns.at[Field.NAME]
    before = columns_of(first.cells, MEETING, stop=start)
    connections: list[Connection] = []
    rejected: list[Rejected] = []
    meetings: dict[str, RawMeeting] = {}
    for row in _body(grid, first, {row.number for row, _ in headers}):
        instance = _meeting_of(row.cells, before)
        if Field.MEETING_ID in before or Field.TITLE in before:
            meetings.setdefault(instance.id or instance.title, instance)
        found = _connection(row, columns, instance.id or instance.title)
        if isinstance(found, Connection):
            connections.append(found)
        else:
            rejected.append(found)
    block = _block(grid, first) or next(iter(meetings.values()), RawMeeting())
    variant = _variant(grid, first, columns, before)
    return Extract(
        Platform.ZOOM, variant, tuple(connections), meeting=block, meetings=tuple(meetings.values()),
        rejected=tuple(rejected),
    )  # fmt: skip


def _headers(grid: Grid) -> list[tuple[Row, Columns]]:
    """Every header of people: the first stands near the top, later ones begin as it does or open a section."""
    found = [(row, columns) for row in grid.head if (columns := _people_header(row)) is not None]
    starts = {"attended", *(row.cells[0].casefold() for row, _ in found)}
    if found:
        below = (row for row in grid.rows[len(grid.head) :] if row.cells and row.cells[0].casefold() in starts)
        found += [(row, columns) for row in below if (columns := _people_header(row)) is not None]
    return found


def _people_header(row: Row) -> Columns | None:
    """The person columns of a header row: from the name on, because a meeting's columns may repeat before it."""
    labels = [normal(clean(cell)) for cell in row.cells]
    names = [index for index, label in enumerate(labels) if PEOPLE.get(label) is Field.NAME]
    if not names:
        return None
    # Where the host is a "User Name" before the people's names, the later column is the people's.
    has_meeting = len(names) > 1 or any(MEETING.get(label) in _MEETING_FIRST for label in labels[: names[-1]])
    columns = columns_of(row.cells, PEOPLE, start=names[-1] if has_meeting else 0)
    if Field.ATTENDED not in columns and "attended" in labels:
        columns = Columns({**columns.at, Field.ATTENDED: labels.index("attended")})
    return columns if Field.JOIN in columns or Field.DURATION in columns else None


def _body(grid: Grid, header: Row, headers: set[int]) -> Iterator[Row]:
    for row in grid.rows[header.number :]:
        if not row.is_blank and row.number not in headers:
            yield row


def _connection(row: Row, columns: Columns, instance: str) -> Connection | Rejected:
    cells = row.cells
    if len(cells) <= columns.at[Field.NAME] or len([cell for cell in cells if cell.strip()]) < _FEWEST_CELLS:
        return Rejected(row.number, RejectReason.TOO_FEW_COLUMNS)
    name = columns.text(cells, Field.NAME)
    kind = Kind.WAITING if is_yes(columns.text(cells, Field.WAITING)) else kind_of(name)
    return Connection(
        row.number, name, columns.text(cells, Field.EMAIL),
        columns.text(cells, Field.JOIN), columns.text(cells, Field.LEAVE),
        read_duration(columns.text(cells, Field.DURATION)), kind,
        Shape.INTERVAL if Field.JOIN in columns else Shape.TOTAL, instance,
    )  # fmt: skip


def _meeting_of(cells: Sequence[str], columns: Columns) -> RawMeeting:
    return RawMeeting(
        columns.text(cells, Field.TITLE), columns.text(cells, Field.MEETING_ID),
        columns.text(cells, Field.START), columns.text(cells, Field.END),
        read_duration(columns.text(cells, Field.DURATION)),
    )  # fmt: skip


def _block(grid: Grid, header: Row) -> RawMeeting | None:
    """The meeting block above the table: a header row with the topic, and the row under it."""
    above = grid.rows[: header.number - 1]
    for index, row in enumerate(above[:-1]):
        columns = columns_of(row.cells, MEETING)
        if Field.TITLE in columns and (Field.MEETING_ID in columns or Field.START in columns):
            return _meeting_of(above[index + 1].cells, columns)
    return None


def _variant(grid: Grid, header: Row, columns: Columns, before: Columns) -> str:
    labels = [clean(cell) for cell in header.cells]
    lowered = {normal(label) for label in labels}
    name = labels[columns.at[Field.NAME]]
    if Field.TITLE in before:
        return "Z5b" if normal(name) == "user name" or "user name" in lowered else "Z5"
    if normal(name) == "user name":
        return "Z6"
    if Field.JOIN not in columns:
        return "Z3"
    # The current portal writes "Email" where the classic one wrote "User Email", whatever a re-save made of the case.
    if "(original name)" in name or (Field.EMAIL in columns and normal(labels[columns.at[Field.EMAIL]]) == "email"):
        return "Z4"
    return "Z2" if _block(grid, header) is not None else "Z1"


def _webinar(grid: Grid, headers: list[tuple[Row, Columns]]) -> Extract:
    """Stacked sections, each with its own header; people who did not come are `No` with `--` and no presence."""
    connections: list[Connection] = []
    rejected: list[Rejected] = []
    ends = [header.number - 1 for header, _ in headers[1:]] + [len(grid.rows)]
    for (header, columns), end in zip(headers, ends, strict=True):
        above = grid.rows[header.number - 2].cells if header.number > 1 else ()
        is_host = any(normal(clean(cell)) == "host details" for cell in above)
        for row in grid.rows[header.number : end]:
            if row.is_blank or len(row.cells) <= columns.at[Field.NAME]:
                continue
            if not is_yes(columns.text(row.cells, Field.ATTENDED)):
                continue
            found = _connection(row, columns, "")
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                connections.append(_as_host(found) if is_host else found)
    first = headers[0][0]
    return Extract(
        Platform.ZOOM, "Z7", tuple(connections), meeting=_block(grid, first) or RawMeeting(), rejected=tuple(rejected)
    )


def _as_host(found: Connection) -> Connection:
    return Connection(
        found.row, found.name, found.email, found.joined, found.left, found.stated, Kind.HOST, found.shape,
        found.instance,
    )  # fmt: skip
