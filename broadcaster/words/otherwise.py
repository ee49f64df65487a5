"""What would be said otherwise: texts read in one manner and in another, sentence by sentence.

Pure: knows readings; knows neither where the texts come from nor why the manner changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from broadcaster.words.lexicon import Lexicon, words_of
from broadcaster.words.reading import Manner, read
from broadcaster.words.reading.page import lay_out

_PLAIN = re.compile(r"[\t\n\r -~À-ɏẠ-ỹ–—“”‘’…•]*")


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What is said `before` and `after`: a sentence, or several that are no longer the same.

    "" where nothing is said.
    """

    before: str
    after: str

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """What both begin with, what only each says, and what both end with, in whole words."""
        old, new = self.before.split(), self.after.split()
        least = min(len(old), len(new))
        head = next((at for at in range(least) if old[at] != new[at]), least)
        rest = least - head
        tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
        cut = len(old) - tail
        pieces = old[:head], old[head:cut], new[head : len(new) - tail], old[cut:]
        same, only_before, only_after, ending = (" ".join(piece) for piece in pieces)
        return same, only_before, only_after, ending


@dataclass(frozen=True, slots=True)
class Difference:
    """Two manners, and the entries on which they differ.

    `touched` looks for these alone: a text that holds none of them is read alike by both.
    """

    before: Manner
    after: Manner
    touched: Lexicon
    whole: bool

    @classmethod
    def between(cls, before: Manner, after: Manner) -> Difference:
        """Return what `before` and `after` differ in."""
        old, new = before.lexicon.entries, after.lexicon.entries
        changed = {
            written: new.get(written) or old[written]
            for written in {**old, **new}
            if old.get(written) != new.get(written)
        }
        whole = before.document_suffix is not after.document_suffix
        return cls(before, after, Lexicon(changed), whole)

    @property
    def is_none(self) -> bool:
        """Whether nothing can be read otherwise."""
        return not (self.whole or self.touched.entries)

    def may_touch(self, text: str) -> bool:
        """Tell, cheaply, whether `text` may be read otherwise."""
        if self.whole or not self.touched.entries:
            return self.whole
        even = unicodedata.normalize("NFC", text)
        # A page changes no word that is of these signs only: laying it out can be spared.
        if _PLAIN.fullmatch(even) and not self.touched.may_be_in(words_of(even)):
            return False
        return next(self.touched.places(lay_out(text).text), None) is not None

    def of(self, text: str) -> tuple[Otherwise, ...]:
        """Return what of `text` is read otherwise, in its order."""
        if not self.may_touch(text):
            return ()
        old = [sentence.text for sentence in read(text, self.before).sentences]
        new = [sentence.text for sentence in read(text, self.after).sentences]
        return tuple(_differing(old, new))


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[Otherwise]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            continue
        before, after = old[old_from:old_to], new[new_from:new_to]
        if len(before) == len(after):
            yield from (
                Otherwise(*pair) for pair in zip(before, after, strict=True) if pair[0] != pair[1]
            )
        else:
            yield Otherwise(" ".join(before), " ".join(after))
