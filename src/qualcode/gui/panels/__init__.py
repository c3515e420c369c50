"""The larger parts of the window: docks and pages."""
