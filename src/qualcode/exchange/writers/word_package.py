"""A Word file as a package: python-docx's blank document less its leftovers, written the same every time."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from qualcode.exchange.writers.safety import xml_safe
from qualcode.exchange.writers.word_styles import fonts_xml, numbering_xml, settings_xml, styles_xml
from qualcode.exchange.writers.word_xml import document_of

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself: nobody is named unless ``author`` is; ``day`` is all its dates."""

    title: str
    day: date
    author: str = ""
    subject: str = ""


def blank_document(properties: Properties, language: str) -> Document:
    """Return an empty document with our styles and nothing of the template's author in it.

    ``language`` is a tag such as ``it-IT``; what is no tag counts as British English.
    """
    import docx

    document = docx.Document(BytesIO(_blank(language if _LANGUAGE.fullmatch(language) else "en-GB")))
    about = document.core_properties
    about.title = xml_safe(properties.title)[:255]
    about.subject = xml_safe(properties.subject)[:255]
    about.author = about.last_modified_by = xml_safe(properties.author)[:255]
    about.created = about.modified = datetime.combine(properties.day, time())
    return document


@lru_cache(maxsize=2)
def _blank(language: str) -> bytes:
    """Return the file that documents in ``language`` start from: made once, because python-docx's own is large."""
    import docx
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    part, package = document.part, document.part.package
    _refill(document.styles.element, styles_xml(language))
    _refill(document.settings.element, settings_xml(language))
    _refill(part.numbering_part.element, numbering_xml())
    for relations, kept in (
        (part.rels, {RT.STYLES, RT.SETTINGS, RT.NUMBERING}),
        (package.rels, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}),
    ):
        for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
            del relations[key]
    fonts = Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, _bytes(fonts_xml()), package)
    part.relate_to(fonts, RT.FONT_TABLE)
    application = f'<Properties xmlns="{_EXTENDED}"><Application>qualcode</Application></Properties>'
    about = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, _bytes(application), package)
    package.relate_to(about, RT.EXTENDED_PROPERTIES)
    document.core_properties.comments = ""
    document.core_properties.language = language
    stream = BytesIO()
    write_package(document, document_of(["<w:sectPr/>"]), stream)
    return stream.getvalue()


def add_footer(document: Document, name: str, xml: str) -> str:
    """Add the footer ``xml`` as the part ``name``; return the id by which sections refer to it."""
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = document.part
    return part.relate_to(Part(PackURI(f"/word/{name}.xml"), CT.WML_FOOTER, _bytes(xml), part.package), RT.FOOTER)


def write_package(document: Document, xml: str, stream: BinaryIO) -> None:
    """Write ``document`` with ``xml`` as its main part: the same gives the same bytes, whenever and wherever.

    The main part goes from text to file as it is: moving a parsed table into a parsed document takes lxml twenty times
    as long as parsing it. It is parsed all the same, so that a file that Word cannot read is never written.
    """
    from lxml import etree

    main = _bytes(xml)
    etree.fromstring(main)
    package = document.part.package
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    overrides = "".join(f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>' for part in parts)
    entries = {
        "[Content_Types].xml": _bytes(
            f'<Types xmlns="{_CONTENT_TYPES}"><Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": package.rels.xml,
    }
    for part in parts:
        name = str(part.partname).lstrip("/")
        entries[name] = main if part is document.part else part.blob
        if part.rels:
            entries[part.partname.rels_uri.lstrip("/")] = part.rels.xml
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else Windows and Linux write different bytes
            archive.writestr(entry, content)


def _refill(element: _Element, xml: str) -> None:
    from docx.oxml import parse_xml

    element[:] = list(parse_xml(xml))


def _bytes(xml: str) -> bytes:
    return (_DECLARATION + xml).encode("utf-8")
