"""The parts of the command line `pn` that are no bot: people, data, status, doctor, progress."""
