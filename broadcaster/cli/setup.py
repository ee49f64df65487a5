"""Setting up: a new station, and the people who may sign in."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from broadcaster.cli.base import AsJson, By, Exit, app, err, fail, folder, out, person, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.config import FILE_NAME
from broadcaster.model import Role, User
from broadcaster.people import refuse_unfit
from broadcaster.sound.outputs.soundcard import has_soundcard
from broadcaster.station import Station, make_station

TEMPLATE = Path(__file__).parents[1] / "station-template.toml"
FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.OPERATOR, Role.STAFF})

people_app = typer.Typer(help="Người dùng của đài.", no_args_is_help=True)
app.add_typer(people_app, name="user")


def settings_text(name: str, *, soundcard: bool, hours: str = "05:00-22:00") -> str:
    """Return the text of a new station.toml."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    outputs = ['recorder = "file:recordings"   # luôn ghi lại những gì đã phát']
    zone = ["recorder"]
    if soundcard:
        outputs.insert(0, 'soundcard = "soundcard://"     # loa của máy tính này')
        zone.insert(0, "soundcard")
    else:
        outputs.append('# soundcard = "soundcard://"   # thêm khi máy có loa, và thêm vào [zones]')
    filled = {
        "@NAME@": quoted,
        "@ENGINES@": '"espeak://vi"',
        "@RECIPE@": "horn",
        "@HOURS@": f'"{hours}"',
        "@OUTPUTS@": "\n".join(outputs),
        "@ZONE@": ", ".join(f'"{output}"' for output in zone),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return text


@app.command()
def init(
    name: Annotated[str, typer.Option(prompt="Tên đài (ví dụ: Đài truyền thanh xã Dương Quan)")],
    admin: Annotated[str, typer.Option(help="Tên đăng nhập của quản trị viên.")] = "quantri",
    ask: Annotated[
        bool, typer.Option("--ask", help="Hỏi mật khẩu thay vì tạo ngẫu nhiên.")
    ] = False,
) -> None:
    """Tạo một đài mới trong thư mục đã chọn, cùng quản trị viên đầu tiên."""
    name = " ".join(name.split())
    if not name or not name.isprintable():
        fail(Exit.BAD_INPUT, "Tên đài không được để trống hay có ký tự lạ.")
    if (folder() / FILE_NAME).exists():
        fail(Exit.REFUSED, f"Thư mục {folder()} đã có một đài; không tạo đè lên.")
    password = _asked_password("Mật khẩu") if ask else None
    # Before anything is written: a station without its administrator is only half a station.
    refuse_unfit(admin.strip().lower(), password or secrets.token_urlsafe(12))
    make_station(folder(), name, settings_text(name, soundcard=has_soundcard()))
    out.print(f"Đã tạo đài trong {folder()}.")
    with the_station() as station:
        first_administrator(station, admin, password)
    out.print(f"Mở trang: broadcaster --station {folder()} serve")


def _asked_password(label: str) -> str:
    """Ask for a password twice, until both are the same."""
    while True:
        first: str = typer.prompt(label, hide_input=True)
        if first == typer.prompt("Gõ lại mật khẩu", hide_input=True):
            return first
        err.print("Hai lần gõ không giống nhau; hãy gõ lại.")


def first_administrator(station: Station, login: str, password: str | None) -> User:
    """Add the administrator; a made-up password is printed once, here, and kept nowhere."""
    made = password or secrets.token_urlsafe(12)
    user = station.people.add(login, "Quản trị viên", FIRST_ROLES, made, None)
    if password is None:
        out.print(f"Quản trị viên: {login}   mật khẩu (chỉ in một lần): ", end="")
        out.print(made, style="bold")
    return user


@people_app.command("add")
def user_add(
    login: str,
    full_name: Annotated[str, typer.Option("--name", prompt="Họ và tên")],
    role: Annotated[list[Role], typer.Option(help="Vai trò; lặp lại để cho nhiều vai trò.")],
    by: By = None,
) -> None:
    """Thêm một người; hỏi mật khẩu của người đó."""
    with the_station() as station:
        admin = person(station, by, Role.ADMINISTRATOR)
        password = _asked_password("Mật khẩu")
        station.people.add(login, full_name, frozenset(role), password, admin.id)
    out.print(f"Đã thêm {login}.")


@people_app.command("password")
def user_password(login: str, by: By = None) -> None:
    """Đặt lại mật khẩu cho một người."""
    with the_station() as station:
        admin = person(station, by, Role.ADMINISTRATOR)
        found = next((p for p in station.people.all() if p.login == login), None)
        if found is None:
            fail(Exit.REFUSED, f"Không có người dùng “{login}”.")
        password = _asked_password("Mật khẩu mới")
        station.people.reset_password(found.id, password, admin.id)
    err.print("Đã đổi mật khẩu.")


@people_app.command("list")
def user_list(as_json: AsJson = False) -> None:
    """Danh sách người dùng và vai trò."""
    with the_station() as station:
        people = station.people.all()
    if as_json:
        show_json(people)
        return
    table = Table("Đăng nhập", "Họ tên", "Vai trò", "Hoạt động")
    for one in people:
        roles = ", ".join(sorted(one.roles))
        table.add_row(one.login, one.full_name, roles, "có" if one.active else "không")
    out.print(table)
