"""The air from the command line: book, see the cue sheet and the log, look ahead."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from broadcaster.calendar import week_of
from broadcaster.cli.base import (
    AsJson,
    By,
    Exit,
    app,
    err,
    folder,
    local,
    out,
    person,
    show_json,
    some_day,
)
from broadcaster.cli.base import station as the_station
from broadcaster.model import AsRun, Ms, Outcome, Priority, ProgrammeId, Role, ZoneName
from broadcaster.sentences import LOG_WORDS, OUTCOMES, REASONS
from broadcaster.simulation import simulate as run_simulation
from broadcaster.station import Station

_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


@app.command()
def book(
    programme: Annotated[int, typer.Argument(min=1, max=10**9, help="Số của chương trình.")],
    at: Annotated[datetime, typer.Option(formats=_FORMATS, help="Giờ phát, giờ của đài.")],
    zone: Annotated[str | None, typer.Option(help="Khu vực (mặc định: khu vực đầu tiên).")] = None,
    late_minutes: Annotated[int, typer.Option(min=0, max=720, help="Được phát muộn, phút.")] = 5,
    urgent: Annotated[str | None, typer.Option(help="Tin khẩn cấp: lý do.")] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Đặt lịch phát một chương trình."""
    some_day(at.date())
    with the_station() as station:
        who = person(station, by, Role.OPERATOR)
        airing = station.traffic.book(
            ProgrammeId(programme),
            at.replace(tzinfo=station.tz),
            ZoneName(zone or next(iter(station.config.zones))),
            who.id,
            late_ms=Ms(late_minutes * 60_000),
            priority=Priority.URGENT if urgent else Priority.ORDINARY,
            reason=urgent or "",
        )
        if as_json:
            show_json(airing)
            return
        when = local(station, airing.starts_at)
        out.print(f"Đã đặt lịch số {airing.id}: {airing.title}, {when}, {airing.zone}.")


@app.command()
def sheet(as_json: AsJson = False) -> None:
    """Danh sách phát 48 giờ tới, như máy phát sẽ thực hiện."""
    with the_station() as station:
        now = station.now()
        # As the desk would: a station that does not run has its sounds laid ready here.
        station.traffic.turn(now)
        planned = station.traffic.sheet(now)
        if as_json:
            show_json(planned)
            return
        rows = [(c.starts_at, c.output, c.title, "sẵn sàng") for c in planned.cues]
        rows += [(g.starts_at, g.output, g.title, REASONS[g.reason]) for g in planned.gaps]
        table = Table("Giờ phát", "Thiết bị", "Chương trình", "Tình trạng")
        for at, output, title, state in sorted(rows):
            if at >= now - timedelta(minutes=1):
                table.add_row(local(station, at), output, title, state)
        out.print(table if table.row_count else "Chưa có lịch phát trong 48 giờ tới.")


@app.command()
def log(
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Ngày (mặc định: hôm nay).")
    ] = None,
    week: Annotated[bool, typer.Option(help="Cả tuần chứa ngày đó.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Ghi ra tệp CSV.")] = None,
    as_json: AsJson = False,
) -> None:
    """Nhật ký phát sóng: mỗi lượt phát một dòng, phát hay không phát và vì sao."""
    with the_station() as station:
        station.logbook.turn(station.now())
        chosen = some_day((day or station.now().astimezone(station.tz)).date())
        first = week_of(chosen) if week else chosen
        since = datetime.combine(first, datetime.min.time(), station.tz)
        rows = station.logbook.log(since, since + timedelta(days=7 if week else 1))
        if csv is not None:
            csv.write_bytes(station.logbook.csv(rows, LOG_WORDS))
            err.print(f"Đã ghi {len(rows)} dòng vào {csv}.")
        elif as_json:
            show_json(rows)
        else:
            out.print(log_table(station, rows) if rows else "Không có dòng nhật ký nào.")


def log_table(station: Station, rows: tuple[AsRun, ...] | list[AsRun]) -> Table:
    """Return as-run records as a table for people."""
    table = Table("Giờ định", "Giờ phát thật", "Thiết bị", "Chương trình", "Đã phát", "Kết quả")
    for row in rows:
        started = (
            f"{row.started_at.astimezone(station.tz):%H:%M:%S.%f}"[:-3] if row.started_at else "—"
        )
        result = OUTCOMES[row.outcome]
        if row.reason is not None:
            result += f": {REASONS[row.reason]}"
        sent = f"{row.sent_ms / 1000:.1f}/{row.length_ms / 1000:.1f} s"
        table.add_row(local(station, row.planned_at), started, row.output, row.title, sent, result)
    return table


@app.command()
def simulate(
    days: Annotated[int, typer.Option(min=1, max=400, help="Số ngày tới.")] = 7,
    as_json: AsJson = False,
) -> None:
    """Chạy thử lịch những ngày tới trên đồng hồ giả: cái gì sẽ phát, cái gì không, vì sao."""
    with err.status(f"Đang chạy thử {days} ngày…"):
        seen = run_simulation(folder(), days)
    bad = [row for row in seen if row.outcome is not Outcome.PLAYED]
    if as_json:
        show_json({"days": days, "rows": seen})
    else:
        with the_station() as station:
            if bad:
                out.print(log_table(station, bad))
        played = len(seen) - len(bad)
        out.print(f"{days} ngày: {len(seen)} lượt, {played} sẽ phát, {len(bad)} sẽ không phát đủ.")
        if not seen:
            out.print("Lịch trống: chưa có khung giờ hay lượt phát nào.")
    if bad:
        raise typer.Exit(Exit.WANTING)
