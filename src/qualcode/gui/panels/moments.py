"""Moments of a study as people read them now, in the time zone of this computer."""

from __future__ import annotations

from datetime import datetime

from qualcode.gui.models.words import moment


def moment_words(stamp: str) -> str:
    """Write a moment with its time: “today, 10:42”, “14 Mar 2025, 10:42”."""
    return moment(stamp, datetime.now().astimezone())


def near_words(stamp: str) -> str:
    """Write a moment as a day: “today”, “12 Mar”, “12 Mar 2024”."""
    return moment_words(stamp).rsplit(",", 1)[0]
