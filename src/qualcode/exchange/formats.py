"""What a file holds, told from its content and not its name, and what to say when we do not read it."""

from __future__ import annotations

import codecs
import errno
import re
import stat
import unicodedata
import zipfile
from pathlib import Path

from qualcode.domain.errors import EnvironmentFault, Refusal

DOCX, TXT, MD, CSV, XLSX, SUBTITLES = "docx", "txt", "md", "csv", "xlsx", "subtitles"
BINARY = "binary"

HEAD = 65_536
"""How many bytes of a file are looked at to recognise it."""

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG", "image"),
    (0, b"\xff\xd8\xff", "image"),
    (0, b"GIF8", "image"),
    (0, b"II*\x00", "image"),
    (0, b"MM\x00*", "image"),
    (8, b"WEBP", "image"),
    (4, b"ftyp", "recording"),
    (8, b"WAVE", "recording"),
    (0, b"ID3", "recording"),
    (0, b"OggS", "recording"),
    (0, b"fLaC", "recording"),
    (0, b"\x1aE\xdf\xa3", "recording"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"Rar!", "archive"),
    (0, b"BZh", "archive"),
    (0, b"\xfd7zXZ", "archive"),
    (0, b"SQLite format 3\x00", "database"),
    (0, b"\x00\x05\x16\x07", "side-file"),
)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_OLE_SCANNED = 64 * 1024 * 1024
_PARTS: tuple[tuple[str, str], ...] = (("word/", DOCX), ("xl/", XLSX), ("ppt/", "ppt"))
_MAIN_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml.document.main", DOCX),
    (b"wordprocessingml.template.main", DOCX),
    (b"ms-word.document.macroenabled.main", DOCX),
    (b"ms-word.template.macroenabledtemplate.main", DOCX),
    (b"spreadsheetml.sheet.main", XLSX),
    (b"spreadsheetml.template.main", XLSX),
    (b"ms-excel.sheet.macroenabled.main", XLSX),
    (b"presentationml.", "ppt"),
)

_CUE = re.compile(r"\d{1,6}\s*\n\s*\d{1,3}:\d\d:\d\d[.,]\d{1,3}\s*-->")

_AS_DOCX = "open it in Word or LibreOffice, save it as .docx, and import that copy"
_UNREAD: dict[str, tuple[str, str]] = {
    "doc": ("an old Word document (.doc)", _AS_DOCX),
    "encrypted": (
        "protected by a password",
        "open it in Word, save a copy without the password, and import the copy",
    ),
    "ole": ("an old Office file, or protected by a password", _AS_DOCX),
    "xls": ("an old Excel workbook (.xls)", "save it as .xlsx or .csv in Excel or LibreOffice"),
    "ppt": ("a presentation", "copy its text into a Word document and import that"),
    "pdf": (
        "a PDF",
        "open it in Word, which turns it into text, save it as .docx, and check it before you import it",
    ),
    "rtf": ("a rich text file (.rtf)", _AS_DOCX),
    "odt": ("an OpenDocument text (.odt)", _AS_DOCX),
    "opendocument": ("an OpenDocument file that is no text", "save its content as .docx, .xlsx or .csv"),
    "image": (
        "a picture",
        "import the transcript as .docx or .txt; a scanned page must be typed or recognised first",
    ),
    "recording": (
        "a sound or video recording",
        "transcribe it first, then import the transcript as .docx or .txt",
    ),
    "archive": ("a packed archive", "unpack it and import the files in it"),
    "exchange": ("a project in the REFI-QDA exchange format", "import it as a project, not as a transcript"),
    "ebook": ("an electronic book", "import the text as .docx or .txt"),
    "database": ("a database or a project of its own", "open it as a project, or choose a transcript"),
    "side-file": (
        "a side file of macOS without text",
        "choose the file of the same name without “._” in front",
    ),
    "lock-file": ("the mark that Word leaves beside an open document", "choose the document itself"),
    "html": (
        "a web page",
        "open it in a browser or in Word, save it as .docx or plain text, and import that",
    ),
    "xml": ("an XML file", _AS_DOCX),
    XLSX: (
        "an Excel table",
        "import it as participants or codes, or paste the transcript into a Word document",
    ),
    CSV: ("a table", "import it as participants or codes, or save the transcript as .docx or .txt"),
    BINARY: (
        "neither text nor a Word document",
        "choose a .docx, .txt or .md file; if it is text in a rare encoding, name the encoding",
    ),
}


def shown(path: Path) -> str:
    """Return the file's name for a message: one line, invisible and reordering characters escaped."""
    name = path.name or str(path)
    visible = "".join(c if unicodedata.category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in name)
    return visible if len(visible) <= 120 else visible[:120] + "…"


def unreadable(path: Path, error: OSError) -> Refusal | EnvironmentFault:
    """Turn a failure to open or read ``path`` into the sentence for it."""
    name = shown(path)
    if isinstance(error, FileNotFoundError):
        return Refusal(f"There is no file {name} (any more): check its name and folder.")
    if isinstance(error, PermissionError):
        return Refusal(f"{name} may not be read by you: change its permissions, or close the program that holds it.")
    return EnvironmentFault(f"{name} cannot be read: {error.strerror or error}. Copy it to a local disk and try again.")


def check_file(path: Path) -> int:
    """Return the size in bytes of a regular, non-empty file.

    Raises:
        Refusal: when there is none, or it is a folder, a pipe or a device (which could block for ever), or
            empty.
        EnvironmentFault: when the disk does not answer.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:  # a NUL inside the name
        raise Refusal(f"{shown(path)} is not the name of a file: check it.") from None
    if stat.S_ISDIR(found.st_mode):
        raise Refusal(f"{shown(path)} is a folder: choose the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise Refusal(f"{shown(path)} is a pipe or a device, not a file: save its content in a file and choose that.")
    if found.st_size == 0:
        raise Refusal(f"{shown(path)} is empty: there is nothing to import. Check that it was saved or copied in full.")
    return found.st_size


def recognise(path: Path) -> str:
    """Return the short name of what ``path`` holds, by its content.

    ``docx``, ``txt``, ``md`` and ``subtitles`` are read as transcripts, ``csv`` and ``xlsx`` as tables; every
    other name is that of something we do not read: give it to :func:`refusal`. Only between kinds of plain
    text does the extension decide.

    Raises:
        Refusal: when there is no such regular file, it is empty, or it is a damaged package.
        EnvironmentFault: when the disk does not answer.
    """
    check_file(path)
    if path.name.startswith("~$"):
        return "lock-file"
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if head.startswith(_OLE):
                return _ole_kind(head + file.read(_OLE_SCANNED))
    except OSError as error:
        raise unreadable(path, error) from None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_kind(path)
    if _NOT_TEXT.search(head):  # else “ID3: I was there” is a transcript, and no recording
        for at, magic, kind in _MAGIC:
            if head.startswith(magic, at):
                return kind
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_kind(path, head)


def refusal(path: Path, kind: str, *, table: bool = False) -> Refusal:
    """Say that ``path`` is of a kind that is not read here, and what to do.

    ``table`` tells that a table was wanted, and not a transcript.
    """
    what, remedy = _UNREAD.get(kind, _UNREAD[BINARY])
    if table:
        what = {DOCX: "a Word document", TXT: "plain text", MD: "plain text", SUBTITLES: "subtitles"}.get(kind, what)
        if kind not in ("xls", "encrypted"):
            remedy = "choose a table, saved as .csv or .xlsx"
    return Refusal(f"{shown(path)} is {what}: {remedy}.")


def damaged(path: Path, what: str = "Word file", detail: str = "") -> Refusal:
    """Say that a package is broken; ``detail`` is a short reason for those who want to know."""
    reason = f" ({detail})" if detail else ""
    article = "an" if what[0] in "AEIOU" else "a"
    return Refusal(
        f"{shown(path)} is damaged or not {article} {what}{reason}: "
        "open it in its program, save it again, or copy it anew."
    )


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte-order mark names, and its length; None when there is no mark."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return name, len(mark)
    return None


def wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that the places of the NUL bytes give away; None when they do not."""
    sample = data[: HEAD - HEAD % 4]
    if len(sample) < 4 or 0 not in sample:
        return None
    nuls = [sample[place::4].count(0) for place in range(4)]
    units = len(sample) // 4
    if min(nuls[1:]) > 0.7 * units and nuls[0] < 0.1 * units:
        return "utf-32-le"
    if min(nuls[:3]) > 0.7 * units and nuls[3] < 0.1 * units:
        return "utf-32-be"
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    if odd > 0.5 * units and even < 0.02 * units + 1:
        return "utf-16-le"
    if even > 0.5 * units and odd < 0.02 * units + 1:
        return "utf-16-be"
    return None


def _ole_kind(data: bytes) -> str:
    """Tell an encrypted document from an old one by the names in the directory of the compound file."""
    for name, kind in _OLE_STREAMS:
        wanted = name.encode("utf-16-le") + b"\x00\x00"
        at = data.find(wanted)
        while at != -1:
            # An entry is 128 bytes long, begins with the name, and says at 64 how long that is.
            if at % 128 == 0 and data[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
                return kind
            at = data.find(wanted, at + 2)
    return "ole"


def _package_kind(path: Path) -> str:
    """Tell what a zip package is by its table of content types, or by the names in it."""
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            lower = {name.lower().replace("\\", "/"): name for name in names}
            if "[content_types].xml" in lower:
                with package.open(lower["[content_types].xml"]) as part:
                    types = part.read(1_000_000).lower()
                for mark, kind in _MAIN_PARTS:
                    if mark in types:
                        return kind
            if "mimetype" in lower:
                with package.open(lower["mimetype"]) as part:
                    return _mime_kind(part.read(200))
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place before the beginning of the file: the directory is broken
            raise damaged(path, _expected(path), "its directory is broken") from None
        raise unreadable(path, error) from None
    except Exception as error:  # zipfile lets many kinds of error out of a broken archive
        raise damaged(path, _expected(path), f"its package cannot be opened: {type(error).__name__}") from None
    for beginning, kind in _PARTS:
        if any(name.startswith(beginning) for name in lower):
            return kind
    return "exchange" if any(name.endswith(".qde") for name in lower) else "archive"


def _expected(path: Path) -> str:
    """Name what the user took a broken package for."""
    suffix = path.suffix.lower()
    return {
        ".xlsx": "Excel file",
        ".xlsm": "Excel file",
        ".zip": "packed archive",
        ".qdpx": "REFI-QDA project",
    }.get(suffix, "Word file")


def _mime_kind(mime: bytes) -> str:
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if mime.startswith(b"application/vnd.oasis.opendocument"):
        return "opendocument"
    return "ebook" if b"epub" in mime else "archive"


def _text_kind(path: Path, head: bytes) -> str:
    if not _is_text(head):
        return BINARY
    mark = marked_encoding(head)
    encoding, skipped = mark or (wide_encoding(head) or "latin-1", 0)
    start = head[skipped : skipped + 4096].decode(encoding, "ignore").lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    if start.startswith("<?xml"):
        return "html" if "<html" in start else "xml"
    if start.startswith("webvtt") or _CUE.match(start):
        return SUBTITLES
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv"):
        return CSV
    return MD if suffix in (".md", ".markdown") else TXT


def _is_text(head: bytes) -> bool:
    """Tell text from other bytes: few control characters, or a Unicode that has NUL bytes by its nature."""
    if marked_encoding(head) or wide_encoding(head):
        return True
    allowed = b"\t\n\v\f\r\x08\x1a\x1b"
    controls = sum(head.count(code) for code in range(32) if code not in allowed)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        share = 0.3
    except UnicodeDecodeError:
        share = 0.05
    return controls <= share * len(head)
