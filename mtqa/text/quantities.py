"""Amounts with their units: what a figure counts, and which two units exclude each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.types import Span

_DOLLAR = r"(?:US|HK|NT|NZ|AU|CA|[ACS])?\$"
_CURRENCIES = {
    "dollar": rf"{_DOLLAR}|USD|(?:US\s)?dollars?",
    "euro": r"€|EUR|euros?",
    "pound": r"£|GBP|pounds\ssterling",
    "yen": r"JPY|yen",
    "yuan": r"RMB|CNY|yuan|renminbi",
    "rupee": r"₹|INR|rupees?",
    "rouble": r"₽|RUB|rou?bles?",
    "won": r"₩|KRW",
    "lira": r"₺|TRY|lira",
    "naira": r"₦|NGN|naira",
}
_SIZES = {
    "length": "kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|centimet(?:re|er)s?|cm|feet|foot"
    "|inch(?:es)?|yards?",
    "mass": "kilograms?|kilos?|kg|pounds?|tonnes?|tons?|grams?|ounces?",
    "area": "hectares?|acres?|square\\s(?:kilomet(?:re|er)s|miles|met(?:re|er)s|feet)",
    "volume": "lit(?:re|er)s?|gallons?|pints?|barrels?",
    "temperature": "°C|°F|degrees\\s(?:Celsius|Fahrenheit)",
}
_SAME = (
    {"kilometre", "km"},
    {"kilometer", "km"},
    {"kilogram", "kg"},
    {"kilo", "kg"},
    {"centimetre", "cm"},
    {"centimeter", "cm"},
    {"foot", "feet"},
)
_REST = r"\d*(?:[.,]\d+)*(?:\s?(?:thousand|million|billion|trillion|m|bn|tn|k))?"
"""A number from its second digit on: a pattern that begins with a digit is found far quicker."""
_NUMBER = rf"\d{_REST}"
_MONEY = re.compile(
    r"(?<![\w$€£])(?:"
    + "|".join(f"(?P<b_{name}>{words})" for name, words in _CURRENCIES.items())
    + rf")\s?{_NUMBER}\s?(?:"
    + "|".join(f"(?P<a_{name}>{words})" for name, words in _CURRENCIES.items())
    + r")(?![\w/$€£-])"
)
_OTHER_SIGN = "[€£₹₽₩₺₦]"
_TWO_SIGNS = re.compile(
    rf"(?<![^\W\d_])(?:{_DOLLAR}\s?|(?:US|HK|NT|NZ)){_OTHER_SIGN}\s?{_NUMBER}"
    rf"|{_OTHER_SIGN}\s?{_DOLLAR}\s?{_NUMBER}"
)
_SIGN = re.compile(r"[$€£₹₽₩₺₦]|USD|EUR|GBP|JPY|RMB|CNY|INR|RUB|KRW|NGN|TRY")
_MONEY_WORDS = "dollars?|euros?|pounds|yen|yuan|renminbi|rupees?|rou?bles?|naira"
_TWO_WORDS = re.compile(
    rf"\d(?<![\w.,$€£]\d){_REST}\s(?P<one>{_MONEY_WORDS})\s(?P<other>{_MONEY_WORDS})(?![\w/-])"
)
_MEASURE = re.compile(
    r"\d(?<![\w.,]\d)\d*(?:[.,]\d+)*\s?(?:"
    + "|".join(rf"(?P<{name}1>{words})\s(?P<{name}2>{words})" for name, words in _SIZES.items())
    + r")(?:/h(?:our)?)?(?![\w/-])"
)
COUNTED = re.compile(
    rf"[S$KTZ]\s?{_OTHER_SIGN}\s?\d|{_OTHER_SIGN}\s?{_DOLLAR}\s?\d|"
    r"\d(?:\s?(?:thousand|million|billion|trillion|m|bn|tn|k))?\s?"
    rf"(?:{'|'.join((*_CURRENCIES.values(), *_SIZES.values()))})"
)
"""Two signs before a figure, or a unit behind it: without either there is no figure with two."""
TOLD = re.compile(
    r"[$€£¥₹]\s?\d|\d\s?(?:thousand|million|billion|trillion|bn|tn|m)\b"
    r"|\d\s(?:dollars?|euros?|pounds?|yen|yuan|rupees?|rou?bles?|won)\b"
)
"""A figure with a magnitude or a currency: without one there is no amount."""
_AMOUNT = re.compile(
    r"(?<![\w.,])(?:(?P<sign>US\$|[$€£¥₹])\s?)?(?P<digits>\d+(?:[.,]\d+)*)"
    r"(?:\s?(?P<size>thousand|million|billion|trillion|bn|tn|m)\b)?"
    r"(?:\s(?P<money>dollars?|euros?|pounds?|yen|yuan|rupees?|rou?bles?|won)\b)?(?![\w%]|[.,]\d)"
)
_SIGNS = {"$": "dollar", "US$": "dollar", "€": "euro", "£": "pound", "₹": "rupee"}
_SIZE = {"bn": "billion", "tn": "trillion", "m": "million"}
_TELLING_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that tells itself apart; `size` and `money` are None where they are not said."""

    digits: str
    size: str | None
    money: str | None
    span: Span

    def agrees(self, other: "Amount") -> bool:
        """Whether two amounts of the same digits can be one: nothing said of both differs."""
        pairs = ((self.size, other.size), (self.money, other.money))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)


def amounts(text: str) -> Iterator[Amount]:
    """Figures of three digits that are not round, with a magnitude or a currency.

    >>> [(a.digits, a.size, a.money) for a in amounts("$3.47bn, 500 million, 1,283 euros")]
    [('3.47', 'billion', 'dollar'), ('1,283', None, 'euro')]
    """
    for match in _AMOUNT.finditer(text):
        telling = match["digits"].replace(",", "").replace(".", "").strip("0")
        if len(telling) < _TELLING_DIGITS or not (match["sign"] or match["size"] or match["money"]):
            continue
        money = match["money"] and match["money"].rstrip("s").replace("rouble", "ruble")
        if match["size"] == "m" and not match["sign"]:  # metres
            continue
        size = match["size"] and _SIZE.get(match["size"], match["size"])
        sign = _SIGNS.get(match["sign"] or "")
        yield Amount(match["digits"], size, sign or money, Span(*match.span()))


def two_units(text: str) -> Iterator[tuple[int, int]]:
    """Places of figures that have two different units of one kind.

    >>> list(two_units("from 10 km miles to $5 dollars")), list(two_units("$3bn yuan"))
    ([(5, 16)], [(0, 9)])
    >>> list(two_units("It cost US€7.4 billion."))
    [(8, 22)]
    """
    for match in _MONEY.finditer(text) if _SIGN.search(text) else ():
        found = [name for name, value in match.groupdict().items() if value]
        if found[0][2:] != found[1][2:]:
            yield match.span()
    for match in _TWO_SIGNS.finditer(text):
        yield match.span()
    for match in _TWO_WORDS.finditer(text):
        if match["one"].rstrip("s") != match["other"].rstrip("s"):
            yield match.span()
    for match in _MEASURE.finditer(text):
        one, other = (value for value in match.groupdict().values() if value)
        alike = {one.rstrip("s"), other.rstrip("s")}
        if len(alike) == 2 and alike not in _SAME:
            yield match.span()
