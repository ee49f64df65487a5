"""WORDS: from a file's bytes to what an announcer says. Pure: no network, clock or database."""
