"""The heart of a running job: keeps its lease, carries its progress, learns that it is unwanted.

Knows one job; knows nothing of what the work is.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType

from broadcaster.model import Job, JobState
from broadcaster.production.errors import CancelledError, LeaseLostError
from broadcaster.store import Store, StoreError

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""How long a job is left alone after its last beat; then its worker counts as dead."""
_BEAT_S = 20.0
_REPORT_S = 1.0


class Heart:
    """Beats from a thread of its own, since one long step may say nothing for minutes."""

    def __init__(self, store: Store, job: Job, now: Callable[[], datetime]) -> None:
        """Beat for `job` as this worker claimed it."""
        self._store = store
        self._job = job.id
        self._attempt = job.attempts
        self._now = now
        self._stage = ""
        self._permille = 0
        self._reported = 0.0
        self._lost: Exception | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"heart-{job.id}", daemon=True)

    def __enter__(self) -> Heart:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop beating."""
        self._stop.set()
        self._thread.join()

    def progress(self, stage: str, permille: int) -> None:
        """Tell how far the work is; written at most once a second, a new stage at once.

        Whoever works calls this more often than that, so that a person who stops the job is
        heeded within a second or two. Raises CancelledError then, and LeaseLostError when another
        worker holds the job by now.
        """
        with self._lock:
            fresh = stage.split(" ")[0] != self._stage.split(" ")[0]
            self._stage, self._permille = stage, permille
        if fresh or time.monotonic() - self._reported >= _REPORT_S:
            self._try_to_beat()
        if self._lost is not None:
            raise self._lost

    def _run(self) -> None:
        while not self._stop.wait(_BEAT_S):
            self._try_to_beat()

    def _try_to_beat(self) -> None:
        try:
            self._beat()
        except StoreError as error:
            # The lease spans several beats, so one that fails costs nothing.
            log.warning("job %s: beat failed: %s", self._job, error)

    def _beat(self) -> None:
        with self._lock:
            at = self._now()
            self._reported = time.monotonic()
            with self._store.write() as books:
                held = books.jobs.beat(
                    self._job, self._stage, self._permille, at + LEASE, at, attempt=self._attempt
                )
                if not held and self._lost is None:
                    stopped = books.jobs.get(self._job).state is JobState.CANCELLED
                    self._lost = CancelledError("") if stopped else LeaseLostError(self._job)
