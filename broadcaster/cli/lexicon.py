"""The lexicon from the command line: list, add, remove, import, export.

Knows how to ask and to show; what an entry is and who may change it is the department's.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from broadcaster.cli.base import AsJson, By, Exit, app, err, fail, out, person, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.lexicography import Effect, Mode, Plan
from broadcaster.model import EntryChange, Programme, ProgrammeState, Role, Verdict
from broadcaster.sentences import vietnamese
from broadcaster.sound.vault import write_aside
from broadcaster.station import Station
from broadcaster.words.entry import Entry
from broadcaster.words.entry_table import Table as EntryTable
from broadcaster.words.entry_table import read_table
from broadcaster.words.otherwise import Otherwise
from broadcaster.words.spelling import folded

SHOWN = 10
"""How many of each kind are listed for people; `--json` has them all."""

lexicon_app = typer.Typer(help="Từ điển phát âm của đài.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Chỉ cho xem những gì sẽ đổi, không ghi gì.")
]
Written = Annotated[str, typer.Argument(help="Cách viết, ví dụ: HTX.")]


@lexicon_app.command("list")
def list_(
    search: Annotated[str, typer.Option(help="Chỉ các mục có chữ này.")] = "",
    as_json: AsJson = False,
) -> None:
    """Các mục của từ điển: cách viết, cách đọc, ghi chú."""
    with the_station() as station:
        known = station.lexicography.known().entries
    wanted = folded(search)
    entries = sorted(
        (one for one in known if wanted in folded(f"{one.entry.written} {one.entry.spoken}")),
        key=lambda one: one.entry.identity.lower(),
    )
    if as_json:
        show_json(entries)
        return
    table = Table("Cách viết", "Cách đọc", "Ghi chú")
    for one in entries:
        table.add_row(one.entry.written, one.entry.spoken, one.entry.note)
    out.print(table if entries else "Từ điển chưa có mục nào như thế.")


@lexicon_app.command()
def add(
    written: Written,
    spoken: Annotated[str, typer.Argument(help="Cách đọc, viết thành lời: hợp tác xã.")],
    note: Annotated[str | None, typer.Option(help="Ghi chú (mặc định: giữ ghi chú cũ).")] = None,
    by: By = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Thêm một mục, hoặc sửa mục đã có; cho biết những gì sẽ được đọc khác đi."""
    with the_station() as station:
        before = _found(station, written)
        kept = before.note if before and note is None else note or ""
        change = EntryChange(before, Entry(written, spoken, kept))
        preview = station.lexicography.preview(change)
        if not dry_run:
            who, after = person(station, by, Role.OPERATOR), preview.change.entry
            if before is None:
                station.lexicography.add(after, who.id)
            else:
                station.lexicography.change(before, after, who.id)
    if as_json:
        show_json(
            {"saved": not dry_run, **_of_change(preview.change), **_of_effect(preview.effect)}
        )
        return
    entry = preview.change.entry
    done = "Sẽ ghi" if dry_run else "Đã ghi"
    out.print(f"{done}: {entry.written} đọc là “{entry.spoken}”.")
    _show_effect(preview.effect)


@lexicon_app.command()
def remove(
    written: Written, by: By = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Bỏ một mục."""
    with the_station() as station:
        before = _found(station, written)
        if before is None:
            fail(Exit.REFUSED, f"Từ điển không có mục “{written}”.")
        preview = station.lexicography.preview(EntryChange(before, None))
        if not dry_run:
            station.lexicography.remove(before, person(station, by, Role.OPERATOR).id)
    if as_json:
        show_json(
            {"saved": not dry_run, **_of_change(preview.change), **_of_effect(preview.effect)}
        )
        return
    out.print(f"{'Sẽ bỏ' if dry_run else 'Đã bỏ'}: {before.written}.")
    _show_effect(preview.effect)


@lexicon_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Tệp CSV: written,spoken,note; hoặc - (stdin).")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay toàn bộ: mục không có trong tệp bị bỏ.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Nhập các dòng đúng, bỏ qua các dòng sai.")
    ] = False,
    by: By = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Nhập một bảng mục từ điển; còn dòng sai thì không nhập gì, trừ khi có --skip-bad."""
    table = _table_at(file)
    mode = Mode.REPLACE if replace else Mode.MERGE
    with the_station() as station:
        plan = station.lexicography.plan(table, mode)
        refused = bool(plan.refused) and not skip_bad
        effect = station.lexicography.effect(plan.changes)
        saved = bool(plan.changes) and not (dry_run or refused)
        if saved:
            who = person(station, by, Role.OPERATOR)
            station.lexicography.import_(table, mode, plan.latest, who.id)
    if as_json:
        show_json({"saved": saved, **_of_plan(plan), **_of_effect(effect)})
    else:
        _show_plan(plan, saved=saved)
        _show_effect(effect)
    if refused:
        raise typer.Exit(Exit.BAD_INPUT)


@lexicon_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Tệp CSV sẽ ghi, hoặc - để in ra stdout.")],
) -> None:
    """Ghi từ điển ra tệp CSV mở được bằng Excel."""
    with the_station() as station:
        content = station.lexicography.export()
        number = len(station.lexicography.known().entries)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    write_aside(file, content)
    err.print(f"Đã ghi {number} mục vào {file}.")


def _found(station: Station, written: str) -> Entry | None:
    """Return the entry for that very word, if there is one."""
    wanted = Entry(written, "").identity
    entries = (one.entry for one in station.lexicography.known().entries)
    return next((entry for entry in entries if entry.identity == wanted), None)


def _table_at(path: Path) -> EntryTable:
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        fail(Exit.BAD_INPUT, vietnamese(error))
    return read_table(content)


def _of_change(change: EntryChange) -> dict[str, object]:
    return {"before": change.before, "after": change.after}


def _of_effect(effect: Effect) -> dict[str, object]:
    """Return what is said otherwise, without the texts and masters around it."""
    programmes = [
        {
            "programme": one.programme.id,
            "title": one.programme.title,
            "state": one.programme.state,
            "verdict": one.verdict,
            "next_airing": one.airing and one.airing.starts_at,
            "otherwise": one.otherwise,
        }
        for one in effect.programmes
    ]
    drafts = [
        {"script": one.script.id, "title": one.script.title, "otherwise": one.otherwise}
        for one in effect.drafts
    ]
    return {"programmes": programmes, "drafts": drafts, "unread": effect.unread}


def _of_plan(plan: Plan) -> dict[str, object]:
    refused = [
        {"line": row.line, "text": row.text, "why": vietnamese(row.error)} for row in plan.refused
    ]
    return {
        "mode": plan.mode,
        "new": plan.new,
        "changed": [_of_change(change) for change in plan.changed],
        "removed": plan.removed,
        "same": plan.same,
        "refused": refused,
    }


def _show_plan(plan: Plan, *, saved: bool) -> None:
    for row in plan.refused:
        err.print(f"dòng {row.line}: {row.text}\n    {vietnamese(row.error)}", style="yellow")
    for sign, entries in (
        ("+", plan.new),
        ("~", [change.entry for change in plan.changed]),
        ("-", plan.removed),
    ):
        for entry in entries[:SHOWN]:
            out.print(f"{sign} {entry.written} → {entry.spoken}")
        if len(entries) > SHOWN:
            out.print(f"{sign} … và {len(entries) - SHOWN} mục nữa")
    out.print(
        f"{'Đã nhập' if saved else 'Chưa ghi gì'}: {len(plan.new)} mục mới, "
        f"{len(plan.changed)} mục đổi, {len(plan.removed)} mục bỏ, {plan.same} mục giữ nguyên, "
        f"{len(plan.refused)} dòng sai."
    )


def _show_effect(effect: Effect) -> None:
    """Show what the station would say otherwise, and what becomes of sounds that are made."""
    if effect.is_none:
        out.print("Không bản nháp hay chương trình sắp phát nào đọc khác đi.")
        return
    for touched in effect.programmes[:SHOWN]:
        one = touched.programme
        out.print(f"Chương trình {one.id}: {one.title} ({_standing(one, touched.verdict)})")
        _show_otherwise(touched.otherwise)
    for draft in effect.drafts[:SHOWN]:
        out.print(f"Bản nháp {draft.script.id}: {draft.script.title}")
        _show_otherwise(draft.otherwise)
    more = effect.unread + sum(
        max(0, len(found) - SHOWN) for found in (effect.programmes, effect.drafts)
    )
    if more:
        out.print(f"… và {more} chương trình hoặc bản nháp nữa có chữ này.")
    if any(one.programme.state is ProgrammeState.READY for one in effect.programmes):
        out.print(
            "Âm thanh đã dựng vẫn như cũ cho đến khi có người dựng lại; "
            "dựng lại thì phải duyệt lại."
        )


def _standing(programme: Programme, verdict: Verdict | None) -> str:
    if programme.state is not ProgrammeState.READY:
        return "sẽ đọc theo cách mới khi dựng"
    return "đã duyệt, giữ âm thanh cũ" if verdict is Verdict.APPROVED else "giữ âm thanh cũ"


def _show_otherwise(found: tuple[Otherwise, ...]) -> None:
    for one in found[:3]:
        out.print(f"    trước: {one.before}\n    sau:   {one.after}")
