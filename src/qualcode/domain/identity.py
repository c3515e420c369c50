"""UUIDv7: identifiers that sort by the time of their making (RFC 9562, section 5.7)."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_uuid() -> str:
    """Mint a UUIDv7 as text; within one process each is greater than the one before."""
    global _last  # the clock may stand still or go back: the order must not
    with _lock:
        stamp = max(time.time_ns() // 1_000_000 << 12 | secrets.randbits(8), _last + 1)
        _last = stamp
    millis, sequence = stamp >> 12, stamp & 0xFFF
    value = millis << 80 | 0x7 << 76 | sequence << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
