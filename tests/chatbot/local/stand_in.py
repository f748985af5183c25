"""As much of the bot as `make run` waits for: a public room under its alias, and a page that says that all is well."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from chatbot.local.caller import CLIENT, Caller, Declined
from chatbot.local.rooms import find


class Page(BaseHTTPRequestHandler):
    """Answers every request with 200."""

    def do_GET(self) -> None:
        """Say that all is well."""
        self.send_response(200)
        self.end_headers()


def open_public_room() -> None:
    """Log in as the environment says and make the public room, unless it is there."""
    port = int(os.environ["MATRIX_HOMESERVER"].rpartition(":")[2])
    who = {"type": "m.id.user", "user": os.environ["MATRIX_USER_ID"]}
    password = os.environ["MATRIX_PASSWORD"]
    answer = Caller(port).post(f"{CLIENT}/login", type="m.login.password", identifier=who, password=password)
    bot = Caller(port, answer["access_token"])
    alias = os.environ["MATRIX_PUBLIC_ROOM"]
    try:
        find(bot, alias)
    except Declined:
        bot.post(f"{CLIENT}/createRoom", preset="public_chat", room_alias_name=alias[1:].partition(":")[0])


if __name__ == "__main__":
    open_public_room()
    HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Page).serve_forever()
