"""The command line: whatever the window does, without a screen."""
