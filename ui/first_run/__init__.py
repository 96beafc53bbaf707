"""The first screen anybody sees: make a vault, choose how to start, keep the recovery code."""

from ui.first_run.page import Answers, FirstRunPage, StartChoice
from ui.first_run.recovery import RecoveryPage

__all__ = ["Answers", "FirstRunPage", "RecoveryPage", "StartChoice"]
