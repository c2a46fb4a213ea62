"""Damage that only a whole article shows, by the check that is to find it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random

from mtqa.training.slips import slip

ArticleDamage = Callable[[list[str], Random], list[str] | None]

_RARE_NAMES = ("Kowalczyk", "Abdulrahmanov", "Okonkwo", "Vandenberghe", "Tsvetkov")
_LONE_NAME = r"\b[a-z]+,? ([A-Z][a-z]{3,})\b(?= [a-z])"


def _said_again(least: int, gap: int) -> ArticleDamage:
    """A line of so many words comes again, a number of lines later."""

    def damage(lines: list[str], rng: Random) -> list[str] | None:
        long = [n for n, line in enumerate(lines) if len(line.split()) >= least]
        if not long:
            return None
        number = rng.choice(long)
        return [*lines[: number + gap], lines[number], *lines[number + gap :]]

    return damage


def _strung_together(lines: list[str], rng: Random) -> list[str] | None:
    joined: list[str] = []
    for line in lines:
        joined.append(line.rstrip(".!? "))
        if sum(len(part.split()) for part in joined) > 130:
            return [", ".join(joined) + "."]
    return None


def _headline_again(lines: list[str], rng: Random) -> list[str] | None:
    head = lines[0]
    return [head, *lines] if len(head) >= 25 and not head.rstrip().endswith(".") else None


def _another_spelling(lines: list[str], rng: Random) -> list[str] | None:
    """A name has a slip of the pen in one of the three or more lines that have it.

    A name stands by itself somewhere, is nowhere in small letters and has no article in front: that
    leaves out the words of titles and institutions ("the Security Council"), of which a slip is a
    misspelt word and not another spelling of a name.
    """
    text = "\n".join(lines)
    words = Counter(word for line in lines for word in set(re.findall(r"\w+", line)))
    names = sorted(
        name
        for name in set(re.findall(_LONE_NAME, text))
        if words[name] > 2
        and name.lower() not in words
        and not re.search(
            rf"\b(?:[Tt]he|[Aa]n?|[Tt]h[ei]se?|[Ii]ts|[Hh]is|[Tt]heir) {name}\b", text
        )
    )
    if not names:
        return None
    name = rng.choice(names)
    number = rng.choice([n for n, line in enumerate(lines) if re.search(rf"\b{name}\b", line)])
    return _put(lines, number, re.sub(rf"\b{name}\b", slip(name, rng), lines[number]))


def _headline_of_another(lines: list[str], rng: Random) -> list[str] | None:
    names = list(re.finditer(r"(?<=\w )[A-Z][a-z]{3,}\b", lines[0]))
    if not names or lines[0].rstrip().endswith("."):
        return None
    match = rng.choice(names)
    head = lines[0][: match.start()] + rng.choice(_RARE_NAMES) + lines[0][match.end() :]
    return [head, *lines[1:]]


def _added(pattern: str, sentence: Callable[[re.Match[str], Random], str]) -> ArticleDamage:
    """A sentence at the end that contradicts one place of a pattern."""

    def damage(lines: list[str], rng: Random) -> list[str] | None:
        places = [match for line in lines for match in re.finditer(pattern, line)]
        return [*lines, sentence(rng.choice(places), rng)] if places else None

    return damage


def _lost_quote(lines: list[str], rng: Random) -> list[str] | None:
    paired = [n for n, line in enumerate(lines) if len(re.findall('["“”]', line)) == 2]
    if not paired or sum(len(re.findall('["“”]', line)) for line in lines) < 4:
        return None
    number = rng.choice(paired)
    match = rng.choice(list(re.finditer('["“”]', lines[number])))
    return _put(lines, number, lines[number][: match.start()] + lines[number][match.end() :])


def _put(lines: list[str], number: int, line: str) -> list[str]:
    return [*lines[:number], line, *lines[number + 1 :]]


ARTICLES: Mapping[str, ArticleDamage] = {
    "repetition.repeated_sentence": _said_again(10, 1),
    "repetition.repeated_paragraph": _said_again(25, 2),
    "article.run_on": _strung_together,
    "article.headline_repeated": _headline_again,
    "consistency.name_spelling": _another_spelling,
    "consistency.headline_name": _headline_of_another,
    "dates.two_weekdays": _added(
        r"\w\.$",
        lambda match, rng: "They met on Monday, 3 May, and signed the treaty on Friday, 4 May.",
    ),
    "agreement.changing_title": _added(
        r"\bM(?:r|s|rs)\.? ([A-Z][a-z]+)\b",
        lambda match, rng: (
            f"{'Ms' if match[0][1] == 'r' and match[0][2] != 's' else 'Mr'} "
            f"{match[1]} did not comment on it."
        ),
    ),
    "agreement.changing_first_name": _added(
        r"\b((?:Prime|Foreign|Finance|Defen[cs]e) Minister|President|Chancellor|"
        r"(?:Foreign|Defense) Secretary) [A-Z][a-z]+ ([A-Z][a-z]+)\b",
        lambda match, rng: f"{match[1]} {rng.choice(('Gregor', 'Tobias'))} {match[2]} agreed.",
    ),
    "agreement.acronym": _added(
        r"\b[A-Z][a-z]+ ((?:[A-Z][a-z]+ )+)\(([A-Z]{3,})\)",
        lambda match, rng: f"It is the task of the {match[2][0]}ational {match[1]}({match[2]}).",
    ),
    "agreement.figure": _added(
        r"\$(\d+\.\d+ (?:million|billion))\b",
        lambda match, rng: f"The plan will cost €{match[1]} in all.",
    ),
    "punctuation.unbalanced_quote": _lost_quote,
}
