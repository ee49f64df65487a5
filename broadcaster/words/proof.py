"""What a careful editor would query before a text goes on air.

Knows a reading and its length in words; decides nothing: a query is a question, not an error.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.words.reading import Reading
from broadcaster.words.reading.phrasing import LONGEST

SYLLABLES_A_MINUTE = 200
"""A calm announcer's pace: a Vietnamese syllable takes 0.3 s."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the editor about `source[start:end]`.

    `kind` is "doubtful" (the reading is a guess), "left-out" (not read; start and end are 0) or
    "long" (a sentence no listener can follow). `written` is what stands there, `said` how it is
    read ("" when it is not).
    """

    kind: str
    written: str
    said: str
    start: int
    end: int


def proof(reading: Reading) -> tuple[Query, ...]:
    """Return the queries about `reading`, in the order of the text; pieces left out come last."""
    queries = []
    for sentence in reading.sentences:
        words = [word for clause in sentence.clauses for word in clause.words]
        start, end = words[0].start, words[-1].end
        if syllables_of(sentence.text) > LONGEST:
            queries.append(Query("long", reading.source[start:end], sentence.text, start, end))
        queries += [
            Query(
                "doubtful", reading.source[word.start : word.end], word.text, word.start, word.end
            )
            for word in words
            if word.doubtful
        ]
    queries += [Query("left-out", omission.text, "", 0, 0) for omission in reading.left_out]
    return tuple(queries)


def syllables_of(spoken: str) -> int:
    """Return how many syllables `spoken` has: in spoken Vietnamese, its words."""
    return len(spoken.split())


def expected_ms(reading: Reading) -> int:
    """Return about how long the reading takes on air, its pauses included."""
    speech = sum(syllables_of(sentence.text) for sentence in reading.sentences)
    pauses = sum(clause.pause_ms for sentence in reading.sentences for clause in sentence.clauses)
    return speech * 60_000 // SYLLABLES_A_MINUTE + pauses
