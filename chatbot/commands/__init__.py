"""Every command, in the order in which help shows them."""

from typing import Final

from chatbot.command import Command
from chatbot.commands import (
    attendance,
    channel,
    commitment,
    commitment_progress,
    help,
    joining,
    linking,
    meeting,
    meeting_agenda,
    meeting_plan,
    meeting_run,
    member,
    network,
    oneself,
    poll,
    poll_outcome,
)

COMMANDS: Final[tuple[Command, ...]] = (
    *help.TABLE,
    *network.TABLE,
    *channel.TABLE,
    *oneself.TABLE,
    *linking.TABLE,
    *joining.TABLE,
    *member.TABLE,
    *poll.TABLE,
    *poll_outcome.TABLE,
    *meeting_plan.TABLE,
    *meeting_agenda.TABLE,
    *meeting_run.TABLE,
    *meeting.TABLE,
    *attendance.TABLE,
    *commitment.TABLE,
    *commitment_progress.TABLE,
)
help.Help.commands = COMMANDS
