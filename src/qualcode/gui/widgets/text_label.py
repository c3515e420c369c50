"""Labels in a type style and a colour role; the theme gives them font and colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qualcode.gui import fonts
from qualcode.gui.tokens import Role, Style

_COMFORTABLE = 320
"""How wide a text over several lines is where nothing else decides, in pixels at 100 % text size."""


class TextLabel(QLabel):
    """Plain text in a type style, over several lines with its line height; nothing in it is read as HTML."""

    def __init__(
        self,
        text: str = "",
        style: Style = "body",
        ink: Role = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        figures: bool = False,
    ) -> None:
        """Show ``text``; ``wrap`` breaks it over lines, ``figures`` gives all digits one width."""
        super().__init__(parent)
        self._style_name = style
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style)
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if figures:
            self.setFont(fonts.ui_font(style, figures=True))
        self.setText(text)

    def set_ink(self, ink: Role) -> None:
        """Show the text in another colour."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            # A style sheet looks at properties only when it is put on.
            self.style().unpolish(self)
            self.style().polish(self)

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._lay_out(inner).lineCount() * self._line() + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().sizeHint()
        self.ensurePolished()
        width = min(self._widest(), fonts.scaled(_COMFORTABLE))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().minimumSizeHint()
        self.ensurePolished()
        return QSize(min(self._widest(), fonts.scaled(80)), self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.wordWrap():
            super().paintEvent(event)
            return
        inside = self.contentsRect()
        layout = self._lay_out(inside.width())
        spare = inside.height() - layout.lineCount() * self._line()
        middle = self.alignment() & Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        # The style sheet has put its colour into the palette of the label.
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(inside.x(), inside.y() + (max(0, spare) / 2 if middle else 0)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self.wordWrap():
            self.updateGeometry()

    def _line(self) -> int:
        return fonts.line_height(self._style_name)

    def _widest(self) -> int:
        lines = self.text().split("\n")
        return max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 1

    def _lay_out(self, width: int) -> QTextLayout:
        """Break the text into lines of ``width`` pixels, with equal leading above and below each."""
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y, step = 0, self._line()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y + (step - line.height()) / 2))
            y += step
        layout.endLayout()
        return layout


class ElidedLabel(TextLabel):
    """A line that ends in an ellipsis where it does not fit; the whole of it is then the tooltip."""

    _mode = Qt.TextElideMode.ElideRight

    def __init__(
        self,
        text: str = "",
        style: Style = "body",
        ink: Role = "text",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """Show ``text``, cut as ``mode`` says."""
        super().__init__(text, style, ink, parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        # Room for some letters: less would say nothing.
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("abcdef…")), hint.height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # The style sheet has put its colour into the palette of the label.
        self.style().drawItemText(
            painter,
            QRect(self.contentsRect()),
            int(self.alignment() | Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            self._shown(),
            self.foregroundRole(),
        )

    def _tell_whole(self) -> None:
        self.setToolTip("" if self._shown() == self.text() else self.text())

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
