"""Claims: a code works once and for an hour, and stands in no file."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.people import CLAIM_LASTS, People

NOW = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)


def test_a_claim_may_be_used_until_it_is_ended(people: People, tmp_path: Path) -> None:
    """As it was printed or in capitals, also by another process."""
    code = people.new_claim(NOW)

    claim = people.claim(code, NOW)

    assert claim
    assert People(tmp_path).claim(f" {code.upper()} ", NOW) == claim
    People(tmp_path).end_claim(claim)
    assert not people.claim(code, NOW)


@pytest.mark.parametrize(
    ("later", "valid"),
    [
        (timedelta(0), True),
        (CLAIM_LASTS - timedelta.resolution, True),
        (CLAIM_LASTS, False),
        (CLAIM_LASTS + timedelta.resolution, False),
        (timedelta(days=365), False),
    ],
)
def test_a_claim_lasts_an_hour(people: People, later: timedelta, valid: bool) -> None:
    """To the microsecond, whether or not the times have a fraction."""
    for start in (NOW, NOW.replace(microsecond=500_000)):
        assert bool(people.claim(people.new_claim(start), start + later)) is valid


def test_several_claims_stand_beside_each_other(people: People) -> None:
    """Ending one leaves the other."""
    first, second = people.new_claim(NOW), people.new_claim(NOW)

    assert first != second
    people.end_claim(people.claim(second, NOW))
    assert people.claim(first, NOW)
    assert not people.claim(second, NOW)


def test_a_wrong_code_writes_nothing(people: People, tmp_path: Path) -> None:
    """Whoever guesses costs nobody a write."""
    people.new_claim(NOW)
    before = (tmp_path / "people.json").stat().st_mtime_ns, (tmp_path / "people.json").stat().st_ino

    assert not people.claim("00000000", NOW)
    assert ((tmp_path / "people.json").stat().st_mtime_ns, (tmp_path / "people.json").stat().st_ino) == before


def test_the_file_does_not_hold_the_code(people: People, tmp_path: Path) -> None:
    """Only its digest, so that a backup appoints nobody."""
    code = people.new_claim(NOW)

    assert code not in json.dumps(json.loads((tmp_path / "people.json").read_text()))
