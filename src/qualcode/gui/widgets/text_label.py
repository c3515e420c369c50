"""Labels in a type style and a colour role; the theme gives them font and colour."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qualcode.gui import fonts
from qualcode.gui.tokens import Role, Style


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
        self._style_name, self._plain = style, ""
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        self.setProperty("type", style)
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)
        if figures:
            self.setFont(fonts.ui_font(style, figures=True))
        self.setText(text)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def setText(self, text: str) -> None:
        self._plain = text
        if self.wordWrap():
            # The only way to a line height of one's own is the little HTML that a label understands.
            shown = escape(text).replace("\n", "<br>")
            height = fonts.line_height(self._style_name)
            text = f'<p style="margin:0; line-height:{height}px">{shown}</p>'
            self.setAccessibleName(self._plain)
            # Qt puts all of the leading above a line: the same below it keeps the text in the middle.
            self.setContentsMargins(0, 0, 0, max(0, height - fonts.ui_metrics(self._style_name).height()))
        super().setText(text)

    def set_ink(self, ink: Role) -> None:
        """Show the text in another colour."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            # A style sheet looks at properties only when it is put on.
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.wordWrap():
            self.setText(self._plain)


class ElidedLabel(TextLabel):
    """A line that ends in an ellipsis where it does not fit; the whole of it is then the tooltip."""

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip("" if self._shown() == self.text() else self.text())

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

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
