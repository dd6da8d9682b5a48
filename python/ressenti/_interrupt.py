"""Ctrl-C and termination between two lines, never inside one."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_DEFAULT_HANDLERS = (signal.default_int_handler, signal.SIG_DFL)


class Interruption:
    """Turns SIGINT and SIGTERM into KeyboardInterrupt, held back while lines are being written.

    A second signal is not held back, so that an output nobody reads can be left.
    """

    def __init__(self) -> None:
        self.signal: int = signal.SIGINT
        """The last one received; 128 more is the exit code."""
        self._is_held = False
        self._is_pending = False

    @property
    def exit_code(self) -> int:
        return 128 + self.signal

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Install the handlers, unless the signals are ignored (nohup) or somebody else's."""
        replaced = {}
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(number) in _DEFAULT_HANDLERS:
                    replaced[number] = signal.signal(number, self._receive)
        except ValueError:
            pass  # not in the main thread: signals go elsewhere
        try:
            yield
        finally:
            for number, handler in replaced.items():
                signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A signal in this block is answered at its end."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_pending:
            self._is_pending = False
            raise KeyboardInterrupt

    def _receive(self, number: int, frame: FrameType | None) -> None:
        self.signal = number
        if self._is_held and not self._is_pending:
            self._is_pending = True
            return
        raise KeyboardInterrupt
