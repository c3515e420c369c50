"""The pieces of reading a Word document: its parts, its styles, and the walk through its text."""
