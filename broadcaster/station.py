"""The station: the composition root, the only module that knows every department.

Reads the settings, opens the books and the vault, and hands each department what it needs.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.clock import wall_now
from broadcaster.config import FILE_NAME, Config, load
from broadcaster.lexicography import Lexicography, take_over
from broadcaster.library import Library, Reception
from broadcaster.logbook import Logbook
from broadcaster.model import JobKind, OutputName
from broadcaster.newsroom import Newsroom
from broadcaster.people import People
from broadcaster.production import Production, Studio, text_of
from broadcaster.production.template import Template, template
from broadcaster.queue import Queue
from broadcaster.sentences import vietnamese
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.engines.files import placed
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.output import Now, Output, open_output
from broadcaster.sound.reopen import Reopening
from broadcaster.sound.speech import open_engine
from broadcaster.sound.spoken import sweep_old_speech
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool
from broadcaster.store import Store
from broadcaster.traffic import Traffic
from broadcaster.words.reading import Manner

AUDIO = Path(__file__).parents[1] / "audio"
"""The ident, stingers, bed and closing that ship with the program."""


class StationExistsError(Exception):
    """The folder already holds a station; nothing was changed."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the station lies."""
        self.folder = folder
        super().__init__(f"{folder} already holds a station")


@dataclass(frozen=True, slots=True)
class Station:
    """Everything a face, a worker, a desk or a command needs, ready made."""

    folder: Path
    config: Config
    store: Store
    vault: Vault
    spool: Spool
    queue: Queue
    announcer: Announcer
    studio: Studio
    people: People
    lexicography: Lexicography
    library: Library
    newsroom: Newsroom
    production: Production
    traffic: Traffic
    logbook: Logbook
    now: Callable[[], datetime]
    tz: ZoneInfo

    def open_outputs(self, now: Now = wall_now) -> dict[OutputName, Output]:
        """Open every output that a zone names; one that is absent is tried again later."""
        return open_outputs(self.config, self.folder, now)

    def secret_key(self) -> str:
        """Return the key that signs sessions, made once and readable only by its owner."""
        return _secret(self.folder / "secret.key")


def open_outputs(config: Config, folder: Path, now: Now = wall_now) -> dict[OutputName, Output]:
    """Open the outputs of `config`; needs no books, so that playout never touches them."""
    wanted = dict.fromkeys(output for outputs in config.zones.values() for output in outputs)

    def opener(name: str) -> Callable[[], Output]:
        return lambda: open_output(name, config.outputs[name], folder, now)

    return {OutputName(name): Reopening(name, opener(name)) for name in wanted}


def make_station(folder: Path, name: str, settings: str) -> None:
    """Make a new station folder from the text of its station.toml, and copy the jingles in.

    Raises StationExistsError; the folder may hold other files.
    """
    path = folder / FILE_NAME
    if path.exists():
        raise StationExistsError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    audio = folder / "audio"
    if not audio.exists():
        shutil.copytree(AUDIO, audio, ignore=shutil.ignore_patterns("*.py", "*.md", "__pycache__"))
    _secret(folder / "secret.key")
    path.write_text(settings, encoding="utf-8")


@contextmanager
def open_station(folder: Path, now: Callable[[], datetime] = wall_now) -> Iterator[Station]:
    """Open the station in `folder` for as long as the block runs, its books at the newest form.

    Raises ConfigError, TemplateError, StoreError, SpeechError or SoundError for what is wrong
    with it.
    """
    config = load(folder)
    store = Store.open(beside(config.store.url, folder))
    try:
        store.upgrade()
        lexicography = open_lexicography(config, folder, store, now)
        yield _assemble(folder, config, store, lexicography, now)
    finally:
        store.close()


def _assemble(
    folder: Path,
    config: Config,
    store: Store,
    lexicography: Lexicography,
    now: Callable[[], datetime],
) -> Station:
    tz = config.tz
    vault = Vault(folder / "vault")
    spool = Spool(folder / "spool")
    announcer = open_announcer(config, folder)
    queue = Queue.open(beside(config.queue.url, folder), lambda job: production.build(job))
    library = open_library(config, folder, store, queue, now)
    studio = open_studio(config, folder, announcer, vault, lexicography.manner, library.kit)
    production = Production(
        store=store,
        queue=queue,
        studio=studio,
        now=now,
        explain=vietnamese,
        crafts={JobKind.INTAKE: library.reception.work},
    )
    traffic = Traffic(
        store=store,
        vault=vault,
        spool=spool,
        now=now,
        zones=config.zone_outputs,
        rules=config.air_rules,
        station=config.station.name,
        node=config.station.node,
        tz=tz,
        self_approval=config.rules.self_approval,
    )
    return Station(
        folder=folder,
        config=config,
        store=store,
        vault=vault,
        spool=spool,
        queue=queue,
        announcer=announcer,
        studio=studio,
        people=People(store=store, now=now),
        lexicography=lexicography,
        library=library,
        newsroom=Newsroom(
            store=store,
            now=now,
            manner=lexicography.manner,
            recipe=config.production.recipe,
            check=lambda script: studio.check(text_of(script)),
        ),
        production=production,
        traffic=traffic,
        logbook=Logbook(
            store=store,
            spool=spool,
            now=now,
            node=config.station.node,
            tz=tz,
            zones=config.zone_outputs,
        ),
        now=now,
        tz=tz,
    )


def open_announcer(config: Config, folder: Path) -> Announcer:
    """Open the engines of `config` in their order, with the station's memory of speech."""
    engines = [open_engine(placed(url, folder)) for url in config.speech.engines]
    sweep_old_speech(folder / "speech")
    return Announcer(engines, Memory(folder / "speech"))


def open_studio(
    config: Config,
    folder: Path,
    announcer: Announcer,
    vault: Vault,
    manner: Callable[[], Manner],
    kit: Callable[[Kit], Kit] = lambda shipped: shipped,
) -> Studio:
    """Open the studio; `kit` puts what people added over the technician's jingles, each time."""
    music = folder / config.production.audio
    Kit.load(music)
    return Studio(
        announcer=announcer,
        kit=lambda: kit(Kit.load(music)),
        vault=vault,
        treated=Memory(folder / "treated"),
        encoded=Memory(folder / "pieces"),
        cast=config.cast,
        recipe=config.production.recipe,
        station_name=config.station.name,
        manner=manner,
        kbps=config.production.kbps,
        around=template_in(folder),
    )


def open_library(
    config: Config, folder: Path, store: Store, queue: Queue, now: Callable[[], datetime]
) -> Library:
    """Open the sound library; recordings have a vault of their own, since nothing remakes them."""
    vault = Vault(folder / "library")
    reception = Reception(
        store=store, queue=queue, vault=vault, uploads=folder / "uploads", now=now
    )
    recipe = config.production.recipe
    return Library(store=store, vault=vault, reception=reception, now=now, recipe=recipe)


def open_lexicography(
    config: Config, folder: Path, store: Store, now: Callable[[], datetime] = wall_now
) -> Lexicography:
    """Open the lexicon; entries that a lexicon.csv still keeps are taken into the books.

    Raises StoreError, TemplateError, and OSError when that file cannot be put aside.
    """
    lexicography = Lexicography(
        store=store,
        now=now,
        document_suffix=config.reading.document_suffix,
        around=partial(template_in(folder).around, config.station.name),
    )
    take_over(lexicography, folder / "lexicon.csv")
    return lexicography


def manner_in(folder: Path, config: Config) -> Manner:
    """Return how the station in `folder` reads, without opening more of it than its books.

    Raises StoreError, TemplateError, OSError.
    """
    store = Store.open(beside(config.store.url, folder))
    try:
        store.upgrade()
        return open_lexicography(config, folder, store).manner()
    finally:
        store.close()


def template_in(folder: Path) -> Template:
    """Return what the station says around its scripts: ours, save what its template.toml replaces.

    Raises TemplateError.
    """
    return template(folder / "template.toml")


def beside(url: str, folder: Path) -> str:
    """Return `url` with a relative SQLite path taken from the station's folder."""
    prefix = "sqlite:///"
    if not url.startswith(prefix):
        return url
    return f"{prefix}{(folder / url.removeprefix(prefix)).resolve()}"


def _secret(path: Path) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
