"""Every command, in the order in which help shows them."""

from typing import Final

from chatbot.command import Command
from chatbot.commands import (
    attendance,
    channel,
    commitment,
    commitment_import,
    commitment_progress,
    commitment_upkeep,
    help,
    joining,
    linking,
    meeting,
    meeting_agenda,
    meeting_plan,
    meeting_run,
    member,
    milestone,
    milestone_progress,
    mine,
    network,
    oneself,
    poll,
    poll_outcome,
    poll_unvoting,
    poll_voting,
    secret_link,
)

COMMANDS: Final[tuple[Command, ...]] = (
    *help.TABLE,
    *network.TABLE,
    *channel.TABLE,
    *oneself.TABLE,
    *mine.TABLE,
    *linking.TABLE,
    *joining.TABLE,
    *member.TABLE,
    *poll.TABLE,
    *poll_voting.TABLE,
    *poll_unvoting.TABLE,
    *secret_link.TABLE,
    *poll_outcome.TABLE,
    *meeting_plan.TABLE,
    *meeting_agenda.TABLE,
    *meeting_run.TABLE,
    *meeting.TABLE,
    *attendance.TABLE,
    *commitment.TABLE,
    *commitment_import.TABLE,
    *commitment_progress.TABLE,
    *commitment_upkeep.TABLE,
    *milestone.TABLE,
    *milestone_progress.TABLE,
)
help.Help.commands = COMMANDS
