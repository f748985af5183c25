"""Handles name a platform and somebody who can be there."""

import pytest

from storage.handles import check_handle


@pytest.mark.parametrize(
    "handle", ["console:sec", "console:josé.m", "matrix:@sec:host", "matrix:@a:example.org:8448", "slack:U024BE7LH"]
)
def test_a_handle_of_a_platform_is_taken(handle: str) -> None:
    """It is kept as it was written."""
    assert check_handle(handle) == handle


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "foo",
        "@foo:bar",
        "console:",
        "console:@sec",
        "console:sec;console:amina",
        "matrix:@sec:host;slack:U123",
        "email:sec@example.org;slack:U123",
        "matrix:sec",
        "matrix:@sec",
        "slack:#general",
        "irc:sec",
        "a b:c",
    ],
)
def test_what_nobody_can_be_is_refused(handle: str) -> None:
    """The sentence repeats it and shows how handles look."""
    with pytest.raises(ValueError, match="is no handle; write the platform before it, as in console:amina") as refused:
        check_handle(handle)

    assert f"“{handle}”" in str(refused.value)
