"""Row 19 of the speed goals: from the start of the process to the first painted window.

The limit is a bare PySide6 window with a label. CPU time and peak memory are those of a process of its own.

    python -m benchmarks.startup
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("qualcode"))
window.resize(1366, 768)
window.show()
window.grab()
"""
OURS = """
import gc
gc.disable()
from qualcode.gui import theme
theme.prepare()
from PySide6.QtWidgets import QApplication
application = QApplication([])
from qualcode.gui.app import build_window
window = build_window(None)
window.resize(1366, 768)
window.show()
window.grab()
"""
TELL = """
import json, os, resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
peak = used.ru_maxrss / 1024  # Linux counts what the parent used before the start, too: its own books are better
if os.path.exists("/proc/self/status"):
    peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
heavy = sorted({"pandas", "docx", "matplotlib", "sqlalchemy", "numpy", "lxml"} & set(sys.modules))
report = {"cpu": (used.ru_utime + used.ru_stime) * 1000, "mb": peak, "heavy": heavy}
print(json.dumps(report), flush=True)
os._exit(0)
"""


def measure(script: str, rounds: int = 9) -> tuple[float, float, list[str]]:
    """Return CPU time (ms) and peak memory (MB), medians, and the heavy modules that were loaded."""
    with tempfile.TemporaryDirectory() as settings:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QUALCODE_CONFIG_DIR": settings}
        runs = [
            json.loads(
                subprocess.run(
                    [sys.executable, "-c", script + TELL], env=environment, capture_output=True, check=True
                ).stdout
            )
            for _ in range(rounds)
        ]
    return statistics.median(r["cpu"] for r in runs), statistics.median(r["mb"] for r in runs), runs[0]["heavy"]


def main() -> None:
    """Measure the row."""
    limit, floor, _ = measure(BARE)
    ours, memory, heavy = measure(OURS)
    print(
        f"row 19  start to the first window (CPU)              limit {limit:9.3f} ms  ours {ours:9.3f} ms"
        f"  ratio {ours / limit:6.2f}  goal <= 1.4 x, <= 75 MB (ours {memory:.0f} MB, limit {floor:.0f} MB)"
    )
    print(f"        heavy modules before the first window: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()
