"""The sound library in a browser: files sent, refused, heard, named, retired, brought back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from broadcaster.model import ArrivalId, Recording, Use
from tests.sound.making import sine
from tests.web.conftest import Browser, Desk
from tests.web.test_pages_well_made import faults_of
from web import uploading, wording

SignedIn = Callable[[str], Browser]


def wav(hertz: float = 440, ms: int = 3_000) -> bytes:
    return sine(hertz, ms).wav()


def form(
    content: bytes | None = None, source: str = "loi-chao.wav", **typed: str
) -> dict[str, object]:
    fields = {"use": "voice", "name": "Lời chào", "title": "", "note": "", **typed}
    return {**fields, "file": (io.BytesIO(wav() if content is None else content), source)}


def sent(browser: Browser, content: bytes | None = None, **typed: str) -> str:
    answer = browser.post("/library/new", **form(content, **typed))
    assert answer.status_code == 303, answer.text
    return answer.location


def shelved(desk: Desk, browser: Browser, content: bytes | None = None, **typed: str) -> Recording:
    sent(browser, content, **typed)
    desk.work()
    return desk.station.library.all()[0]


def uploads(desk: Desk) -> list[Path]:
    return sorted((desk.station.folder / "uploads").glob("*"))


def test_a_file_is_sent_taken_in_and_heard(desk: Desk, signed_in: SignedIn) -> None:
    clerk = signed_in("canbo")
    assert "Kho chưa có băng nào" in clerk.page("/library/")
    coming = sent(clerk, title="Lời chào đầu giờ", note="Tự ghi")
    page = clerk.page(coming)
    assert "Đang lấy vào kho" in page
    assert 'data-refresh="2"' in page
    assert "Lời chào" in clerk.page("/library/")
    desk.work()
    answer = clerk.get(coming)
    assert answer.status_code == 303
    page = clerk.page(answer.location)
    assert '<code id="direction">[băng Lời chào]</code>' in page
    for words in ("Lời chào đầu giờ", "Tự ghi", "loi-chao.wav", "3 giây", "Nguyễn Văn Cán"):
        assert words in page, words
    listed = clerk.page("/library/")
    assert "Giọng ghi · 3 giây" in listed
    assert "Chưa tin bài nào gọi" in listed
    sound = clerk.get(f"{answer.location}/sound")
    assert (sound.status_code, sound.mimetype) == (200, "audio/flac")
    assert sound.data[:4] == b"fLaC"
    assert sound.headers["X-Content-Type-Options"] == "nosniff"
    part = clerk.get(f"{answer.location}/sound", headers={"Range": "bytes=4-9"})
    assert (part.status_code, len(part.data)) == (206, 6)
    saved = clerk.get(f"{answer.location}/sound?download=1")
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_name_left_out_is_taken_from_the_file(desk: Desk, signed_in: SignedIn) -> None:
    made = shelved(desk, signed_in("canbo"), name="")
    assert made.name == "loi-chao"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"file": (io.BytesIO(b""), "")}, "Hãy chọn một tệp âm thanh"),
        ({"use": "film"}, "Hãy chọn loại băng"),
        ({"name": "a]b"}, "ngoặc vuông"),
        ({"name": "a" * 61}, "tối đa 60"),
        ({"title": "a" * 201}, "tối đa 200"),
        ({"note": "a" * 1001}, "tối đa 1000"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_left(
    desk: Desk, signed_in: SignedIn, change: dict[str, object], sentence: str
) -> None:
    answer = signed_in("canbo").post("/library/new", **{**form(note="Tự ghi"), **change})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert faults_of(answer.text) == []
    assert uploads(desk) == []
    assert desk.station.library.reception.coming() == ()


def test_an_empty_file_is_refused_with_its_name(desk: Desk, signed_in: SignedIn) -> None:
    answer = signed_in("canbo").post("/library/new", **form(b"", source="trống.mp3"))
    assert (answer.status_code, "trống.mp3" in answer.text) == (422, True)
    assert uploads(desk) == []


def test_a_file_that_is_no_sound_is_told_on_its_page_and_in_the_list(
    desk: Desk, signed_in: SignedIn
) -> None:
    clerk = signed_in("canbo")
    coming = sent(clerk, b"%PDF-1.7 " + bytes(400), name="Văn bản")
    desk.work()
    for page in (clerk.page(coming), clerk.page("/library/")):
        assert "không phải là âm thanh" in page
        assert "Không nhận được" in page
        assert faults_of(page) == []
    assert clerk.post(f"{coming}/put-away").status_code == 303
    assert "không phải là âm thanh" not in clerk.page("/library/")
    assert "không được lấy vào kho" in clerk.page(coming)


@pytest.mark.parametrize(
    "source",
    ["../../station.toml", "C:\\x\\..\\a.wav", "<b>a</b>.wav", "a\tb.wav", "\u202egpj.wav"],
)
def test_a_hostile_file_name_is_only_words(desk: Desk, signed_in: SignedIn, source: str) -> None:
    settings = (desk.station.folder / "station.toml").read_bytes()
    clerk = signed_in("canbo")
    content = form()
    content["file"] = (io.BytesIO(wav()), source)
    assert clerk.post("/library/new", **content).status_code == 303
    desk.work()
    (made,) = desk.station.library.all()
    page = clerk.page(f"/library/{made.id}")
    assert "<b>" not in page.split("<main")[1].split("Sửa tên")[0].replace("<b class", "")
    assert all(sign.isprintable() for sign in made.source_name)
    assert "/" not in made.source_name
    assert "\\" not in made.source_name
    assert (desk.station.folder / "station.toml").read_bytes() == settings


def test_one_press_sends_a_file_once(desk: Desk, signed_in: SignedIn) -> None:
    clerk = signed_in("canbo")
    file = FileStorage(io.BytesIO(wav()), "loi-chao.wav")
    typed = {**form(), "file": file, "once": "ab" * 16, "csrf_token": clerk.token()}
    boundary, body = encode_multipart(typed)
    kind = f"multipart/form-data; boundary={boundary}"
    places = [
        clerk.client.post("/library/new", data=body, content_type=kind).location for _ in range(2)
    ]
    assert places[0] == places[1]
    assert len(desk.station.library.reception.coming()) == 1
    assert len(uploads(desk)) == 1


def test_a_request_without_its_token_brings_nothing(desk: Desk, signed_in: SignedIn) -> None:
    clerk = signed_in("canbo")
    assert clerk.client.post("/library/new", data=form()).status_code == 400
    assert uploads(desk) == []


def test_who_may_do_what(desk: Desk, signed_in: SignedIn) -> None:
    operator, clerk, other = signed_in("trucdai"), signed_in("canbo"), signed_in("canbo2")
    made = shelved(desk, operator)
    for login in ("lanhdao", "quantri"):
        viewer = signed_in(login)
        page = viewer.page(f"/library/{made.id}")
        assert "Sửa tên" not in page
        assert "Bỏ khỏi kho" not in page
        assert "Tải băng lên" not in viewer.page("/library/")
        assert viewer.post("/library/new", **form(wav(300), name="x")).status_code == 403
    assert uploads(desk) == [desk.station.folder / "uploads" / arrival_file(desk)]
    assert "Chương trình trọn vẹn" not in clerk.page("/library/new")
    assert "chương trình trọn vẹn" in operator.page("/library/new")
    whole = clerk.post("/library/new", **form(wav(300), name="x", use="programme"))
    assert whole.status_code == 403
    page = clerk.page(f"/library/{made.id}")
    assert "Sửa tên" not in page
    for path in ("describe", "retire", "restore", "programme"):
        assert clerk.post(f"/library/{made.id}/{path}", name="y").status_code == 403, path
    assert clerk.get(f"/library/{made.id}/retire").status_code == 403
    mine = shelved(desk, clerk, wav(500), name="Của tôi")
    assert "Sửa tên" in clerk.page(f"/library/{mine.id}")
    assert "Sửa tên" not in other.page(f"/library/{mine.id}")


def arrival_file(desk: Desk) -> str:
    return desk.station.library.reception.arrival(ArrivalId(1)).arrival.file


def test_names_are_changed_and_a_taken_one_is_told_at_its_field(
    desk: Desk, signed_in: SignedIn
) -> None:
    operator = signed_in("trucdai")
    first = shelved(desk, operator)
    shelved(desk, operator, wav(300), name="Khác")
    path = f"/library/{first.id}"
    done = operator.post(f"{path}/describe", follow=True, name="Chào sáng", title="", note="x")
    assert "Đã lưu" in done.text
    assert "[băng Chào sáng]" in done.text
    answer = operator.post(f"{path}/describe", name="khác", title="T", note="x")
    assert answer.status_code == 422
    assert re.search(r'name="name"[^>]*value="khác"[^>]*aria-invalid="true"', answer.text)
    assert faults_of(answer.text) == []


def test_retired_and_brought_back(desk: Desk, signed_in: SignedIn) -> None:
    operator = signed_in("trucdai")
    made = shelved(desk, operator)
    script = desk.script("Tin gọi băng", "[băng lời chào]\n\nHết.")
    path = f"/library/{made.id}"
    assert "1 tin bài gọi băng này" in operator.page("/library/")
    asked = operator.page(f"{path}/retire")
    assert script.title in asked
    gone = operator.post(f"{path}/retire", follow=True)
    assert "Đưa trở lại kho" in gone.text
    assert faults_of(gone.text) == []
    assert "Lời chào" not in operator.page("/library/").split("</form>")[-1]
    assert "Lời chào" in operator.page("/library/?use=retired")
    back = operator.post(f"{path}/restore", follow=True)
    assert "Đã đưa trở lại kho" in back.text
    assert desk.station.library.by_name("lời chào") is not None


def test_a_new_version_and_back(desk: Desk, signed_in: SignedIn) -> None:
    clerk, operator = signed_in("canbo"), signed_in("trucdai")
    first = shelved(desk, clerk)
    answer = clerk.post(
        f"/library/{first.id}/replace", file=(io.BytesIO(wav(880)), "mới.wav"), note="bản mới"
    )
    assert answer.status_code == 303
    desk.work()
    second = desk.station.library.by_name("Lời chào")
    assert second is not None
    assert (second.instead_of, second.source_name) == (first.id, "mới.wav")
    page = operator.page(f"/library/{second.id}")
    assert "Trở lại bản trước" in page
    assert faults_of(page) == []
    operator.post(f"/library/{first.id}/restore")
    assert desk.station.library.by_name("Lời chào") == first
    again = clerk.post(f"/library/{first.id}/replace", file=(io.BytesIO(wav()), "a.wav"), note="")
    assert (again.status_code, "đã có trong kho" in again.text) == (422, True)


def test_a_recording_becomes_a_programme_at_a_press(desk: Desk, signed_in: SignedIn) -> None:
    operator = signed_in("trucdai")
    made = shelved(desk, operator, use="programme", name="Tin huyện")
    answer = operator.post(f"/library/{made.id}/programme")
    assert answer.status_code == 303
    desk.work()
    page = operator.page(answer.location)
    assert "Tin huyện" in page
    assert "Nghe chương trình" in page
    assert "<dt>Giọng</dt>" not in page, "nobody of the station's voices is heard"
    programme = desk.station.production.all()[0]
    assert programme.master is not None, programme.error
    assert not programme.dressed


def test_the_list_is_searched_and_sorted_by_use(desk: Desk, signed_in: SignedIn) -> None:
    operator = signed_in("trucdai")
    shelved(desk, operator, name="Nhạc lúa", use="music")
    shelved(desk, operator, wav(300), name="Giọng cô Hoà")
    assert "Nhạc lúa" in operator.page("/library/?q=NHẠC")
    assert "Giọng cô" not in operator.page("/library/?q=NHẠC")
    assert "Giọng cô" in operator.page("/library/?q=hòa")
    assert "Giọng cô" not in operator.page("/library/?use=music")
    assert "Không có băng nào" in operator.page("/library/?use=programme")
    assert "[nhạc Nhạc lúa]" in operator.page("/library/1")


def test_pages_are_well_made(desk: Desk, signed_in: SignedIn) -> None:
    operator = signed_in("trucdai")
    made = shelved(desk, operator, name="Nhạc lúa", use="music")
    coming = sent(operator, wav(300), name="Đang chờ")
    paths = ["/library/", "/library/?q=x", "/library/new", coming]
    paths += [f"/library/{made.id}", f"/library/{made.id}/retire"]
    assert {path: faults_of(operator.page(path)) for path in paths} == {path: [] for path in paths}
    for path in ("/library/99", "/library/99/sound", "/library/arrivals/99"):
        assert operator.get(path).status_code == 404


def test_only_this_route_takes_large_requests(
    desk: Desk, signed_in: SignedIn, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    monkeypatch.setattr(uploading, "LARGEST_REQUEST", 400_000)
    clerk = signed_in("canbo")
    assert clerk.post("/library/new", **form()).status_code == 303
    too_much = clerk.post("/library/new", **form(wav(300, 6_000), name="x"))
    assert too_much.status_code == 413
    elsewhere = clerk.post("/scripts/upload", file=(io.BytesIO(bytes(200_000)), "a.txt"))
    assert elsewhere.status_code == 413
    viewer = signed_in("lanhdao")
    assert viewer.post("/library/new", **form(wav(), name="y")).status_code == 413
    assert len(uploads(desk)) == 1


def test_a_large_request_may_only_be_large_by_its_file(
    desk: Desk, signed_in: SignedIn, app: Flask
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    clerk = signed_in("canbo")
    token = {"X-CSRFToken": clerk.token()}
    plain = "application/x-www-form-urlencoded"
    sent = clerk.client.post(
        "/library/new", data=b"note=" + bytes(200_000), content_type=plain, headers=token
    )
    assert sent.status_code == 413, "it would be read into memory whole"
    assert clerk.post("/library/new", **form(note="x" * 300_000)).status_code == 413
    many = MultiDict(("file", (io.BytesIO(b"x"), f"{one}.wav")) for one in range(30))
    assert clerk.client.post("/library/new", data=many, headers=token).status_code == 413
    assert uploads(desk) == []
    assert clerk.post("/library/new", **form(wav(440, 6_000))).status_code == 303


def test_a_stranger_sends_nothing(desk: Desk, stranger: Browser) -> None:
    answer = stranger.client.post("/library/new", data=form())
    assert answer.status_code == 302
    assert "/sign-in" in answer.location
    assert uploads(desk) == []


def test_who_stops_a_file_too_late_is_told_so(desk: Desk, signed_in: SignedIn) -> None:
    clerk = signed_in("canbo")
    coming = sent(clerk)
    desk.work()
    answer = clerk.post(f"{coming}/put-away", follow=True)
    assert "Không kịp dừng" in answer.text
    assert "Đã dừng" not in answer.text
    assert answer.request.path == "/library/1"
    stopped = clerk.post(f"{sent(clerk, wav(300), name='Khác')}/put-away", follow=True)
    assert "Đã dừng, không lấy tệp này vào kho." in stopped.text


def test_every_use_has_its_words() -> None:
    assert set(wording.USES) == set(wording.USE_DUTIES) == set(Use)
