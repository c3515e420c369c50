"""The window: Qt models, widgets and actions on top of the services."""
