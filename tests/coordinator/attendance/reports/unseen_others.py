# ruff: noqa: DTZ001, E501, RUF001 - files as platforms and spreadsheets write them
"""Exports of the other platforms as they may come, minutes worked out by hand."""

from __future__ import annotations

from datetime import datetime, time

from coordinator.attendance.reports import DateOrder
from tests.coordinator.attendance.reports.unseen_shape import TEAMS_HEAD, Case, sheet

OTHERS = {
    "teams: sections, guests and Last, First": Case(
        (
            TEAMS_HEAD
            + "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
            "Berg, Nora (External)\t3/4/26, 2:00:00 PM\t3/4/26, 5:00:00 PM\t2h 30m 0s\tnora@example.org\tnora@example.org\tAttendee\n"
            "Ida Falk  (Guest)\t3/4/26, 2:10:00 PM\t3/4/26, 2:40:00 PM\t30m 0s\t\t\tAttendee\n\n"
            "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
            "Berg, Nora (External)\t3/4/26, 2:00:00 PM\t3/4/26, 3:00:00 PM\t1h 0m 0s\tnora@example.org\tAttendee\n"
            "Berg, Nora (External)\t3/4/26, 3:30:00 PM\t3/4/26, 5:00:00 PM\t1h 30m 0s\tnora@example.org\tAttendee\n"
            "Ida Falk  (Guest)\t3/4/26, 2:10:00 PM\t3/4/26, 2:40:00 PM\t30m 0s\t\tAttendee\n\n4. Meeting Engagement\n"
        ).encode("utf-16"),
        {"Berg, Nora (External)": 150, "Ida Falk (Guest)": 30},
        order=DateOrder.MDY,
    ),
    "teams: German, with minutes in words": Case(
        "1. Zusammenfassung\nBesprechungstitel\tGruppe\nStartzeit\t04.03.26, 13:55:00\nEndzeit\t04.03.26, 17:05:00\n\n2. Teilnehmer\n"
        "Name\tErster Beitritt\tLetztes Verlassen\tBesprechungsdauer\tE-Mail\tTeilnehmer-ID (UPN)\tRolle\n"
        "Ida Falk\t04.03.26, 14:00:00\t04.03.26, 15:05:00\t1 Std. 5 Min.\t\t\tTeilnehmer\n"
        "Bo Quist\t04.03.26, 14:00:00\t04.03.26, 14:59:00\t59 Min. 0 Sek.\t\t\tTeilnehmer\n",
        {"Ida Falk": 65, "Bo Quist": 59},
    ),
    "teams: the list in the meeting, newest first, somebody still there": Case(
        "Full Name\tUser Action\tTimestamp\nIda Falk\tJoined\t3/4/2026, 2:40:00 PM\nBo Quist\tLeft\t3/4/2026, 2:30:00 PM\n"
        "Ida Falk\tLeft\t3/4/2026, 2:20:00 PM\nBo Quist\tJoined before\t3/4/2026, 2:00:00 PM\nIda Falk\tJoined\t3/4/2026, 2:00:00 PM\n",
        {"Ida Falk": 20, "Bo Quist": 30},
        order=DateOrder.MDY,
    ),
    "teams: the report of 2021 in French, no-break spaces in durations": Case(
        "Résumé de la réunion\nNombre total de participants\t1\nTitre de la réunion\tnull\nHeure de début\t04/03/2026 à 13:55:00\nHeure de fin\t04/03/2026 à 17:05:00\n\n"
        "Nom complet\tHeure d'arrivée\tHeure de départ\tDurée\tE-mail\tRôle\nIda Falk\t04/03/2026 à 14:00:00\t04/03/2026 à 16:44:10\t2\u00a0h\u00a044\u00a0m\t\tParticipant\n",
        {"Ida Falk": 164 + 10 / 60},
        order=DateOrder.DMY,
    ),
    "teams: a live event in UTC": Case(
        "SessionId,ParticipantId,FullName,UserAgent,UtcEventTimestamp,Action,Role\n"
        "s1,p1,Ida Falk,Edge,3/4/2026 7:00:00 PM,Joined,Attendee\ns1,p1,Ida Falk,Edge,3/4/2026 7:45:00 PM,Left,Attendee\n",
        {"Ida Falk": 45},
        order=DateOrder.MDY,
    ),
    "teams: Polish": Case(
        "1. Podsumowanie\nTytuł spotkania\tGrupa\nGodzina rozpoczęcia\t3/4/26, 1:55:00 PM\nGodzina zakończenia\t3/4/26, 5:05:00 PM\n\n2. Uczestnicy\n"
        "Imię i nazwisko\tPierwsze dołączenie\tOstatnie wyjście\tCzas udziału w spotkaniu\tAdres e-mail\tIdentyfikator uczestnika (UPN)\tRola\n"
        "Łucja Żak\t3/4/26, 2:00:00 PM\t3/4/26, 4:19:19 PM\t2 godz. 19 min 19 s\t\t\tUczestnik\n",
        {"Łucja Żak": 139 + 19 / 60},
        order=DateOrder.MDY,
    ),
    "meet: the sheet, summed presence": Case(
        "First name,Last name,Email,Duration,Time joined,Time exited\nIda,Falk,ida@example.org,1 hr 2 min,2:00 PM,3:30 PM\nBo,Quist,,58 min,14:01,14:59\n",
        {"Ida Falk": 62, "Bo Quist": 58},
        name="Group - 2026_03_04.csv",
    ),
    "meet: an extension's preamble of one cell each": Case(
        '"*     Meeting code: abc-defg-hij"\n"*     Created on 2026-03-04 14:00:01"\n"*     Ended on 2026-03-04 17:00:01"\n"Full Name","First Seen","Time in Call"\n'
        '"Ida Falk","14:00:05","01:30:00"\n"ida  falk","15:40:00","00:10:00"\n"Bo Quist","14:10:00","00:20:30"\n',
        {"Ida Falk": 100, "Bo Quist": 20.5},
    ),
    "meet: numbered rows with a blank one after the header": Case(
        "SNo,Participant Name,Attendance Started at,Joined at(beta),Attendance Stopped at,Attended Duration,Meeting code\n,,,,,,\n"
        "1,Ida Falk,2:00:00 PM,2:00:05 PM,3:22:00 PM,1 hr 21 min 53s,abc-defg-hij\n",
        {"Ida Falk": 81 + 53 / 60},
    ),
    "meet: somebody who has not left": Case(
        '"Name","Joined at","Left at","Time in call","Status"\n"Ida Falk","2:00 PM","2:45 PM","45 min","Left"\n"Bo Quist","2:00 PM","","50 min","In call"\n',
        {"Ida Falk": 45, "Bo Quist": 50},
        name="abc-defg-hij_2026-03-04.csv",
    ),
    "meet: a class, one quoted cell for each person": Case(
        '"Attendance for: Tuesday group on 2026-03-04"\n"Ida Falk\t?\t14:00 (14min) [14:14]\t14:20 (6min) [14:26]"\n"Bo Quist\t?\t9:0 (5min) [9:05]"\n',
        {"Ida Falk": 20, "Bo Quist": 5},
    ),
    "webex: formula cells, a breakout beside the main session": Case(
        (
            "Meeting Name\tMeeting Start Time\tMeeting End Time\tDisplay Name\tFirst Name\tLast Name\tRole\tAttendee Email\tJoin Time\tLeave Time\tAttendance Duration\tConnection Type\tSession Name\n"
            'Group\t="2026-03-04 13:55:00"\t="2026-03-04 17:05:00"\tIda Falk\tIda\tFalk\tAttendee\tida@example.org\t="2026-03-04 14:00:00"\t="2026-03-04 15:00:00"\t60 mins\tDesktop app\tMain Session\n'
            'Group\t="2026-03-04 13:55:00"\t="2026-03-04 17:05:00"\tIda Falk\tIda\tFalk\tAttendee\tida@example.org\t="2026-03-04 14:30:00"\t="2026-03-04 15:10:00"\t40 mins\tDesktop app\tBreakout 1\n'
        ).encode("utf-16"),
        {"Ida Falk": 70},
    ),
    "goto: clock times under a summary": Case(
        "Tuesday group Attendees\nGoToMeeting\n\nSummary\nMeeting Date,Meeting Duration,Number of Attendees,Meeting ID\n"
        '"March 4, 2026 1:55 PM EST",190 minutes,2,123-456-789\n\nDetails\nName,Email Address,Join Time,Leave Time,Time in Session (minutes)\n'
        "Ida Falk,ida@example.org,2:00 PM,3:00 PM,60\nIda Falk,ida@example.org,3:10 PM,3:30 PM,20\n",
        {"Ida Falk": 80},
    ),
    "bigbluebutton: the dashboard with a comma in a poll's question": Case(
        "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,Raise Hands,Join,Left,Duration,How are you, today?\r\n"
        '"Renee Alvarado","TRUE","5","00:10:00","00:00:00","2","0","0","0","3/4/2026, 1:55:00 PM","3/4/2026, 5:00:00 PM","03:05:00",""\r\n'
        '"Ida "I" Falk","FALSE","5","00:10:00","00:00:00","2","0","0","0","3/4/2026, 2:00:00 PM","3/4/2026, 3:00:00 PM","00:50:00","fine"\r\n'
        '"Anonymous","","","","","","","","","","","","2"\r\n',
        {"Renee Alvarado": 185, 'Ida "I" Falk': 50},
        name="LearningDashboard_Group_2026-03-04.csv",
        order=DateOrder.MDY,
        hosts=("Renee Alvarado",),
    ),
    "bigbluebutton: events as a table": Case(
        "Name,Moderator,Chats,Talks,Emojis,Poll_votes,Raisehand,Talk_time,Join,Left,Duration\n"
        "Ida Falk,false,0,1,0,0,0,00:01:00,03/04/2026 14:00:00,03/04/2026 14:40:00,00:40:00\n",
        {"Ida Falk": 40},
        order=DateOrder.MDY,
    ),
    "a sheet with dates as dates, and a totals row": Case(
        sheet(
            ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"),
            ("Ida Falk", None, datetime(2026, 3, 4, 14, 0), datetime(2026, 3, 4, 15, 30), 90, "Yes"),
            ("Bo Quist", None, 46085.583333333336, 46085.604166666664, 30, "Yes"),
            (None, None, None, None, 120, None),
        ),
        {"Ida Falk": 90, "Bo Quist": 30},
        name="report.xlsx",
    ),
    "every line wrapped in one pair of quotes": Case(
        '"Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"\n"Ida Falk,,03/04/2026 02:00:00 PM,03/04/2026 02:45:00 PM,45"\n"""Berg, Nora"",,03/04/2026 02:00:00 PM,03/04/2026 02:30:00 PM,30"\n',
        {"Ida Falk": 45, "Berg, Nora": 30},
        order=DateOrder.MDY,
    ),
    "two meetings of one name, one header for all": Case(
        "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes),Total participant minutes,Department,Group,Source,Unique viewers,Max concurrent views,Creation time,Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room\n"
        'Group,Meeting,912 3456 7890,Renee,renee@example.org,"03/04/2026 01:55:00 PM","03/04/2026 03:00:00 PM",1,65,60,,,Zoom,,,"01/01/2026 08:00:00 AM",Ida Falk,,"03/04/2026 02:00:00 PM","03/04/2026 03:00:00 PM",60,Yes,,No\n\n'
        'Group,Meeting,912 3456 7890,Renee,renee@example.org,"03/04/2026 03:05:00 PM","03/04/2026 04:00:00 PM",1,55,50,,,Zoom,,,"01/01/2026 08:00:00 AM",Ida Falk,,"03/04/2026 03:05:00 PM","03/04/2026 03:55:00 PM",50,Yes,,No\n',
        {"Ida Falk": 110},
        order=DateOrder.MDY,
    ),
    "teams: Spanish sections": Case(
        "1. Resumen\nTítulo de la reunión\tGrupo\nHora de inicio\t4/3/26, 13:55:00\nHora de finalización\t4/3/26, 17:05:00\n\n2. Participantes\n"
        "Nombre\tPrimera entrada\tÚltima salida\tDuración de la reunión\tCorreo electrónico\tId. de participante (UPN)\tRol\n"
        "Inés Vidal\t4/3/26, 14:00:00\t4/3/26, 15:02:03\t1 h 2 min 3 s\t\t\tAsistente\n",
        {"Inés Vidal": 62.05},
        order=DateOrder.DMY,
    ),
    "teams: Turkish sections, columns by their place": Case(
        "1. Özet\nToplantı başlığı\tGrup\n\n2. Katılımcılar\nAd\tİlk Katılma\tSon Ayrılma\tToplantı Süresi\tE-posta\n"
        "Işıl Ak\t04.03.2026 14:00:00\t04.03.2026 15:05:03\t1 sa 5 dk 3 sn\t\n\n3. Toplantı İçi Etkinlikler\nAd\tKatılma\tAyrılma\tSüre\tE-posta\n"
        "Işıl Ak\t04.03.2026 14:00:00\t04.03.2026 15:05:03\t1 sa 5 dk 3 sn\t\n",
        {"Işıl Ak": 65.05},
    ),
    "teams: the list in the meeting as commas, the comma of the time unquoted": Case(
        "Full Name,User Action,Timestamp\nIda Falk,Joined,3/4/2026, 2:00:00 PM\nIda Falk,Left,3/4/2026, 2:30:00 PM\nBerg, Nora (Guest),Joined,3/4/2026, 2:00:00 PM\nBerg, Nora (Guest),Left,3/4/2026, 2:10:00 PM\n",
        {"Ida Falk": 30, "Berg, Nora (Guest)": 10},
        order=DateOrder.MDY,
    ),
    "teams: the list in German": Case(
        "Vollständiger Name\tBenutzeraktion\tZeitstempel\nIda Falk\tBeigetreten\t04.03.2026, 14:00:00\nIda Falk\tVerlassen\t04.03.2026, 14:25:00\n",
        {"Ida Falk": 25},
    ),
    "teams: a column in UTC": Case(
        TEAMS_HEAD
        + "2. Participants\nName\tFirst Join (UTC)\tLast Leave (UTC)\tIn-Meeting Duration\tEmail\tRole\nIda Falk\t3/4/26, 7:00:00 PM\t3/4/26, 7:30:00 PM\t30m 0s\t\tAttendee\n",
        {"Ida Falk": 30},
        order=DateOrder.MDY,
    ),
    "teams: a sheet saved again, times as numbers": Case(
        sheet(
            ("1. Summary",),
            ("Meeting title", "Group"),
            ("Start time", datetime(2026, 3, 4, 13, 55)),
            ("End time", datetime(2026, 3, 4, 17, 5)),
            (None,),
            ("2. Participants",),
            ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Role"),
            ("Ida Falk", datetime(2026, 3, 4, 14, 0), datetime(2026, 3, 4, 15, 0), "45m 10s", None, "Attendee"),
        ),
        {"Ida Falk": 45 + 10 / 60},
        name="report.xlsx",
    ),
    "webex: the old nine columns as commas": Case(
        "Meeting Name,Meeting Start Time,Meeting End Time,Name,Attendee Email,Join Time,Leave Time,Attendance Duration,Connection Type\n"
        'Group,"=""2026-03-04 13:55:00""","=""2026-03-04 17:00:00""",Ida Falk,ida@example.org,"=""2026-03-04 14:00:00""","=""2026-03-04 15:20:00""",1 hr 20 min,Desktop\n',
        {"Ida Falk": 80},
    ),
    "webex: Portuguese": Case(
        "Nome da reunião\tData de início da reunião\tData de término da reunião\tNome de exibição\tNome\tSobrenome\tFunção\tE-mail do convidado\tHora da entrada\tHora da saída\tDuração da presença\tTipo de conexão\tNome da sessão\n"
        'Grupo\t="2026-03-04 13:55:00"\t="2026-03-04 17:05:00"\tJoão Luz\tJoão\tLuz\tParticipante\tjoao@example.org\t="2026-03-04 14:00:00"\t="2026-03-04 14:57:00"\t57 mins\tApp\tSessão principal\n',
        {"João Luz": 57},
    ),
    "meet: the sheet as semicolons with a presentation": Case(
        "First name;Last name;Email;Duration;Time joined;Time exited\nIda;Falk;;30 min;14:00;14:30\nIda;Falk (Presentation);;10 min;14:05;14:15\n",
        {"Ida Falk": 30, "Ida Falk (Presentation)": 0},
        name="Group 2026-03-04.csv",
    ),
    "bigbluebutton: the dashboard in German with somebody still there": Case(
        'Name,Moderator,Aktivität,Redezeit,Webcamzeit,Nachrichten,Reaktionen,Umfragen,Handzeichen,Beitritt,Verlassen,Dauer\r\n"Ida Falk","FALSE","5","00:10:00","00:00:00","2","0","0","0","4.3.2026, 14:00:00","4.3.2026, 14:40:00","00:40:00"\r\n"Bo Quist","FALSE","5","00:10:00","00:00:00","2","0","0","0","4.3.2026, 14:00:00","-","00:55:00"\r\n',
        {"Ida Falk": 40, "Bo Quist": 55},
        name="LearningDashboard_Group_2026-03-04.csv",
    ),
    "meet: durations as times of a sheet": Case(
        sheet(
            ("First name", "Last name", "Email", "Duration", "Time joined", "Time exited"),
            ("Ida", "Falk", None, time(0, 45, 0), time(14, 0), time(14, 45)),
        ),
        {"Ida Falk": 45},
        name="Group 2026-03-04.xlsx",
    ),
    "teams: one person twice, as a guest and signed in": Case(
        TEAMS_HEAD + "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n"
        "Ida Falk (Guest)\t3/4/26, 2:00:00 PM\t3/4/26, 2:30:00 PM\t30m 0s\t\tAttendee\nIda Falk\t3/4/26, 2:20:00 PM\t3/4/26, 3:00:00 PM\t40m 0s\tida@example.org\tAttendee\n",
        {"Ida Falk (Guest)": 60},
        order=DateOrder.MDY,
    ),
    "meet: a telephone beside a device, both of them in and out": Case(
        "First name,Last name,Email,Duration,Time joined,Time exited\nIda,Falk,,40 min,14:00,15:00\nIda,Falk,,50 min,14:10,15:00\n",
        {"Ida Falk": 60},
        name="Group 2026-03-04.csv",
    ),
}
