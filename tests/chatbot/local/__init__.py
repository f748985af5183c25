"""Tests of what `make run` starts."""
