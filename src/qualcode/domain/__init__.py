"""Plain facts and rules of a qualitative study: no database, no files, no screen."""
