"""All rows of the speed goals, each beside its limit: ``python -m benchmarks``."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import matrix, startup, store, text_view, word_excel

for part in (text_view, store, matrix, startup, word_excel):
    print(f"\n{part.__name__}")
    part.main()
