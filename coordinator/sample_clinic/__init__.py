"""A made-up clinic for trying the program out: one action fills it in, one takes it away."""

from coordinator.sample_clinic.filling import Filled, SampleNeedsEmptyVault, fill
from coordinator.sample_clinic.playing import FillStopped
from coordinator.sample_clinic.removing import NotASample, Removed, remove_sample
from coordinator.sample_clinic.story import Scale

__all__ = [
    "FillStopped",
    "Filled",
    "NotASample",
    "Removed",
    "SampleNeedsEmptyVault",
    "Scale",
    "fill",
    "remove_sample",
]
