"""Shown names to clients: nobody is assigned who could be somebody else."""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from coordinator.attendance.matching import How, Match, RosterName, alias_key, match
from coordinator.attendance.reports import Flag, Reading, ReportPerson, Role, read_report
from coordinator.attendance.reports.names import candidates
from coordinator.vocabulary import ClientId

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "attendance-samples" / "zoom"
SPACE = UUID(int=7)


def an_id(text: str) -> ClientId:
    return ClientId(uuid5(SPACE, text))


def a_client(preferred: str, legal: str = "", *, nicknames: tuple[str, ...] = (), key: str = "") -> RosterName:
    return RosterName(an_id(key or preferred), preferred, legal, nicknames)


def a_person(name: str, *, role: Role = Role.ATTENDEE, flags: frozenset[Flag] = frozenset()) -> ReportPerson:
    return ReportPerson(name, (), candidates(name), None, role, (), 60, None, flags, (1,))


ROSTER = (
    a_client("Ida Falk", "Idun Falk"),
    a_client("Amara Okafor"),
    a_client("Farah Siddiqui"),
    a_client("Nora Berg", nicknames=("Nonni",)),
    a_client("José Núñez"),
    a_client("佐藤 花子"),
    a_client("김민준"),
    a_client("Анна Петрова"),
    a_client("محمد علي"),
    a_client("Maria Garcia", key="first"),
    a_client("Maria Garcia", key="second"),
    a_client("Alexander O'Neill-Smith"),
    a_client("Sam Rivers"),
)


def one(name: str, **aliases: ClientId) -> Match:
    return match([a_person(name)], ROSTER, {alias_key(shown): client for shown, client in aliases.items()})[0]


@pytest.mark.parametrize(
    ("shown", "client"),
    [
        ("Ida Falk", "Ida Falk"), ("IDA  FALK", "Ida Falk"), ("Falk, Ida", "Ida Falk"), ("Idun Falk", "Ida Falk"),
        ("Ida Falk (Guest)", "Ida Falk"), ("Ida Falk  (External) (Unverified)", "Ida Falk"),
        ("Ida Falk (she/her)", "Ida Falk"), ("Ida Falk, she/her", "Ida Falk"), ("12_Ida Falk", "Ida Falk"),
        ("CS-21-001 Ida Falk", "Ida Falk"), ("[Clinic] Ida Falk", "Ida Falk"), ("sunny (Ida Falk)", "Ida Falk"),
        ("José Núñez", "José Núñez"), ("JOSE\u0301 NU\u0301N\u0303EZ", "José Núñez"), ("佐藤　花子", "佐藤 花子"),
        ("김민준", "김민준"), ("анна петрова", "Анна Петрова"), ("محمد علي", "محمد علي"),
        ("Alexander O\u2019Neill\u2010Smith", "Alexander O'Neill-Smith"),
    ],
)  # fmt: skip
def test_the_same_name_is_assigned(shown: str, client: str) -> None:
    found = one(shown)
    assert (found.how, found.client_id) == (How.EXACT, an_id(client))


@pytest.mark.parametrize(
    ("shown", "client"),
    [
        ("Amara O.", "Amara Okafor"), ("F Siddiqui", "Farah Siddiqui"), ("Amara", "Amara Okafor"),
        ("amara's iPhone", "Amara Okafor"), ("Nonni", "Nora Berg"), ("Norah Berg", "Nora Berg"),
        ("Jose Nunez", "José Núñez"), ("Alex ONeill Smith", "Alexander O'Neill-Smith"), ("I.F. Falk", "Ida Falk"),
        ("Ida F", "Ida Falk"), ("佐藤", "佐藤 花子"),
    ],
)  # fmt: skip
def test_a_likely_name_is_only_suggested(shown: str, client: str) -> None:
    found = one(shown)
    assert (found.how, found.client_id) == (How.SUGGESTED, None)
    assert an_id(client) in {suggestion.client_id for suggestion in found.suggestions}


@pytest.mark.parametrize("shown", ["iPhone (2)", "Galaxy A54", "", "Zoom user", "SM-G991B"])
def test_a_device_is_nobody(shown: str) -> None:
    assert one(shown) == Match(0, None, How.NONE)


def test_a_telephone_is_nobody_until_remembered() -> None:
    phone = a_person("+1 555-010-0123", role=Role.PHONE)
    assert match([phone], ROSTER, {})[0].how is How.NONE
    remembered = match([phone], ROSTER, {alias_key(phone.name): an_id("Ida Falk")})[0]
    assert (remembered.how, remembered.client_id) == (How.ALIAS, an_id("Ida Falk"))


def test_two_clients_of_one_name_are_never_assigned() -> None:
    both = {an_id("first"), an_id("second")}
    found = one("Maria Garcia")
    assert found.client_id is None
    assert {suggestion.client_id for suggestion in found.suggestions[:2]} == both
    remembered = match([a_person("Maria Garcia")], ROSTER, {"maria garcia": an_id("first")})[0]
    assert remembered.client_id is None


def test_a_remembered_name_is_assigned_on_any_platform() -> None:
    aliases = {alias_key("sunny (Guest)"): an_id("Ida Falk")}
    found = match([a_person("Sunny  (External)")], ROSTER, aliases)[0]
    assert (found.how, found.client_id) == (How.ALIAS, an_id("Ida Falk"))


def test_a_memory_that_contradicts_a_name_is_asked() -> None:
    found = match([a_person("Ida Falk")], ROSTER, {"ida falk": an_id("Nora Berg")})[0]
    assert (found.how, found.client_id) == (How.SUGGESTED, None)
    assert {s.client_id for s in found.suggestions} >= {an_id("Ida Falk"), an_id("Nora Berg")}


def test_a_memory_of_somebody_no_longer_on_the_roster_is_passed_over() -> None:
    assert match([a_person("sunny")], ROSTER, {"sunny": an_id("gone")})[0].client_id is None


def test_outer_and_inner_name_of_two_clients_are_asked() -> None:
    found = one("Nora Berg (Ida Falk)")
    assert found.client_id is None
    assert {s.client_id for s in found.suggestions} == {an_id("Ida Falk"), an_id("Nora Berg")}


def test_namesakes_in_the_report_are_asked() -> None:
    namesakes = [a_person("Sam Rivers", flags=frozenset({Flag.AMBIGUOUS_NAME})) for _ in range(2)]
    assert [found.client_id for found in match(namesakes, ROSTER, {})] == [None, None]


def test_of_two_spellings_the_plain_one_keeps_the_client() -> None:
    plain, numbered = match([a_person("12_Sam Rivers"), a_person("Sam Rivers")], ROSTER, {})
    assert plain.client_id is None
    assert plain.suggestions[0].client_id == an_id("Sam Rivers")
    assert numbered.client_id == an_id("Sam Rivers")


def roster_of(name: str, *columns: str) -> list[RosterName]:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("the sample reports are not on this computer")
    with path.open(encoding="utf-8-sig", newline="") as file:
        named = (" ".join(row[column] for column in columns) for row in csv.DictReader(file))
        return [a_client(text, key=f"{number} {text}") for number, text in enumerate(named)]


@pytest.mark.samples
@pytest.mark.parametrize("number", range(1, 6))
def test_sample_classes_assign_nobody_wrongly(number: int) -> None:
    roster = roster_of("sujith12145_sample_master_list.csv", "name")
    by_roll = {f"cs-21-{place:03}": client for place, client in enumerate(roster, 1)}
    path = SAMPLES / f"sujith12145_sample_zoom_class{number}.csv"
    people = read_report(path.read_bytes(), path.name, Reading("UTC")).people
    asked = right = 0
    for person, found in zip(people, match(people, roster, {}), strict=True):
        known = by_roll.get((person.email or "").partition("@")[0])
        if found.client_id is not None:
            assert known is not None
            assert found.client_id == known.client_id
        elif known is not None:
            asked += 1
            right += known.client_id in {suggestion.client_id for suggestion in found.suggestions}
    assert right >= 0.98 * asked


@pytest.mark.samples
def test_sample_with_namesakes_assigns_none_of_them() -> None:
    roster = roster_of("Ying-Ju_roster.csv", "Name")
    path = SAMPLES / "Ying-Ju_zoom.csv"
    people = read_report(path.read_bytes(), path.name, Reading("UTC")).people
    found = match(people, roster, {})
    names = {client.client_id: client.preferred for client in roster}
    for person, one_match in zip(people, found, strict=True):
        if person.name in {"Rubeus Hagrid", "Remus Lupin"}:
            assert one_match.client_id is None
        elif one_match.client_id is not None:
            last, _, first = names[one_match.client_id].partition(", ")
            assert person.name.startswith(f"{first} {last}".strip())
