"""Approval is bound to the sound that was heard; only that sound is ever cued."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.model import (
    OutputName,
    ProgrammeState,
    Reason,
    Role,
    Verdict,
    cue_id,
)
from broadcaster.permission import NotAllowedError
from broadcaster.sound.vault import Sha, sha_of_file
from broadcaster.traffic import (
    NotHeardError,
    NotReadyError,
    OwnWorkError,
    RemarkMissingError,
)
from tests.broadcaster.house import BODY, WHOLE, House


def sha_of(house: House, programme: object) -> Sha:
    found = next(one for one in house.production.all() if one == programme)
    assert found.master is not None
    return found.master.sha


def test_only_an_approver_approves(house: House) -> None:
    programme = house.ready()
    sha = sha_of(house, programme)
    for other in (house.writer, house.operator, house.admin):
        with pytest.raises(NotAllowedError) as refused:
            house.traffic.approve(programme.id, sha, other)
        assert refused.value.need is Role.APPROVER
        with pytest.raises(NotAllowedError):
            house.traffic.return_(programme.id, sha, other, "Đọc nhanh quá")
    assert house.traffic.standing(programme) is None
    house.traffic.approve(programme.id, sha, house.approver)
    assert house.traffic.standing(programme) is Verdict.APPROVED


def test_what_was_not_heard_cannot_be_approved(house: House) -> None:
    programme = house.ready()
    old = sha_of(house, programme)
    present = house.remade(programme.id, pitch=1)
    with pytest.raises(NotHeardError) as refused:
        house.traffic.approve(programme.id, old, house.approver)
    assert present.master is not None
    assert (refused.value.heard, refused.value.master) == (old, present.master.sha)
    assert house.traffic.standing(present) is None


def test_an_unfinished_programme_cannot_be_judged(house: House) -> None:
    programme = house.submitted()
    with pytest.raises(NotReadyError):
        house.traffic.approve(programme.id, Sha("0" * 64), house.approver)


def test_a_return_needs_a_remark_and_ends_the_approval(house: House) -> None:
    programme = house.approved()
    sha = sha_of(house, programme)
    with pytest.raises(RemarkMissingError):
        house.traffic.return_(programme.id, sha, house.approver, "  ")
    house.traffic.return_(programme.id, sha, house.approver, "Sai ngày họp")
    assert house.traffic.standing(programme) is Verdict.RETURNED
    said = [(one.verdict, one.remark) for one in house.traffic.verdicts(programme.id)]
    assert said == [(Verdict.RETURNED, "Sai ngày họp"), (Verdict.APPROVED, "")]
    house.approve(programme)
    assert house.traffic.standings([programme]) == {programme.id: Verdict.APPROVED}


def test_nobody_approves_their_own_work(house: House) -> None:
    both = house.who[Role.APPROVER]
    with house.store.write() as books:
        books.users.set_roles(both, {Role.APPROVER, Role.OPERATOR})
    own = house.newsroom.write("Tin của tôi", BODY, both)
    programme = house.newsroom.submit(own.id, both)
    present = house.remade(programme.id)
    assert present.master is not None
    with pytest.raises(OwnWorkError):
        house.traffic.approve(programme.id, present.master.sha, both)
    composed = house.production.compose("Bản tin", house.ready().scripts, None, both)
    present = house.remade(composed.id)
    assert present.master is not None
    with pytest.raises(OwnWorkError):
        house.traffic.approve(composed.id, present.master.sha, both)


def test_a_station_of_one_person_may_allow_it(tmp_path: Path) -> None:
    house = House(tmp_path, self_approval=True)
    with house.store.write() as books:
        books.users.set_roles(house.approver, {Role.APPROVER, Role.STAFF})
    own = house.newsroom.write("Tin của tôi", BODY, house.approver)
    present = house.remade(house.newsroom.submit(own.id, house.approver).id)
    assert present.master is not None
    house.traffic.approve(present.id, present.master.sha, house.approver)
    assert house.traffic.standing(present) is Verdict.APPROVED
    house.close()


def test_an_approved_sound_is_cued_under_the_name_of_its_approver(house: House) -> None:
    programme = house.approved()
    airing = house.traffic.book(
        programme.id, house.clock.at + timedelta(hours=1), WHOLE, house.operator
    )
    house.traffic.turn(house.clock.at)
    sheet = house.spool.sheet()
    assert sheet is not None
    assert [cue.id for cue in sheet.cues] == [
        cue_id(airing, OutputName(name)) for name in ("loa-1", "loa-2")
    ]
    sha = sha_of(house, programme)
    assert {(cue.sound, cue.approved_by) for cue in sheet.cues} == {(sha, "Bà approver")}
    assert sheet.gaps == ()
    assert sha_of_file(house.spool.sound_path(sha)) == sha


def test_an_edit_after_approval_takes_it_off_the_sheet_until_the_same_sound_returns(
    house: House,
) -> None:
    programme = house.approved()
    house.traffic.book(programme.id, house.clock.at + timedelta(hours=1), WHOLE, house.operator)
    assert len(house.traffic.sheet(house.clock.at).gaps) == 2, "the sound is not brought yet"
    house.traffic.turn(house.clock.at)
    house.newsroom.revise(programme.scripts[0], 1, "Lịch mới", BODY, house.writer)
    assert house.production.get(programme.id).state is ProgrammeState.WANTED
    house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.cues == ()
    assert {gap.reason for gap in sheet.gaps} == {Reason.NOT_APPROVED}

    house.remade(programme.id, pitch=1)
    house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.cues == (), "another sound needs another approval"

    again = house.remade(programme.id, pitch=0)
    house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None and again.master is not None
    assert {cue.sound for cue in sheet.cues} == {again.master.sha}


def test_a_return_before_air_takes_it_off_the_sheet(house: House) -> None:
    programme = house.approved()
    house.traffic.book(programme.id, house.clock.at + timedelta(minutes=5), WHOLE, house.operator)
    house.traffic.turn(house.clock.at)
    house.traffic.return_(programme.id, sha_of(house, programme), house.approver, "Sai giờ")
    house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.cues == ()
    assert {gap.reason for gap in sheet.gaps} == {Reason.NOT_APPROVED}
    assert house.spool.sounds() == frozenset(), "nothing asks for the sound any more"


def test_a_verdict_of_whoever_lost_the_role_does_not_count_backwards(house: House) -> None:
    programme = house.approved()
    with house.store.write() as books:
        books.users.set_active(house.approver, False)
    assert house.traffic.standing(programme) is Verdict.APPROVED
    with pytest.raises(NotAllowedError):
        house.traffic.return_(programme.id, sha_of(house, programme), house.approver, "Sai")
