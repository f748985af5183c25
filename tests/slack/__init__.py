"""A hand-written imitation of a Slack workspace, which refuses what Slack refuses. Nothing in it knows the bot."""
