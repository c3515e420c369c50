"""Lines of text as they grow during the walk through a Word document, each with its bold ranges."""

from __future__ import annotations

Range = tuple[int, int]
Line = tuple[str, list[Range]]


class Lines:
    """The lines that are complete (``done``) and the one that is written on, if ``open``.

    ``bold_now`` tells whether what is added next is bold.
    """

    __slots__ = ("_bold", "_length", "bold_now", "done", "open", "pieces")

    def __init__(self) -> None:
        self.done: list[Line] = []
        self.pieces: list[str] = []
        self.open = False
        self.bold_now = False
        self._bold: list[Range] = []
        self._length = 0

    def begin(self) -> None:
        """Begin a line; the one before it, if any, is complete."""
        self.close()
        self.open = True

    def add(self, text: str) -> None:
        """Add text to the line."""
        start = self._length
        self.pieces.append(text)
        self._length = start + len(text)
        self.open = True
        if self.bold_now and text:
            if self._bold and self._bold[-1][1] == start:
                start = self._bold.pop()[0]
            self._bold.append((start, self._length))

    def close(self) -> None:
        """Complete the line, if there is one."""
        if self.open:
            self.done.append(("".join(self.pieces), self._bold))
            self.pieces, self._bold, self._length = [], [], 0
            self.open = False
        self.bold_now = False

    def strip_tabs(self) -> None:
        """Take away the tabs at the end of the line, which divide cells that are empty."""
        while self.pieces and self.pieces[-1].strip("\t") == "":
            self._length -= len(self.pieces.pop())
        while self._bold and self._bold[-1][1] > self._length:
            start, _ = self._bold.pop()
            if start < self._length:
                self._bold.append((start, self._length))

    def text(self) -> Line:
        """Return all complete lines as one text, and the bold ranges of it."""
        bold: list[Range] = []
        at = 0
        for line, ranges in self.done:
            if ranges:
                bold += [(at + start, at + end) for start, end in ranges]
            at += len(line) + 1
        return "\n".join([line for line, _ in self.done]), bold
