"""Days in words of the other UN languages. dateparser translates the month; everything else must be accounted for.

Given the whole text, dateparser takes "15 mois 2021" for fifteen months ago. Given one word, and allowed only absolute
dates, it reads exactly the names of months.
"""

import re
from datetime import datetime
from typing import Final

from chatbot.dates.forms import Day
from chatbot.dates.words import real_date

_LANGUAGES: Final = ["ar", "es", "fr", "ru", "zh"]
_BASE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - dateparser needs a naive one, and we use only its answer's month
_WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "lundi lun lunes понедельник пн الاثنين الإثنين 星期一 周一",
            "mardi mar martes вторник вт الثلاثاء 星期二 周二",
            "mercredi mer miércoles miercoles mié среда среду ср الأربعاء 星期三 周三",
            "jeudi jeu jueves jue четверг чт الخميس 星期四 周四",
            "vendredi ven viernes vie пятница пятницу пт الجمعة 星期五 周五",
            "samedi sam sábado sabado sáb суббота субботу сб السبت 星期六 周六",
            "dimanche dim domingo dom воскресенье вс الأحد 星期日 星期天 周日",
        )
    )
    for word in words.split()
}
_FILLING: Final = frozenset(
    word
    for words in ("à le er", "a al el la las los de del", "в г год года .", "الساعة من عام سنة يوم")
    for word in words.split()
)
_TOKEN: Final = re.compile(r"\d+|(?:星期|周)[一二三四五六日天]|[年月日号]|[^\W\d_]+|\S")
_CHINESE: Final = re.compile(r"(\d{4}) 年 (\d{1,2}) 月 (\d{1,2}) [日号]")


def read_abroad(phrase: str) -> Day | None:
    """Return the day of a normalised phrase such as "26 марта 2021"; None unless every word is understood."""
    tokens = [token for token in _TOKEN.findall(phrase) if token not in _FILLING]
    weekdays = [_WEEKDAYS[token] for token in tokens if token in _WEEKDAYS]
    rest = [token for token in tokens if token not in _WEEKDAYS]
    parts = _chinese(rest) or _in_words(rest)
    if parts is None or len(weekdays) > 1:
        return None
    return Day(real_date(*parts), weekday=weekdays[0] if weekdays else None)


def _chinese(tokens: list[str]) -> tuple[int, int, int] | None:
    found = _CHINESE.fullmatch(" ".join(tokens))
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _in_words(tokens: list[str]) -> tuple[int, int, int] | None:
    """Return year, month and day of two numbers, of which one has four digits, and the name of a month."""
    numbers = sorted((token for token in tokens if token.isdecimal()), key=len)
    words = [token for token in tokens if not token.isdecimal()]
    if [len(number) for number in numbers] not in ([1, 4], [2, 4]) or len(words) != 1 or not words[0].isalpha():
        return None
    month = _month(words[0])
    return (int(numbers[1]), month, int(numbers[0])) if month else None


def _month(word: str) -> int | None:
    import dateparser  # noqa: PLC0415 - takes a fifth of a second, which most people never need

    found = dateparser.parse(
        word,
        languages=_LANGUAGES,
        settings={
            "RELATIVE_BASE": _BASE,
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "REQUIRE_PARTS": ["month"],
            "PARSERS": ["absolute-time"],
        },
    )
    return found.month if found else None
