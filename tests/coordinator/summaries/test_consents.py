"""Which release lets a summary go out, and what is said where none does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.roster import Consent, ConsentDetails
from coordinator.summaries.audiences import Contents, contents_of
from coordinator.summaries.consents import (
    ConsentProblem,
    Person,
    age_on,
    allows_clinical,
    chosen_consent,
    needs_consent,
    problem_of,
    serves,
)
from coordinator.vocabulary import Audience, ConsentKind
from tests.coordinator.summaries.releases import ENDS, SIGNED, TO_COURT, TO_PAYER

TODAY = date(2026, 3, 11)
ADULT = Person(date(1988, 12, 19))
PAYER, REFERRAL = Audience.UTILIZATION_REVIEW, Audience.REFERRAL


def held(details: ConsentDetails, *, revoked_on: date | None = None) -> Consent:
    return Consent(uuid4(), details, revoked_on)


@pytest.mark.parametrize(
    ("recipient", "purpose", "payer", "referrer"),
    [
        ("Northfield Health Plan", "Payment", True, False),
        ("Medicaid", "authorization of units", True, False),
        ("County probation", "Attendance", False, True),
        ("Judge Ames", "Drug court", False, True),
        ("Harbor Primary Care", "Coordination of care", False, True),
        ("Mill & Sons, employer", "Return to work", False, True),
        ("Northfield EAP", "Benefits and attendance for the employer", True, True),
    ],
)
def test_a_release_serves_the_one_its_words_name(recipient: str, purpose: str, payer: bool, referrer: bool) -> None:
    details = replace(TO_COURT, recipient=recipient, purpose=purpose)
    assert (serves(details, PAYER), serves(details, REFERRAL)) == (payer, referrer)


@pytest.mark.parametrize(
    ("information", "clinical"),
    [
        ("Attendance", False),
        ("Dates and hours of attendance", False),
        ("Attendance and progress", True),
        ("Participation in the program", True),
        ("The full record", True),
    ],
)
def test_clinical_content_is_told_only_where_the_release_names_it(information: str, clinical: bool) -> None:
    assert allows_clinical(replace(TO_COURT, information=information)) is clinical


@pytest.mark.parametrize(
    ("consent", "problem"),
    [
        (held(TO_COURT), None),
        (held(TO_COURT, revoked_on=TODAY), ConsentProblem.REVOKED),
        (held(replace(TO_COURT, expires_on=TODAY)), None),
        (held(replace(TO_COURT, expires_on=TODAY - timedelta(days=1))), ConsentProblem.EXPIRED),
        (held(replace(TO_COURT, signed_on=TODAY + timedelta(days=1))), ConsentProblem.NOT_YET),
    ],
)
def test_each_way_of_not_holding_is_told_apart(consent: Consent, problem: ConsentProblem | None) -> None:
    assert problem_of(consent, ADULT, TODAY) is problem
    assert chosen_consent([consent], REFERRAL, "", ADULT, TODAY).problem is problem


def test_no_release_and_one_for_something_else_are_told_apart() -> None:
    telehealth = held(ConsentDetails(ConsentKind.TELEHEALTH, SIGNED))
    assert chosen_consent([telehealth], REFERRAL, "", ADULT, TODAY).problem is ConsentProblem.ABSENT
    assert chosen_consent([held(TO_PAYER)], REFERRAL, "", ADULT, TODAY).problem is ConsentProblem.OTHER_PURPOSE
    other = chosen_consent([held(TO_COURT)], REFERRAL, "Mill & Sons", ADULT, TODAY)
    assert other.problem is ConsentProblem.OTHER_RECIPIENT


def test_of_two_recipients_one_must_be_named() -> None:
    court, employer = held(TO_COURT), held(replace(TO_COURT, recipient="Mill & Sons"))
    assert chosen_consent([court, employer], REFERRAL, "", ADULT, TODAY).recipients == (
        "County probation",
        "Mill & Sons",
    )
    assert chosen_consent([court, employer], REFERRAL, " mill &  SONS", ADULT, TODAY).consent is employer


def test_a_renewed_release_takes_the_place_of_one_that_ended() -> None:
    ended = held(replace(TO_COURT, expires_on=date(2026, 2, 1)))
    renewed = held(replace(TO_COURT, signed_on=date(2026, 2, 2)))
    assert chosen_consent([ended, renewed], REFERRAL, "", ADULT, TODAY).consent is renewed


@pytest.mark.parametrize(
    ("signed_by", "problem"),
    [
        ("Ida Falk", ConsentProblem.ONE_SIGNATURE),
        ("Ida Falk and Per Falk", None),
        ("Ida Falk; Per Falk (father)", None),
        ("Ida Falk, consents alone", None),
        ("Alexandra Alonso", ConsentProblem.ONE_SIGNATURE),
    ],
)
def test_a_minors_release_has_both_signatures_or_says_that_one_is_enough(
    signed_by: str, problem: ConsentProblem | None
) -> None:
    minor = Person(date(2010, 5, 1))
    assert problem_of(held(replace(TO_COURT, signed_by=signed_by)), minor, TODAY) is problem


def test_a_release_of_a_minor_ends_with_the_eighteenth_birthday() -> None:
    grown = Person(date(2008, 3, 11))
    details = replace(TO_COURT, signed_by="Ida Falk and Per Falk")
    assert problem_of(held(details), grown, TODAY - timedelta(days=1)) is None
    assert problem_of(held(details), grown, TODAY) is ConsentProblem.CAME_OF_AGE
    assert problem_of(held(replace(TO_COURT, signed_on=TODAY)), grown, TODAY) is None


def test_after_a_death_a_representative_signs_anew() -> None:
    dead = Person(date(1950, 1, 1), died_on=date(2026, 3, 1))
    assert problem_of(held(TO_COURT), dead, TODAY) is ConsentProblem.DECEASED
    assert problem_of(held(replace(TO_COURT, signed_on=date(2026, 3, 5))), dead, TODAY) is None


@given(born=st.dates(date(1930, 1, 1), date(2026, 1, 1)), day=st.dates(date(2026, 1, 1), date(2060, 1, 1)))
def test_an_age_grows_by_one_each_birthday(born: date, day: date) -> None:
    later = age_on(born, day + timedelta(days=366))
    assert 0 <= age_on(born, day) < later <= age_on(born, day) + 2


@given(day=st.dates(date(2025, 1, 1), date(2027, 12, 31)), audience=st.sampled_from([PAYER, REFERRAL]))
def test_nothing_goes_out_on_a_day_the_release_does_not_hold(day: date, audience: Audience) -> None:
    details = TO_PAYER if audience is PAYER else TO_COURT
    found = chosen_consent([held(details)], audience, "", ADULT, day)
    assert (found.consent is not None) is (SIGNED <= day <= ENDS)


def test_a_payer_needs_a_release_from_part_2_programs_only() -> None:
    assert needs_consent(PAYER, part2_covered=True)
    assert not needs_consent(PAYER, part2_covered=False)
    assert needs_consent(REFERRAL, part2_covered=False)
    assert not needs_consent(Audience.CLIENT, part2_covered=True)


def test_each_audience_gets_its_own_columns_of_the_table() -> None:
    assert contents_of(Audience.TREATMENT_TEAM, clinical_consented=False) == Contents()
    payer = contents_of(PAYER, clinical_consented=False)
    assert (payer.goal, payer.authorization, payer.engagement, payer.plan) == (True, True, True, True)
    assert (payer.concerns, payer.note_texts) == (False, False)
    court = contents_of(REFERRAL, clinical_consented=False)
    assert [name for name in Contents.__slots__ if getattr(court, name)] == ["completion", "identity"]
    assert contents_of(REFERRAL, clinical_consented=True).engagement
    own = contents_of(Audience.CLIENT, clinical_consented=False)
    assert (own.note_texts, own.concerns, own.authorization) == (True, False, False)
