"""Shares of a whole of which there is no more than all."""

import re
from collections.abc import Iterator, Mapping

_WHOLE = 100.0
_SHARE = r"(?<![\d.,])(?P<share>\d{3}(?:[.,]\d{1,4})?)\s?(?:%|percent|per cent)\sof\s"
_NOT_NOW = (
    "last|previous|pre|former|initial|original|normal|usual|average|current|reported|expected"
    "|planned|intended|projected|estimated|anticipated|target"
)
_OTHER = rf"(?!\d|(?:{_NOT_NOW})\b)[\w.'\u2019-]{{2,20}}\s"
"""A word before a noun that does not make these others than there are now."""
_PEOPLE = (
    "people|voters|votes|respondents|residents|students|pupils|patients|women|men|children|adults"
    "|households|citizens|members|workers|employees|teachers|doctors|families|farmers|population"
    "|electorate|seats|ballots|schools|villages|cases|deaths|victims|individuals|users|readers"
    "|consumers|customers|viewers|participants|fishermen|passengers|drivers|refugees|migrants"
    "|soldiers|pensioners|parents|girls|boys|wives|husbands|mothers|fathers|tourists|visitors"
    "|inhabitants|shareholders|officers|fatalities|infections|companies|firms|enterprises"
    "|businesses|counties|countries|provinces|cities|towns|districts|homes|houses|buildings|cars"
    "|vehicles|shares|farmland|territory"
)
_MAY_EXCEED = (
    "gdp|gnp|gross|product|output|production|incomes?|revenues?|turnover|earnings|profits?|capacity"
    "|targets?|quotas?|plans?|goals?|budgets?|levels?|averages?|prices?|values?|costs?|needs?"
    "|requirements?|required|recommended|minimum|demand|salary|salaries|wages?|pay|amounts?|size"
    "|weight|growth|increase|rise|gains?|loss(?:es)?|decline|drop|fall|change|deficit|surplus"
    "|speed|rates?|line|limit|norms?|contract|debts?|time|supply|consumption|emissions|assets"
    "|deposits|reserves|year|years|what"
)
_NOT_SUCH = rf"(?!(?:[\w'\u2019-]+\s){{0,4}}(?:{_NOT_NOW}|{_MAY_EXCEED}|(?:19|20)\d\d)\b)"
_PART_OF = (
    r"\b(?:own(?:s|ed|ing)?|hold(?:s|ing)?|held|account(?:s|ed|ing)?\sfor|ma(?:kes?|de|king)\sup"
    r"|compris(?:es?|ed|ing)|constitut(?:es?|ed|ing)|occup(?:y|ies|ied|ying))\s(?:[\w-]+\s){0,3}"
)
"""What is said of a part, a few words before its share."""

_PARTS = {
    "en": (
        rf"{_SHARE}(?:"
        r"(?:all\s|of\s|the\s|its\s|their\s|our\s|these\s|those\s|total\s)*"
        rf"(?:{_OTHER}){{0,2}}(?:{_PEOPLE})\b(?!\s?['\u2019])"
        r"|(?:them|whom|(?:the|their|\w+['\u2019]s)\stotal(?=\s?[.,;)])|the\smarket(?=[.,;)]))\b"
        r"|those\s(?:who|arrested|infected|surveyed|polled|asked|interviewed)\b"
        r"|which\s(?:are|is|were|was|have|had)\b"
        r"|the\stotal\snumber\sof\b"
        r"|(?:the\s)?\d{1,3},\d{3}\s[a-z-]+"
        rf"|(?:all|(?:the|its|their|an?)\s(?:entire|whole)|the\sworld['\u2019]s|(?:the\s)?global)\s"
        rf"{_NOT_SUCH}[\w'\u2019-]+)",
        rf"{_PART_OF}{_SHARE}{_NOT_SUCH}(?:(?:the|its|their)\s)?[\w'\u2019-]+",
    ),
    "de": (
        r"(?<![\d.,])(?P<share>\d{3}(?:,\d{1,2})?)\s?(?:%|Prozent)\s(?:aller\s[\w-]+|der\s"
        r"(?:Wähler|Stimmen|Befragten|Einwohner|Bevölkerung|Schüler|Patienten|Frauen|Männer|Kinder"
        r"|Haushalte|Bürger|Mitglieder|Beschäftigten|Familien|Todesfälle)\b)",
    ),
    "es": (
        r"(?<![\d.,])(?P<share>\d{3}(?:,\d{1,2})?)\s?(?:%|por ciento)\sde\s(?:tod[oa]s\sl[oa]s\s\w+"
        r"|(?:los|las|la)\s(?:votantes|votos|encuestados|habitantes|población|alumnos|pacientes"
        r"|mujeres|hombres|niños|hogares|ciudadanos|miembros|trabajadores|familias)\b)",
    ),
    "fr": (
        r"(?<![\d.,])(?P<share>\d{3}(?:,\d{1,2})?)\s?(?:%|pour cent)\s(?:de\stou(?:s|tes)\sles\s\w+"
        r"|(?:de la|des)\s(?:électeurs|voix|sondés|habitants|population|élèves|patients|femmes"
        r"|hommes|enfants|ménages|citoyens|membres|salariés|familles)\b)",
    ),
}
PARTS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    lang: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for lang, patterns in _PARTS.items()
}
"""By bare language: a share of three digits, and a whole of which there is no more than all."""


def beyond(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Places of shares of more than all, in a language of `PARTS`.

    >>> [list(beyond(f"It owns 150% of {whole}.", "en")) for whole in ("the mine", "its debts")]
    [[(8, 24)], []]
    """
    found = {
        match.start("share"): match.end()
        for pattern in reversed(PARTS[lang])
        for match in pattern.finditer(text)
        if float(match["share"].replace(",", ".")) > _WHOLE
    }
    yield from sorted(found.items())
