"""Every operation has its place in the window, or a reason why not."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from qualcode import gui, services
from qualcode.services.operation import OPERATIONS

for module in pkgutil.iter_modules(services.__path__):
    importlib.import_module(f"qualcode.services.{module.name}")

EXEMPT = {
    "coding.change": "the inspector sets one value at a time, by note and annotate, which are this operation",
    "coding.load": "for programs that code whole documents",
}


def test_every_operation_is_called_from_the_window_or_has_a_reason() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(gui.__path__[0]).rglob("*.py"))
    missing = []
    for name, place in OPERATIONS.items():
        method = place.rsplit(".", 1)[1]
        if not re.search(rf"\b{name.split('.')[0]}\.{method}\b[(,]", source):
            missing.append(name)
    assert sorted(missing) == sorted(EXEMPT)
