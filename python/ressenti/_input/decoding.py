"""From bytes to lines of text: byte-order marks, UTF-8, and a guess when it is not UTF-8.

The guess is made where the first byte that is not ASCII stands, on the WINDOW bytes from there,
so a file and the same bytes through a pipe read alike and nothing is read twice:

* all of it is UTF-8: it is UTF-8;
* most of what is not ASCII in it is UTF-8: it is UTF-8 with some damage;
* else it is cp1252, the French Windows encoding (with bytes 81 8D 8F 90 9D as in ISO 8859-1).

A damaged byte becomes a lone surrogate (Python's ``surrogateescape``); the analyzer answers
such a text with the status ``invalid_utf8``.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, NamedTuple

from .rows import InputError

CHUNK: Final = 256 << 10
WINDOW: Final = 64 << 10
LINE_LIMIT: Final = 64 << 20
"""Characters of a line that are kept. The engine's own limit is far below: `too_long`."""

_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_NOT_TEXT_FILES: Final = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive: save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook: save it as CSV"),
    (b"PAR1", "a Parquet file: call it .parquet"),
    (b"\x1f\x8b", "compressed with gzip: pipe `gunzip -c` into `ressenti analyze -`"),
    (b"%PDF", "a PDF"),
)

_DAMAGED: Final = re.compile("[\udc80-\udcff]")
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]")
_HOLES_OF_CP1252: Final = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}

Say = Callable[[str], None]


class DecodedInput:
    """A binary stream read as text, once, in order.

    `stream` needs ``read`` and ``read1``; `name` is how messages call it; `encoding` forces one.
    `warn` receives a sentence when the encoding had to be guessed or a byte cannot be decoded.
    """

    def __init__(self, stream: BinaryIO, name: str, encoding: str | None, warn: Say) -> None:
        self.name = name
        self.bytes_read = 0
        self.encoding = encoding and _text_encoding(encoding)
        self._stream = stream
        self._warn = warn
        self._lines_read = 0
        self._has_warned_of_damage = False
        self._decoder = _Decoder(self.encoding) if self.encoding else None

    def lines(self, newline: str) -> Iterator[str]:
        """Lines with their ends. `newline` "" ends them at LF, CR and CR LF; "\\n" at LF alone."""
        held = _Held()
        for text in self._chunks():
            cut = _after_last_line(text, newline)
            if cut:
                yield from io.StringIO(held.take() + text[:cut], newline=newline)
            held.add(text[cut:])
        yield from io.StringIO(held.take(), newline=newline)

    def _chunks(self) -> Iterator[str]:
        data = self._read_exactly(4)
        self._refuse_other_files(data)
        self._obey_mark(data)
        text = self._decode(data).removeprefix("\ufeff")
        while data:
            yield text
            data = self._read_some()
            text = self._decode(data)
        yield text

    # --- Reading ----------------------------------------------------------------------------

    def _read_exactly(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            raise InputError(f"{self.name}: {error.strerror or error}") from None

    def _read_some(self) -> bytes:
        try:
            return self._stream.read1(CHUNK)  # type: ignore[attr-defined, no-any-return]
        except OSError as error:
            raise InputError(f"{self.name}: {error.strerror or error}") from None

    def _refuse_other_files(self, head: bytes) -> None:
        for signature, what in _NOT_TEXT_FILES:
            if head.startswith(signature):
                raise InputError(f"{self.name} is {what}.")

    # --- Choosing an encoding ---------------------------------------------------------------

    def _obey_mark(self, head: bytes) -> None:
        if self._decoder is None:
            found = _marked_encoding(head)
            if found:
                self._choose(found)

    def _choose(self, encoding: str) -> None:
        self.encoding = encoding
        self._decoder = _Decoder(encoding)

    def _decode(self, data: bytes) -> str:
        """Text of the next bytes; no bytes at all means the end of the input."""
        at_end = not data
        if self._decoder is None and not data.isascii():
            more = self._read_exactly(WINDOW)
            at_end = len(more) < WINDOW
            data += more
            self._guess(data, at_end)
        decoder = self._decoder or _Decoder("ascii")
        text = decoder.decode(data, at_end)
        if decoder.damage is not None and not self._has_warned_of_damage:
            self._warn_of_damage(data, decoder.damage)
        self.bytes_read += len(data)
        self._lines_read += data.count(b"\n")
        return text

    def _guess(self, window: bytes, at_end: bool) -> None:
        text = _Decoder("utf-8").decode(window, at_end)
        damaged = len(_DAMAGED.findall(text))
        if len(_NOT_ASCII.findall(text)) - damaged >= damaged:
            self._choose("utf-8")
            return
        self._choose("cp1252")
        place = self._place(window, _first_damage(window))
        self._warn(f"{place} is not UTF-8: read as cp1252 (--encoding forces another).")

    def _warn_of_damage(self, data: bytes, damage: "_Damage") -> None:
        self._has_warned_of_damage = True
        place = self._place(data, damage)
        self._warn(f"{place} is not {self.encoding}: a text that holds such bytes is invalid_utf8.")

    def _place(self, data: bytes, damage: "_Damage") -> str:
        """Where a byte of `data`, or one just before it, stands in the whole input."""
        line = self._lines_read + data[: max(damage.at, 0)].count(b"\n") + 1
        byte = f"byte {self.bytes_read + damage.at:,} (0x{damage.byte:02X})"
        return f"{self.name}: {byte} on line {line:,}"


class _Damage(NamedTuple):
    """A byte that could not be decoded: its index in the piece, negative when it was held back."""

    at: int
    byte: int


class _Decoder:
    """Decodes piece by piece and never fails on single bytes; remembers the first damage."""

    def __init__(self, encoding: str) -> None:
        self.damage: _Damage | None = None
        """The first damage of the piece just given."""
        self._encoding = encoding
        self._incremental = codecs.getincrementaldecoder(encoding)("strict")

    def decode(self, data: bytes, at_end: bool) -> str:
        self.damage = None
        try:
            return self._incremental.decode(data, at_end)
        except UnicodeDecodeError as error:
            if self._encoding == "cp1252":
                return data.decode("cp1252", "surrogateescape").translate(_HOLES_OF_CP1252)
            held_back = len(getattr(self._incremental, "buffer", b""))
            self.damage = _Damage(error.start - held_back, error.object[error.start])
            return self._decode_damaged(data, at_end)

    def _decode_damaged(self, data: bytes, at_end: bool) -> str:
        self._incremental.errors = "surrogateescape"
        try:
            return self._incremental.decode(data, at_end)
        except UnicodeDecodeError:
            raise InputError(f"The input is not {self._encoding}: give the right --encoding.") from None
        finally:
            self._incremental.errors = "strict"


class _Held:
    """The beginning of a line whose end has not been read yet; what exceeds LINE_LIMIT is dropped."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        self._parts.append(text[: max(LINE_LIMIT - self._size, 0)])
        self._size += len(self._parts[-1])

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts, self._size = [], 0
        return text


def _after_last_line(text: str, newline: str) -> int:
    """Index after the last line end of `text` that is surely a whole one, 0 if there is none."""
    cut = text.rfind("\n") + 1
    if cut == 0 and newline == "":
        cut = text.rfind("\r", 0, -1) + 1  # a CR at the very end may be half of CR LF
    return cut


def _marked_encoding(head: bytes) -> str | None:
    """Encoding told by a byte-order mark, or by the NULs that UTF-16 puts beside ASCII."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    nul = [byte == 0 for byte in head]
    if nul == [False, True, False, True]:
        return "utf-16-le"
    if nul == [True, False, True, False]:
        return "utf-16-be"
    return None


def _text_encoding(name: str) -> str:
    try:
        found = codecs.lookup(name)
        "".encode(name)  # refuses rot13, base64 and the like, which are no text encodings
    except (LookupError, ValueError):
        raise InputError(f"--encoding {name}: no such encoding; try utf-8 or cp1252.") from None
    return found.name


def _first_damage(data: bytes) -> _Damage:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _Damage(error.start, data[error.start])
    raise AssertionError("there is damage")
