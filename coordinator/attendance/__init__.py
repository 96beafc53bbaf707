"""Attendance: marks, the intervals behind them, and the reports of the video platforms."""
