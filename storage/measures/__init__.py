"""Counting: pure functions of (state, as_of), used by the bot and the dashboard alike. No I/O, no clock."""
