"""`python -m web FOLDER`: serves the face of the station in FOLDER, under the supervisor or alone.

Knows the server; the pages are the application's.
"""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

from waitress.server import create_server

from broadcaster.station import Station, open_station
from broadcaster.supervisor import leave_with_parent, stop_on_signals
from web.app import LARGEST_UPLOAD, create_app

THREADS = 8
_LOOK_S = 0.2


def serve(station: Station, stop: threading.Event) -> None:
    """Answer on the address of the settings until `stop` is set."""
    web = station.config.web
    app = create_app(station, secret_key=station.secret_key(), behind_https=web.behind_https)
    server = create_server(
        app,
        host=web.host,
        port=web.port,
        threads=THREADS,
        ident=None,
        # Above the application's own limit, so that it is the page that says no, in Vietnamese.
        max_request_body_size=4 * LARGEST_UPLOAD,
    )
    threading.Thread(target=server.run, name="face", daemon=True).start()
    try:
        while not stop.wait(_LOOK_S):
            pass
    finally:
        server.close()


def main() -> None:
    """Serve the station in the folder named on the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stop = threading.Event()
    leave_with_parent(stop)
    stop_on_signals(stop.set)
    with open_station(Path(sys.argv[1])) as station:
        serve(station, stop)


if __name__ == "__main__":
    main()
