"""Speech engines: plugins of the entry-point group `broadcaster.engines`, one per file."""
