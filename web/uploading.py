"""Large files from browsers: streamed to the library's own folder, on the routes that take them.

Knows requests and the folder of uploads; knows no page. A part that no view kept is removed when
its request ends; one that a dying process left is swept by the library.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, BinaryIO

from flask import Flask, Request, g
from flask_login import current_user

from broadcaster.library import LARGEST_FILE
from broadcaster.permission import WRITERS
from web.desk import the_station

ENDPOINTS = frozenset({"library.upload", "library.replace"})
"""Where sounds may come in."""
LARGEST_REQUEST = LARGEST_FILE + (1 << 20)
"""Bytes: the file, and what is typed beside it."""
LARGEST_FIELD = 256 * (1 << 10)
"""Bytes: the most of one field beside a file; the parser wants more than its own 64 KiB."""
MOST_PARTS = 20
"""Fields and files of one request; all fields lie in memory, and each file is open."""

_PARTS = "uploaded_parts"


class LargeRequest(Request):
    """A request that may carry a sound, if its route takes one and its person may send one."""

    @property
    def _takes_sounds(self) -> bool:
        if self.endpoint not in ENDPOINTS or not current_user.is_authenticated:
            return False
        if self.mimetype != "multipart/form-data":
            return False  # any other form is read into memory whole
        return not current_user.user.roles.isdisjoint(WRITERS)

    @property
    def max_content_length(self) -> int | None:
        """The most bytes that are read of this request."""
        return LARGEST_REQUEST if self._takes_sounds else super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value

    @property
    def max_form_memory_size(self) -> int | None:
        """The most bytes of one field that is no file."""
        return LARGEST_FIELD if self._takes_sounds else super().max_form_memory_size

    @max_form_memory_size.setter
    def max_form_memory_size(self, value: int | None) -> None:
        self._max_form_memory_size = value

    @property  # type: ignore[override]
    def max_form_parts(self) -> int | None:
        """The most fields and files."""
        return MOST_PARTS if self._takes_sounds else super().max_form_parts

    @max_form_parts.setter
    def max_form_parts(self, value: int | None) -> None:
        self._max_form_parts = value

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if not self._takes_sounds:
            return super()._get_file_stream(
                total_content_length, content_type, filename, content_length
            )
        part, file = the_station().library.reception.uploads.begin()
        _parts().append((part, file))
        return file


def part_of(stream: IO[bytes]) -> Path:
    """Close an uploaded file that this request brought, and return where it lies."""
    for part, file in _parts():
        if file is stream:
            file.close()
            return part
    raise LookupError("the file was not streamed to the folder of uploads")


def stream_uploads(app: Flask) -> None:
    """Let `app` take large files on its routes for them."""
    app.request_class = LargeRequest

    @app.teardown_request
    def tidy(_error: BaseException | None) -> None:
        for part, file in g.pop(_PARTS, ()):
            file.close()
            part.unlink(missing_ok=True)


def _parts() -> list[tuple[Path, BinaryIO]]:
    found: list[tuple[Path, BinaryIO]] = g.setdefault(_PARTS, [])
    return found
