"""A greeting, or thanks, where a command could stand. It is in no table: nobody needs to learn that it can be typed."""

from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Command
from chatbot.grammar import clean, fold_word, without_sign
from chatbot.rights import Right
from storage.i18n import N_, _


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold_word(word) for word in words.split()) - {""}


_HELLO: Final = _folded(
    "hi hello hey hallo greetings morning afternoon evening bonjour bonsoir salut hola buenas buenos привет "
    "здравствуйте 你好 您好 مرحبا السلام أهلا"
)
_THANKS: Final = _folded("thanks thank thx cheers merci gracias спасибо благодарю 谢谢 多谢 شكرا شكراً")
_BESIDE: Final = _folded(
    "a again all and beaucoup bot dear everybody everyone for good great lot much ok okay perfect pn so team that the "
    "there this very you your help días dias tardes noches muchas большое вам тебе عليكم جزيلا جزيلاً لك"
)
"""What people say before and after these."""


def greets(line: str) -> bool:
    """Tell whether a line is a greeting or thanks, to whomever, and no more."""
    words = _words(line)
    return bool(words & (_HELLO | _THANKS)) and words <= _HELLO | _THANKS | _BESIDE


def _words(line: str) -> frozenset[str]:
    typed = without_sign(clean(line)).split()
    return _folded(" ".join(word for word in typed if not word.startswith(("@", "＠"))))


class _Greet:
    """Answers in a line, with the commands that fit."""

    def show(self, call: Call, text: str) -> str:
        """Render the answer to a greeting, or to thanks."""
        answer = _("You are welcome.") if _words(text) & _THANKS else _("Hello!")
        fitting = _("`/pn list` shows the networks, `/pn help` what you can type.")
        if call.own_codes:
            fitting = _("`/pn mine` shows what is yours to do, `/pn help` what you can type.")
        return f"{answer} {fitting}"


GREETING: Final = Command(
    "hello",
    N_("Say hello"),
    _Greet(),
    Right.READ,
    PRIVATE,
    "hello",
    (Argument("text", Rest(N_("WORDS")), N_("what was said")),),
    networked=False,
)
