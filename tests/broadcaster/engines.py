"""Speech engines that go wrong on purpose: each says its words with tones, or has its accident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import NoNetworkError, Voice


@dataclass
class Accident:
    """Speaks with tones; `before` is called before each sentence and may do anything."""

    before: Callable[[str], None]
    name: str = "accident"
    identity: str = "accident 1"
    synthetic: bool = True
    at_once: int = 1
    cost: str = "không tốn gì"

    def speak(self, text: str, voice: Voice) -> Sound:
        self.before(text)
        return Tone().speak(text, voice)

    def health(self) -> str:
        return "ready to go wrong"


class Offline:
    """An engine whose server is out of reach until somebody plugs the cable in."""

    name = "offline"
    identity = "offline 1"
    synthetic = True
    at_once = 1
    cost = "không tốn gì"

    def __init__(self) -> None:
        self.plugged_in = False

    def speak(self, text: str, voice: Voice) -> Sound:
        if not self.plugged_in:
            raise NoNetworkError(self.name, "no route to host")
        return Tone().speak(text, voice)

    def health(self) -> str:
        return "plugged in" if self.plugged_in else "not plugged in"
