"""Long work from the command line: stop what waits or runs."""

from __future__ import annotations

from typing import Annotated

import typer

from broadcaster.cli.base import AsJson, By, app, out, person, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.model import ProgrammeId, ProgrammeState, Role


@app.command("cancel-build")
def cancel_build(
    programme: Annotated[int, typer.Argument(min=1, max=10**9, help="Số của chương trình.")],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Dừng dựng một chương trình đang chờ hoặc đang dựng."""
    with the_station() as station:
        who = person(station, by, Role.OPERATOR)
        stopped = station.production.cancel(ProgrammeId(programme), who.id)
    if as_json:
        show_json(stopped)
        return
    kept = " Bản âm thanh cũ được giữ nguyên." if stopped.state is ProgrammeState.READY else ""
    out.print(f"Đã dừng dựng “{stopped.title}”.{kept}")
