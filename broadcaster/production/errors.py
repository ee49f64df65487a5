"""What can go wrong in production, with the facts the screen needs.

ProductionError
├── EmptyProgrammeError      no script chosen
├── ScriptWithdrawnError     a chosen script was taken back
├── ProgrammeGoneError       the programme was withdrawn
├── SilentScriptError        nothing in a script is heard
├── NotBeingMadeError        nothing is being made that could be stopped
├── CancelledError           a person wants the job no longer
├── LeaseLostError           another worker took the job over
├── DiskFullError            no room for what is being made
├── CrashedError             the work died as often as it may
└── TemplateError            the station's own template.toml cannot be used
    ├── TemplateTextError    it is not TOML
    ├── TemplateKeyError     a table or key there is not
    ├── TemplateValueError   a value that says nothing, or of another kind
    ├── TemplateChoiceError  a value that is none of the choices
    └── TemplateBlankError   a blank that this sentence cannot fill
        └── TemplatePlainError   a blank in words that have none
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from broadcaster.model import JobId, ProgrammeId, ScriptId


class ProductionError(Exception):
    """Root of what can go wrong in production."""


class EmptyProgrammeError(ProductionError):
    """A programme needs a title and at least one script; `missing` is "title" or "scripts"."""

    def __init__(self, missing: str) -> None:
        """`missing` is "title" or "scripts"."""
        self.missing = missing
        super().__init__(f"the programme has no {missing}")


class ScriptWithdrawnError(ProductionError):
    """A script that was taken back cannot be produced."""

    def __init__(self, script: ScriptId, title: str) -> None:
        """`title` names the script on the screen."""
        self.script = script
        self.title = title
        super().__init__(f"script {script} ({title}) was withdrawn")


class ProgrammeGoneError(ProductionError):
    """The programme was withdrawn."""

    def __init__(self, programme: ProgrammeId, title: str) -> None:
        """`title` names the programme on the screen."""
        self.programme = programme
        self.title = title
        super().__init__(f"programme {programme} ({title}) was withdrawn")


class SilentScriptError(ProductionError):
    """Nothing in the script is heard: no word, no music, no recording."""

    def __init__(self, title: str) -> None:
        """`title` names the script on the screen."""
        self.title = title
        super().__init__(f"nothing in {title!r} is heard")


class RecipeError(ProductionError):
    """No mastering recipe has that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """`name` is what was asked for, `known` what there is."""
        self.name = name
        self.known = known
        super().__init__(f"no mastering recipe {name!r}; there are: {', '.join(known)}")

    @property
    def choices(self) -> str:
        """The recipes there are, in one line."""
        return ", ".join(self.known)


class LeaseLostError(ProductionError):
    """Another worker holds the job now, so this one lets go."""

    def __init__(self, job: JobId) -> None:
        """`job` is the one that was lost."""
        self.job = job
        super().__init__(f"job {job} was taken over by another worker")


class NotBeingMadeError(ProductionError):
    """Nothing waits or runs that could be stopped."""

    def __init__(self, subject: int) -> None:
        """`subject` is the programme or the job that was meant."""
        self.subject = subject
        super().__init__(f"nothing is being made of {subject}")


class CancelledError(ProductionError):
    """A person wants the job no longer, so its worker lets go."""

    def __init__(self, by: str) -> None:
        """`by` is the full name of who stopped it, empty when it was nobody of the station."""
        self.by = by
        super().__init__(f"stopped by {by}" if by else "stopped")


class DiskFullError(ProductionError):
    """There was no room on the disk for what was being made; nothing of it is left."""

    def __init__(self, path: str) -> None:
        """`path` is the file that could not be written, empty when the system did not say."""
        self.path = path
        super().__init__(f"no room on the disk for {path}" if path else "no room on the disk")


class CrashedError(ProductionError):
    """The work ended without a word each time it was begun."""

    def __init__(self, attempts: int) -> None:
        """`attempts` is how often it was begun."""
        self.attempts = attempts
        super().__init__(f"the work died {attempts} times")


class TemplateError(ProductionError):
    """The station's own template cannot be used; nothing is made until it is mended."""

    def __init__(self, path: Path, key: str, problem: str) -> None:
        """`key` is the key with its table, empty when the whole file is meant."""
        self.path = path
        self.key = key
        self.problem = problem
        super().__init__(f"{path}: {key}: {problem}" if key else f"{path}: {problem}")


class TemplateTextError(TemplateError):
    """The file is not TOML, or not UTF-8, from `line` on."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        """`line` counts from 1; `problem` is the parser's own word."""
        self.line = line
        super().__init__(path, "", f"line {line}: {problem}")


class TemplateKeyError(TemplateError):
    """The shipped template has no such table or key."""

    def __init__(self, path: Path, key: str, known: Sequence[str]) -> None:
        """`known` are the keys there are in that place."""
        self.choices = ", ".join(known)
        super().__init__(path, key, f"unknown; there are: {self.choices}")


class TemplateValueError(TemplateError):
    """The value is empty, out of range or of another kind than ours."""

    def __init__(self, path: Path, key: str, example: str) -> None:
        """`example` is the shipped value, as TOML has it."""
        self.example = example
        super().__init__(path, key, f"write it like {example}")


class TemplateChoiceError(TemplateError):
    """The value is none of those that may be chosen."""

    def __init__(self, path: Path, key: str, known: Sequence[str], several: bool) -> None:
        """`known` are the choices; `several` of them may be written, as a list."""
        self.choices = ", ".join(f'"{one}"' for one in known)
        self.several = several
        self.example = f'["{known[0]}"]' if several else f'"{known[0]}"'
        super().__init__(path, key, f"write it like {self.example}; there are: {self.choices}")


class TemplateBlankError(TemplateError):
    """Something in braces that is not filled in this sentence."""

    def __init__(self, path: Path, key: str, blank: str, known: Sequence[str]) -> None:
        """`blank` is what stood in braces, `known` what may."""
        self.blank = blank
        self.choices = ", ".join(known)
        super().__init__(path, key, f"cannot fill {blank!r}; there are: {self.choices or 'none'}")


class TemplatePlainError(TemplateBlankError):
    """Something in braces, in words that are said as they stand."""


_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def plainly(error: Exception) -> Exception:
    """Return `error`, or DiskFullError when that is what the system meant."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return DiskFullError(str(error.filename or ""))
    return error
