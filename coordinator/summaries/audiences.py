"""What a summary holds for whom: the least that serves the purpose (45 CFR 164.502(b)), and never more."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Contents:
    """Which parts a document has. What is not among them is left out of the document's facts, so no format has it.

    `goal` is hours against the goal and why they differ; `engagement` participation and goals worked on; `barriers`
    outreach and telehealth problems; `concerns` what staff must know; `plan` next week, plans and aftercare;
    `completion` only when care is to end; `topics` what a session was about, and `group` what it is called, both of
    which tell what somebody is treated for. `identity` is the date of birth beside a full name, `level` the level of
    care.
    """

    goal: bool = True
    authorization: bool = True
    engagement: bool = True
    barriers: bool = True
    concerns: bool = True
    plan: bool = True
    completion: bool = True
    topics: bool = True
    group: bool = True
    note_texts: bool = True
    identity: bool = True
    level: bool = True


EVERYTHING = Contents()


def contents_of(audience: Audience, *, clinical_consented: bool) -> Contents:
    """Give the parts of an audience's summary. `clinical_consented` says that a release names progress or engagement.

    The treatment team sees all. A payer sees what it reviews. Whoever referred a client, often a court, sees
    attendance and when care is to end. Clients may see their record, but neither what staff tell each other about
    risk nor the payer's affairs; process notes never come this far (45 CFR 164.524(a)(1)(i)).
    """
    if audience is Audience.TREATMENT_TEAM:
        return EVERYTHING
    if audience is Audience.UTILIZATION_REVIEW:
        return Contents(concerns=False, note_texts=False)
    if audience is Audience.CLIENT:
        return Contents(authorization=False, concerns=False)
    return Contents(
        goal=False,
        authorization=False,
        engagement=clinical_consented,
        barriers=False,
        concerns=False,
        plan=False,
        topics=False,
        group=False,
        note_texts=False,
        level=False,
    )
