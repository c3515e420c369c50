"""Qualitative coding of interview transcripts: a core without a screen, and the window on top of it."""

__version__ = "0.1.0"
