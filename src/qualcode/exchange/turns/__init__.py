"""The pieces of finding turns: labels in the text, what they look like, and a pattern of the user's own."""
