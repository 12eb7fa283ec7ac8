"""Parts: what jobs gave, until the clips that need it are written; in memory while it is little, and else on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .temporary import temporary_folder

MOST_BYTES = 128 * 2**20  # in memory


class Parts:
    """Bytes by address. `all_of` gives one after another, so that no more than one of those on disk is in memory."""

    def __init__(self, stack: ExitStack) -> None:
        """`stack`: for the folder that is made if need be."""
        self._stack = stack
        self._folder: Path | None = None
        self._held: dict[str, bytes | Path] = {}
        self._bytes = 0

    def put(self, address: str, data: bytes) -> None:
        """Hold `data` (OSError if there is no room left on the disk)."""
        if address in self._held:
            return
        if self._bytes + len(data) <= MOST_BYTES:
            self._held[address] = data
            self._bytes += len(data)
            return
        if self._folder is None:
            self._folder = self._stack.enter_context(temporary_folder())
        path = self._folder / address
        try:
            path.write_bytes(data)
        except OSError:
            path.unlink(missing_ok=True)  # others may have room for less
            raise
        self._held[address] = path

    def all_of(self, addresses: Iterable[str]) -> Iterator[bytes]:
        """What was put at these addresses."""
        for address in addresses:
            held = self._held[address]
            yield held if isinstance(held, bytes) else held.read_bytes()

    def let_go(self, addresses: Iterable[str]) -> None:
        """Forget what is at these addresses, if it is there."""
        for address in addresses:
            held = self._held.pop(address, b"")
            if isinstance(held, bytes):
                self._bytes -= len(held)
            else:
                held.unlink(missing_ok=True)


@contextmanager
def parts_held() -> Iterator[Parts]:
    """Room for parts; nothing of them is left afterwards."""
    with ExitStack() as stack:
        yield Parts(stack)
