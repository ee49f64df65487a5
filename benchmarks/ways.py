"""Other ways to produce the same bulletin: pydub as people write it, and ffmpeg by itself.

Each is given WAV files of speech, an ident, a stinger, a bed and a closing, and writes an MP3 of
128 kbit/s. They need `ffmpeg` on the path.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from pydub import AudioSegment, effects

TARGET = "I=-16:TP=-1:LRA=11"
_UNDER_DB = 18
_LEAD_MS = 900

Way = Callable[[Sequence[Path], Path, Path], None]


def by_pydub(items: Sequence[Path], audio: Path, into: Path) -> None:
    """Lay out with overlays and `+=`, normalise the peak, export: stereo, as pydub makes it."""
    programme = effects.normalize(_laid_out(items, audio), headroom=1.0)
    programme.export(into, format="mp3", bitrate="128k", tags={"title": "Bản tin"})


def by_pydub_and_loudnorm(items: Sequence[Path], audio: Path, into: Path) -> None:
    """The same, and then ffmpeg's loudness filter in two passes."""
    wav = into.with_suffix(".wav")
    _laid_out(items, audio).export(wav, format="wav")
    _loudnorm(["-i", str(wav)], "", into)
    wav.unlink()


def by_ffmpeg(items: Sequence[Path], audio: Path, into: Path) -> None:
    """One graph of filters: join, duck the bed by a side chain, loudness in two passes."""
    files = [audio / "ident.wav"]
    for item in items:
        files += [item, audio / "stinger.wav"]
    files[-1] = audio / "closing.wav"
    sources = [part for file in files for part in ("-i", str(file))]
    sources += ["-stream_loop", "-1", "-i", str(audio / "bed.wav")]
    even = "aresample=44100,aformat=sample_fmts=fltp:channel_layouts=mono"
    chains = [f"[{number}:a]{even}[p{number}]" for number in range(len(files))]
    row = "".join(f"[p{number}]" for number in range(len(files)))
    chains += [
        f"{row}concat=n={len(files)}:v=0:a=1,asplit=2[said][key]",
        f"[{len(files)}:a]{even},volume=-6dB[loop]",
        "[loop][key]sidechaincompress=threshold=0.02:ratio=8:attack=250:release=700[bed]",
        "[said][bed]amix=inputs=2:duration=first:normalize=0[whole]",
    ]
    script = into.with_suffix(".txt")
    script.write_text(";".join(chains), encoding="utf-8")
    _loudnorm(sources, str(script), into)
    script.unlink()


WAYS: dict[str, Way] = {
    "pydub, ducking, peak normalise": by_pydub,
    "pydub, then ffmpeg loudnorm in two passes": by_pydub_and_loudnorm,
    "one ffmpeg graph, loudnorm in two passes": by_ffmpeg,
}


def _laid_out(items: Sequence[Path], audio: Path) -> AudioSegment:
    def taken(path: Path) -> AudioSegment:
        return AudioSegment.from_file(path).set_frame_rate(44_100).set_channels(2)

    stinger, bed = taken(audio / "stinger.wav"), taken(audio / "bed.wav")
    programme = taken(audio / "ident.wav").fade_out(200)
    for number, path in enumerate(items):
        said = taken(path)
        length = len(said) + 2 * _LEAD_MS
        under = (bed * (length // len(bed) + 1))[:length].fade_in(600).fade_out(900)
        under = under.apply_gain(-6).overlay(
            AudioSegment.silent(len(said)), position=_LEAD_MS, gain_during_overlay=6 - _UNDER_DB
        )
        if number:
            programme += stinger.fade_out(200)
        programme += under.overlay(said, position=_LEAD_MS)
    programme += taken(audio / "closing.wav")
    return programme


def _loudnorm(sources: Sequence[str], script: str, into: Path) -> None:
    """Measure with one run and encode with another."""
    measured = _ffmpeg(sources, script, f"loudnorm={TARGET}:print_format=json", ["-f", "null", "-"])
    found = json.loads(re.findall(r"\{[^{}]*\}", measured)[-1])
    known = (
        f"measured_I={found['input_i']}:measured_TP={found['input_tp']}"
        f":measured_LRA={found['input_lra']}:measured_thresh={found['input_thresh']}"
        f":offset={found['target_offset']}:linear=true"
    )
    end = ["-ar", "44100", "-ac", "1", "-b:a", "128k", str(into)]
    _ffmpeg(sources, script, f"loudnorm={TARGET}:{known}", end)


def _ffmpeg(sources: Sequence[str], script: str, last: str, end: Sequence[str]) -> str:
    graph = ["-af", last]
    if script:
        chains = f"{Path(script).read_text(encoding='utf-8')};[whole]{last}[out]"
        graph = ["-filter_complex", chains, "-map", "[out]"]
    command = ["ffmpeg", "-y", "-hide_banner", "-nostats", *sources, *graph, *end]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    return done.stderr
