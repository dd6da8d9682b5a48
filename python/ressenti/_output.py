"""Where results go: a file that is replaced whole, or standard output.

A regular file is written beside its place and renamed over it at the end, so that a reader
never meets half a file and a failure leaves the old one. Standard output, pipes and devices
receive each batch in one piece, so that whatever stops the program stops it between two lines.
"""

import io
import os
import secrets
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

from ._terminal import visible_bytes


class OutputError(Exception):
    """The output cannot be written. The message is one sentence for the person at the keyboard."""


class Output:
    """Where bytes go; a context manager. `write` sends a batch of whole lines.

    At the end of the block the output is finished; KeyboardInterrupt keeps the whole lines
    written so far, see `partial`; any other exception discards them.
    """

    name = "standard output"
    is_terminal = False
    partial: str | None = None
    """Where the whole lines of an interrupted run are, when that is beside the output."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._abandon(kind)
            return
        try:
            self._finish()
        except BaseException as failure:
            self._abandon(type(failure))
            raise

    def _abandon(self, kind: type[BaseException]) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._keep_partial()
        else:
            self._discard()

    def write(self, data: bytes) -> None:
        """Send all of `data`; OutputError when that cannot be, BrokenPipeError when nobody reads."""
        raise NotImplementedError

    def write_as_is(self, data: bytes) -> None:
        """The same for bytes that may drive a terminal, such as colours of our own."""
        self.write(data)

    def _finish(self) -> None: ...
    def _keep_partial(self) -> None: ...
    def _discard(self) -> None: ...


class Descriptor(Output):
    """An open file that cannot be replaced: standard output, a pipe, a device."""

    def __init__(self, descriptor: int, name: str, *, is_ours: bool) -> None:
        self.name = name
        self._descriptor = descriptor
        self._is_ours = is_ours
        self.is_terminal = os.isatty(descriptor)

    def write(self, data: bytes) -> None:
        self.write_as_is(visible_bytes(data) if self.is_terminal else data)

    def write_as_is(self, data: bytes) -> None:
        left = memoryview(data)
        try:
            while left:
                left = left[self._write_some(left) :]
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _refusal(self.name, error) from None

    def _write_some(self, data: memoryview) -> int:
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:  # somebody made the pipe non-blocking
            select.select([], [self._descriptor], [])
            return 0

    def _close(self) -> None:
        if self._is_ours:
            os.close(self._descriptor)

    _finish = _keep_partial = _discard = _close


class Stream(Output):
    """Standard output that has no descriptor: a notebook's, a test's."""

    def write(self, data: bytes) -> None:
        sys.stdout.write(data.decode())


class ReplacedFile(Output):
    """A regular file, written under another name in the same folder until it is whole.

    The constructor raises OSError when the folder cannot be written.
    """

    def __init__(self, path: str) -> None:
        self.name = path
        self._place = os.path.realpath(path)  # through a link, not over it
        self._beside = os.path.join(os.path.dirname(self._place), f".ressenti-{secrets.token_hex(8)}.tmp")
        self._whole_lines_size = 0
        descriptor = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        self._file = open(descriptor, "wb", buffering=0)  # noqa: SIM115
        with suppress(OSError):
            os.chmod(self._beside, stat.S_IMODE(os.stat(self._place).st_mode))

    def write(self, data: bytes) -> None:
        left = memoryview(data)
        with self._refusing():
            while left:
                left = left[self._file.write(left) :]
        self._whole_lines_size += len(data)

    def _finish(self) -> None:
        self._end_at(self._place)

    def _discard(self) -> None:
        self._file.close()
        with suppress(OSError):
            os.unlink(self._beside)

    def _keep_partial(self) -> None:
        if not os.path.exists(self._beside):
            return  # it has just been put in its place
        if self._whole_lines_size == 0:
            self._discard()
            return
        if not self._file.closed:
            self._file.truncate(self._whole_lines_size)
        self._end_at(self._place + ".partial")
        self.partial = self.name + ".partial"

    def _end_at(self, place: str) -> None:
        with self._refusing():
            if not self._file.closed:
                os.fsync(self._file.fileno())
                self._file.close()
            os.replace(self._beside, place)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _refusal(self.name, error) from None


def open_output(path: str | None) -> Output:
    """The output of a path, or standard output for None and "-"; OutputError if it cannot be."""
    if path is None or path == "-":
        return _standard_output()
    try:
        if _can_be_replaced(path):
            return ReplacedFile(path)
        return Descriptor(os.open(path, os.O_WRONLY | os.O_CLOEXEC), path, is_ours=True)
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from None


def _can_be_replaced(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return True


def _standard_output() -> Output:
    if sys.stdout is None:
        raise OutputError("Standard output is closed: give -o FILE.")
    try:
        sys.stdout.flush()
        return Descriptor(sys.stdout.fileno(), Output.name, is_ours=False)
    except (AttributeError, io.UnsupportedOperation):
        return Stream()


def _refusal(name: str, error: Exception) -> OutputError:
    return OutputError(f"{name} cannot be written: {getattr(error, 'strerror', None) or error}.")
