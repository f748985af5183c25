"""Block Kit's rules: what a message or a view may hold, and Slack's words for what it may not."""

from tests.slack.limits.blocks import are_too_long, message_problems
from tests.slack.limits.views import view_problems

__all__ = ["are_too_long", "message_problems", "view_problems"]
