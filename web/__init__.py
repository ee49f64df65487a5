"""The face: a station's pages as one Flask application.

Knows how people ask and how answers look; every decision is made in a department of the station.
"""

from __future__ import annotations

from web.app import create_app

__all__ = ["create_app"]
