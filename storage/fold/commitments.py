"""What events about commitments and milestones do to the state."""

from datetime import datetime

from msgspec.structs import replace

from storage import events as happened
from storage.events import Owner, Progress
from storage.fold.registry import folds
from storage.state import Commitment, Lapse, Milestone, Note, Owned, Slip, State


@folds(happened.CommitmentMade)
def commitment_made(state: State, event: happened.CommitmentMade, at: datetime) -> None:
    """Put it into its network; its first deadline and owners are those it is made with."""
    state.network(event.network).commitments[event.commitment] = Commitment(
        event.network,
        event.commitment,
        event.text,
        event.owners,
        event.due,
        event.deadline_kind,
        event.progress,
        made=at,
        original_due=event.due,
        ref=event.ref,
        note=event.note,
        maker=event.maker,
        milestone=event.milestone,
        every=event.every,
        first_due=event.first_due or event.due,
        follows=event.follows,
        assigned=at,
        assigner=event.maker,
    )


@folds(happened.OwnersAssigned)
def owners_assigned(state: State, event: happened.OwnersAssigned, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    _hand_over(commitment, event.owners, at)
    commitment.assigned, commitment.assigner = at, event.maker


@folds(happened.OwnerAccepted)
def owner_accepted(state: State, event: happened.OwnerAccepted, at: datetime) -> None:
    """Count the person as an owner; those leave who had it only until somebody accepts."""
    commitment = state.commitment(event.network, event.commitment)
    owners = (
        replace(owner, accepted=True) if owner.person == event.person else owner
        for owner in commitment.owners
        if not owner.leaving
    )
    _hand_over(commitment, tuple(owners), at)


@folds(happened.OwnerDeclined)
def owner_declined(state: State, event: happened.OwnerDeclined, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    left = [owner for owner in commitment.owners if owner.person != event.person]
    stays = all(owner.leaving for owner in left)
    _hand_over(commitment, tuple(replace(owner, leaving=False) if stays else owner for owner in left), at)


def _hand_over(commitment: Commitment, owners: tuple[Owner, ...], at: datetime) -> None:
    commitment.owned += (Owned(commitment.owners, at),)
    commitment.owners = owners


@folds(happened.CommitmentStarted)
def commitment_started(state: State, event: happened.CommitmentStarted, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress, commitment.started = Progress.IN_PROGRESS, at


@folds(happened.CommitmentDone)
def commitment_done(state: State, event: happened.CommitmentDone, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress, commitment.done, commitment.evidence = Progress.DONE, at, event.evidence


@folds(happened.CommitmentSlipped)
def commitment_slipped(state: State, event: happened.CommitmentSlipped, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.slips.append(Slip(event.due, at, event.reason))
    commitment.original_due = commitment.original_due or event.due
    commitment.due = event.due


@folds(happened.CommitmentDropped)
def commitment_dropped(state: State, event: happened.CommitmentDropped, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress, commitment.dropped, commitment.reason = Progress.DROPPED, at, event.reason


@folds(happened.CommitmentReopened)
def commitment_reopened(state: State, event: happened.CommitmentReopened, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    if ended := commitment.done or commitment.dropped:
        commitment.lapses.append(Lapse(commitment.progress, ended, at))
    commitment.progress = Progress.IN_PROGRESS if commitment.started else Progress.OPEN
    commitment.done = commitment.dropped = commitment.evidence = commitment.reason = None


@folds(happened.CommitmentNoted)
def commitment_noted(state: State, event: happened.CommitmentNoted, at: datetime) -> None:
    state.commitment(event.network, event.commitment).notes.append(Note(event.note, at))


@folds(happened.CommitmentPlaced)
def commitment_placed(state: State, event: happened.CommitmentPlaced, at: datetime) -> None:
    state.commitment(event.network, event.commitment).milestone = event.milestone


@folds(happened.RemindersSnoozed)
def reminders_snoozed(state: State, event: happened.RemindersSnoozed, at: datetime) -> None:
    state.commitment(event.network, event.commitment).snoozed[event.person] = event.until


@folds(happened.MilestoneAdded)
def milestone_added(state: State, event: happened.MilestoneAdded, at: datetime) -> None:
    milestone = Milestone(event.network, event.milestone, event.title, event.due, at, event.due, event.ref)
    state.network(event.network).milestones[event.milestone] = milestone


@folds(happened.MilestoneMoved)
def milestone_moved(state: State, event: happened.MilestoneMoved, at: datetime) -> None:
    milestone = state.milestone(event.network, event.milestone)
    milestone.slips.append(Slip(event.due, at, event.reason))
    milestone.original_due = milestone.original_due or event.due
    milestone.due = event.due


@folds(happened.MilestoneMet)
def milestone_met(state: State, event: happened.MilestoneMet, at: datetime) -> None:
    state.milestone(event.network, event.milestone).met = at


@folds(happened.MilestoneReopened)
def milestone_reopened(state: State, event: happened.MilestoneReopened, at: datetime) -> None:
    milestone = state.milestone(event.network, event.milestone)
    milestone.met = milestone.dropped = milestone.reason = None


@folds(happened.MilestoneDropped)
def milestone_dropped(state: State, event: happened.MilestoneDropped, at: datetime) -> None:
    milestone = state.milestone(event.network, event.milestone)
    milestone.dropped, milestone.reason = at, event.reason
