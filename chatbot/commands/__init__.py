"""Every command, in the order in which help shows them."""

from typing import Final

from chatbot.command import Command
from chatbot.commands import (
    attendance,
    channel,
    commitment,
    commitment_progress,
    commitment_upkeep,
    help,
    joining,
    linking,
    meeting,
    member,
    milestone,
    milestone_progress,
    mine,
    network,
    oneself,
    poll,
    poll_breakdown,
    poll_course,
    poll_finding,
    poll_outcome,
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
    *secret_link.TABLE,
    *poll_outcome.TABLE,
    *poll_breakdown.TABLE,
    *poll_course.TABLE,
    *poll_finding.TABLE,
    *meeting.TABLE,
    *attendance.TABLE,
    *commitment.TABLE,
    *commitment_progress.TABLE,
    *commitment_upkeep.TABLE,
    *milestone.TABLE,
    *milestone_progress.TABLE,
)
help.Help.commands = COMMANDS
