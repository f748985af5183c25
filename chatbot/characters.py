"""Characters that mean the same, folded into one form, so that what people type anywhere can be compared and read."""

import unicodedata


def fold_characters(text: str) -> str:
    """Return the text in NFKC, with ASCII digits and plain spaces, without zero-width and direction characters.

    Letter case, line breaks and tabs stay.
    """
    if text.isascii():
        return text
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(_fold(letter) for letter in unicodedata.normalize("NFKC", seen))


def _fold(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return " " if category.startswith("Z") else letter
