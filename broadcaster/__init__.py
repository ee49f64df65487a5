"""Broadcaster: a commune's radio station (đài truyền thanh xã) in one program.

The journey, read downwards: newsroom → production → traffic → playout → logbook. The two crafts
beneath it, `words` and `sound`, do not know each other; `station` puts everything together.
"""

__version__ = "0.1.0"
