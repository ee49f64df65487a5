"""Every refusal of a department has a Vietnamese sentence with the facts filled in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import newsroom, people, production, traffic
from broadcaster.model import (
    AiringId,
    JobId,
    Ms,
    ProgrammeId,
    Role,
    ScriptId,
    ScriptState,
)
from broadcaster.permission import NotAllowedError
from broadcaster.sentences import vietnamese
from broadcaster.sentences.departments import TABLE
from broadcaster.sound.vault import Sha
from tests.broadcaster.house import MONDAY_NOON, WHOLE, House

OWN = Path("dai") / "template.toml"
ERRORS: tuple[Exception, ...] = (
    NotAllowedError(Role.APPROVER),
    people.WeakPasswordError(10),
    people.WrongPasswordError(),
    people.BadLoginError("Đạt"),
    people.BlankNameError("dat"),
    people.LoginTakenError("dat"),
    people.LastAdministratorError("lan"),
    newsroom.EmptyScriptError("title"),
    newsroom.NotYoursError(ScriptId(3)),
    newsroom.ScriptClosedError(ScriptId(3), ScriptState.WITHDRAWN),
    production.EmptyProgrammeError("scripts"),
    production.ScriptWithdrawnError(ScriptId(3), "Lịch họp"),
    production.ProgrammeGoneError(ProgrammeId(3), "Lịch họp"),
    production.SilentScriptError("Lịch họp"),
    production.RecipeError("horm", ("horn", "hall")),
    production.LeaseLostError(JobId(3)),
    production.CrashedError(3),
    production.CancelledError("Trần Văn Trực"),
    production.NotBeingMadeError(3),
    production.DiskFullError(""),
    production.TemplateTextError(OWN, 1, "not TOML"),
    production.TemplateKeyError(OWN, "said.greting", ["greeting"]),
    production.TemplateValueError(OWN, "pauses.title_ms", "800"),
    production.TemplateChoiceError(OWN, "fit.fill", ("none", "music"), several=False),
    production.TemplateBlankError(OWN, "said.date", "thang", ["day", "month", "year"]),
    production.TemplatePlainError(OWN, "said.repeat", "title", []),
    traffic.NotReadyError(ProgrammeId(3)),
    traffic.NotHeardError(ProgrammeId(3), Sha("a" * 64), Sha("b" * 64)),
    traffic.OwnWorkError(ProgrammeId(3)),
    traffic.RemarkMissingError("urgent"),
    traffic.PastError(MONDAY_NOON),
    traffic.OutsideHoursError(MONDAY_NOON, Ms(60_000)),
    traffic.TooLongError(Ms(4_000_000), Ms(3_600_000)),
    traffic.NotApprovedError(ProgrammeId(3)),
    traffic.ProgrammeGoneError(ProgrammeId(3), "Lịch họp"),
    traffic.ZoneError(WHOLE),
    traffic.SlotError("name"),
    traffic.AiringOverError(AiringId(3), "Lịch họp"),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_refusal_is_told_in_its_own_words(error: Exception) -> None:
    sentence = vietnamese(error)
    assert sentence == TABLE[type(error)].format(error=error)
    assert "{" not in sentence and sentence.endswith(".")
    for fact in ("title", "login", "zone", "path", "key", "blank", "choices"):
        assert str(getattr(error, fact, "")) in sentence


def test_a_clash_tells_the_other_airing_s_local_time(house: House) -> None:
    programme = house.approved()
    start = MONDAY_NOON + timedelta(hours=1)
    house.traffic.book(programme.id, start, WHOLE, house.operator)
    with pytest.raises(traffic.ClashError) as refused:
        house.traffic.book(programme.id, start, WHOLE, house.operator)
    assert "“Lịch tiêm chủng” lúc 13:00 ngày 23/11/2026" in vietnamese(refused.value)


def test_no_error_of_a_department_is_without_a_sentence() -> None:
    told = {type(error) for error in ERRORS} | {traffic.ClashError}
    for room in (people, newsroom, production, traffic):
        found = {
            thing
            for thing in vars(room).values()
            if isinstance(thing, type)
            and issubclass(thing, Exception)
            and thing.__module__.startswith(room.__name__)
        }
        leaves = {one for one in found if not any(issubclass(o, one) for o in found - {one})}
        assert leaves <= told
        assert leaves <= TABLE.keys()
