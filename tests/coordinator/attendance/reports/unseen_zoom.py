# ruff: noqa: E501, RUF001 - files as platforms and spreadsheets write them
"""Zoom exports as they may come, minutes worked out by hand."""

from __future__ import annotations

from datetime import date

from coordinator.attendance.reports import DateOrder
from tests.coordinator.attendance.reports.unseen_shape import Z4, Case, sheet

ZOOM = {
    "zoom: no-break spaces before AM and PM, in lower case": Case(
        Z4 + 'Ida Falk,,"03/04/2026 02:00:00\u202fpm","03/04/2026 03:30:00\u202fpm",90,Yes,,No\n'
        'Bo Quist,,"03/04/2026 02:10:00\u00a0PM","03/04/2026 02:40:00\u00a0PM",30,Yes,,No\n',
        {"Ida Falk": 90, "Bo Quist": 30},
    ),
    "zoom: quotes, commas, a line break, emoji and pronouns in names": Case(
        Z4 + '"Berg, Nora ""No""",,"03/04/2026 02:00:00 PM","03/04/2026 03:00:00 PM",60,Yes,,No\n'
        '"Ana\nReis",,"03/04/2026 02:00:00 PM","03/04/2026 02:30:00 PM",30,Yes,,No\n'
        'Ida 🌻 Falk (she/her),,"03/04/2026 02:00:00 PM","03/04/2026 02:20:00 PM",20,Yes,,No\n',
        {'Berg, Nora "No"': 60, "Ana Reis": 30, "Ida 🌻 Falk (she/her)": 20},
    ),
    "zoom: a waiting row, a rejoin and a second device": Case(
        Z4 + 'Ida Falk,,"03/04/2026 01:50:00 PM","03/04/2026 02:00:00 PM",10,Yes,,Yes\n'
        'Ida Falk,,"03/04/2026 02:00:00 PM","03/04/2026 02:30:00 PM",30,Yes,OK,No\n'
        'Ida Falk,,"03/04/2026 02:20:00 PM","03/04/2026 02:50:00 PM",30,Yes,OK,No\n'
        'Ida Falk,,"03/04/2026 03:00:00 PM","03/04/2026 03:10:00 PM",10,Yes,OK,No\n',
        {"Ida Falk": 60},
    ),
    "zoom: semicolons, ANSI letters and no seconds, as a sheet saves it again": Case(
        "sep=;\r\nName (Original Name);User Email;Join Time;Leave Time;Duration (Minutes);Guest\r\n"
        "José Núñez;;3/4/2026 14:00;3/4/2026 15:30;90;Yes\r\nÉmile Roy;;3/4/2026 14:05;3/4/2026 14:35;30;Yes\r\n".encode(
            "cp1252"
        ).decode("cp1252"),
        {"José Núñez": 90, "Émile Roy": 30},
        order=DateOrder.MDY,
    ),
    "zoom: tabs in UTF-16 without a byte order mark": Case(
        (Z4 + "Ida Falk,,03/14/2026 02:00:00 PM,03/14/2026 02:45:00 PM,45,Yes,,No\n")
        .replace(",", "\t")
        .replace("03/14", "03/04")
        .encode("utf-16-le"),
        {"Ida Falk": 45},
        order=DateOrder.MDY,
    ),
    "zoom: the header in the middle, blank columns before and within, notes behind": Case(
        "Exported by the front desk,,,,,\n,,,,,\n,,Name (Original Name),,User Email,Join Time,Leave Time,Duration (Minutes)\n"
        ",,Ida Falk,,,03/04/2026 02:00:00 PM,03/04/2026 02:45:00 PM,45\n,,,,,,,\n"
        ",,Total,,,,,45\n",
        {"Ida Falk": 45},
        order=DateOrder.MDY,
    ),
    "zoom: a block above, its own duration and the host's address": Case(
        "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n"
        'Tuesday group,912 3456 7890,Renee Alvarado (renee@example.org),200,"03/04/2026 01:50:00 PM","03/04/2026 05:10:00 PM",2\n\n'
        + Z4
        + 'Renee Alvarado (Host),renee@example.org,"03/04/2026 01:50:00 PM","03/04/2026 05:10:00 PM",200,No,,No\n'
        'Ida Falk,,"03/04/2026 02:00:00 PM","03/04/2026 05:00:00 PM",180,Yes,,No\n',
        {"Renee Alvarado (Host)": 200, "Ida Falk": 180},
        hosts=("Renee Alvarado (Host)",),
    ),
    "zoom: unique users only": Case(
        "Name (original name),Email,Total duration (minutes),Guest\nIda Falk,,171,Yes\nBo Quist,bo@example.org,12,Yes\n",
        {"Ida Falk": 171, "Bo Quist": 12},
    ),
    "zoom: 2020, with an attentiveness score": Case(
        "User Name,Join time,Leave time,Duration(Minutes),Attentiveness Score\n"
        "Ida Falk,03/04/2026 14:00:00,03/04/2026 14:59:30,60,--\n",
        {"Ida Falk": 59.5},
        order=DateOrder.MDY,
    ),
    "zoom: Japanese, year first, full-width brackets": Case(
        "名前（元の名前）,ユーザーメール,参加時刻,退出時刻,所要時間（分）\n花子,,2026/3/4 14:00,2026/3/4 15:10,70\n",
        {"花子": 70},
    ),
    "zoom: Russian with dots": Case(
        "Имя (настоящее имя),Электронная почта пользователя,Время входа,Время выхода,Продолжительность (минуты),Гость,В зале ожидания\n"
        "Анна Белова,,04.03.2026 14:00:00,04.03.2026 14:30:00,30,Да,Нет\nАнна Белова,,04.03.2026 13:50:00,04.03.2026 14:00:00,10,Да,Да\n",
        {"Анна Белова": 30},
    ),
    "zoom: a webinar with hosts, panelists and who did not come": Case(
        'Attendee Report\nReport Generated:,"Mar 5, 2026 09:00:00"\nTopic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered\n'
        'Family evening,912 3456 7890,"Mar 4, 2026 13:55:00",120,3\n\nHost Details\nAttended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n'
        'Yes,Renee Alvarado,renee@example.org,"Mar 4, 2026 13:55:00","Mar 4, 2026 15:55:00",120\n\nAttendee Details\n'
        "Attended,User Name (Original Name),First Name,Last Name,Email,Join Time,Leave Time,Time in Session (minutes)\n"
        'Yes,Ida Falk,Ida,Falk,ida@example.org,"Mar 4, 2026 14:00:00","Mar 4, 2026 15:00:00",60\nNo,Bo Quist,Bo,Quist,bo@example.org,--,--,--\n',
        {"Renee Alvarado": 120, "Ida Falk": 60},
        hosts=("Renee Alvarado",),
    ),
    "zoom: French month names, 24 hours": Case(
        "Nom (nom original),Adresse e-mail,Heure d'arrivée,Heure de départ,Durée (minutes)\nIda Falk,,4 mars 2026 14:00:00,4 mars 2026 14:30:00,30\n",
        {"Ida Falk": 30},
    ),
    "zoom: a marker that says too much, and one missing leave": Case(
        Z4
        + 'Ida Falk,,"03/04/2026 14:00:00 PM","03/04/2026 14:45:00 PM",45,Yes,,No\nBo Quist,,"03/04/2026 14:00:00 PM",,20,Yes,,No\n',
        {"Ida Falk": 45, "Bo Quist": 20},
    ),
    "zoom: lines that end with CR alone, header twice": Case(
        (
            Z4
            + 'Ida Falk,,"03/04/2026 02:00:00 PM","03/04/2026 02:30:00 PM",30,Yes,,No\n\n'
            + Z4
            + 'Bo Quist,,"03/04/2026 02:40:00 PM","03/04/2026 03:00:00 PM",20,Yes,,No\n'
        ).replace("\n", "\r"),
        {"Ida Falk": 30, "Bo Quist": 20},
        order=DateOrder.MDY,
    ),
    "zoom: UTF-16 the other way round, no byte order mark, Korean": Case(
        "이름(원래 이름),사용자 이메일,참가 시간,나간 시간,기간(분)\r\n김하나,,03/04/2026 14:00:00,03/04/2026 14:30:00,30\r\n".encode(
            "utf-16-be"
        ),
        {"김하나": 30},
        order=DateOrder.MDY,
    ),
    "zoom: Portuguese, localized yes and no": Case(
        "Nome (nome original),E-mail,Ingressar na hora,Hora de saída,Duração (minutos),Convidado,Na sala de espera\n"
        "João Luz,,04/03/2026 13:50:00,04/03/2026 14:00:00,10,Sim,Sim\nJoão Luz,,04/03/2026 14:00:00,04/03/2026 15:00:00,60,Sim,Não\n",
        {"João Luz": 60},
        order=DateOrder.DMY,
    ),
    "zoom: a telephone, a masked one and somebody without a name": Case(
        Z4
        + '15550100123,,"03/04/2026 02:00:00 PM","03/04/2026 02:30:00 PM",30,Yes,,No\n1555***0199,,"03/04/2026 02:00:00 PM","03/04/2026 02:40:00 PM",40,Yes,,No\n'
        ',,"03/04/2026 02:00:00 PM","03/04/2026 02:10:00 PM",10,Yes,,No\n',
        {"15550100123": 30, "1555***0199": 40, "": 10},
        order=DateOrder.MDY,
    ),
    "zoom: active hosts, 24 hours, columns named twice": Case(
        "Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        "Group,91234567890,Renee,renee@example.org,,,No,01/01/2026 08:00:00,03/04/2026 13:55:00,03/04/2026 17:00:00,185,1,Ida Falk,ida@example.org,03/04/2026 14:00:00,03/04/2026 14:50:00,50\n",
        {"Ida Falk": 50},
        order=DateOrder.MDY,
    ),
    "zoom: over midnight and through noon, twelve o'clock both ways": Case(
        Z4
        + 'Ida Falk,,"03/04/2026 11:30:00 AM","03/04/2026 12:15:00 PM",45,Yes,,No\nBo Quist,,"03/04/2026 11:50:00 PM","03/05/2026 12:20:00 AM",30,Yes,,No\n',
        {"Ida Falk": 45, "Bo Quist": 30},
        order=DateOrder.MDY,
    ),
    "zoom: a year of two digits and a German name for the totals": Case(
        "Name (Originalname);E-Mail-Adresse;Beitrittszeit;Verlassen um;Dauer (Minuten)\nIda Falk;;04.03.26 14:00;04.03.26 14:45;45\nGesamt;;;;45\n",
        {"Ida Falk": 45},
    ),
    "zoom: a weekday before, and headers with blanks around them": Case(
        ' Name (Original Name) , User Email , Join Time , Leave Time , Duration (Minutes) \nIda Falk,,"Wed, Mar 4, 2026 2:00 PM","Wed, Mar 4, 2026 2:40 PM",40\n',
        {"Ida Falk": 40},
    ),
    "zoom: ISO times with offsets": Case(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nIda Falk,,2026-03-04T19:00:00Z,2026-03-04T14:40:00-05:00,40\n",
        {"Ida Falk": 40},
    ),
    "zoom: the night the clock springs forward": Case(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nIda Falk,,03/08/2026 01:30:00 AM,03/08/2026 03:30:00 AM,60\n",
        {"Ida Falk": 60},
        order=DateOrder.MDY,
        day=date(2026, 3, 8),
    ),
    "zoom: an average and a count below": Case(
        Z4
        + 'Ida Falk,,"03/04/2026 02:00:00 PM","03/04/2026 02:30:00 PM",30,Yes,,No\nAverage,,,,30,,,\nCount,,,,1,,,\nPrinted by the front desk\n',
        {"Ida Falk": 30},
        order=DateOrder.MDY,
    ),
    "zoom: durations that a sheet took for hours": Case(
        sheet(
            ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)"),
            ("Ida Falk", None, "03/04/2026 02:00:00 PM", "03/04/2026 02:30:00 PM", 30.0),
        ),
        {"Ida Falk": 30},
        name="x.xlsx",
        order=DateOrder.MDY,
    ),
    "zoom: two people of one name with two addresses": Case(
        Z4
        + 'Ida Falk,a@example.org,"03/04/2026 02:00:00 PM","03/04/2026 02:30:00 PM",30,Yes,,No\nIda Falk,b@example.org,"03/04/2026 02:10:00 PM","03/04/2026 02:20:00 PM",10,Yes,,No\n',
        {"Ida Falk": 10},
        order=DateOrder.MDY,
    ),
}
