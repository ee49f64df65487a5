"""Playout (phát sóng): the policy of the air, and the director who carries it out.

Knows cue sheets, outputs and the spool; never a database, a script or a user.
"""

from broadcaster.playout.decide import Decision, Trace, decide
from broadcaster.playout.director import Director

__all__ = ["Decision", "Director", "Trace", "decide"]
