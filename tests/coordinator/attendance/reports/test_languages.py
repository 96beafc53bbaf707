"""The variants in other languages and later wordings, and some in a language that no list of headers knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordinator.attendance.reports import Flag, Report, Role

Read = Callable[..., Report]

# file -> platform, variant, rows, {shown name: seconds}
EXPECTED: dict[str, tuple[str, str, int, dict[str, int | None]]] = {
    "teams_t1_de.csv": ("teams", "T1", 2, {"Jörg Weiß": 2400}),
    "teams_t1_fr.csv": ("teams", "T1", 2, {"Zoé Lambert": 1800}),
    "teams_t1_es.csv": ("teams", "T1", 4, {"Inés Peña": 30 * 60 + 10 * 60}),  # the newest row first
    "teams_t1_pl.csv": ("teams", "T1", 2, {"Łucja Żak": 1800}),
    "teams_t2_pt.csv": ("teams", "T2", 2, {"Ana Gonçalves": 19 * 60 + 3761}),  # 13:20:00 to 14:22:41
    "teams_t2_nl.csv": ("teams", "T2", 1, {"Saar Bakker": 48 * 60 + 59}),
    "teams_t3_fr.csv": ("teams", "T3", 2, {"Lambert, Zoé (Invité)": 30 * 60 + 20 * 60 + 30}),
    "teams_t3_es.csv": ("teams", "T3", 1, {"Inés Peña": 3723}),
    "teams_t3_pt.csv": ("teams", "T3", 2, {
        "Ana Gonçalves (Externo)": 3723,
        "João Reis": 2400,  # there from 18:05 to 19:05, forty minutes of it
    }),
    "zoom_es.csv": ("zoom", "Z1", 2, {"Inés Peña": 1810}),
    "zoom_vi.csv": ("zoom", "Z1", 1, {"Linh Trần": 29 * 60 + 10}),
    "zoom_z3_current.csv": ("zoom", "Z3", 2, {
        "Ida Falk": 3300,
        "Amir Haddad": 3900,  # states 90 minutes of a 65-minute meeting
    }),
    "zoom_z2_restarted.csv": ("zoom", "Z2", 2, {"Ida Falk": 2400}),
    "zoom_z7_phone.csv": ("zoom", "Z7", 4, {"Renee Alvarado": 3900, "Ida Falk": 2400, "1555****0100": 600}),
    "meet_m2_split.csv": ("meet", "M2", 3, {"Ida Falk": 1682, "": 60}),
    "bbb_dashboard_de.csv": ("bigbluebutton", "B1", 2, {"Jörg Weiß": 4800, "Renee Alvarado": 5400}),
    "bbb_events_old.xml": ("bigbluebutton", "B3-events", 4, {"Ida Falk": 1200}),
    "gotomeeting.xls": ("goto", "G1", 3, {"Ida Falk": 3000, "Amir Haddad": 1200}),  # over midnight
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_people_and_seconds(read_fixture: Read, name: str) -> None:
    platform, variant, rows, people = EXPECTED[name]
    report = read_fixture(name)
    assert (report.platform.value, report.variant, report.row_count) == (platform, variant, rows)
    assert {person.name: person.seconds for person in report.people} == people
    assert report.rejected == ()


def test_waiting_is_known_in_other_languages(read_fixture: Read) -> None:
    assert Flag.WAITING_ROOM_REMOVED in read_fixture("zoom_es.csv").people[0].flags


def test_a_table_in_an_unknown_language_has_its_addresses(read_fixture: Read) -> None:
    assert read_fixture("zoom_vi.csv").people[0].email == "linh@example.org"
    assert read_fixture("teams_t2_nl.csv").people[0].email == "saar@example.org"


def test_a_table_that_its_own_arithmetic_does_not_prove_is_not_guessed(read_text: Read) -> None:
    text = "Tên (Tên gốc),Email,Bắt đầu,Kết thúc,Điểm (tối đa)\nLinh Trần,,13/03/2026 18:00,13/03/2026 18:30,7\n"
    with pytest.raises(Exception, match="not-a-report"):
        read_text(text)


def test_a_telephone_of_a_webinar_is_a_telephone(read_fixture: Read) -> None:
    roles = {person.name: person.role for person in read_fixture("zoom_z7_phone.csv").people}
    assert roles["1555****0100"] is Role.PHONE
    assert roles["Renee Alvarado"] is Role.HOST


def test_two_runs_in_one_file_are_one_meeting(read_fixture: Read) -> None:
    report = read_fixture("zoom_z2_restarted.csv")
    assert not report.questions
    assert len(report.people[0].intervals) == 2


def test_an_old_recording_tells_time_by_its_creation(read_fixture: Read) -> None:
    person = read_fixture("bbb_events_old.xml").people[0]
    assert person.intervals[0].start.isoformat() == "2026-03-13T09:00:00+00:00"


def test_people_stand_in_the_order_of_the_file_also_with_the_newest_row_first(read_text: Read) -> None:
    text = "Full Name\tUser Action\tTimestamp\n" + "".join(
        f"{name}\t{action}\t3/13/2026, 9:{minute}:00 AM\n"
        for name, action, minute in (
            ("Bo Ek", "Left", 50), ("Ida Falk", "Left", 40), ("Ida Falk", "Joined", 20), ("Bo Ek", "Joined", 10),
        )
    )  # fmt: skip
    assert [(one.name, one.seconds) for one in read_text(text).people] == [("Bo Ek", 2400), ("Ida Falk", 1200)]
