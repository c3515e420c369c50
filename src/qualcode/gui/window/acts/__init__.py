"""What the user can do in an open study: each act asks at most one dialog and calls one service."""
