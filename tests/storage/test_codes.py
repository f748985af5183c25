"""What is a code of a network, of a language, of a time zone."""

import pytest

from storage.codes import language_code, network_code, zone_named


@pytest.mark.parametrize(
    ("text", "code"),
    [("PNE", "PNE"), ("pne", "PNE"), ("A1", "A1"), ("ABCDEFGHIJKL", "ABCDEFGHIJKL")],
)
def test_codes_of_networks(text: str, code: str) -> None:
    """2 to 12 Latin letters and digits, a letter first, in any letter case."""
    assert network_code(text) == code


@pytest.mark.parametrize("text", ["", "P", "1A", "P-1", "ПНЕ", "PNE\n", "P NE", "ABCDEFGHIJKLM", "*"])
def test_what_is_no_code_of_a_network(text: str) -> None:
    """Nothing is guessed."""
    assert network_code(text) == ""


@pytest.mark.parametrize(("text", "code"), [("fr", "fr"), ("FR", "fr"), ("pt-BR", "pt-br"), ("arb", "arb")])
def test_codes_of_languages(text: str, code: str) -> None:
    """With a region or without."""
    assert language_code(text) == code


@pytest.mark.parametrize("text", ["", "f", "french", "fr_FR", "../fr", "fr-"])
def test_what_is_no_code_of_a_language(text: str) -> None:
    """A name or a path is none."""
    assert language_code(text) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [("utc", "UTC"), ("Gmt", "GMT"), ("asia/kolkata", "Asia/Kolkata"), ("america/new york", "America/New_York")],
)
def test_names_of_zones(text: str, name: str) -> None:
    """In any letter case, with spaces or without."""
    zone = zone_named(text)

    assert zone
    assert zone.key == name


@pytest.mark.parametrize(
    "text", ["", "EST", "CET", "Etc/GMT+3", "UTC+3", "Kolkata", "Mars/Base", "../etc/passwd", "Japan"]
)
def test_what_is_no_name_of_a_zone(text: str) -> None:
    """Abbreviations and offsets know no summer, and some read the other way round."""
    assert zone_named(text) is None
