"""Translation: `_` translates now, `N_` marks a text of a declaration that is translated when it is shown."""

import gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "policy-network-bot"

_catalogue: ContextVar[gettext.NullTranslations] = ContextVar("catalogue", default=gettext.NullTranslations())


def _(text: str) -> str:
    """Return `text` in the language that `speak` chose; without a catalogue, the English original."""
    return _catalogue.get().gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """Return the form of the sentence that fits `count`, with `{count}` filled in."""
    return _catalogue.get().ngettext(one, many, count).format(count=count)


def N_(text: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return text


def forms(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a text, as `N_` does; `plural` takes them."""
    return one, many


def speak(language: str) -> None:
    """Choose the language (a code such as "fr") of the sentences in this context; unknown ones fall back to English."""
    _catalogue.set(_catalogue_of(language))


def languages() -> list[str]:
    """Return the codes of the languages that there is a catalogue for, and English."""
    return sorted({"en", *(path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))})


@cache
def _catalogue_of(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)
