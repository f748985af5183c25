"""The key of a ballot box: what it seals, and what stands for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ballot_key import Key, Unsealable


@given(person=st.text(max_size=40))
def test_a_link_stands_for_its_person_with_its_key_alone(person: str) -> None:
    """Two links of one person have nothing in common."""
    key = Key.made()
    one, other = key.link(person), key.link(person)

    assert key.linked(one) == key.linked(other) == person
    assert one[:16] != other[:16]
    assert Key.made().linked(one) == ""


@given(code=st.text(max_size=80))
def test_no_other_text_is_a_link(code: str) -> None:
    """Whatever somebody makes up."""
    assert Key.made().linked(code) == ""


def test_what_is_sealed_is_sealed_for_its_place() -> None:
    """And changed bytes are noticed."""
    key = Key.made()
    sealed = key.seal(b"content", b"1")
    for other in (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", sealed[:20]):
        with pytest.raises(Unsealable):
            key.unseal(other, b"1")
    with pytest.raises(Unsealable):
        key.unseal(sealed, b"2")

    assert key.unseal(sealed, b"1") == b"content"
    assert Key.read(key.written()).unseal(sealed, b"1") == b"content"
