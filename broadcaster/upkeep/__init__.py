"""Upkeep: what a careful technician does every night, so that nobody has to.

Copies the books and keeps the disk in bounds; knows no programme or schedule.
"""

from broadcaster.upkeep.nightly import COPIES, NIGHT, Upkeep
from broadcaster.upkeep.tidying import Tidying

__all__ = ["COPIES", "NIGHT", "Tidying", "Upkeep"]
