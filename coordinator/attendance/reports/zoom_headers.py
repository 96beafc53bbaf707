# ruff: noqa: RUF001 - Russian headers hold letters that look Latin
"""Zoom's column names, and where its tables of people begin.

Column names as Zoom exports them (support.zoom.com, "Meeting and webinar reports"), with the translations found in
exports of other accounts. A table whose names are all unknown is recognised by its shape (see `shapes`).
"""

from __future__ import annotations

from coordinator.attendance.reports import shapes
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, columns_of, normal

PEOPLE = aliases({
    Field.NAME: "Name (Original Name)|User Name|User Name (Original Name)|Nome (nome original)|名前 (元の名前)|"
    "이름(원래 이름)|Имя (настоящее имя)|Nombre (nombre original)|Nom (nom d'origine)|Nom (nom original)|"
    "Name (Originalname)|Name (ursprünglicher Name)|Nome (nome originale)|姓名 (原始姓名)|姓名 (原始名称)",
    Field.EMAIL: "User Email|Email|E-mail|ユーザーメール|メール|사용자 이메일|Электронная почта пользователя|"
    "Correo electrónico|E-mail del usuario|Adresse e-mail|E-mail de l'utilisateur|E-mail do usuário|用户邮箱",
    Field.JOIN: "Join Time|Ingressar na hora|Hora de entrada|参加時刻|参加時間|참가 시간|Время входа|Hora de ingreso|"
    "Hora para unirse|Heure d'arrivée|Beitrittszeit|加入时间",
    Field.LEAVE: "Leave Time|Hora de saída|退出時刻|退出時間|나간 시간|Время выхода|Hora de salida|Hora para salir|"
    "Heure de départ|Verlassen um|Zeit des Verlassens|离开时间",
    Field.DURATION: "Duration (Minutes)|Total Duration (Minutes)|Total Duration|Duração (minutos)|"
    "Duração total (minutos)|所要時間(分)|合計時間(分)|기간(분)|Продолжительность (минуты)|"
    "Time in Session (minutes)|Duración (minutos)|Duración total (minutos)|Durée (minutes)|Dauer (Minuten)|"
    "Durata (minuti)|持续时间 (分钟)|Duration",
    Field.WAITING: "In Waiting Room|Na sala de espera|待機室内|대기실에 있음|В зале ожидания|En sala de espera",
    Field.ATTENDED: "Attended",
    Field.FIRST_NAME: "First Name",
    Field.LAST_NAME: "Last Name",
})  # fmt: skip
MEETING = aliases({
    Field.TITLE: "Topic|Tópico|トピック|주제|Тема|Tema|Thema|Sujet",
    Field.MEETING_ID: "Meeting ID|ID|Webinar ID|ミーティング ID|ID da reunião|ID de reunión|ID de la reunión",
    Field.START: "Start Time|Actual Start Time|開始時刻|Hora de início|Время начала|시작 시간|Hora de inicio",
    Field.END: "End Time|終了時刻|Hora de término|Время завершения|종료 시간|Hora de finalización",
    Field.DURATION: "Duration (Minutes)|Actual Duration (minutes)|所要時間(分)|Duração (minutos)|기간(분)|"
    "Duración (minutos)",
})  # fmt: skip
_MEETING_FIRST = {Field.TITLE, Field.MEETING_ID}
_TRIED = 40
_WAITING_WORDS = (
    "waiting room", "sala de espera", "待機室", "待合室", "대기실", "зале ожидания", "salle d'attente", "warteraum",
    "wartezimmer", "sala d'attesa", "wachtkamer", "等候室", "poczekalni",
)  # fmt: skip


def people_headers(grid: Grid) -> list[tuple[Row, Columns]]:
    """Every header of people: the first stands near the top, later ones begin as it does or open a section."""
    found = [(row, columns) for row in grid.head if (columns := people_header(row)) is not None]
    if not found:
        shaped = ((row, shapes.bracketed_header(row, _below(grid, row))) for row in grid.head)
        return [(row, columns) for row, columns in shaped if columns is not None][:1]
    starts = {"attended", "user name", *(row.cells[0].casefold() for row, _ in found)}
    below = (row for row in grid.rows[len(grid.head) :] if row.cells and row.cells[0].casefold() in starts)
    found += [(row, columns) for row in below if (columns := people_header(row)) is not None]
    return [(row, shapes.with_times(columns, _below(grid, row))) for row, columns in found]


def _below(grid: Grid, row: Row) -> tuple[Row, ...]:
    return grid.rows[row.number : row.number + _TRIED]


def people_header(row: Row) -> Columns | None:
    """The columns of people in a header row; those of a meeting before them repeat some names and are passed over."""
    labels = [normal(cell) for cell in row.cells]
    names = [index for index, label in enumerate(labels) if PEOPLE.get(label) is Field.NAME]
    if not names and "user email" in labels and "name" in labels:
        names = [labels.index("name")]
    if not names:
        return None
    # Where the host is a "User Name" before the people's names, the later column is the people's.
    has_meeting = len(names) > 1 or any(MEETING.get(label) in _MEETING_FIRST for label in labels[: names[-1]])
    columns = columns_of(row.cells, PEOPLE, start=names[-1] if has_meeting else 0)
    at = {**columns.at, Field.NAME: names[-1]}
    if "attended" in labels:
        at[Field.ATTENDED] = labels.index("attended")
    waiting = (place for place, label in enumerate(labels) if any(word in label for word in _WAITING_WORDS))
    if Field.WAITING not in at and (place := next(waiting, None)) is not None:
        at[Field.WAITING] = place
    return Columns(at) if Field.JOIN in at or Field.DURATION in at else None
