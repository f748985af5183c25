"""The commitments of a state, to find the one that a row is about."""

from collections import defaultdict

from storage.events import Code
from storage.imports.differences import COMMITMENT, difference
from storage.imports.rows import CommitmentRow
from storage.state import Commitment, State


class Commitments:
    """All commitments of a state, by id, by number and by text."""

    def __init__(self, state: State) -> None:
        self._by_ref: dict[str, Commitment] = {}
        self._by_number: dict[tuple[Code, int], Commitment] = {}
        self._without_ref: dict[tuple[Code, str], list[Commitment]] = defaultdict(list)
        for network in state.networks.values():
            for commitment in network.commitments.values():
                self._note(commitment)

    def find(self, row: CommitmentRow, wanted: Commitment) -> Commitment | None:
        """Return the row's commitment: by its id, by its number, or for want of both, one equal to `wanted`."""
        if row.ref:
            return self._by_ref.get(row.ref.casefold())
        if row.number:
            return self._by_number.get((row.code, row.number))
        likely = self._without_ref.get((row.code, row.action), [])
        return next((found for found in likely if difference(COMMITMENT, wanted, found) is None), None)

    def _note(self, commitment: Commitment) -> None:
        self._by_number[commitment.network, commitment.number] = commitment
        if commitment.ref:
            self._by_ref[commitment.ref.casefold()] = commitment
        else:
            self._without_ref[commitment.network, str(commitment.text)].append(commitment)
