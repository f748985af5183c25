"""A hand-written imitation of a Slack workspace, which refuses what Slack refuses. Nothing in it knows the bot.

    async with Slack() as slack:
        furnish(slack)
        ...  # attach an app: SLACK_API_URL=slack.api_url, and the tokens in slack.secrets
        seen = await slack.as_user("U1").slash("/poll", "open Which? | A | B", channel="C1")
        await seen.until(lambda seen: seen.messages)
        await slack.as_user("U2").click(seen.messages[0], "A")
        assert slack.refused() == []

`server` has the workspace, `cast` its people and channels, `person` what people do, `seen` what they see, `faults` what
goes wrong on purpose, `rates` what is too much, `beside` a thread for tests without an event loop, and
`python -m tests.slack` a process.
"""
