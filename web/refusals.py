"""Which errors are a department's answer rather than a fault of the program. Knows their roots."""

from __future__ import annotations

from broadcaster.lexicography import LexicographyError
from broadcaster.library import LibraryError
from broadcaster.newsroom import NewsroomError
from broadcaster.people import PeopleError
from broadcaster.permission import NotAllowedError, PermissionDeniedError
from broadcaster.production import ProductionError
from broadcaster.sound.kit import KitError
from broadcaster.sound.speech import UnknownVoiceError
from broadcaster.sound.vault import VaultError
from broadcaster.store import NotFoundError, StoreError
from broadcaster.traffic import TrafficError
from broadcaster.words.intake import IntakeError
from broadcaster.words.lexicon import LexiconError
from broadcaster.words.parse import ScriptError

EXPECTED: tuple[type[Exception], ...] = (
    LexicographyError,
    LexiconError,
    LibraryError,
    NewsroomError,
    PeopleError,
    PermissionDeniedError,
    ProductionError,
    TrafficError,
    StoreError,
    VaultError,
    KitError,
    UnknownVoiceError,
    IntakeError,
    ScriptError,
)
"""Answers that become a sentence on the page."""

PASSED_ON: tuple[type[Exception], ...] = (NotAllowedError, NotFoundError)
"""Answers that have a page of their own: 403 and 404."""
