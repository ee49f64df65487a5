"""`python -m web FOLDER`: serves the face of the station in FOLDER, under the supervisor or alone.

Knows the server; the pages are the application's.

    FaceError
    ├── PortTakenError   the address is not free, or not this machine's
    └── FaceDiedError    the server ended without being asked to
"""

from __future__ import annotations

import logging
import sys
import tempfile
import threading
from pathlib import Path

from waitress.server import create_server

from broadcaster.station import Station, open_station
from broadcaster.supervisor import leave_with_parent, stop_on_signals
from web.app import create_app
from web.uploading import LARGEST_REQUEST

THREADS = 8
_LOOK_S = 0.2

log = logging.getLogger(__name__)


class FaceError(Exception):
    """Root of what ends the face before it was asked to."""


class PortTakenError(FaceError):
    """The address is not free, or not this machine's; `cause` is the system's word."""

    def __init__(self, host: str, port: int, cause: str) -> None:
        """`host` and `port` are those of the settings."""
        self.host = host
        self.port = port
        self.cause = cause
        super().__init__(f"no page on {host} port {port}: {cause}; set another [web] port?")


class FaceDiedError(FaceError):
    """The server ended without being asked to; its last words are in the log."""

    def __init__(self) -> None:
        """Carry nothing: the server's thread has written its trace."""
        super().__init__("the server of the page ended by itself")


def serve(station: Station, stop: threading.Event) -> None:
    """Answer on the address of the settings until `stop` is set.

    Raises PortTakenError, FaceDiedError: a process without its page must not live on, or nobody
    would start it again.
    """
    web = station.config.web
    app = create_app(station, secret_key=station.secret_key(), behind_https=web.behind_https)
    try:
        server = create_server(
            app,
            host=web.host,
            port=web.port,
            threads=THREADS,
            ident=None,
            # Above the application's own limit, so that the page says no, in Vietnamese.
            max_request_body_size=LARGEST_REQUEST + (64 << 20),
        )
    except OSError as error:
        raise PortTakenError(web.host, web.port, str(error)) from error
    face = threading.Thread(target=server.run, name="face", daemon=True)
    face.start()
    try:
        while not stop.wait(_LOOK_S):
            if not face.is_alive():
                raise FaceDiedError
    finally:
        server.close()


def main() -> None:
    """Serve the station in the folder named on the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stop = threading.Event()
    leave_with_parent(stop)
    stop_on_signals(stop.set)
    with open_station(Path(sys.argv[1])) as station:
        # The server puts large requests aside before the pages see them: on the station's own
        # disk, since the system's temporary folder is often in memory.
        uploads = station.library.reception.uploads.folder
        uploads.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(uploads)
        try:
            serve(station, stop)
        except FaceError as error:
            log.error("%s", error)
            sys.exit(1)


if __name__ == "__main__":
    main()
