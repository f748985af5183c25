"""Catalogues of sentences for tests, as gettext reads them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from storage.i18n import DOMAIN

Sentence = str | tuple[str, str]
"""One, or the forms for one and for many."""
ROOT: Final = Path(__file__).parent.parent
KEYWORDS: Final = {"_": None, "N_": None, "plural": (1, 2), "forms": (1, 2)}
"""As in the Makefile."""


def write_catalogue(locales: Path, language: str, sentences: Mapping[Sentence, Sentence]) -> None:
    """Write a compiled catalogue of a language with the plural forms of English."""
    catalogue = Catalog(locale="en")
    for original, translation in sentences.items():
        catalogue.add(original, string=translation)
    path = locales / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@cache
def sentences() -> frozenset[Sentence]:
    """Return every sentence of the product that is marked for translation."""
    packages = [ROOT / name for name in ("storage", "chatbot", "dashboard")]
    found = [sentence for folder in packages for _, _, sentence, _, _ in extract_from_dir(folder, keywords=KEYWORDS)]
    return frozenset(sentence if isinstance(sentence, str) else (sentence[0], sentence[1]) for sentence in found)
