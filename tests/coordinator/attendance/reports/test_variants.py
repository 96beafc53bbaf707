"""One file per variant, written here, with people and seconds worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from coordinator.attendance.reports import (
    Flag,
    Platform,
    QuestionCode,
    Reading,
    Report,
    ReportFile,
    Role,
    Window,
    read_report,
    read_reports,
)

Read = Callable[..., Report]

# file -> platform, variant, rows, {shown name: seconds}
EXPECTED: dict[str, tuple[str, str, int, dict[str, int | None]]] = {
    "zoom_z1_classic.csv": ("zoom", "Z1", 8, {
        "Renee Alvarado (Host)": 65 * 60,
        "Ida Falk": 59 * 60 + 29,  # 18:00:11 to 18:59:40; the waiting room is left out
        "12_Ana Reis": 45 * 60,  # 18:05 to 18:30 on one device and 18:20 to 18:50 on another
        'Nora "No" Berg (she/her)': 10 * 60 + 9 * 60 + 30,
        "1555****0100": 600,
    }),
    "zoom_z2_block.csv": ("zoom", "Z2", 2, {"Ida Falk (Idun Falk)": 1800, "Amir Haddad": 49 * 60 + 30}),
    "zoom_z3_unique.csv": ("zoom", "Z3", 2, {"Ida Falk": 3300, "Amir Haddad": None}),
    "zoom_z4_current.csv": ("zoom", "Z4", 3, {"Ida Falk": 3569, "Amir Haddad": 1800}),
    "zoom_z5_many.csv": ("zoom", "Z5", 4, {"Ida Falk": 125 * 60, "Amir Haddad": 2400}),
    "zoom_z5b_active_hosts.csv": ("zoom", "Z5b", 2, {"Ida Falk": 3000, "Amir Haddad": 1800}),
    "zoom_z6_2020.csv": ("zoom", "Z6", 2, {"Ida Falk": 2700, "Amir Haddad": 2100}),
    "zoom_z7_webinar.csv": ("zoom", "Z7", 4, {"Renee Alvarado": 3900, "Nora Berg": 1800, "Ida Falk": 2400}),
    "zoom_pt.csv": ("zoom", "Z1", 2, {"Ana Gonçalves": 1800}),
    "zoom_ja.csv": ("zoom", "Z1", 2, {"佐藤 花子": 2760, "鈴木 一郎": 0}),
    "zoom_ko.csv": ("zoom", "Z1", 1, {"김민준": 1800}),
    "zoom_ru.csv": ("zoom", "Z1", 1, {"Анна Петрова": 1800}),
    "zoom_wrapped.csv": ("zoom", "Z1", 2, {"Ida Falk": 1800, "Falk, Bo": 900}),
    "teams_t1.csv": ("teams", "T1", 7, {
        "Renee Alvarado": 2700,  # never left: closed at the latest time, 9:45
        "Berg, Nora (External)": 2700,
        "Ida Falk": 1800,
    }),
    "teams_t1_resaved.csv": ("teams", "T1", 4, {"Renee Alvarado": 3600, "Berg, Nora": 600}),
    "teams_t1_pt.csv": ("teams", "T1", 2, {"Ana Gonçalves": 1800}),
    "teams_t2.csv": ("teams", "T2", 3, {"Ida Falk": 6869, "Amir Haddad": 30 * 60 + 49}),
    "teams_t2_fr.csv": ("teams", "T2", 1, {"Zoé Lambert": 9869}),
    "teams_t3.csv": ("teams", "T3", 4, {
        "Renee Alvarado": 4270,
        "Berg, Nora (External)": 29 * 60 + 26 * 60 + 3,
        "Ida Falk (Unverified)": 600,  # only in the list of participants, ten minutes between 5:05 and 5:25
    }),
    "teams_t3_pl.csv": ("teams", "T3", 1, {"Łucja Żak": 8359}),
    "teams_t3_de.csv": ("teams", "T3", 1, {"Jörg Weiß (Gast)": 3900}),
    "teams_t3_tr.csv": ("teams", "T3", 1, {"Ayşe Yılmaz": 3903}),  # noqa: RUF001 - a Turkish name
    "teams_t4.csv": ("teams", "T4", 4, {"Ida Falk": 1800}),
    "meet_m1.csv": ("meet", "M1", 2, {"Ida Falk": 3720, "Amir Haddad": 1800}),
    "meeting_9-23-2026_8-21-01 PM_abc-defg-hij.csv": ("meet", "M2", 2, {
        "Ida Falk": 2882,
        "Amir Haddad": 3600,  # states 70 minutes of a 60-minute meeting
    }),
    "meet_m3.csv": ("meet", "M3", 1, {"Ida Falk": 4860}),
    "attendance 2026-09-23 abc-defg-hij.csv": ("meet", "M4", 3, {
        "Ida Falk": 1800, "Ida Falk (presentation)": 0, "Amir Haddad": 1500,
    }),
    "meet_m5.csv": ("meet", "M5", 3, {"nora berg": 1200, "ida falk": 600}),
    "webex_w1.csv": ("webex", "W1", 1, {"Ida Falk": 3420}),
    "webex_w2.csv": ("webex", "W2", 2, {"Ida Falk": 4800}),  # the breakout room lies inside the main session
    "webex_w2_pt.csv": ("webex", "W2", 1, {"Ana Gonçalves": 3420}),
    "LearningDashboard_evening_2026-03-13.csv": ("bigbluebutton", "B1", 2, {
        'Nora "No" Berg': 4800, "Renee Alvarado": 5400,
    }),
    "learning_dashboard_data.json": ("bigbluebutton", "B2", 4, {
        "Ida Falk": 3000,
        "Renee Alvarado": 600 + 75 * 60,  # came back at 9:15 and was there when the meeting ended at 10:30
    }),
    "bbb_b3.csv": ("bigbluebutton", "B3", 2, {"Ida Falk": 3000, "Amir Haddad": 3600}),
    "bbb_events.xml": ("bigbluebutton", "B3-events", 2, {"Ida Falk": 1800}),
    "gotomeeting.csv": ("goto", "G1", 3, {"Ida Falk": 2700, "Amir Haddad": 4200}),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_people_and_seconds(read_fixture: Read, name: str) -> None:
    platform, variant, rows, people = EXPECTED[name]
    report = read_fixture(name)
    assert (report.platform.value, report.variant, report.row_count) == (platform, variant, rows)
    assert {person.name: person.seconds for person in report.people} == people
    assert report.rejected == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_naming_the_platform_reads_the_same(read_fixture: Read, name: str) -> None:
    named = read_fixture(name, platform=Platform(EXPECTED[name][0]))
    assert named.people == read_fixture(name).people


def test_two_names_of_one_email_are_one_person_when_their_words_agree(read_fixture: Read) -> None:
    person = read_fixture("zoom_z1_classic.csv").people[2]
    assert (person.name, person.other_names, person.rows) == ("12_Ana Reis", ("ana's iPhone",), (5, 6))
    assert "Ana Reis" in person.candidates
    assert Flag.OVERLAP in person.flags


def test_roles(read_fixture: Read) -> None:
    roles = {person.name: person.role for person in read_fixture("zoom_z1_classic.csv").people}
    assert roles["Renee Alvarado (Host)"] is Role.HOST
    assert roles["1555****0100"] is Role.PHONE
    assert roles["Ida Falk"] is Role.ATTENDEE


def test_both_names_of_a_renamed_person_are_candidates(read_fixture: Read) -> None:
    assert {"Ida Falk", "Idun Falk"} <= set(read_fixture("zoom_z2_block.csv").people[0].candidates)


def test_meeting_block(read_fixture: Read) -> None:
    meeting = read_fixture("zoom_z2_block.csv").meeting
    assert (meeting.title, meeting.id) == ("Tuesday, evening group", "91234567890")
    assert meeting.starts_at is not None
    assert meeting.starts_at.isoformat() == "2026-03-14T21:55:00+00:00"


def test_several_meetings_are_asked_and_one_can_be_chosen(read_fixture: Read) -> None:
    report = read_fixture("zoom_z5_many.csv")
    assert [(q.code, q.choices) for q in report.questions] == [
        (QuestionCode.MEETING, ("111 2222 3333", "444 5555 6666"))
    ]
    chosen = read_fixture("zoom_z5_many.csv", meeting="111 2222 3333")
    assert not chosen.questions
    # Restarted: 50 minutes, then 20 in the second run of the same meeting.
    assert {person.name: person.seconds for person in chosen.people} == {"Ida Falk": 4200, "Amir Haddad": 2400}


def test_clock_times_without_a_date_ask_for_it(read_fixture: Read) -> None:
    asked = read_fixture("meet_m1.csv")
    assert [question.code for question in asked.questions] == [QuestionCode.DATE]
    assert all(person.intervals == () for person in asked.people)
    dated = read_fixture("meet_m1.csv", date=date(2026, 9, 23))
    assert not dated.questions
    assert dated.people[0].intervals[0].start.isoformat() == "2026-09-23T14:00:00+00:00"


def test_open_ends_are_flagged(read_fixture: Read) -> None:
    flags = {person.name: person.flags for person in read_fixture("teams_t1.csv").people}
    assert Flag.OPEN_END in flags["Renee Alvarado"]
    assert flags["Berg, Nora (External)"] == {Flag.OPEN_START}
    assert not flags["Ida Falk"]


def test_totals_are_marked_as_unverified(read_fixture: Read) -> None:
    first, second = read_fixture("zoom_z3_unique.csv").people
    assert first.flags == {Flag.UNVERIFIED}
    assert second.flags == {Flag.NO_TIMES}
    assert Flag.CAPPED in read_fixture("meeting_9-23-2026_8-21-01 PM_abc-defg-hij.csv").people[1].flags


def test_encodings_are_told_apart(read_fixture: Read) -> None:
    found = {
        name: read_fixture(name).encoding for name in ("zoom_ja.csv", "zoom_ko.csv", "zoom_ru.csv", "teams_t3.csv")
    }
    assert found == {
        "zoom_ja.csv": "cp932", "zoom_ko.csv": "cp949", "zoom_ru.csv": "cp1251", "teams_t3.csv": "utf-16-le",
    }  # fmt: skip


def test_the_same_export_has_the_same_fingerprint(read_fixture: Read) -> None:
    assert read_fixture("zoom_z4_current.csv").fingerprint == read_fixture("zoom_z4_current.csv").fingerprint
    assert read_fixture("zoom_z4_current.csv").fingerprint != read_fixture("zoom_z1_classic.csv").fingerprint


def test_the_session_chooses_among_several_meetings(read_fixture: Read) -> None:
    window = Window(datetime(2026, 3, 16, 21, 0, tzinfo=UTC), datetime(2026, 3, 16, 22, 0, tzinfo=UTC))
    report = read_fixture("zoom_z5_many.csv", window=window)
    assert not report.questions
    assert {person.name: person.seconds for person in report.people} == {"Ida Falk": 3300}


def test_a_comma_resave_with_padding_and_separator_line(read_text: Read) -> None:
    text = (
        "sep=;\n1. Summary;;;;;\nMeeting title;Group;;;;\n;;;;;\n2. Participants;;;;;\n"
        "Name;First join;Last leave;In-meeting duration;Email;Role\n"
        "Ida Falk;3/13/26, 9:00 AM;3/13/26, 9:30 AM;30m;ida@example.org;Attendee\n;;;;;\n"
        "3. In-Meeting Activities;;;;;\nName;Join time;Leave time;Duration;Email;Role\n"
        "Ida Falk;3/13/26, 9:00 AM;3/13/26, 9:30 AM;30m;ida@example.org;Attendee\n"
    )
    report = read_text(text)
    assert (report.variant, report.meeting.title) == ("T3", "Group")
    assert [(person.seconds, person.flags) for person in report.people] == [(1800, frozenset())]


def test_utc_columns_are_honoured(read_text: Read) -> None:
    text = (
        "1. Summary\nMeeting title\tGroup\n\n2. Participants\n"
        "Name\tFirst Join (UTC)\tLast Leave (UTC)\tIn-Meeting Duration\tEmail\n"
        "Ida Falk\t3/13/26, 9:00:00 AM\t3/13/26, 9:30:00 AM\t30m\tida@example.org\n"
    )
    person = read_text(text).people[0]
    assert person.intervals[0].start == datetime(2026, 3, 13, 9, 0, tzinfo=UTC)


def test_letters_that_can_be_read_in_two_ways_are_asked() -> None:
    text = (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        "João Reis,,2026/03/13 18:00:00,2026/03/13 18:30:00,30\n"
    )
    report = read_report(text.encode("cp1252"), "report.csv", Reading("UTC"))
    assert [(q.code, q.choices) for q in report.questions] == [(QuestionCode.ENCODING, ("cp1252", "cp1250"))]
    assert report.people[0].name == "João Reis"
    told = read_report(text.encode("cp1252"), "report.csv", Reading("UTC", encoding="cp1252"))
    assert not told.questions


def test_a_sign_that_is_no_letter_does_not_stop_the_reading() -> None:
    text = (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        "Ren\u00e9e \u00a9,,2026/03/13 18:00:00,2026/03/13 18:30:00,30\n"
    )
    report = read_report(text.encode("cp1252"), "report.csv", Reading("UTC"))
    assert (report.encoding, report.people[0].name) == ("cp1252", "Ren\u00e9e \u00a9")


def test_a_dashboard_that_repeats_one_instant_keeps_its_durations(read_text: Read) -> None:
    text = (
        "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Emojis,Poll Votes,Raise Hands,"
        "Join,Left,Duration\r\n"
        '"Ida Falk","false","1","0","0","0","0","0","0","3/13/2026, 9:00:00 AM","3/13/2026, 9:00:00 AM","00:40:00"\r\n'
    )
    assert read_text(text).people[0].seconds == 2400


def test_the_runs_of_a_restarted_meeting_are_united() -> None:
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    first = head + "Ida Falk,,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30\n"
    second = head + (
        "Ida Falk,,03/14/2026 06:25:00 PM,03/14/2026 06:45:00 PM,20\n"
        "Bo Ek,,03/14/2026 06:35:00 PM,03/14/2026 06:45:00 PM,10\n"
    )
    files = [(text.encode(), "run.csv") for text in (first, second, first)]  # one of them picked twice
    report = read_reports([ReportFile(*one) for one in files], Reading("America/New_York"))
    assert {person.name: person.seconds for person in report.people} == {"Ida Falk": 2700, "Bo Ek": 600}
    assert report.row_count == 3


def test_one_meeting_of_several_weeks_asks_for_the_week(read_text: Read) -> None:
    head = "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,"
    head += "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    text = head + "".join(
        f"Group,111,Renee,r@example.org,03/{day}/2026 09:00:00,03/{day}/2026 10:00:00,60,1,"
        f"{name},,03/{day}/2026 09:00:00,03/{day}/2026 09:{minutes}:00,{minutes}\n"
        for day, name, minutes in ((16, "Ida Falk", 40), (23, "Ida Falk", 20), (23, "Bo Ek", 10))
    )
    asked = read_text(text)
    assert [(one.code, one.choices) for one in asked.questions] == [
        (QuestionCode.MEETING, ("111, 3/16/2026", "111, 3/23/2026"))
    ]
    second = read_text(text, meeting="111, 3/23/2026")
    assert {one.name: one.seconds for one in second.people} == {"Ida Falk": 1200, "Bo Ek": 600}
    assert not second.questions
    window = Window(datetime(2026, 3, 16, 13, tzinfo=UTC), datetime(2026, 3, 16, 16, tzinfo=UTC))
    assert {one.name: one.seconds for one in read_text(text, window=window).people} == {"Ida Falk": 2400}
