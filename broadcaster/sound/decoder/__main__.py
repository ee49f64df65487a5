"""The process: reads the sound on its standard input, writes WAV to its standard output.

`python -P -m broadcaster.sound.decoder ORDERS`, orders in JSON. What it has to say goes to standard
error. Imports everything before the walls are raised, decodes after.
"""

from __future__ import annotations

import errno
import os
import sys
from io import FileIO

from broadcaster.sound.decoder.confine import confine
from broadcaster.sound.decoder.decoding import decoded
from broadcaster.sound.decoder.orders import Orders, Refusal, tell
from broadcaster.sound.decoder.writing import HEAD

_FULL_DISK = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def main() -> int:
    """Decode what standard input holds; the exit status is 0 when that was told on the line."""
    orders = Orders.parsed(sys.argv[1])
    source, target = FileIO(0, "rb", closefd=False), FileIO(1, "r+b", closefd=False)
    # One second more than allowed must fit, so that "too long" can be told from "no room".
    confine(orders, HEAD + orders.rate * 2 * (orders.longest_ms // 1000 + 30))
    last = -1

    def told(percent: int) -> None:
        nonlocal last
        if percent > last:
            last = percent
            tell(at=percent)

    try:
        tell(done=decoded(source, target, os.fstat(0).st_size, orders, told))
    except Refusal as refusal:
        tell(refused=refusal.code, **refusal.figures)
    except MemoryError:
        tell(refused="memory")
    except (ValueError, ArithmeticError, LookupError):
        # What a file says of itself may be no text and no number where a library expects one.
        tell(refused="damaged")
    except OSError as error:
        tell(refused="no-room" if error.errno in _FULL_DISK else "damaged")
    return 0


if __name__ == "__main__":
    status = main()
    # Nothing is left to tidy: libraries are not trusted to take themselves apart.
    os._exit(status)
