"""A small transcript with codings for the tests of the text view."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.spans import ViewSpan
from qualcode.gui.text.turns import TurnMark
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.tokens import Scheme, tokens

LEFT = Qt.MouseButton.LeftButton
SPOKEN = (
    ("Mod", None, "How did you hear of it?"),
    (
        "C8",
        2,
        "A leaflet at the chemist’s 🙂 said so. Then a letter came\u00a0late, and it spoke of a pathway "
        "that nobody knew.",
    ),
    ("C3", 2, "They asked my mother what I had written on the form, and she would not open the door again."),
    ("PR1", 5, "But who told you that? We never decide such a thing. Perche\u0301 nobody explained it."),
)


@dataclass
class Scene:
    """A text with its turns; ``span`` finds the places of codings in it."""

    text: str = ""
    turns: list[TurnMark] = field(default_factory=list)

    def place(self, words: str) -> tuple[int, int]:
        """Return start and end of ``words``."""
        start = self.text.index(words)
        return start, start + len(words)

    def span(self, coding: int, words: str, colour: int = 1, label: str = "", ring: bool = False) -> ViewSpan:
        """Return a coding of ``words`` with the code of that palette number."""
        start, end = self.place(words)
        return ViewSpan(coding, coding, start, end, colour, label or f"Code {colour}", colour, ring)


def scene(*more: tuple[str, int | None, str], gap: str = "\n") -> Scene:
    """Return the transcript, with ``more`` turns at its end."""
    made = Scene()
    parts: list[str] = []
    at = 0
    for label, group, words in (*SPOKEN, *more):
        said = at + len(label) + 2
        made.turns.append(TurnMark(at, said, said + len(words), label, group, group is None))
        parts.append(f"{label}: {words}{gap}")
        at += len(parts[-1])
    made.text = "".join(parts)
    return made


def long_scene(turns: int = 300) -> Scene:
    """Return a transcript of many screens."""
    words = "She keeps on talking about the road and about the keys, and nobody minds. "
    return scene(*((f"C{turn % 11 + 1}", 2, words * (1 + turn % 5)) for turn in range(turns)))


def colours(scheme: Scheme = "light") -> TextColours:
    """Return the colours of a scheme."""
    return TextColours.from_tokens(tokens(), scheme)


def middle(view: TranscriptView, words: str, scene: Scene) -> QPoint:
    """Return the middle of the first line of ``words`` in the viewport."""
    return view.rects_of(*scene.place(words))[0].center()


def edge(view: TranscriptView, offset: int) -> QPoint:
    """Return the place of the caret at ``offset`` in the viewport."""
    rect = view.rects_of(offset, offset + 1)[0]
    return QPoint(rect.left(), rect.center().y())


def mouse(widget: QWidget, kind: QEvent.Type, place: QPoint, buttons: Qt.MouseButton = LEFT) -> None:
    """Send a mouse event as the window system would, with the buttons that are held."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else buttons
    event = QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press at ``start``, move to ``end`` in steps, release."""
    mouse(widget, QEvent.Type.MouseButtonPress, start)
    for step in range(1, 6):
        mouse(widget, QEvent.Type.MouseMove, start + (end - start) * step / 5)
    mouse(widget, QEvent.Type.MouseButtonRelease, end)
