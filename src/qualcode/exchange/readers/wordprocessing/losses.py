"""What of a Word document is not in the text that is imported, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Losses:
    """Counts of what a walk met and did not keep as it was.

    ``written`` counts the text elements of the parts that were read, ``imported`` those that were kept or
    left out on purpose: they must agree, or words were lost.
    """

    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    comments: int = 0
    footnotes: int = 0
    endnotes: int = 0
    missing_notes: int = 0
    boxes: int = 0
    pictures: int = 0
    charts: int = 0
    objects: int = 0
    embedded: int = 0
    numbered: int = 0
    hidden: int = 0
    headers: bool = False
    macros: bool = False
    symbols: dict[str, int] = field(default_factory=dict)
    written: int = 0
    imported: int = 0


def sentences(losses: Losses) -> list[str]:
    """Return one sentence for each kind of loss or decision that occurred."""
    found = [
        _said(losses.insertions, "tracked insertion", "kept"),
        _said(losses.deletions, "tracked deletion", "left out"),
        _said(losses.moves, "tracked move", "kept at the new place only"),
        _said(losses.footnotes, "footnote", "placed in square brackets below the paragraph"),
        _said(losses.endnotes, "endnote", "placed in square brackets below the paragraph"),
        _said(losses.missing_notes, "note", "left out, because the file does not hold its text"),
        _said(losses.boxes, "text box", "placed below the paragraph", plural="text boxes"),
        _said(losses.comments, "comment", "left out"),
        _said(losses.pictures, "picture", "left out"),
        _said(losses.charts, "chart or diagram", "left out", plural="charts or diagrams"),
        _said(losses.objects, "embedded object", "left out"),
        _said(losses.embedded, "embedded document", "left out"),
        _said(losses.hidden, "stretch of hidden text", "kept", plural="stretches of hidden text"),
    ]
    if losses.numbered:
        found.append(
            "The automatic number or bullet of "
            + ("1 paragraph was" if losses.numbered == 1 else f"{losses.numbered:,} paragraphs was")
            + " left out, as it is no text."
        )
    found += [
        _said(count, f"symbol of the font {font}", "replaced by “\ufffd”", plural=f"symbols of the font {font}")
        for font, count in losses.symbols.items()
    ]
    if losses.headers:
        found.append("Headers and footers were left out.")
    if losses.macros:
        found.append("The file holds macros: they were neither run nor imported.")
    if losses.written != losses.imported:
        found.append(
            f"Warning: of {losses.written:,} stretches of text in the file, {losses.imported:,} were found "
            "in their place: compare the imported text with the document."
        )
    return [sentence for sentence in found if sentence]


def _said(count: int, noun: str, done: str, *, plural: str = "") -> str:
    if not count:
        return ""
    return f"1 {noun} was {done}." if count == 1 else f"{count:,} {plural or noun + 's'} were {done}."
