"""The rules of reading, in the order they are tried: the first that answers wins.

To add a rule, write a `match(spot) -> Found | None` in the file of its subject and give it a line
here. To add an abbreviation, a unit or a name, add a row to a table in `tables/` instead.
"""

from __future__ import annotations

from broadcaster.words.reading.rules import (
    abbreviations,
    codes,
    coordinates,
    dates,
    documents,
    lists,
    marks,
    phones,
    plain,
    quantities,
    ranges,
    ratios,
    roman,
    times,
    web,
)
from broadcaster.words.reading.spot import Rule

RULES = (
    Rule("list-marker", "letter", lists.letter_marker),
    Rule("list-marker", "digit", lists.number_marker),
    Rule("list-marker", "mark", lists.bracketed_marker),
    Rule("page-number", "mark", lists.page_number),
    Rule("footnote-mark", "mark", lists.footnote_mark),
    Rule("web", "letter", web.address),
    Rule("web", "digit", web.address),
    Rule("web", "letter", web.file_name),
    Rule("web", "mark", web.account),
    Rule("web-path", "mark", web.path),
    Rule("document", "digit", documents.number),
    Rule("document", "letter", documents.suffix),
    Rule("phone", "digit", phones.number),
    Rule("phone", "mark", phones.number),
    Rule("phone", "letter", phones.misprinted),
    Rule("phone", "digit", phones.identity),
    Rule("code", "digit", codes.plate),
    Rule("position", "digit", coordinates.position),
    Rule("number", "digit", quantities.listed),
    Rule("ratio", "digit", ratios.fraction),
    Rule("date", "digit", dates.day_range),
    Rule("date", "digit", dates.full_date),
    Rule("date", "digit", dates.day_and_month),
    Rule("date", "digit", dates.month_and_year),
    Rule("time", "digit", times.time_of_day),
    Rule("ratio", "digit", ratios.ratio),
    Rule("ratio", "digit", ratios.score),
    Rule("quantity", "digit", quantities.quantity),
    Rule("quantity", "mark", quantities.money_first),
    Rule("quantity", "letter", quantities.money_first),
    Rule("code", "digit", codes.figure_first),
    Rule("number", "digit", quantities.number),
    Rule("ornament", "mark", marks.ornament),
    Rule("range", "mark", ranges.dash),
    Rule("minus", "mark", ranges.minus),
    Rule("per", "mark", ratios.per),
    Rule("code", "letter", codes.road),
    Rule("roman", "letter", roman.numeral),
    Rule("abbreviation", "letter", abbreviations.abbreviation),
    Rule("unit", "letter", quantities.unit_alone),
    Rule("code", "letter", codes.letters_first),
    Rule("guessed", "letter", abbreviations.guessed),
    Rule("stop", "mark", marks.stop),
    Rule("symbol", "mark", marks.symbol),
    Rule("times", "letter", plain.times),
    Rule("letter", "letter", plain.single_letter),
    Rule("spelled", "letter", plain.spelled),
    Rule("as-written", "letter", plain.word),
    Rule("foreign", "mark", plain.foreign),
)
"""Whatever no rule wants is a mark without sound."""
