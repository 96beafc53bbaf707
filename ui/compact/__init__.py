"""The compact window: attendance beside the meeting."""
