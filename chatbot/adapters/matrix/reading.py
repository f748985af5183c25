"""What a message says: its text as it was typed, and whom it mentions, by Matrix ids, never by names. Pure."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from html.parser import HTMLParser
from typing import Final, NamedTuple
from urllib.parse import unquote

from chatbot.adapters.payload import Payload, within
from chatbot.commands import COMMANDS
from chatbot.grammar import LONGEST, SIGNS, clean, fold_word, without_sign
from chatbot.names import SHORT_FORMS

_WORDS: Final = tuple({path.partition(" ")[0] for path in (*(one.path for one in COMMANDS), *SHORT_FORMS)})
_VERBS: Final = frozenset(path.rpartition(" ")[2] for path in (one.path for one in COMMANDS))
"""Who types `!vote` means this bot, and is told how that is typed."""
_USER: Final = re.compile(r"@[^\s:@]+:[^\s,;()<>]*[^\s,;()<>.:!?]")
_NAME: Final = re.compile(r"(?<![^\s:,;(])@[\w.=/+-]*\w(?![\w:])")
_LINK: Final = re.compile(r"https?://matrix\.to/#/(@[^?/]+)")
_BREAKS: Final = ("br", "p", "li", "div", "h1", "h2", "h3", "blockquote", "tr")
_CLOSE: Final = 0.75
LONGEST_HTML: Final = 2 * LONGEST
"""The most characters of formatted text that are read; no command has more, and Python reads some of them slowly."""


class Typed(NamedTuple):
    """What somebody typed. `mentions`: for each mention as it stands in the text, the handle."""

    text: str
    mentions: Mapping[str, str]
    is_edit: bool = False


def read(content: Payload) -> Typed | None:
    """Return what a message of type `m.text` says; None for anything else. Of an edit, its new text.

    Client-server API v1.11: replies 11.11, replacements 11.12, mentions 11.40. Anybody may send anything: what is not
    as the specification has it counts as not there.
    """
    relation = within(content, "m.relates_to")
    if relation.get("rel_type") == "m.replace":
        typed = _read(within(content, "m.new_content"), relation)
        return typed and typed._replace(is_edit=True)
    return _read(content, relation)


def is_command(text: str) -> bool:
    """Tell whether a text is meant for this bot: a sign, then a word that it knows, or nearly so."""
    if not text.lstrip().startswith(SIGNS):
        return False
    word = fold_word(without_sign(clean(text)).partition(" ")[0])
    if word in _VERBS and not text.lstrip().startswith(("/", "／")):  # `/me` and `/join` are the client's own
        return True
    return word in _WORDS or bool(word and get_close_matches(word, _WORDS, n=1, cutoff=_CLOSE))


def plain_names(text: str) -> list[str]:
    """Return each `@name` in a text that has no server behind it."""
    return _NAME.findall(text)


def with_sign(text: str) -> str:
    """Return the text as a command, also where it was typed without a sign, in private."""
    return text if text.startswith(SIGNS) else f"!{text}"


def _read(content: Payload, relation: Payload) -> Typed | None:
    body, html = content.get("body"), content.get("formatted_body")
    if content.get("msgtype") != "m.text" or not isinstance(body, str):
        return None
    text = body
    if isinstance(html, str) and len(html) <= LONGEST_HTML and _LINK.search(unquote(html)):
        text = _plain(html)
    elif relation.get("m.in_reply_to") and body.startswith("> "):
        text = body.partition("\n\n")[2] or body
    return Typed(text.strip(), _mentions(text, content))


def _mentions(text: str, content: Payload) -> dict[str, str]:
    """Return a handle for each full id in the text, and for each `@local` of somebody whom the message mentions."""
    found = {user: f"matrix:{user}" for user in _USER.findall(text)}
    mentioned = within(content, "m.mentions").get("user_ids")
    for user in mentioned if isinstance(mentioned, list) else []:
        if isinstance(user, str) and _USER.fullmatch(user):
            found.setdefault(user.partition(":")[0], f"matrix:{user}")
    return found


class _Plain(HTMLParser):
    """Formatted text as it was typed: a link to a person becomes that person's id."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0
        self._links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what hides the text within, the person that a link leads to, and where a line ends."""
        if tag == "mx-reply":
            self._hidden += 1
        elif tag == "a":
            person = _LINK.match(unquote(dict(attrs).get("href") or ""))
            if person and not self._hidden:
                self.parts.append(person[1])
            self._links.append(bool(person))
            self._hidden += bool(person)
        elif tag in _BREAKS and self.parts:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if (tag == "mx-reply" and self._hidden) or (tag == "a" and self._links and self._links.pop()):
            self._hidden -= 1

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Take `<![` as HTML does, for a comment; the base class takes it for SGML, and raises."""
        return self.parse_bogus_comment(i)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _plain(html: str) -> str:
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
