"""The sound library: files come, are taken in by a worker, are named from scripts and replaced."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from broadcaster.library import (
    LARGEST_FILE,
    BadNameError,
    EmptyFileError,
    KnownFileError,
    Label,
    LargeFileError,
    LibraryError,
    LongPartError,
    NameAwaitedError,
    NameTakenError,
    RecordingRetiredError,
    StandInError,
    suggested,
)
from broadcaster.model import (
    Arrival,
    JobState,
    ProgrammeState,
    Recording,
    ScriptState,
    Use,
    UserId,
)
from broadcaster.permission import NotAllowedError
from broadcaster.sentences import vietnamese
from broadcaster.sound.kit import Kit, RecordingMissingError
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.vault import SoundChangedError, SoundMissingError
from tests.broadcaster.house import AUDIO, House
from tests.sound.making import sine

VOICE, MUSIC, PROGRAMME = Use.VOICE, Use.MUSIC, Use.PROGRAMME


def wav(hertz: float = 440, ms: int = 3_000) -> bytes:
    """A sound that comes and goes, as no test tone does."""
    pcm = sine(hertz, ms).pcm * (0.3 + 0.1 * np.sin(np.arange(RATE * ms // 1000) / 9_000))
    return Sound.from_pcm(pcm.astype(np.int16)).wav()


def send(
    house: House,
    name: str = "Lời chào",
    use: Use = VOICE,
    content: bytes | None = None,
    by: UserId | None = None,
    source: str = "loi-chao.wav",
) -> Arrival:
    part, file = house.library.reception.uploads.begin()
    file.write(wav() if content is None else content)
    file.close()
    label = Label(name, "", use, "Đài xã tự ghi")
    return house.library.reception.receive(part, source, label, by or house.operator)


def send_instead(house: House, former: Recording, by: UserId) -> Arrival:
    part, file = house.library.reception.uploads.begin()
    file.write(wav(900))
    file.close()
    return house.library.reception.replace(former.id, part, "mới.wav", "", by)


def added(house: House, name: str = "Lời chào", use: Use = VOICE, hertz: float = 440) -> Recording:
    arrival = send(house, name, use, wav(hertz))
    house.build_all()
    made = house.library.reception.arrival(arrival.id).arrival.recording
    assert made is not None
    return house.library.get(made)


def uploads(house: House) -> list[Path]:
    return sorted((house.folder / "uploads").iterdir())


def events(house: House) -> list[str]:
    with house.store.read() as books:
        return [one.what for one in books.events.latest(50) if one.what.startswith("recording")]


class TestTakingIn:
    def test_a_file_becomes_a_recording_that_knows_where_it_is_from(self, house: House) -> None:
        arrival = send(house, by=house.writer)
        (coming,) = house.library.reception.coming()
        assert (coming.arrival, coming.live, house.library.all()) == (arrival, True, ())
        house.build_all()
        assert house.library.reception.coming() == ()
        (made,) = house.library.all()
        assert (made.name, made.title, made.use) == ("Lời chào", "Lời chào", VOICE)
        assert (made.source_name, made.note) == ("loi-chao.wav", "Đài xã tự ghi")
        assert (made.created_by, made.sound.length_ms) == (house.writer, 3_000)
        assert -40 < made.sound.lufs < -10
        assert events(house) == ["recording-added"]
        kept = Sound.read(house.library.path(made))
        assert (kept.rate, kept.length_ms) == (RATE, 3_000)

    def test_the_work_tells_how_far_it_is_and_leaves_nothing_half_made(self, house: House) -> None:
        arrival = send(house)
        told: list[tuple[str, int]] = []
        job = house.library.reception.arrival(arrival.id).job
        assert job is not None
        house.library.reception.work(job, lambda stage, permille: told.append((stage, permille)))
        assert {stage for stage, _ in told} == {"take-in", "press"}
        permille = [far for _, far in told]
        assert permille == sorted(permille)
        assert permille[-1] == 1000
        assert uploads(house) == [house.library.reception.uploads.path(arrival.file)]

    def test_a_file_that_is_no_sound_is_refused_with_its_name(self, house: House) -> None:
        arrival = send(house, content=b"PK\x03\x04" + bytes(5_000), source="bài hát.mp3")
        house.build_all()
        (coming,) = house.library.reception.coming()
        assert coming.job is not None
        assert (coming.live, coming.job.state) == (False, JobState.FAILED)
        assert "bài hát.mp3" in (coming.job.error or "")
        assert house.library.all() == ()
        assert [path.name for path in uploads(house)] == [arrival.file]
        house.library.reception.put_away(arrival.id, house.operator)
        assert house.library.reception.coming() == ()

    def test_the_same_name_can_be_used_after_a_refusal(self, house: House) -> None:
        send(house, content=b"no sound at all, only words")
        house.build_all()
        assert added(house).name == "Lời chào"

    def test_a_crash_on_the_way_is_made_good_by_the_next_worker(self, house: House) -> None:
        arrival = send(house)
        house.production.turn(house.clock.now())
        job = house.library.reception.arrival(arrival.id).job
        assert job is not None
        with house.store.write() as books:
            # A worker took the job and died with the machine.
            books.jobs.claim(job.id, house.clock.now() + timedelta(seconds=90), house.clock.now())
        house.clock.tick(minutes=10)
        house.library.reception.turn(house.clock.now())
        house.build_all()
        assert [one.name for one in house.library.all()] == ["Lời chào"]

    def test_a_stopped_file_never_comes_into_the_library(self, house: House) -> None:
        arrival = send(house)
        with pytest.raises(NotAllowedError):
            house.library.reception.put_away(arrival.id, house.writer)
        house.library.reception.put_away(arrival.id, house.operator)
        house.build_all()
        assert (house.library.all(), house.library.reception.coming()) == ((), ())

    def test_a_name_taken_meanwhile_is_told_and_nothing_is_added(self, house: House) -> None:
        other = added(house, "Khác", hertz=300)
        send(house, "Chào")
        house.library.describe(other.id, Label("CHÀO", "", VOICE), house.operator)
        house.build_all()
        (coming,) = house.library.reception.coming()
        assert coming.job is not None
        assert "CHÀO" in (coming.job.error or "")
        assert [one.id for one in house.library.all()] == [other.id]

    def test_two_workers_at_the_same_file_add_it_once(self, house: House) -> None:
        arrival = send(house)
        job = house.library.reception.arrival(arrival.id).job
        assert job is not None
        house.build_all()
        settle = house.library.reception.work(job, lambda stage, permille: None)
        with house.store.write() as books:
            assert settle(books) is None
        assert len(house.library.all()) == 1


class TestRefusals:
    def refused(self, house: House, kind: type[Exception], **how: object) -> str:
        with pytest.raises(kind) as caught:
            send(house, **how)  # type: ignore[arg-type]
        assert uploads(house) == []
        assert house.library.reception.coming() == ()
        return vietnamese(caught.value)

    def test_a_clerk_sends_voice_and_music_and_an_operator_whole_programmes(
        self, house: House
    ) -> None:
        self.refused(house, NotAllowedError, by=house.writer, use=PROGRAMME)
        self.refused(house, NotAllowedError, by=house.approver)
        self.refused(house, NotAllowedError, by=house.admin, use=MUSIC)
        assert send(house, by=house.writer, use=MUSIC).use is MUSIC
        assert send(house, "Tin huyện", PROGRAMME, wav(500)).use is PROGRAMME

    @pytest.mark.parametrize(
        "name", ["", "  ", "a]b", "[a]", "x\n[băng y", "“”", ":::", "-", "\x00", "a\u2028b]"]
    )
    def test_a_name_that_no_script_could_say_is_refused(self, house: House, name: str) -> None:
        assert "tên" in self.refused(house, BadNameError, name=name).lower()

    def test_what_is_too_long_is_refused(self, house: House) -> None:
        self.refused(house, LongPartError, name="a" * 61)

    def test_an_empty_file_is_refused_with_its_name(self, house: House) -> None:
        assert "loi-chao.wav" in self.refused(house, EmptyFileError, content=b"")

    def test_a_file_that_is_too_large_is_refused_before_it_is_read(self, house: House) -> None:
        part, file = house.library.reception.uploads.begin()
        file.truncate(LARGEST_FILE + 1)
        file.close()
        with pytest.raises(LargeFileError) as caught:
            house.library.reception.receive(part, "to.wav", Label("To", "", VOICE), house.operator)
        assert "500 MB" in vietnamese(caught.value)
        assert uploads(house) == []

    def test_a_name_that_is_taken_or_awaited_is_refused(self, house: House) -> None:
        arrival = send(house, "Hoà Bình")
        with pytest.raises(NameAwaitedError):
            send(house, "hòa bình", content=wav(300))
        house.build_all()
        with pytest.raises(NameTakenError) as caught:
            send(house, "HÒA  BÌNH", content=wav(300))
        assert "Hoà Bình" in vietnamese(caught.value)
        assert [path.name for path in uploads(house)] == [arrival.file]

    def test_the_same_file_twice_is_told_where_it_is(self, house: House) -> None:
        added(house)
        with pytest.raises(KnownFileError) as caught:
            send(house, "Tên khác")
        assert "Lời chào" in vietnamese(caught.value)
        assert send(house, "Làm nhạc", use=MUSIC).name == "Làm nhạc"

    @pytest.mark.parametrize(
        ("source", "kept"),
        [
            ("../../../etc/passwd", "passwd"),
            ("C:\\Users\\Lan\\chào.mp3", "chào.mp3"),
            ("/dev/sda", "sda"),
            ("a\x00b\n.mp3", "ab.mp3"),
            ("", "tệp không tên"),
            ("<script>alert(1)</script>.mp3", "script>.mp3"),
            ("x" * 400 + ".mp3", "x" * 196 + ".mp3"),
        ],
    )
    def test_a_hostile_file_name_is_only_words(self, house: House, source: str, kept: str) -> None:
        arrival = send(house, source=source)
        assert arrival.source_name == kept
        assert [path.name for path in uploads(house)] == [arrival.file]
        house.build_all()
        assert house.library.all()[0].source_name == kept


class TestKeeping:
    def test_name_title_and_source_are_changed_by_who_sent_it_or_an_operator(
        self, house: House
    ) -> None:
        send(house, by=house.writer)
        house.build_all()
        (mine,) = house.library.all()
        after = house.library.describe(
            mine.id, Label("Chào sáng", " Lời  chào ", PROGRAMME, "Đài huyện"), house.writer
        )
        assert (after.name, after.title, after.note) == ("Chào sáng", "Lời chào", "Đài huyện")
        assert (after.use, after.sound) == (VOICE, mine.sound)
        theirs = added(house, "Của trực đài", hertz=300)
        with pytest.raises(NotAllowedError):
            house.library.describe(theirs.id, Label("Khác", "", VOICE), house.writer)
        with pytest.raises(NameTakenError):
            house.library.describe(mine.id, Label("của trực đài", "", VOICE), house.writer)
        house.library.describe(
            mine.id, Label("Chào sáng", "Lời chào", VOICE, "Đài huyện"), mine.created_by
        )
        assert events(house).count("recording-described") == 1

    def test_an_operator_retires_and_brings_back(self, house: House) -> None:
        made = added(house)
        with pytest.raises(NotAllowedError):
            house.library.retire(made.id, house.writer)
        gone = house.library.retire(made.id, house.operator)
        assert (gone.live, gone.retired_by, house.library.all()) == (False, house.operator, ())
        assert house.library.all(live_only=False) == (gone,)
        with pytest.raises(RecordingRetiredError):
            house.library.describe(made.id, Label("x", "", VOICE), house.operator)
        with pytest.raises(NotAllowedError):
            house.library.restore(made.id, house.writer)
        assert house.library.restore(made.id, house.operator) == made
        assert house.library.restore(made.id, house.operator) == made
        assert events(house) == ["recording-restored", "recording-retired", "recording-added"]

    def test_a_new_version_takes_the_place_and_the_former_can_return(self, house: House) -> None:
        first = added(house)
        part, file = house.library.reception.uploads.begin()
        file.write(wav(900))
        file.close()
        house.library.reception.replace(first.id, part, "mới.wav", "bản mới", house.operator)
        assert house.library.all() == (first,)
        house.build_all()
        (second,) = house.library.all()
        assert (second.name, second.instead_of, second.note) == (first.name, first.id, "bản mới")
        assert second.sound.sha != first.sound.sha
        assert house.library.restore(first.id, house.operator).live
        assert house.library.by_name("lời chào") == first
        assert house.library.restore(second.id, house.operator) == second
        assert house.library.all() == (second,)

    def test_only_the_sender_and_an_operator_send_a_new_version(self, house: House) -> None:
        theirs = added(house, "Của trực đài")
        before = uploads(house)
        with pytest.raises(NotAllowedError):
            send_instead(house, theirs, house.writer)
        assert uploads(house) == before
        mine = send(house, "Của cán bộ", content=wav(500), by=house.writer)
        house.build_all()
        made = house.library.reception.arrival(mine.id).arrival.recording
        assert made is not None
        send_instead(house, house.library.get(made), house.writer)
        house.build_all()
        assert [one.instead_of for one in house.library.all()] == [made, None]

    def test_a_new_version_is_called_as_the_former_is_by_then(self, house: House) -> None:
        first = added(house)
        send_instead(house, first, house.operator)
        renamed = Label("Lời chào mới", "Chào bà con", VOICE)
        house.library.describe(first.id, renamed, house.operator)
        house.build_all()
        (second,) = house.library.all()
        assert (second.name, second.title) == ("Lời chào mới", "Chào bà con")
        assert second.instead_of == first.id

    def test_another_of_the_same_name_stands_in_the_way_of_bringing_back(
        self, house: House
    ) -> None:
        first = added(house)
        house.library.retire(first.id, house.operator)
        added(house, hertz=300)
        with pytest.raises(StandInError) as caught:
            house.library.restore(first.id, house.operator)
        assert "Lời chào" in vietnamese(caught.value)

    def test_a_sound_that_is_gone_or_changed_is_found_out(self, house: House) -> None:
        made = added(house)
        house.library.check(made)
        path = house.library.path(made)
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        with pytest.raises(SoundChangedError):
            house.library.check(made)
        path.unlink()
        with pytest.raises(SoundMissingError):
            house.library.check(made)


class TestPrograms:
    def test_scripts_that_call_for_it_are_told(self, house: House) -> None:
        made, music = added(house, "Hoà Bình"), added(house, "Nhạc lúa", MUSIC, 300)
        calling = house.script("Một", "Lời.\n\n[băng hòa bình]\n\n[nhạc Nhạc lúa]")
        gone = house.script("Hai", "[băng Hoà Bình]")
        house.newsroom.withdraw(gone.id, house.writer)
        house.script("Ba", "Chỉ nhắc tới [băng Hoà Bình] trong câu.")
        assert [one.id for one in house.library.callers(made)] == [calling.id]
        assert [one.id for one in house.library.callers(music)] == [calling.id]

    def test_music_of_the_library_goes_over_the_shipped_kit(self, house: House) -> None:
        shipped = Kit.load(AUDIO)
        before = house.studio.build_key("", [], None, "stream")
        made = added(house, "hiệu", MUSIC)
        assert made.name == "ident"
        kit = house.library.kit(shipped)
        assert (kit.ident.digest, kit.ident.length_ms) == (made.sound.sha, 3_000)
        assert kit.ident.sound.length_ms == 3_000
        assert kit.stinger == shipped.stinger
        assert kit.names == shipped.names
        assert house.studio.build_key("", [], None, "stream") != before
        house.library.retire(made.id, house.operator)
        assert house.library.kit(shipped).ident == shipped.ident
        assert house.studio.build_key("", [], None, "stream") == before

    def test_a_script_is_heard_with_the_recording_it_calls_for(self, house: House) -> None:
        with pytest.raises(RecordingMissingError) as caught:
            house.submitted("Chào", "[băng Lời chào]")
            house.production.preview(house.newsroom.all()[0].id, house.writer)
        assert "Lời chào" in vietnamese(caught.value)
        added(house)
        programme = house.submitted("Tin có băng", "Mời nghe.\n\n[băng lời CHÀO]\n\nHết tin.")
        house.build_all()
        made = house.production.get(programme.id)
        assert made.master is not None, made.error
        assert "recording" in [part.kind for part in made.master.segments]

    def test_a_recording_alone_becomes_a_programme_with_nothing_around_it(
        self, house: House
    ) -> None:
        made = added(house, "Tin huyện", PROGRAMME)
        with pytest.raises(NotAllowedError):
            house.library.programme_of(made.id, house.writer)
        programme = house.library.programme_of(made.id, house.operator)
        assert (programme.dressed, programme.title) == (False, "Tin huyện")
        (script,) = map(house.newsroom.get, programme.scripts)
        assert (script.body, script.state) == ("[băng Tin huyện]", ScriptState.SUBMITTED)
        house.build_all()
        built = house.production.get(programme.id)
        assert built.state is ProgrammeState.READY, built.error
        assert built.master is not None
        assert [part.kind for part in built.master.segments] == ["recording"]
        assert built.master.length_ms == pytest.approx(3_000, abs=100)

    def test_what_was_made_keeps_its_sound_when_the_recording_goes(self, house: House) -> None:
        made = added(house, "Tin huyện", PROGRAMME)
        programme = house.library.programme_of(made.id, house.operator)
        house.build_all()
        built = house.production.get(programme.id)
        house.library.retire(made.id, house.operator)
        assert house.production.get(programme.id) == built
        with pytest.raises(RecordingRetiredError):
            house.library.programme_of(made.id, house.operator)


class TestSweeping:
    def aged(self, path: Path, hours: float) -> None:
        then = time.time() - hours * 3600
        os.utime(path, (then, then))

    def test_what_crashes_left_goes_and_what_waits_stays(self, house: House) -> None:
        waiting = send(house)
        folder = house.folder / "uploads"
        for name in ("left.part", "left", "fresh", "fresh.part"):
            (folder / name).write_bytes(b"x")
        workshop = folder / "intake-abc"
        workshop.mkdir()
        (workshop / "half.wav").write_bytes(b"x")
        for name in ("left.part", "left", "intake-abc", waiting.file):
            self.aged(folder / name, 48)
        house.library.reception.turn(house.clock.now())
        names = {path.name for path in uploads(house)}
        assert names == {waiting.file, "fresh", "fresh.part"}

    def test_a_file_is_removed_once_it_is_taken_in_or_refused(self, house: House) -> None:
        send(house)
        bad = send(house, "Hỏng", content=b"not a sound, only words")
        house.build_all()
        house.library.reception.turn(house.clock.now())
        assert [path.name for path in uploads(house)] == [bad.file]
        self.aged(house.library.reception.uploads.path(bad.file), 2)
        house.library.reception.turn(house.clock.now())
        assert uploads(house) == []
        assert [one.arrival.id for one in house.library.reception.coming()] == [bad.id]
        house.clock.tick(days=8)
        house.library.reception.turn(house.clock.now())
        assert house.library.reception.coming() == ()

    def test_a_station_without_uploads_has_nothing_to_sweep(self, house: House) -> None:
        assert house.library.reception.turn(house.clock.now()) > house.clock.now()
        assert not (house.folder / "uploads").exists()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Chào buổi sáng_final (1).mp3", "Chào buổi sáng final 1"),
        ("C:\\a\\nhạc [mới].wav", "nhạc mới"),
        ("...", ""),
        ("a" * 90 + ".mp3", "a" * 60),
    ],
)
def test_a_name_is_suggested_from_the_files(source: str, name: str) -> None:
    assert suggested(source) == name


def test_every_refusal_has_a_sentence_of_its_own(house: House) -> None:
    made = added(house)
    for error in (
        BadNameError("x]"),
        LongPartError("title", 200),
        NameTakenError(made),
        NameAwaitedError("x"),
        KnownFileError("f.mp3", made),
        EmptyFileError("f.mp3"),
        LargeFileError("f.mp3", LARGEST_FILE),
        RecordingRetiredError(made),
        StandInError(replace(made, name="y")),
    ):
        sentence = vietnamese(error)
        assert sentence != vietnamese(LibraryError()), error
        assert "{" not in sentence
