"""The statements of each noun: rows in and out, nothing decided."""
