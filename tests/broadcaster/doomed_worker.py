"""A worker that begins a job, says so with a file, and never comes to its end: it must be killed.

Run as a process: `doomed_worker.py FOLDER JOB`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from broadcaster.clock import wall_now
from broadcaster.model import JobId
from broadcaster.production import Production, Studio
from broadcaster.queue import Queue
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.cast import Cast
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.speech import Voice
from broadcaster.sound.vault import Vault
from broadcaster.store import Store
from broadcaster.words.reading import USUAL
from tests.broadcaster.engines import Accident
from tests.broadcaster.house import AUDIO


def main(folder: Path, job: JobId) -> None:
    """Work on `job` until the third sentence, then hang."""
    spoken: list[str] = []

    def before(text: str) -> None:
        spoken.append(text)
        if len(spoken) == 3:
            (folder / "hanging").touch()
            time.sleep(600)

    studio = Studio(
        announcer=Announcer([Accident(before)], Memory(folder / "speech")),
        kit=lambda: Kit.load(AUDIO),
        vault=Vault(folder / "vault"),
        treated=Memory(folder / "treated"),
        encoded=Memory(folder / "pieces"),
        cast=Cast({"một": Voice()}, ("một",)),
        recipe="stream",
        station_name="xã Tân Phú",
        manner=lambda: USUAL,
    )
    store = Store.open(f"sqlite:///{folder / 'station.db'}")
    queue = Queue.open(f"sqlite:///{folder / 'queue.db'}", None)
    Production(store=store, queue=queue, studio=studio, now=wall_now).build(job)


if __name__ == "__main__":
    main(Path(sys.argv[1]), JobId(int(sys.argv[2])))
