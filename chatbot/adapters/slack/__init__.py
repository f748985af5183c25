"""Slack: the bot in a workspace, by the Web API and either Socket Mode or signed requests."""
