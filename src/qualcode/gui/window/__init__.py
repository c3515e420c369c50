"""The parts of the main window: its frame, its bars, and what the user can do in it."""
