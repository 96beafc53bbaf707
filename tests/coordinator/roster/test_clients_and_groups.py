from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import people, roster
from coordinator.errors import NotFound
from coordinator.roster import (
    ClientDetails,
    ConsentDetails,
    ConsentStanding,
    EmergencyContact,
    GroupDetails,
    Standing,
)
from coordinator.roster.errors import (
    BornInTheFuture,
    CapacityTooSmall,
    CodeTaken,
    ConsentAlreadyRevoked,
    ConsentIncomplete,
    DatesOutOfOrder,
    FieldTooLong,
    GoalOutOfRange,
    GroupNameTaken,
    LinkNotSafe,
    NameMissing,
    TextMissing,
    UnknownState,
    UnknownZone,
)
from coordinator.roster.rules import check_link, folded, next_code
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, ConsentKind, FlagKind, GroupColour, Platform
from tests.fakes import FakeClock
from tests.reversing import take_back

TODAY = date(2026, 3, 11)
FARAH = ClientDetails(
    preferred_name="Farah Siddiqui",
    code="A-1022",
    legal_name="Farah Jamila Siddiqui",
    pronouns="she/her",
    born_on=date(1991, 5, 4),
    zone="America/New_York",
    home_state="ny",
    usual_location="Home, 27 Orchard Row, Apt 5",
    callback_number="555-0112",
    local_emergency_number="988, county team 555-0190",
    weekly_goal_minutes=540,
)


def added(store: Store, details: ClientDetails = FARAH) -> ClientId:
    return store.write(roster.add_client, details).outcome


def test_a_client_is_shown_as_it_was_entered(store: Store) -> None:
    contact = EmergencyContact("Imran Siddiqui", "brother", "555-0113")
    change = store.write(roster.add_client, FARAH, admitted_on=date(2026, 1, 12), contacts=[contact])
    found = store.read(roster.client, change.outcome)
    assert found.details == replace(FARAH, home_state="NY")
    assert [(kept.name, kept.relationship, kept.phone) for kept in found.contacts] == [
        ("Imran Siddiqui", "brother", "555-0113")
    ]
    assert found.standing is Standing.ACTIVE
    take_back(store, change)
    assert store.read(roster.clients, standing=Standing.ALL) == ()


@pytest.mark.parametrize(
    ("details", "error"),
    [
        (ClientDetails("  "), NameMissing),
        (ClientDetails("Ida Falk", zone="Mars/Olympus"), UnknownZone),
        (ClientDetails("Ida Falk", home_state="ZZ"), UnknownState),
        (ClientDetails("Ida Falk", weekly_goal_minutes=-1), GoalOutOfRange),
        (ClientDetails("Ida Falk", weekly_goal_minutes=10_081), GoalOutOfRange),
        (ClientDetails("Ida Falk", born_on=TODAY + timedelta(days=1)), BornInTheFuture),
        (ClientDetails("Ida Falk", pronouns="x" * 501), FieldTooLong),
        (ClientDetails("Ida\x00Falk"), FieldTooLong),
        (ClientDetails("Ida Falk", code="a-1022"), CodeTaken),
    ],
)
def test_what_cannot_be_true_of_a_client_is_refused(
    store: Store, details: ClientDetails, error: type[Exception]
) -> None:
    added(store)
    with pytest.raises(error):
        store.write(roster.add_client, details)
    assert len(store.read(roster.clients)) == 1


def test_an_empty_id_becomes_the_next_one(store: Store) -> None:
    added(store)
    assert store.read(roster.free_code) == "A-1023"
    second = added(store, ClientDetails("Ida Falk"))
    assert store.read(roster.client, second).code == "A-1023"
    assert next_code([]) == "A-1001"
    assert next_code(["X009", "odd"]) == "X010"


def test_a_new_name_is_shown_and_the_old_one_still_found(store: Store) -> None:
    client_id = added(store)
    change = store.write(roster.change_client, client_id, replace(FARAH, preferred_name="Farah Khan"))
    (line,) = store.read(roster.clients)
    assert line.name == "Farah Khan"
    for wanted in ("khan", "SIDDIQUI", "jamila", "a-1022", "far kha"):
        assert roster.matches(line.searchable, wanted)
    assert not roster.matches(line.searchable, "rver")
    assert store.read(roster.client, client_id).former_names == ("Farah Siddiqui",)
    take_back(store, change)
    assert store.read(roster.client, client_id).former_names == ()


@pytest.mark.parametrize(
    ("shown", "typed"), [("Tomás Rivera", "tomas"), ("Søren Ødegård", "soren odegard"), ("Łucja", "lucja")]
)
def test_search_does_not_mind_accents(shown: str, typed: str) -> None:
    assert roster.matches(folded(shown), typed)


@given(st.text(max_size=30))
def test_every_name_is_found_by_itself(name: str) -> None:
    assert roster.matches(folded(name), name)


def test_unchanged_contacts_keep_their_last_check(store: Store, clock: FakeClock) -> None:
    client_id = added(store)
    imran = EmergencyContact("Imran Siddiqui", "brother", "555-0113")
    store.write(roster.set_emergency_contacts, client_id, [imran])
    (kept,) = store.read(roster.client, client_id).contacts
    assert kept.id is not None
    store.write(roster.check_contact, kept.id)
    checked_at = clock.now()
    clock.advance(minutes=5)
    change = store.write(
        roster.set_emergency_contacts, client_id, [EmergencyContact("Ada Lund", "friend", "555-0199"), imran]
    )
    assert [(found.name, found.checked_at) for found in store.read(roster.client, client_id).contacts] == [
        ("Ada Lund", None),
        ("Imran Siddiqui", checked_at),
    ]
    take_back(store, change)
    assert [found.name for found in store.read(roster.client, client_id).contacts] == ["Imran Siddiqui"]
    with pytest.raises(TextMissing):
        store.write(roster.set_emergency_contacts, client_id, [EmergencyContact("", "", "555-0100")])


def test_a_flag_is_raised_read_and_cleared(store: Store, clock: FakeClock) -> None:
    client_id = added(store)
    flag_id = store.write(roster.raise_flag, client_id, FlagKind.SAFETY_PLAN, "Safety plan updated.").outcome
    (line,) = store.read(roster.clients)
    assert line.unread_flag is FlagKind.SAFETY_PLAN
    read = store.write(roster.read_flag, flag_id)
    (flag,) = store.read(roster.client, client_id).flags
    assert (flag.text, flag.raised_by, flag.read_at) == ("Safety plan updated.", "R. Alvarado", clock.now())
    assert store.read(roster.clients)[0].unread_flag is None
    assert not store.write(roster.read_flag, flag_id).topics
    take_back(store, read)
    assert store.read(roster.clients)[0].unread_flag is FlagKind.SAFETY_PLAN
    store.write(roster.clear_flag, flag_id)
    assert store.read(roster.client, client_id).flags == ()
    with pytest.raises(TextMissing):
        store.write(roster.raise_flag, client_id, FlagKind.RISK, " ")


def test_goals_keep_their_numbers(store: Store) -> None:
    client_id = added(store)
    store.write(roster.set_goals, client_id, ["Sleep", "Return to work"])
    change = store.write(roster.set_goals, client_id, ["Sleep through"])
    assert [(goal.number, goal.label) for goal in store.read(roster.client, client_id).goals] == [(1, "Sleep through")]
    take_back(store, change)
    assert [goal.label for goal in store.read(roster.client, client_id).goals] == ["Sleep", "Return to work"]


def test_a_retired_goal_leaves_its_number_to_nobody(store: Store) -> None:
    client_id = added(store)
    for label in ("Sleep", "Return to work", "Call a friend"):
        store.write(roster.add_goal, client_id, label)
    store.write(roster.retire_goal, client_id, 3)
    assert store.write(roster.add_goal, client_id, "Cook twice a week").outcome == 4
    change = store.write(roster.retire_goal, client_id, 2)
    store.write(roster.change_goal, client_id, 1, "Sleep through")
    assert [(goal.number, goal.label) for goal in store.read(roster.client, client_id).goals] == [
        (1, "Sleep through"),
        (4, "Cook twice a week"),
    ]
    take_back(store, change)
    assert [goal.number for goal in store.read(roster.client, client_id).goals] == [1, 2, 4]
    with pytest.raises(NotFound):
        store.write(roster.retire_goal, client_id, 3)
    with pytest.raises(TextMissing):
        store.write(roster.change_goal, client_id, 1, "  ")


DISCLOSURE = ConsentDetails(
    kind=ConsentKind.DISCLOSURE,
    signed_on=date(2026, 1, 12),
    expires_on=date(2026, 3, 31),
    discloser="Alder Street IOP",
    recipient="County Probation",
    information="Attendance",
    purpose="Monitoring",
    signed_by="Farah Siddiqui",
    revocation_explained=True,
)


@pytest.mark.parametrize(
    "element", ["discloser", "recipient", "information", "purpose", "signed_by", "revocation_explained", "expires_on"]
)
def test_a_disclosure_needs_all_nine_elements(store: Store, element: str) -> None:
    client_id = added(store)
    empty: dict[str, object] = {"revocation_explained": False, "expires_on": None}
    with pytest.raises(ConsentIncomplete) as refusal:
        store.write(roster.add_consent, client_id, replace(DISCLOSURE, **{element: empty.get(element, "")}))  # type: ignore[arg-type]
    assert refusal.value.missing == (element,)


def test_a_consent_holds_until_it_expires_or_is_revoked(store: Store) -> None:
    client_id = added(store)
    consent_id = store.write(roster.add_consent, client_id, DISCLOSURE).outcome
    standing = roster.consent_standing
    assert standing(DISCLOSURE, None, date(2026, 1, 11)) is ConsentStanding.NOT_YET
    assert standing(DISCLOSURE, None, date(2026, 3, 31)) is ConsentStanding.HOLDS
    assert standing(DISCLOSURE, None, date(2026, 4, 1)) is ConsentStanding.EXPIRED
    with pytest.raises(DatesOutOfOrder):
        store.write(roster.revoke_consent, consent_id, on=date(2026, 1, 1))
    change = store.write(roster.revoke_consent, consent_id, on=TODAY)
    (consent,) = store.read(roster.client, client_id).consents
    assert standing(consent.details, consent.revoked_on, TODAY) is ConsentStanding.REVOKED
    assert standing(consent.details, consent.revoked_on, date(2026, 3, 10)) is ConsentStanding.HOLDS
    with pytest.raises(ConsentAlreadyRevoked):
        store.write(roster.revoke_consent, consent_id, on=TODAY)
    take_back(store, change)
    assert store.read(roster.client, client_id).consents[0].revoked_on is None


def test_a_group_takes_the_programs_zone_and_the_signed_in_leader(store: Store) -> None:
    change = store.write(roster.add_group, GroupDetails("Mood & Anxiety", link="https://zoom.example/j/555010147"))
    group = store.read(roster.group, change.outcome)
    assert (group.short_code, group.zone, group.facilitator) == ("MA", "America/New_York", "Renee Alvarado")
    take_back(store, change)
    assert store.read(roster.groups) == ()


def test_changing_a_group_can_be_undone(store: Store) -> None:
    group_id = store.write(roster.add_group, GroupDetails("Mood & Anxiety")).outcome
    before = store.read(roster.group, group_id)
    leader = store.write(people.add_facilitator, "Marcus Chen", "LMFT").outcome
    details = replace(
        before.details, name="DBT Skills", colour=GroupColour.MOSS, platform=Platform.TEAMS, facilitator_id=leader
    )
    change = store.write(roster.change_group, group_id, details)
    after = store.read(roster.group, group_id)
    assert (after.name, after.facilitator, after.platform) == ("DBT Skills", "Marcus Chen", Platform.TEAMS)
    take_back(store, change)
    assert store.read(roster.group, group_id) == before


@pytest.mark.parametrize(
    ("details", "error"),
    [
        (GroupDetails(" "), NameMissing),
        (GroupDetails("DBT", capacity=0), CapacityTooSmall),
        (GroupDetails("DBT", zone="EST5"), UnknownZone),
        (GroupDetails("mood &  anxiety", short_code="X"), GroupNameTaken),
        (GroupDetails("Men's Aftercare", short_code="ma"), GroupNameTaken),
        (GroupDetails("DBT", link="javascript:alert(1)"), LinkNotSafe),
        (GroupDetails("DBT", backup_link="http://zoom.example/j/1"), LinkNotSafe),
    ],
)
def test_what_cannot_be_a_group_is_refused(store: Store, details: GroupDetails, error: type[Exception]) -> None:
    store.write(roster.add_group, GroupDetails("Mood & Anxiety"))
    with pytest.raises(error):
        store.write(roster.add_group, details)


@pytest.mark.parametrize(
    "link",
    [
        "https://a@zoom.example/j/1",
        "https://zoom.example/j/1 2",
        "https:///j/1",
        "file:///etc/passwd",
        "https://zoom.example\\@evil.example/",
        "https://[::1",
        "https://zoom.example/\nj",
        "zoommtg://join?confno=1",
        "https://" + "x" * 2_000,
    ],
)
def test_links_that_are_no_plain_https_address_are_refused(link: str) -> None:
    with pytest.raises(LinkNotSafe):
        check_link("link", link)


def test_lines_count_who_is_in_and_who_waits_today(store: Store) -> None:
    group_id = store.write(roster.add_group, GroupDetails("Mood & Anxiety", capacity=3)).outcome
    for number, (starts_on, ends_on) in enumerate(
        [
            (date(2026, 1, 5), None),
            (date(2026, 1, 5), TODAY),
            (date(2026, 3, 12), None),
            (date(2026, 1, 5), date(2026, 3, 10)),
        ]
    ):
        client_id = added(store, ClientDetails(f"Client {number}"))
        store.write(roster.enroll, client_id, group_id, starts_on=starts_on, ends_on=ends_on)
    store.write(roster.join_waitlist, added(store), group_id)
    (line,) = store.read(roster.group_lines)
    assert (line.enrolled, line.waiting, line.free, line.full) == (2, 1, 1, False)
    counts = store.read(roster.standing_counts)
    assert (counts.active, counts.waiting, counts.discharged) == (4, 1, 0)
    assert len(store.read(roster.clients, group_id=group_id)) == 3
