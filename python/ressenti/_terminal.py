"""What people see: messages and progress on standard error, and nothing that drives a terminal.

A verbatim is written by a stranger; on a terminal its control characters are shown, not obeyed.
"""

import os
import re
import sys
import time
from collections.abc import Iterable
from typing import Any, Final, TextIO

_CONTROLS: Final = "\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""C0 but tab and line feed, C1, separators and directions, lone surrogates."""

_HIDDEN: Final = re.compile(f"[{_CONTROLS}]")

_GREEN: Final = "\x1b[32m"
_RED: Final = "\x1b[31m"
_PLAIN: Final = "\x1b[0m"

_REFRESH_SECONDS: Final = 0.1


def visible(text: str) -> str:
    r"""The text with control characters written out: ``\u001b``, which in JSON is the same string."""
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def visible_bytes(data: bytes) -> bytes:
    """The same for UTF-8."""
    return visible(data.decode("utf-8", "surrogateescape")).encode()


def painted(text: str, marks: Iterable[tuple[int, int, int]]) -> str:
    """The text made visible, with green where points are won and red where they are lost.

    `marks` are (start, end, points), half-open; of two that overlap the first wins.
    """
    parts, at = [], 0
    for start, end, points in sorted(marks):
        if start >= at and points:
            colour = _GREEN if points > 0 else _RED
            parts += [visible(text[at:start]), colour, visible(text[start:end]), _PLAIN]
            at = end
    return "".join([*parts, visible(text[at:])])


def has_colours(stream: TextIO | None) -> bool:
    """Whether escapes for colours may go to the stream: a terminal, and nobody objects."""
    objects = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not objects and _is_terminal(stream)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


class Console:
    """Messages for the person at the keyboard, on standard error, in UTF-8 whatever the locale.

    `is_quiet` leaves warnings and errors only. A standard error that nobody reads is no reason
    to stop: it is ignored.
    """

    def __init__(self, *, is_quiet: bool = False) -> None:
        self._is_quiet = is_quiet
        self._progress_shown = False
        self._refreshed = 0.0

    def note(self, sentence: str) -> None:
        """Something good to know."""
        if not self._is_quiet:
            self._line(sentence)

    def warn(self, sentence: str) -> None:
        """Something that may change the results."""
        self._line(f"warning: {sentence}")

    def error(self, sentence: str) -> None:
        """Why the command stops."""
        self._line(sentence)

    def progress(self, rows: int, share: float | None, rows_a_second: float) -> None:
        """Show how far it is, on one line that renews itself; `share` is None for a pipe."""
        now = time.monotonic()
        if self._is_quiet or not _is_terminal(sys.stderr) or now - self._refreshed < _REFRESH_SECONDS:
            return
        self._refreshed = now
        percent = "" if share is None else f" · {share:.0%}"
        self._write(f"\r\x1b[K{rows:,} verbatims{percent} · {rows_a_second:,.0f}/s")
        self._progress_shown = True

    def clear_progress(self) -> None:
        if self._progress_shown:
            self._write("\r\x1b[K")
            self._progress_shown = False

    def _line(self, sentence: str) -> None:
        self.clear_progress()
        self._write(f"ressenti: {visible(sentence)}\n")

    def _write(self, text: str) -> None:
        stream: Any = sys.stderr
        try:
            if hasattr(stream, "buffer"):
                stream.flush()
                stream.buffer.write(text.encode())
            else:
                stream.write(text)
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass  # standard error is closed, or nobody reads it
