"""The study's database: one SQLite file, its journal, its lock. The only layer that knows SQL."""
