"""What an output's URL asks for: options read, checked, and refused with a reason.

Knows URLs; knows no output.

    OutputAddressError (sound/output.py)
    ├── UnknownOptionError   an option no output of this kind has
    ├── BadOptionError       an option whose value makes no sense
    └── NoFolderError        a recorder that does not say where to
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from urllib.parse import parse_qsl, urlsplit

from broadcaster.sound.output import OutputAddressError


class UnknownOptionError(OutputAddressError):
    """The URL has an option that this kind of output does not know."""

    def __init__(self, output: str, option: str, known: tuple[str, ...]) -> None:
        """`option` stands in the URL of `output`; `known` are the ones that could."""
        self.output = output
        self.option = option
        self.choices = ", ".join(known)
        near = get_close_matches(option, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; have {self.choices or 'none'}"
        super().__init__(f"output {output!r}: unknown option {option!r}{hint}")


class BadOptionError(OutputAddressError):
    """The URL has an option whose value makes no sense."""

    def __init__(self, output: str, option: str, value: str, wanted: str) -> None:
        """`wanted` says what would do, such as "a number from 0.1 to 5"."""
        self.output = output
        self.option = option
        self.value = value
        self.wanted = wanted
        super().__init__(f"output {output!r}: option {option}={value!r}: need {wanted}")


class NoFolderError(OutputAddressError):
    """The URL of a recorder names no folder."""

    def __init__(self, output: str, url: str) -> None:
        """`url` is what was read in the settings of `output`."""
        self.output = output
        self.url = url
        super().__init__(f"output {output!r}: {url!r} names no folder")


def options_of(name: str, url: str, known: Collection[str]) -> Mapping[str, str]:
    """Return the options after the "?" of the `url` of the output called `name`.

    Raises UnknownOptionError for one that is not in `known`.
    """
    found = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    for option in found:
        if option not in known:
            raise UnknownOptionError(name, option, tuple(sorted(known)))
    return found


def number(
    name: str, options: Mapping[str, str], option: str, default: float, least: float, most: float
) -> float:
    """Return an option as a number between `least` and `most`, or `default` when it is absent.

    Raises BadOptionError.
    """
    if option not in options:
        return default
    value = options[option]
    try:
        found = float(value)
    except ValueError:
        found = float("nan")
    if not least <= found <= most:
        raise BadOptionError(name, option, value, f"a number from {least:g} to {most:g}")
    return found
