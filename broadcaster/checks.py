"""What a technician would look at before going home: each thing once, with a line that says why.

Asks every part of a station for its health; changes nothing and makes no sound.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from broadcaster.clock import wall_now
from broadcaster.config import Config, ConfigError, load
from broadcaster.production import TemplateError
from broadcaster.sentences import REASONS, vietnamese
from broadcaster.sound.engines.files import placed
from broadcaster.sound.kit import KitError
from broadcaster.sound.memories import Memories
from broadcaster.sound.output import OutputError, open_output
from broadcaster.sound.sound import SoundError
from broadcaster.sound.speech import (
    OFFLINE,
    RefusedTextError,
    SpeechEngine,
    SpeechError,
    Voice,
    open_engine,
)
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool, Status
from broadcaster.station import Station, open_station
from broadcaster.store import StoreError
from broadcaster.upkeep.sweeping import kept_in
from broadcaster.upkeep.tidying import MB

GENEROUS = 5
"""So many times the least free disk of the settings are beyond doubt."""
MEMORIES = {
    "speech": "giọng đọc",
    "treated": "đoạn đã chỉnh âm",
    "pieces": "mẩu đã nén",
    "exports": "bản xuất",
}
"""What people call the memories of a station, by the names of their folders."""
EARLIEST = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""No honest clock shows an instant before this program was written."""
SENTENCE = "Ủy ban nhân dân xã mời bà con đến nhà văn hóa thôn lúc bảy giờ sáng mai."
"""What engines speak to show how fast they are."""
_TRIES = 3
_STATUS_AGE = timedelta(seconds=30)
_STA_UNSYNC = 0x0040


class Grade(StrEnum):
    """How serious a finding is."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `subject` and `text` are for people, in Vietnamese."""

    subject: str
    grade: Grade
    text: str


def check_station(folder: Path) -> list[Finding]:
    """Look at everything the station in `folder` needs and return what was found."""
    try:
        config = load(folder)
    except ConfigError as error:
        return [Finding("Cấu hình", Grade.BAD, vietnamese(error))]
    findings = [Finding("Cấu hình", Grade.GOOD, f"{folder / 'station.toml'}")]
    findings += [
        _clock(wall_now(), clock_synchronised()),
        _disk(folder, config.disk.least_free_mb * MB),
    ]
    findings.append(_memories(folder, config))
    findings += _engines(config, folder)
    status = _fresh(Spool(folder / "spool").status())
    findings += _running(status) if status else _outputs(config, folder)
    findings += _soundcard(config)
    try:
        with open_station(folder) as station:
            findings.append(Finding("Cơ sở dữ liệu", Grade.GOOD, station.store.health()))
            findings.append(_asked("Hàng đợi việc dài", station.queue.health))
            findings.append(_tomorrow(station))
    except StoreError as error:
        findings.append(Finding("Cơ sở dữ liệu", Grade.BAD, vietnamese(error)))
    except (SpeechError, SoundError, KitError, TemplateError) as error:
        findings.append(Finding("Phòng dựng", Grade.BAD, vietnamese(error)))
    return findings


def clock_synchronised() -> bool | None:
    """Tell whether the system keeps its clock by a time server; None when it does not say.

    Linux: the kernel's own flag (adjtimex, STA_UNSYNC). Windows: the time service's answer.
    """
    if sys.platform == "linux":
        return _linux_clock()
    if sys.platform == "win32":
        return _windows_clock()
    return None


def _linux_clock() -> bool | None:
    library = ctypes.util.find_library("c")
    if library is None:
        return None
    # struct timex begins with modes (zero: only read), offset, freq, maxerror, esterror, each
    # in a word of its own; then comes status.
    buffer = ctypes.create_string_buffer(512)
    state = ctypes.CDLL(library).adjtimex(buffer)
    if state < 0:
        return None
    word = ctypes.sizeof(ctypes.c_long)
    status = ctypes.c_int.from_buffer(buffer, word * 5).value
    return not status & _STA_UNSYNC


def _windows_clock() -> bool | None:
    command = shutil.which("w32tm")
    if command is None:
        return None
    asked = subprocess.run([command, "/query", "/status"], capture_output=True, check=False)  # noqa: S603
    return asked.returncode == 0 and b"Local CMOS Clock" not in asked.stdout


def _clock(now: datetime, synchronised: bool | None) -> Finding:
    if now < EARLIEST:
        return Finding("Đồng hồ", Grade.BAD, f"Máy tính đang ở {now:%d/%m/%Y}: sai ngày.")
    if synchronised is None:
        return Finding("Đồng hồ", Grade.DOUBTFUL, "Không biết máy có đồng bộ giờ hay không.")
    if not synchronised:
        return Finding("Đồng hồ", Grade.DOUBTFUL, "Máy chưa đồng bộ giờ qua mạng (NTP).")
    return Finding("Đồng hồ", Grade.GOOD, "Đã đồng bộ giờ.")


def _memories(folder: Path, config: Config) -> Finding:
    """Say how much of the disk holds what could be made again, and how much the sounds take."""
    parts = []
    for name, memory in Memories.within(folder).by_name().items():
        allowed: int = getattr(config.disk, f"{name}_mb")
        parts.append(f"{MEMORIES[name]} {memory.bytes_kept // MB}/{allowed} MB")
    sizes = [sound.size for sound in kept_in(Vault(folder / "vault"))]
    text = f"{', '.join(parts)}; kho bản dựng {len(sizes)} bản, {sum(sizes) // MB} MB."
    return Finding("Bộ nhớ đệm", Grade.GOOD, text[0].upper() + text[1:])


def _disk(folder: Path, least: int) -> Finding:
    free = shutil.disk_usage(folder).free
    text = f"Còn trống {free / 1e9:.1f} GB."
    if free < least:
        return Finding("Ổ đĩa", Grade.BAD, text)
    return Finding("Ổ đĩa", Grade.GOOD if free > GENEROUS * least else Grade.DOUBTFUL, text)


def _engines(config: Config, folder: Path) -> Iterator[Finding]:
    for url in config.speech.engines:
        try:
            engine = open_engine(placed(url, folder))
            text = f"{engine.health()}; {engine.cost}; {_speed(engine)}."
            yield Finding(f"Máy đọc {url}", Grade.GOOD, text)
        except SpeechError as error:
            yield Finding(f"Máy đọc {url}", Grade.BAD, vietnamese(error))


def _speed(engine: SpeechEngine) -> str:
    """Say how much faster than it lasts the engine speaks; one in the network is not troubled."""
    if OFFLINE not in engine.cost:
        return "tốc độ tùy mạng nên không đo"
    best = float("inf")
    try:
        for _ in range(_TRIES):
            began = time.perf_counter()
            length_ms = engine.speak(SENTENCE, Voice()).length_ms
            best = min(best, time.perf_counter() - began)
    except RefusedTextError:
        return "tốc độ không đo được vì không có lời cho câu thử"
    return f"đọc nhanh gấp {length_ms / 1000 / best:.0f} lần thời lượng"


def _fresh(status: Status | None) -> Status | None:
    return status if status and wall_now() - status.at < _STATUS_AGE else None


def _running(status: Status) -> Iterator[Finding]:
    """Playout runs and holds the outputs: believe what it says instead of opening them twice."""
    yield Finding("Máy phát", Grade.GOOD, "Đang chạy.")
    for output in status.outputs:
        grade = Grade.GOOD if output.ok else Grade.BAD
        yield Finding(f"Thiết bị {output.name}", grade, output.text)


def _outputs(config: Config, folder: Path) -> Iterator[Finding]:
    yield Finding("Máy phát", Grade.DOUBTFUL, "Chưa chạy (broadcaster serve).")
    for name, url in config.outputs.items():
        subject = f"Thiết bị {name}"
        try:
            output = open_output(name, url, folder, wall_now)
        except OutputError as error:
            yield Finding(subject, Grade.BAD, vietnamese(error))
            continue
        health = output.health(wall_now())
        output.close()
        yield Finding(subject, Grade.GOOD if health.ok else Grade.BAD, health.text)


def _soundcard(config: Config) -> Iterator[Finding]:
    if not any(url.startswith("soundcard:") for url in config.outputs.values()):
        text = "Chưa khai báo loa: chương trình chỉ được ghi lại."
        yield Finding("Loa", Grade.DOUBTFUL, text)


def _asked(subject: str, health: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, Grade.GOOD, health())
    except (OSError, RuntimeError) as error:
        return Finding(subject, Grade.BAD, vietnamese(error))


def _tomorrow(station: Station) -> Finding:
    """Say whether the coming day is ready, and if not, the first reason."""
    now = station.now()
    sheet = station.traffic.sheet(now)
    until = now + timedelta(days=1)
    gaps = [gap for gap in sheet.gaps if now <= gap.starts_at < until]
    cues = [cue for cue in sheet.cues if now <= cue.starts_at < until]
    if gaps:
        when = f"{gaps[0].starts_at.astimezone(station.tz):%H:%M %d/%m}"
        text = f"{len(gaps)} lượt chưa sẵn sàng; lượt {when}: {REASONS[gaps[0].reason]}."
        return Finding("Lịch 24 giờ tới", Grade.BAD, text)
    text = f"{len(cues)} lượt, tất cả sẵn sàng." if cues else "Chưa có lượt phát nào."
    return Finding("Lịch 24 giờ tới", Grade.GOOD if cues else Grade.DOUBTFUL, text)
