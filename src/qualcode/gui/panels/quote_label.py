"""A quote of a few lines in the reading font, cut with an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.fonts import scaled


class QuoteLabel(QWidget):
    """The words of a passage, at most some lines of them; a click (or Enter) asks for the place."""

    clicked = Signal()
    """The user wants to see where it stands."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        """Make an empty label of at most ``lines`` lines."""
        super().__init__(parent)
        self._most = lines
        self._text = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_quote(self, words: str) -> None:
        """Show the words of a passage in quotation marks."""
        line = " ".join(words.split())
        self._text = f"“{line}”" if line else ""
        self.setAccessibleName(f"Quote: {line[:300]}")
        self.setToolTip(line[:600] + ("…" if len(line) > 600 else ""))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return all of what is shown, with the quotation marks."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._lines(width))) * self._step()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(max(self.width(), scaled(160))))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), self._step())

    def _step(self) -> int:
        return fonts.line_height("quote") + scaled(1)

    def _lines(self, width: int) -> list[str]:
        """Break the text into lines of ``width``; the last one is elided when there is more."""
        font = fonts.reading_font("quote")
        layout = QTextLayout(self._text[: 200 * self._most], font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            if len(found) == self._most - 1:
                rest = self._text[line.textStart() :]
                found.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            found.append(self._text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = theme.current().colour("text")
        for number, line in enumerate(self._lines(self.width())):
            box = QRect(0, number * self._step(), self.width(), self._step())
            painter.setFont(fonts.reading_font("quote"))
            painter.setPen(ink)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)
        if self.hasFocus():
            pieces.outline(painter, self.rect(), theme.current().colour("accent"), 2, 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
