"""Knows every reason a file cannot be taken in, as values; not the sentence the screen makes of it.

IntakeError
├── TooLargeError          more bytes than allowed
├── EmptyFileError         nothing but blanks
├── UnsupportedKindError   a kind of file that is not read
│   ├── OldWordError       .doc
│   ├── OpenDocumentError  .odt, .ods, .odp
│   ├── RichTextError      .rtf
│   ├── PictureError       a photograph or a drawing
│   ├── RecordingError     sound or film
│   ├── ArchiveError       .zip, .rar, .7z, .gz
│   └── WebPageError       .html
├── WrongKindError         the name says one kind, the content is another
├── EncryptedError         needs a password
├── DamagedError           cannot be opened
├── HostileError           built to exhaust the machine that opens it
├── NoTextError            pages without letters: a scan
├── TooManyPagesError
├── TooMuchTextError
└── UnknownEncodingError   letters that no known encoding turns into Vietnamese
"""

from __future__ import annotations

_MB = 1024 * 1024


class IntakeError(Exception):
    """Root of what can go wrong when a file is taken in; `name` is the file's name."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name!r} {sentence}")
        self.name = name


class TooLargeError(IntakeError):
    """The file has `size` bytes and only `limit` are allowed."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name, f"has {size} bytes and at most {limit} are read: split it.")
        self.size = size
        self.limit = limit

    @property
    def size_mb(self) -> str:
        """The size in megabytes, one decimal."""
        return f"{self.size / _MB:.1f}".replace(".", ",")

    @property
    def limit_mb(self) -> str:
        """The limit in megabytes, without a needless decimal."""
        return f"{self.limit / _MB:.1f}".removesuffix(".0").replace(".", ",")


class EmptyFileError(IntakeError):
    """The file holds nothing but blanks."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "holds no text: choose the file that was meant.")


class UnsupportedKindError(IntakeError):
    """The file is of the kind `found`, which is not read."""

    mend = "save it as .docx, .pdf or .txt"

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, f"is {found}, which is not read: {self.mend}.")
        self.found = found


class OldWordError(UnsupportedKindError):
    """A Microsoft Office 97-2003 file."""

    mend = "open it in Word and save it as .docx"


class OpenDocumentError(UnsupportedKindError):
    """A LibreOffice file."""

    mend = "open it in LibreOffice and save it as .docx"


class RichTextError(UnsupportedKindError):
    """A rich text file."""

    mend = "open it in Word and save it as .docx"


class PictureError(UnsupportedKindError):
    """A picture: its letters are not text."""

    mend = "type the text, or send the file it was printed from"


class RecordingError(UnsupportedKindError):
    """Sound or film."""

    mend = "send a written text"


class ArchiveError(UnsupportedKindError):
    """A packed folder."""

    mend = "unpack it and send the document inside"


class WebPageError(UnsupportedKindError):
    """A web page."""

    mend = "copy its text into a .txt or .docx file"


class WrongKindError(IntakeError):
    """The name promises `expected`, the content is `found` (both written as endings)."""

    def __init__(self, name: str, expected: str, found: str) -> None:
        super().__init__(
            name,
            f"is named {expected} but is really {found}: rename it so that it ends in {found}.",
        )
        self.expected = expected
        self.found = found


class EncryptedError(IntakeError):
    """The file needs a password."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "needs a password: save it again without one.")


class DamagedError(IntakeError):
    """The file is of the kind `kind` (an ending) but cannot be opened."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, f"is a damaged {kind} file: save or send it again.")
        self.kind = kind


class HostileError(IntakeError):
    """The file would exhaust the machine; `why` is "entries", "size", "ratio" or "entities"."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, f"is refused because of its {why}: save it again from Word.")
        self.why = why


class NoTextError(IntakeError):
    """None of the `pages` pages holds a letter: most likely a scan."""

    def __init__(self, name: str, pages: int) -> None:
        super().__init__(
            name, f"has {pages} pages of pictures and no text: send the file it was printed from."
        )
        self.pages = pages


class TooManyPagesError(IntakeError):
    """The file has `pages` pages and only `most` are read."""

    def __init__(self, name: str, pages: int, most: int) -> None:
        super().__init__(name, f"has {pages} pages and at most {most} are read: split it.")
        self.pages = pages
        self.most = most


class TooMuchTextError(IntakeError):
    """The text has `characters` characters and only `most` are read."""

    def __init__(self, name: str, characters: int, most: int) -> None:
        super().__init__(
            name, f"has {characters} characters and at most {most} are read: split it."
        )
        self.characters = characters
        self.most = most


class UnknownEncodingError(IntakeError):
    """None of the encodings `tried` turns the letters into Vietnamese."""

    def __init__(self, name: str, tried: tuple[str, ...]) -> None:
        super().__init__(
            name, f"is not readable as any of {', '.join(tried)}: save it again as UTF-8."
        )
        self.tried = tried
