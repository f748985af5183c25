"""Days in words of the other UN languages. dateparser translates the month; everything else must be accounted for.

Given the whole text, dateparser takes "15 mois 2021" for fifteen months ago. Given one word, and allowed only absolute
dates, it reads exactly the names of months.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from chatbot.dates.forms import Day, Sort, with_year

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
_CHINESE: Final = re.compile(r"(?:(\d{4}) 年 )?(\d{1,2}) 月 (\d{1,2}) [日号]")


_FROM_TODAY: Final = {
    word: days
    for days, words in (
        (-1, "hier ayer вчера أمس 昨天"),
        (0, "aujourd'hui hoy сегодня اليوم 今天"),
        (1, "demain mañana завтра غدا غدًا 明天"),
    )
    for word in words.split()
}


def read_abroad(phrase: str, today: date) -> Day | None:
    """Return the day of a normalised phrase such as "26 марта 2021" or "26 марта"; None unless it is all understood."""
    tokens = [token for token in _TOKEN.findall(phrase) if token not in _FILLING]
    weekdays = [_WEEKDAYS[token] for token in tokens if token in _WEEKDAYS]
    rest = [token for token in tokens if token not in _WEEKDAYS]
    day = _from_today(rest, today) or _weekday(tokens, today) or _chinese(rest, today) or _in_words(rest, today)
    if day is None or len(weekdays) > 1:
        return None
    return replace(day, weekday=weekdays[0] if weekdays else None)


def _weekday(tokens: list[str], today: date) -> Day | None:
    """Return the next such day, which may be today; "mar" alone may be a month."""
    if len(tokens) != 1 or tokens[0] == "mar" or tokens[0] not in _WEEKDAYS:
        return None
    return Day(today + timedelta(days=(_WEEKDAYS[tokens[0]] - today.weekday()) % 7), Sort.WEEKDAY)


def _from_today(tokens: list[str], today: date) -> Day | None:
    days = _FROM_TODAY.get("".join(tokens).replace("’", "'"))
    return None if days is None else Day(today + timedelta(days=days))


def _chinese(tokens: list[str], today: date) -> Day | None:
    found = _CHINESE.fullmatch(" ".join(tokens))
    return with_year(found[1], int(found[2]), int(found[3]), today) if found else None


def _in_words(tokens: list[str], today: date) -> Day | None:
    """Return the day of one or two digits and the name of a month, perhaps with a year of four digits."""
    day, *year = sorted((token for token in tokens if token.isdecimal()), key=len) or [""]
    words = [token for token in tokens if not token.isdecimal()]
    if len(day) not in (1, 2) or [len(number) for number in year] not in ([], [4]) or len(words) != 1:
        return None
    month = _month(words[0]) if words[0].isalpha() else None
    return with_year(year[0] if year else None, month, int(day), today) if month else None


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
