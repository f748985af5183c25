"""The methods of the Web API, one table."""

from tests.slack.methods import app, chat, conversations, files, views
from tests.slack.methods.declared import Method

METHODS: dict[str, Method] = {
    **app.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **views.METHODS,
}
