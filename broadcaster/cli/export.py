"""Files made from a master, from the command line: other formats, transcripts, the waveform."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broadcaster.cli.base import AsJson, Exit, app, err, fail, out, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.model import ProgrammeId
from broadcaster.production.studio import SUFFIX
from broadcaster.sentences import vietnamese
from broadcaster.sound.formats import EXPORT_SUFFIXES, UnknownFormatError
from broadcaster.sound.formats import export as make

ENDINGS = ", ".join(EXPORT_SUFFIXES)


def expect_ending(path: Path, known: tuple[str, ...] = EXPORT_SUFFIXES) -> None:
    """End the command when the name of `path` does not tell a format we write."""
    if path.suffix.lower() not in known:
        fail(Exit.USAGE, vietnamese(UnknownFormatError(path.name, known)))


@app.command()
def export(
    programme: Annotated[int, typer.Argument(min=1, max=10**9, help="Số của chương trình.")],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            help=f"Tệp cần ghi; dạng tệp theo phần cuối của tên: {ENDINGS}. "
            "MP3 là đúng bản được duyệt và phát sóng; các dạng khác làm từ bản đó.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Xuất bản âm thanh của một chương trình ra tệp: âm thanh, lời có mốc giờ, hình dạng sóng."""
    expect_ending(output)
    with the_station() as station:
        found = station.production.get(ProgrammeId(programme))
        if found.master is None:
            fail(Exit.REFUSED, f"Chương trình “{found.title}” chưa có bản âm thanh nào.")
        with err.status(f"Đang ghi {output}…"):
            make(station.vault.checked(found.master.sha, SUFFIX), output)
    size = output.stat().st_size
    if as_json:
        show_json(
            {
                "file": output,
                "bytes": size,
                "programme": found.id,
                "title": found.title,
                "sha": found.master.sha,
                "length_ms": found.master.length_ms,
            }
        )
        return
    out.print(f"{output}: {size / 1e6:.1f} MB, từ bản {found.master.sha[:12]} của “{found.title}”.")
