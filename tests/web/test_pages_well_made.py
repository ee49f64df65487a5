"""Every page of a station with something in it: well-formed, labelled, without inline anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import web
from broadcaster.model import Outcome, Reason, ZoneName
from broadcaster.words.entry import Entry
from tests.web.conftest import Browser, Desk
from tests.web.test_air_pages import as_run, heard, on_the_air
from web import wording

SignedIn = Callable[[str], Browser]

VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "use", "path"})
STATIC = Path(web.__file__).parent / "static"


class Checked(HTMLParser):
    """Reads a page and notes what is not well made."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[dict[str, str]] = []
        self.headings: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.tokens = 0
        self.texts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        self._note_inline(tag, found)
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("aria-labelledby", "aria-describedby"):
            self.refers += found.get(name, "").split()
        if tag == "label" and "for" in found:
            self.labels.add(found["for"])
            self.refers.append(found["for"])
        if tag in ("input", "select", "textarea"):
            self.fields.append(found | {"tag": tag, "inside": " ".join(self.open)})
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag == "form":
            self.forms.append(found)
        if found.get("name") == "csrf_token":
            self.tokens += 1
        self._note_names(tag, found)

    def _note_inline(self, tag: str, found: dict[str, str]) -> None:
        for name in found:
            if name == "style" or name.startswith("on"):
                self.wrong.append(f"inline {name} on {tag}")
        if tag == "style" or (tag == "script" and "src" not in found):
            self.wrong.append(f"inline {tag}")
        for name in ("src", "href", "action", "formaction"):
            if name in found and not re.match(r"/(?!/)|#", found[name]):
                self.wrong.append(f"{tag} {name} leads outside: {found[name]}")

    def _note_names(self, tag: str, found: dict[str, str]) -> None:
        if tag == "img" and "alt" not in found:
            self.wrong.append("img without alt")
        if tag in ("audio", "progress", "nav") and "aria-label" not in found:
            self.wrong.append(f"{tag} without a name")
        if tag == "button" and "type" not in found:
            self.wrong.append("button without type")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, text: str) -> None:
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + text

    def faults(self) -> Iterator[str]:
        yield from self.wrong
        yield from (f"<{tag}> is never closed" for tag in self.open)
        yield from (f"id {one} twice" for one in set(self.ids) if self.ids.count(one) > 1)
        yield from (f"nothing has id {one}" for one in self.refers if one not in self.ids)
        for one in self.fields:
            labelled = (
                one.get("id") in self.labels or "aria-label" in one or "label" in one["inside"]
            )
            if one.get("type") != "hidden" and not labelled:
                yield f"no label for {one}"
        if self.headings.count("h1") != 1:
            yield f"{self.headings.count('h1')} main headings"
        levels = [int(one[1]) for one in self.headings]
        yield from (
            f"h{here} after h{before}" for before, here in pairwise(levels) if here > before + 1
        )
        posting = [form for form in self.forms if form.get("method") == "post"]
        # Looking for something changes nothing: its address can be kept, and needs no token.
        looking = [form for form in self.forms if form.get("role") == "search"]
        if len(posting) + len(looking) != len(self.forms) or self.tokens != len(posting):
            yield f"{len(self.forms)} forms, {len(posting)} post, {self.tokens} tokens"
        if "–" not in self.texts.get("title", ""):
            yield "no title"


def faults_of(html: str) -> list[str]:
    checked = Checked()
    checked.feed(html)
    checked.close()
    return list(checked.faults())


@pytest.fixture
def furnished_paths(desk: Desk) -> dict[str, str]:
    """A station with one of everything, and the address of every page."""
    approved, made = desk.approved(), desk.made("Tin chờ duyệt")
    draft, making = desk.script("Nháp", "Lời.\n\n[nghỉ 2 giây]\n\n[đọc lại]"), desk.submitted("Mới")
    traffic, operator = desk.station.traffic, desk.users["trucdai"].id
    slot = traffic.add_slot("Sáng", range(7), time(17, 30), ZoneName("Toàn xã"), operator)
    traffic.turn(desk.hand.now())
    in_an_hour = desk.hand.now() + timedelta(hours=1)
    airing = traffic.book(approved.id, in_an_hour, ZoneName("Toàn xã"), operator)
    heard(
        desk, as_run(desk, 1, Outcome.PLAYED, None), as_run(desk, 2, Outcome.CUT, Reason.TOO_LATE)
    )
    on_the_air(desk, approved, airing.id)
    fixed = "/ /scripts/ /scripts/new /programmes/ /programmes/new /week/ /week/book /week/urgent"
    fixed += " /slots/ /slots/new /air/ /air/log /air/book /air/trail /people/ /people/new"
    lexicon, writer = desk.station.lexicography, desk.users["canbo"].id
    taught = lexicon.add(Entry("trạm y tế", "trạm xá"), writer)
    fixed += " /lexicon/ /lexicon/?q=khong /lexicon/?written=HTX /lexicon/import"
    fixed += " /lexicon/entries/1"
    fixed += " /password /khong-co /scripts/?state=withdrawn /programmes/?state=failed"
    made_up = [
        *(f"/scripts/{draft.id}{part}" for part in ("", "/edit", "/withdraw", "/history")),
        *(f"/programmes/{one.id}" for one in (approved, made, making)),
        f"/programmes/{made.id}/withdraw",
        f"/week/airings/{airing.id}",
        f"/slots/{slot.id}/stop",
        f"/people/{operator}",
        f"/lexicon/acts/{taught.id}",
    ]
    return {path: path for path in (*fixed.split(), *made_up)}


def test_every_page_is_well_made_for_everybody(
    furnished_paths: dict[str, str], signed_in: SignedIn, stranger: Browser
) -> None:
    faults = {"/sign-in": faults_of(stranger.page("/sign-in"))}
    for login in ("trucdai", "lanhdao", "quantri"):
        browser = signed_in(login)
        for path in furnished_paths:
            faults[f"{login} {path}"] = faults_of(browser.get(path).text)
    assert {path: found for path, found in faults.items() if found} == {}


def test_refused_forms_and_conflicts_are_well_made(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script()
    browser, admin = signed_in("trucdai"), signed_in("quantri")
    browser.post(f"/scripts/{record.id}/edit", revision=1, title="A", body="B")
    answers = [
        browser.post(f"/scripts/{record.id}/edit", revision=1, title="C", body="D"),
        browser.post(f"/scripts/{record.id}/edit", revision=2, title="", body="D"),
        browser.post("/scripts/new", title="", body=""),
        browser.post("/slots/new", name="", weekdays="0"),
        browser.post("/slots/new", name="Sáng"),
        browser.post("/programmes/new", title="Tên"),
        browser.post("/password", present="", new="a", again="b"),
        admin.post("/people/new", login="x", full_name="y"),
        browser.client.post("/scripts/new", data={}),
    ]
    assert [answer.status_code for answer in answers] == [409, *[422] * 7, 400]
    assert [faults_of(answer.text) for answer in answers] == [[]] * 9


def test_the_way_round_is_marked_for_eye_and_ear(signed_in: SignedIn) -> None:
    page = signed_in("canbo").page("/scripts/")
    assert '<a class="skip" href="#content">' in page
    assert '<main id="content"' in page
    assert page.count('aria-current="page"') == 1
    assert '<html lang="vi">' in page


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "paper"),
        ("soft", "paper"),
        ("soft", "card"),
        ("link", "paper"),
        ("ok", "ok-pale"),
        ("wait", "wait-pale"),
        ("bad", "bad-pale"),
        ("bad", "card"),
        ("quiet", "quiet-pale"),
        ("card", "red"),
        ("red-deep", "card"),
    ],
)
def test_text_stands_out_from_its_ground_as_wcag_aa_asks(ink: str, paper: str) -> None:
    style = (STATIC / "broadcaster.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", style))
    light, dark = sorted((_luminance(tokens[ink]), _luminance(tokens[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in STATIC.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.M), path.name
        assert "@import" not in text


def test_no_code_of_the_program_is_left_without_words(
    furnished_paths: dict[str, str], desk: Desk
) -> None:
    told = {event.what for event in desk.station.logbook.events(500)}
    assert len(told) >= 8
    assert told <= set(wording.EVENTS)
    notice = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nTHÔNG BÁO\n\n"
    notice += "Xã họp dân sáng mai.\n\nNơi nhận:\n- Lưu: VT.\n\nTrang 1/1\n"
    record = desk.station.newsroom.take_in("a.txt", notice.encode(), desk.users["canbo"].id)
    assert record.left_out
    assert {piece.reason for piece in record.left_out} <= set(wording.OMISSIONS)
