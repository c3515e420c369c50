"""Open the zip package of a Word or Excel file without trusting it.

What a header says of a size is not believed: bytes are counted while they stream out. Parts are read by exact
name, one at a time and never unpacked to disk, packages inside a package are never opened, and a document
type is refused, for it is not legal in these formats and serves attacks only (with entities switched off it
would silently swallow words).
"""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from lxml import etree

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.exchange.formats import damaged, shown, unreadable

MAX_ENTRIES = 10_000
MAX_PART = 100 * 1024 * 1024
"""Bytes of one part, unpacked."""
MAX_TOTAL = 200 * 1024 * 1024
"""Bytes of all parts that are read, unpacked."""
MAX_RATIO = 200
"""Times that a part may grow when unpacked, beyond ``RATIO_FROM`` bytes."""
RATIO_FROM = 10 * 1024 * 1024
_CHUNK = 1024 * 1024
_DOCTYPE = b"<!DOCTYPE"


class Package:
    """A zip package opened for reading; use it in a ``with`` statement.

    Raises:
        Refusal: on opening, when it is no zip package or has too many entries.
        EnvironmentFault: when the disk does not answer.
    """

    def __init__(self, path: Path, what: str = "Word file") -> None:
        self.path = path
        self.what = what
        self._total = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            if error.errno == errno.EINVAL:  # a place before the beginning of the file
                raise self.damaged("its directory is broken") from None
            raise unreadable(path, error) from None
        except Exception as error:  # a broken archive makes zipfile raise far more than BadZipFile
            raise self.damaged(f"its package cannot be opened: {type(error).__name__}") from None
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            self._zip.close()
            raise Refusal(
                f"{shown(path)} holds {len(entries):,} files, more than the {MAX_ENTRIES:,} that are opened: "
                f"no {what} needs so many. Open it in its program and save it again."
            )
        # Names in a package do not tell upper from lower case; the first of two that clash is the one that
        # Word takes.
        self._entries: dict[str, ZipInfo] = {}
        for entry in entries:
            self._entries.setdefault(entry.filename.replace("\\", "/").lstrip("/").lower(), entry)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def names(self) -> list[str]:
        """Return the names of all parts, in lower case and without a leading slash."""
        return list(self._entries)

    def damaged(self, detail: str = "") -> Refusal:
        """Return the refusal of a package that is broken."""
        return damaged(self.path, self.what, detail)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, counted while they stream out.

        Raises:
            Refusal: when the part is missing, damaged, locked by a password, or grows beyond the limits.
        """
        entry = self._entries.get(_key(name))
        if entry is None:
            raise self.damaged(f"it has no part {name}")
        if entry.flag_bits & 1:
            raise Refusal(
                f"{shown(self.path)} is locked by a password of its package: save a copy without it and import that."
            )
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # other methods unpack without bounds
            raise self.damaged("it is packed in a way that no Office program uses")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_CHUNK):
                    pieces.append(piece)
                    size += len(piece)
                    self._count(size, len(piece), entry)
        except (Refusal, EnvironmentFault):
            raise
        except Exception as error:  # zlib, struct, EOF, CRC, decoding: one sentence for all
            raise self.damaged(f"its part {name} cannot be unpacked: {type(error).__name__}") from None
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def parse(self, name: str) -> etree._Element:
        """Return the root element of an XML part; it holds no comment and no processing instruction.

        Raises:
            Refusal: as :meth:`read`, or when the part is not well-formed, has a document type, or a text too
                long.
        """
        return self.parsed(self.read(name), name)

    def parsed(self, data: bytes, name: str) -> etree._Element:
        """Parse the bytes of the XML part ``name``; see :meth:`parse`."""
        self.refuse_document_type(data)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._unparsable(error) from None
        except (ValueError, LookupError) as error:
            raise self.damaged(f"its part {name} cannot be read: {type(error).__name__}") from None
        if root is None or _has_document_type(root):
            raise self._document_type()
        return root

    def refuse_document_type(self, data: bytes) -> None:
        """Raise a refusal when the XML in ``data`` has a document type, wherever it stands."""
        # In UTF-16 every other byte is NUL.
        if _DOCTYPE in data or (b"\x00" in data[:4] and _DOCTYPE in data.replace(b"\x00", b"")):
            raise self._document_type()

    def _document_type(self) -> Refusal:
        return Refusal(
            f"{shown(self.path)} declares a document type, which no genuine {self.what} does and which can "
            "do harm: open it in its program and save it again."
        )

    def _unparsable(self, error: etree.XMLSyntaxError) -> Refusal:
        reason = str(error)
        if "huge" in reason or "xmlSAX2Characters" in reason or "too long" in reason.lower():
            return Refusal(
                f"{shown(self.path)} has a paragraph that is too long (over 10 million characters): "
                "divide it in its program."
            )
        if "depth" in reason.lower():
            return self.damaged("its parts are nested too deeply")
        return self.damaged(f"its text is not well-formed, line {error.lineno or 1}")

    def _count(self, size: int, more: int, entry: ZipInfo) -> None:
        self._total += more
        exploding = size > RATIO_FROM and size > MAX_RATIO * max(1, entry.compress_size)
        if size > MAX_PART or self._total > MAX_TOTAL or exploding:
            raise Refusal(
                f"{shown(self.path)} unpacks to far more than it holds (over {self._total / 1e6:,.0f} MB), "
                f"as no genuine {self.what} does: open it in its program and save it again."
            )


def _has_document_type(root: etree._Element) -> bool:
    info: etree.DocInfo = root.getroottree().docinfo
    return info.internalDTD is not None


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
