"""The garbage collector waits while a record is folded, and goes on as it was before."""

import gc
from collections.abc import Iterator

import pytest

from storage.garbage import uncollected


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_goes_on_as_it_was(enabled: bool) -> None:
    """Also where one fold is within another."""
    (gc.enable if enabled else gc.disable)()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled() is enabled


def test_it_goes_on_after_a_fault() -> None:
    """A damaged line ends a fold half-way."""
    with pytest.raises(ValueError, match="damaged"), uncollected():
        raise ValueError("damaged")

    assert gc.isenabled()
