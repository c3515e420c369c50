"""Check what Word checks on opening: that each element's children stand in the order of the schema.

The lists hold the children that we write, in the order of the transitional schema of WordprocessingML; a
child that is not listed fails too, so that a new one has to be looked up.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = {"w": W, "r": R}

_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind jc outlineLvl rPr sectPr"
)
_RUN = "rStyle rFonts b bCs color sz szCs lang"
_ORDER = {
    "pPr": _PARAGRAPH,
    "rPr": _RUN,
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tblGrid": "gridCol",
    "trPr": "cantSplit tblHeader",
    "tr": "trPr tc",
    "tcPr": "tcW gridSpan tcBorders vAlign",
    "tcBorders": "top bottom",
    "pBdr": "top left bottom",
    "tabs": "tab",
    "numPr": "ilvl numId",
    "sectPr": "footerReference type pgSz pgMar cols titlePg",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "docDefaults": "rPrDefault pPrDefault",
    "styles": "docDefaults style",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "abstractNum": "multiLevelType lvl",
    "num": "abstractNumId",
    "numbering": "abstractNum num",
    "settings": ("zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator"),
    "compat": "compatSetting",
    "font": "altName panose1 charset family pitch",
    "fonts": "font",
    "sdt": "sdtPr sdtContent",
    "sdtPr": "docPartObj",
    "docPartObj": "docPartGallery docPartUnique",
    "hyperlink": "r",
}
_ANY_ORDER = {
    "body": {"p", "tbl", "sdt", "sectPr"},
    "p": {"pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"},
    "r": {"rPr", "t", "br", "tab", "fldChar", "instrText"},
    "tc": {"tcPr", "p"},
    "sdtContent": {"p"},
    "ftr": {"p"},
    "document": {"body"},
    "rPrDefault": {"rPr"},
    "pPrDefault": {"pPr"},
}


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def order_faults(root: etree._Element) -> list[str]:
    """Return a line for each child that stands where the schema does not want it."""
    faults: list[str] = []
    for element in root.iter(f"{{{W}}}*"):
        name = local(element)
        children = [local(child) for child in element]
        if name in _ANY_ORDER:
            strange = [child for child in children if child not in _ANY_ORDER[name]]
        else:
            order = _ORDER.get(name, "").split()
            strange = [child for child in children if child not in order]
            places = [order.index(child) for child in children if child in order]
            if places != sorted(places):
                faults.append(f"{name}: {' '.join(children)}")
        faults += [f"{name} holds {child}" for child in strange]
        if name in ("p", "r", "tc", "tr", "sdt") and any(c.endswith("Pr") for c in children[1:]):
            faults.append(f"{name}: its properties do not come first")
        if name == "tc" and children[-1] != "p":
            faults.append("tc does not end with a paragraph")
        if name == "body" and children[-1] != "sectPr":
            faults.append("body does not end with its section")
    return faults


def package_faults(data: bytes) -> list[str]:
    """Return what Word would repair in a file: order, identifiers used twice, references to nothing."""
    parts = parts_of(data)
    faults: list[str] = []
    for name, content in parts.items():
        root = etree.fromstring(content)
        if name.startswith("word/") and not name.endswith(".rels"):
            faults += [f"{name}: {fault}" for fault in order_faults(root)]
    document = etree.fromstring(parts["word/document.xml"])
    styles = etree.fromstring(parts["word/styles.xml"])
    faults += _dangling(document, styles, etree.fromstring(parts["word/numbering.xml"]))
    faults += _fields(document)
    faults += _tables(document)
    return faults


def values(root: etree._Element, path: str, attribute: str = "val") -> list[str]:
    """Return the attribute of every element that ``path`` finds."""
    found = root.iterfind(path, NS)
    return [str(element.get(f"{{{W}}}{attribute}")) for element in found]


def _dangling(document: etree._Element, styles: etree._Element, numbering: etree._Element) -> list[str]:
    faults: list[str] = []
    defined = values(styles, ".//w:style", "styleId")
    faults += [f"style {name} is defined twice" for name in set(defined) if defined.count(name) > 1]
    used = {value for kind in ("pStyle", "rStyle", "tblStyle") for value in values(document, f".//w:{kind}")}
    used |= {value for kind in ("basedOn", "next") for value in values(styles, f".//w:{kind}")}
    faults += [f"style {name} is not defined" for name in sorted(used - set(defined))]
    bookmarks = values(document, ".//w:bookmarkStart", "name")
    ids = values(document, ".//w:bookmarkStart", "id")
    if len(set(bookmarks)) < len(bookmarks) or len(set(ids)) < len(ids):
        faults.append("a bookmark is used twice")
    if sorted(ids) != sorted(values(document, ".//w:bookmarkEnd", "id")):
        faults.append("a bookmark does not end")
    anchors = set(values(document, ".//w:hyperlink", "anchor"))
    anchors |= {
        (element.text or "").split()[1]
        for element in document.iterfind(".//w:instrText", NS)
        if (element.text or "").split()[0] == "REF"
    }
    faults += [f"nothing is called {name}" for name in sorted(anchors - set(bookmarks))]
    numbers = set(values(document, ".//w:numId")) | set(values(styles, ".//w:numId"))
    faults += [f"numbering {n} is not defined" for n in sorted(numbers - set(values(numbering, ".//w:num", "numId")))]
    return faults


def _fields(document: etree._Element) -> list[str]:
    """Check that fields begin, separate and end in this order, nested ones inside."""
    open_fields: list[str] = []
    for kind in values(document, ".//w:fldChar", "fldCharType"):
        if kind == "begin":
            open_fields.append(kind)
        elif not open_fields:
            return ["a field ends that has not begun"]
        elif kind == "separate":
            open_fields[-1] = kind
        elif open_fields.pop() != "separate":
            return ["a field ends before it is separated"]
    return ["a field does not end"] if open_fields else []


def _tables(document: etree._Element) -> list[str]:
    """Check that each row covers the grid, with the widths that the grid gives."""
    faults: list[str] = []
    for table in document.iterfind(".//w:tbl", NS):
        grid = [int(w) for w in values(table, "w:tblGrid/w:gridCol", "w")]
        for row in table.iterfind("w:tr", NS):
            at = 0
            for cell in row.iterfind("w:tc", NS):
                span = int((values(cell, "w:tcPr/w:gridSpan") or ["1"])[0])
                if values(cell, "w:tcPr/w:tcW", "w") != [str(sum(grid[at : at + span]))]:
                    faults.append("a cell is not as wide as its columns")
                at += span
            if at != len(grid):
                faults.append(f"a row covers {at} of {len(grid)} columns")
    return faults
