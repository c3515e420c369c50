"""Dialogs: data in, one frozen answer out; none of them touches a study."""
