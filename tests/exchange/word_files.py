"""Word packages made of XML, for tests: what Word writes, what others write, and what nobody should."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """Return a paragraph; content that is no XML becomes a run."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; each cell holds paragraphs, or text for one."""
    cells = [
        "".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row)
        for row in rows
    ]
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(body: str, namespace: str = TRANSITIONAL) -> str:
    """Return the XML of the main part."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{namespace}" {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'
    )


def notes(kind: str, *texts: str) -> str:
    """Return a part of footnotes or endnotes, numbered from 1 behind the two separators that Word writes."""
    inside = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )
    separators = f'<w:{kind} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return f'<w:{kind}s xmlns:w="{TRANSITIONAL}">{separators}{inside}</w:{kind}s>'


def write_package(
    path: Path,
    main: str | bytes,
    parts: Mapping[str, str] | None = None,
    *,
    main_name: str = "word/document.xml",
    main_type: str = MAIN_TYPE,
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a package; ``parts`` are further parts by name, beside the main one and related to it by their kind."""
    others = dict(parts or {})
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATION}/{name.removesuffix(".xml").rstrip("0123456789")}" '
        f'Target="{name}"/>'
        for number, name in enumerate(others)
    )
    folder, _, name = main_name.rpartition("/")
    inside = f"{folder}/" if folder else ""
    with zipfile.ZipFile(path, "w", compression) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/{main_name}" ContentType="{main_type}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_RELATION}/officeDocument" '
            f'Target="{main_name}"/></Relationships>',
        )
        package.writestr(main_name, main)
        package.writestr(
            f"{inside}_rels/{name}.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        for other, content in others.items():
            package.writestr(f"{inside}{other}", content)
    return path


def write_word(path: Path, *body: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write a Word document whose body is XML."""
    return write_package(path, document("".join(body)), parts)
