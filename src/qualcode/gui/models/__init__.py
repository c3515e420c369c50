"""Item models: snapshots of the study for the views."""
