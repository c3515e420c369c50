"""The pieces of reading a table: cells of text or of a workbook, and what their rows stand for."""
