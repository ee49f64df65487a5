"""Every refusal of an entry, a table or the lexicon's keepers is a sentence with its facts."""

from __future__ import annotations

import pytest

from broadcaster import lexicography
from broadcaster.model import LexiconActId
from broadcaster.sentences import vietnamese
from broadcaster.sentences.lexicon import TABLE
from broadcaster.words import entry, entry_table
from broadcaster.words.entry import Entry

ERRORS: tuple[Exception, ...] = (
    entry.UnwrittenError("@xã"),
    entry.UnspokenError("HTX"),
    entry.UnsayableError("facebook", "facebook"),
    entry.MendableError("quốc lộ 5", "5", "quốc lộ năm"),
    entry.LongEntryError("written", 100),
    entry_table.LongTableError("rows", 20_000),
    entry_table.EmptyTableError(),
    entry_table.UnreadTableError(),
    entry_table.ColumnsError(1),
    entry_table.RepeatedRowError("HTX", 2),
    lexicography.OtherCaseError("Htx", "HTX"),
    lexicography.KnownEntryError("Htx", Entry("HTX", "hợp tác xã")),
    lexicography.FullLexiconError(20_000),
    lexicography.NotWholeError(3),
    lexicography.OutdatedPlanError(),
    lexicography.CannotUndoError(LexiconActId(3)),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_the_sentence_has_the_facts(error: Exception) -> None:
    assert type(error) in TABLE
    sentence = vietnamese(error)
    assert "{" not in sentence
    assert sentence.endswith(".")
    told = [value for name, value in vars(error).items() if name in ("bad", "mend", "known")]
    assert all(value in sentence for value in told)


def test_no_kind_is_left_out() -> None:
    roots = {kind for error in ERRORS for kind in type(error).__mro__ if kind in TABLE}
    assert roots == set(TABLE)
