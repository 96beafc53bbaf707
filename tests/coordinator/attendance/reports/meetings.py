"""Invented meetings: who joined when, waited, rejoined or came with a second device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from coordinator.attendance.reports import Interval, Window

NAMES = (
    "Ida Falk", "Amir Haddad", "Nora Berg (she/her)", "Bo Ek", "佐藤 花子", "Łucja Żak", "O'Neill, Sam",
    'Al "Ace" Wood',
    "José Núñez", "Zoé Lambert", "Анна Петрова", "12_Ana Reis",
)  # fmt: skip
ZONES = ("America/New_York", "America/Denver", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney", "UTC")


@dataclass(frozen=True)
class Stay:
    joined: int
    length: int
    waited: int


@dataclass(frozen=True)
class Meeting:
    starts: datetime
    zone: str
    stays: dict[str, list[Stay]]

    def interval(self, stay: Stay) -> Interval:
        start = self.starts + timedelta(seconds=stay.joined)
        return Interval(start, start + timedelta(seconds=stay.length))

    def expected(self, window: Window | None = None) -> dict[str, int]:
        """Seconds of each person, counted on a set of seconds."""
        result = {}
        for name, stays in self.stays.items():
            there = {second for stay in stays for second in range(stay.joined, stay.joined + stay.length)}
            if window is not None:
                first = (window.starts_at - self.starts) // timedelta(seconds=1)
                last = (window.ends_at - self.starts) // timedelta(seconds=1)
                there = {second for second in there if first <= second < last}
            result[name] = len(there)
        return result


stays = st.lists(
    st.builds(Stay, st.integers(0, 3 * 3600), st.integers(1, 2 * 3600), st.sampled_from([0, 0, 45, 300])),
    min_size=1, max_size=4,
)  # fmt: skip
meetings = st.builds(
    Meeting,
    st.integers(0, 4 * 366 * 86400).map(lambda at: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=at)),
    st.sampled_from(ZONES),
    st.dictionaries(st.sampled_from(NAMES), stays, min_size=1, max_size=6),
)
