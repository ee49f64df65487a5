"""What was typed wrongly on the command line, as a Vietnamese sentence.

Knows the errors of the command-line library by their names, since it keeps their classes to itself.
"""

from __future__ import annotations

import re
from datetime import datetime

import typer

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Root of what the library finds wrong with the words of a command."""

_EXAMPLE = datetime(2026, 11, 24, 5, 30)  # noqa: DTZ001 - only an example of writing


def usage_sentence(error: Exception) -> str:
    """Return what is wrong with the words of a command, and where its help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "broadcaster"
    return f"{_wrong(error)} Xem cách dùng: {path} --help."


def _wrong(error: Exception) -> str:
    message = str(getattr(error, "message", ""))
    match type(error).__name__:
        case "MissingParameter":
            return f"Thiếu {_place(error)}."
        case "NoSuchOption":
            return f"Không có tùy chọn {getattr(error, 'option_name', '')}."
        case "BadOptionUsage":
            return f"Tùy chọn {getattr(error, 'option_name', '')} dùng chưa đúng."
        case "BadParameter":
            return f"Giá trị của {_place(error)} không dùng được{_wanted(message)}."
    if found := re.search(r"No such command '(.*)'", message):
        return f"Không có lệnh “{found[1]}”."
    if found := re.search(r"unexpected extra arguments? ?\(?s?\)? ?\((.*)\)", message):
        return f"Thừa chữ trên dòng lệnh: {found[1]}."
    return "Thiếu tên lệnh." if "Missing command" in message else "Dòng lệnh chưa đúng."


def _place(error: Exception) -> str:
    """Return the name of the option or argument, as it is typed."""
    parameter = getattr(error, "param", None)
    names = [str(one) for one in getattr(parameter, "opts", [])]
    return max(names, key=len) if names else "một giá trị"


def _wanted(message: str) -> str:
    """Return what may be written instead, when the library says so."""
    if formats := re.findall(r"'(%[^']*)'", message):
        return f": hãy viết theo kiểu {_EXAMPLE.strftime(formats[0])}"
    if choices := re.search(r"is not one of (.+?)\.?$", message):
        return f": chọn một trong {choices[1]}"
    if bound := re.search(r"(greater|less) than or equal to (-?\d+)", message):
        return f": {'ít nhất' if bound[1] == 'greater' else 'nhiều nhất'} là {bound[2]}"
    return ""
