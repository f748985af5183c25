"""The ids of polls, meetings and commitments."""

import pytest

from storage.ids import LETTERS, Id, label, read_label


@pytest.mark.parametrize("noun", LETTERS)
def test_a_label_is_read_back(noun: str) -> None:
    """In either letter case, with its network or without."""
    full = label("PN4", noun, 12)

    assert read_label(full) == read_label(full.lower()) == Id("PN4", noun, 12)
    assert read_label(full.partition("-")[2]) == Id(None, noun, 12)


@pytest.mark.parametrize("text", ["", "P", "X3", "P3x", "P1234567", "4PN-P3", "PNE-", "P٣", "P3\n", "-P3"])
def test_other_texts_are_no_ids(text: str) -> None:
    """Not even nearly."""
    assert read_label(text) is None
