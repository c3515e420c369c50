"""From bytes to text: marks, strict UTF-8, UTF-16 by its NUL bytes, Windows-1252; no assumption is silent.

A guesser by letter statistics is left out on purpose: it reads short texts with accents as another alphabet.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from qualcode.domain.errors import Refusal, shorten
from qualcode.exchange.formats import marked_encoding, wide_encoding

ASSUMED = "cp1252"
_LABELS = {
    "cp1252": "Windows-1252 (Western European)",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
}
_LINE_BREAK = re.compile("\r\n|[\n\r\u2028\u2029\u0085]")
_FOREIGN = re.compile("[¡-¿×÷€‚ƒ„†‡ˆ‰‹›˜™š-ž\ufffd]")
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that it was read in, and sentences about what was assumed or lost."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a text file.

    ``encoding`` is the user's choice, a name that Python knows (``cp1250``, ``latin-1``, ``utf-16``); it is
    followed even where it fits badly. Bytes that mean nothing become U+FFFD and are counted, with the line of
    the first.

    Raises:
        Refusal: when ``encoding`` is unknown.
    """
    if encoding is not None:
        return _chosen(data, encoding)
    mark = marked_encoding(data)
    if mark:
        name, skipped = mark
        return _told(data[skipped:], name)
    wide = wide_encoding(data)
    if wide:
        decoded = _told(data, wide)
        sentence = f"The file does not say its encoding: read as {_LABELS[wide]}, because of its NUL bytes."
        return Decoded(decoded.text, wide, (sentence, *decoded.notes))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _told(data, "utf-8") if _mostly_utf8(data) else _western(data)


def _chosen(data: bytes, encoding: str) -> Decoded:
    wanted = encoding.strip()
    try:
        name = codecs.lookup(wanted).name
        mark = marked_encoding(data)
        if mark and name.replace("-sig", "") in (mark[0], mark[0].rpartition("-")[0]):
            return _told(data[mark[1] :], mark[0])
        if name in ("utf-16", "utf-32"):  # without a mark Python would take the order of this machine
            name = wide_encoding(data) or f"{name}-le"
        if name == "utf-8-sig":
            name = "utf-8"
        return _told(data, name)
    except (LookupError, UnicodeError, ValueError, AssertionError):
        # bytes.decode refuses codecs that make no text (hex, zip) with a LookupError, and some fail on what
        # they meet.
        raise Refusal(
            f"“{shorten(wanted)}” is no encoding of text that is known here: "
            "give for example utf-8, utf-16, cp1252, cp1250, cp1251 or latin-1."
        ) from None


def _told(data: bytes, name: str) -> Decoded:
    """Decode in a known encoding and count what does not fit."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        pass
    text = data.decode(name, "replace")
    # U+FFFD may also stand in the file itself: only those that the decoder made are counted.
    genuine = data.decode(name, "ignore").count(_REPLACED)
    lost = max(1, text.count(_REPLACED) - genuine)
    line = _line_of_first_fault(data, name)
    places = "1 place does" if lost == 1 else f"{lost} places do"
    sentence = (
        f"{places} not fit the encoding {_LABELS.get(name, name)} and became “{_REPLACED}”, the first in "
        f"line {line}. If letters look wrong, import the file again with another encoding."
    )
    return Decoded(text, name, (sentence,))


def _line_of_first_fault(data: bytes, name: str) -> int:
    try:
        data.decode(name)
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(name, "replace")
        return len(_LINE_BREAK.findall(before)) + 1
    return 1


def _mostly_utf8(data: bytes) -> bool:
    """Tell a UTF-8 text with some foreign bytes from a text in one byte a letter.

    In the latter, letters above ASCII form valid UTF-8 only by rare accident.
    """
    fitting = data.decode("utf-8", "ignore")
    good = len(fitting) - len(fitting.encode("ascii", "ignore"))
    bad = data.decode("utf-8", "replace").count(_REPLACED) - fitting.count(_REPLACED)
    return good > bad


def _western(data: bytes) -> Decoded:
    decoded = _told(data, ASSUMED)
    beyond = [c for c in decoded.text if c > "\x7f"]
    odd = len(_FOREIGN.findall("".join(beyond)))
    sentence = f"The file is not UTF-8 and does not say its encoding: read as {_LABELS[ASSUMED]}."
    if len(beyond) > 0.25 * len(decoded.text) or odd > 0.5 * len(beyond) > 10:
        sentence += " The letters look wrong for that: name the right one, for example cp1251 or shift_jis."
    else:
        sentence += " Check the accents; if they are wrong, import it again and name the encoding."
    return Decoded(decoded.text, ASSUMED, (sentence, *decoded.notes))
