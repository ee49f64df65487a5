"""The outline of a sound as a picture: an SVG that needs nothing else, for light and dark.

Knows peaks and chapters; knows no page. The picture may be stretched to any width: nothing in it
is text but what is read aloud or shown when pointed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from broadcaster.sound.formats.peaks import Peaks
from broadcaster.sound.formats.tags import Chapter

WIDTH = 1200
HEIGHT = 120
"""In units of the picture."""

# Light by attributes, dark by rules: where a page forbids rules the picture is light, not black.
_GROUNDS = ('class="b" fill="#fff"', 'class="o" fill="#f3eee3"')
_WAVE = 'class="w" fill="#9a1c1f"'
_MARK = 'class="m" stroke="#8b8578" vector-effect="non-scaling-stroke"'
_STYLE = (
    "svg{color-scheme:light dark}@media(prefers-color-scheme:dark){"
    ".b{fill:#16181d}.o{fill:#23262d}.w{fill:#f0908a}.m{stroke:#8f949e}}"
)


def picture(peaks: Peaks, chapters: Sequence[Chapter] = (), title: str = "") -> str:
    """Return the outline as SVG, chapters parted by lines and told apart by their ground.

    The loudest place fills the height, so that a quiet recording can be read as well.
    """
    named = f"Dạng sóng: {title}" if title else "Dạng sóng của chương trình"
    told = "; ".join(f"{_clock(one.start_ms)} {one.title}" for one in chapters)
    described = f"Dài {_clock(peaks.length_ms)}." + (f" Các phần: {told}." if told else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="none" role="img"'
        ' aria-labelledby="t d" lang="vi">'
        f'<title id="t">{_text(named)}</title><desc id="d">{_text(described)}</desc>'
        f"<style>{_STYLE}</style>"
        f'<rect {_GROUNDS[0]} width="{WIDTH}" height="{HEIGHT}"/>'
        f'{_grounds(peaks, chapters)}<path {_WAVE} d="{_path(peaks)}"/>'
        f"{_marks(peaks, chapters)}</svg>\n"
    )


def _path(peaks: Peaks) -> str:
    """Return the way along the highest samples and back along the lowest."""
    pairs = peaks.pairs.astype(np.int16)
    if not len(pairs):
        return f"M0 {HEIGHT // 2}H{WIDTH}"
    columns = min(WIDTH, len(pairs))
    starts = np.arange(columns) * len(pairs) // columns
    low = np.minimum.reduceat(pairs[:, 0], starts)
    high = np.maximum.reduceat(pairs[:, 1], starts)
    scale = (HEIGHT / 2 - 2) / max(1, int(high.max()), -int(low.min()))
    # Half a unit at least, so that silence is a line.
    tops = HEIGHT / 2 - np.maximum(high * scale, 0.5)
    bottoms = HEIGHT / 2 - np.minimum(low * scale, -0.5)
    across = (np.arange(columns) + 0.5) * WIDTH / columns
    there = "L".join(f"{x:.1f} {y:.1f}" for x, y in zip(across, tops, strict=True))
    back = "L".join(f"{x:.1f} {y:.1f}" for x, y in zip(across[::-1], bottoms[::-1], strict=True))
    return f"M{there}L{back}Z"


def _grounds(peaks: Peaks, chapters: Sequence[Chapter]) -> str:
    """Return a ground for every chapter, every second one darker, that tells its title."""
    return "".join(
        f'<rect {_GROUNDS[number % 2]} x="{_x(peaks, one.start_ms):.1f}"'
        f' width="{max(0, _x(peaks, one.end_ms) - _x(peaks, one.start_ms)):.1f}"'
        f' height="{HEIGHT}"><title>{_text(one.title)}</title></rect>'
        for number, one in enumerate(chapters)
    )


def _marks(peaks: Peaks, chapters: Sequence[Chapter]) -> str:
    return "".join(
        f'<line {_MARK} x1="{_x(peaks, one.start_ms):.1f}" x2="{_x(peaks, one.start_ms):.1f}"'
        f' y1="0" y2="{HEIGHT}"/>'
        for one in chapters
        if one.start_ms > 0
    )


def _x(peaks: Peaks, ms: int) -> float:
    return min(1.0, ms / max(1, peaks.length_ms)) * WIDTH


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def _text(text: str) -> str:
    """Return `text` as XML takes it: escaped, a space for what has no place in it."""
    return escape("".join(one if one.isprintable() else " " for one in text))
