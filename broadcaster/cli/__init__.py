"""The command line: `broadcaster`. Speaks Vietnamese to people, JSON to programs (`--json`).

Knows how to ask and how to answer; every act is a department's.

Exit codes: 0 done; 1 checked and found wanting; 2 wrong words on the command line; 3 bad input
(document, settings, audio); 4 refused (not allowed, not approved, clash); 5 something needed is
not there now (database, engine, output); 130 stopped by Ctrl-C.
"""

from __future__ import annotations

from broadcaster.cli import air, care, demo, export, lexicon, make, setup, sounds, work
from broadcaster.cli.base import app, main

__all__ = [
    "air",
    "app",
    "care",
    "demo",
    "export",
    "lexicon",
    "main",
    "make",
    "setup",
    "sounds",
    "work",
]
