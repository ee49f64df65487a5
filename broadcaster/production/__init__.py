"""Production: scripts become a programme's master, as long work that survives a crash.

Knows scripts, speech and sound; knows no approval, schedule or output.
"""

from broadcaster.production.department import Production
from broadcaster.production.errors import (
    CancelledError,
    CrashedError,
    DiskFullError,
    EmptyProgrammeError,
    LeaseLostError,
    NotBeingMadeError,
    ProductionError,
    ProgrammeGoneError,
    RecipeError,
    ScriptWithdrawnError,
    SilentScriptError,
    TemplateBlankError,
    TemplateChoiceError,
    TemplateError,
    TemplateKeyError,
    TemplatePlainError,
    TemplateTextError,
    TemplateValueError,
    plainly,
)
from broadcaster.production.fit import Fit, Item, fit_of
from broadcaster.production.pieces import ScriptText, text_of
from broadcaster.production.studio import Made, Offered, Studio

__all__ = [
    "CancelledError",
    "CrashedError",
    "DiskFullError",
    "EmptyProgrammeError",
    "Fit",
    "Item",
    "LeaseLostError",
    "Made",
    "NotBeingMadeError",
    "Offered",
    "Production",
    "ProductionError",
    "ProgrammeGoneError",
    "RecipeError",
    "ScriptText",
    "ScriptWithdrawnError",
    "SilentScriptError",
    "Studio",
    "TemplateBlankError",
    "TemplateChoiceError",
    "TemplateError",
    "TemplateKeyError",
    "TemplatePlainError",
    "TemplateTextError",
    "TemplateValueError",
    "fit_of",
    "plainly",
    "text_of",
]
