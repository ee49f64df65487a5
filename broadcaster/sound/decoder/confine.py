"""The walls around the process: memory, time, size of what it writes, no new handles.

Knows the operating system's means (limits where there are any, a watching thread everywhere);
knows nothing of sound.
"""

from __future__ import annotations

import sys
import time
from threading import Thread

from broadcaster.sound.decoder.orders import LINE, Orders, give_up, tell

BEAT_S = 0.2
"""How often the watching thread looks, and shows that the process lives."""


def confine(orders: Orders, most_written: int) -> None:
    """Raise the walls. To be called when everything is imported: no file can be opened later."""
    # The thread first: it needs room for a stack of its own.
    Thread(target=_watch, args=(orders,), daemon=True).start()
    if sys.platform != "win32":
        _limit(orders, most_written)


def _limit(orders: Orders, most_written: int) -> None:
    """Set the limits that POSIX systems keep themselves."""
    import resource

    mapped = _mapped() if sys.platform == "linux" else 0
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: most_written,
        resource.RLIMIT_CPU: int(orders.seconds) + 5,
        resource.RLIMIT_NOFILE: LINE + 1,
    }
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = mapped + orders.memory
    for what, most in wanted.items():
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def _mapped() -> int:
    """Return how many bytes of addresses the process has taken already."""
    import resource
    from pathlib import Path

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()


def _watch(orders: Orders) -> None:
    """Beat, and end the process when its time is up or its memory too large."""
    until = time.monotonic() + orders.seconds
    before = _held()
    while True:
        time.sleep(BEAT_S)
        if time.monotonic() > until:
            give_up("time")
        if _held() - before > orders.memory:
            give_up("memory")
        tell()


def _held() -> int:
    """Return how much memory the process has held at most, in bytes."""
    if sys.platform == "win32":
        return _held_on_windows()
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _held_on_windows() -> int:
    """Return the highest pagefile use of the process, as Windows counts it."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    measure = kernel.K32GetProcessMemoryInfo
    measure.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    measure(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return int(counters.PeakPagefileUsage)
