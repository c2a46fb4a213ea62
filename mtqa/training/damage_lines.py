"""Damage to one line of English, by the check that is to find it."""

import re
from collections.abc import Callable, Mapping
from random import Random

from mtqa.training.check_texts import Row
from mtqa.training.slips import misspelt

LineDamage = Callable[[Row, Random], str | None]

LOWER = r"\b[a-z]{4,}\b"
"""A word in lower case that is no short function word."""

_MAY_GROW = (
    r"(?:[\w'\u2019-]+ ){0,3}(?:GDP|gross|growth|income|turnover|levels?|amount|capacity|profits?"
    r"|previous|increase|price|time|what)\b"
)
"""A whole that a share may be more than all of: an income may be 120 percent of last year's."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"

_SECOND_UNIT = dict(
    zip(
        ("$", "km", "kilometers", "kg", "meters"),
        ("euros", "miles", "miles", "pounds", "feet"),
        strict=True,
    )
)


def edited(pattern: str, change: Callable[[re.Match[str], Random], str]) -> LineDamage:
    """Damage to one random place of a pattern."""
    compiled = re.compile(pattern)

    def damage(row: Row, rng: Random) -> str | None:
        places = list(compiled.finditer(row.target))
        if not places:
            return None
        match = rng.choice(places)
        return row.target[: match.start()] + change(match, rng) + row.target[match.end() :]

    return damage


def one_of(pattern: str, *forms: str) -> LineDamage:
    """A random place of a pattern becomes one of these forms, in which `{}` is what stood there."""
    return edited(pattern, lambda match, rng: rng.choice(forms).replace("{}", match[0]))


def opened(*openings: str) -> LineDamage:
    """The line opens with one of these."""
    return lambda row, rng: rng.choice(openings) + row.target


def ended(*endings: str) -> LineDamage:
    """One of these stands at the end of the line, before its end mark."""

    def damage(row: Row, rng: Random) -> str:
        text = row.target.rstrip()
        stem = text.rstrip(".!?\"'”\N{RIGHT SINGLE QUOTATION MARK}")
        return f"{stem} {rng.choice(endings)}{text[len(stem) :]}"

    return damage


def _unreadable(row: Row, rng: Random) -> str:
    return "".join("\ufffd" if c.isalpha() and rng.random() < 0.7 else c for c in row.target)


def _mojibake(match: re.Match[str], rng: Random) -> str:
    at = rng.randrange(1, len(match[0]))
    letter = rng.choice("éèüöäñçšž").encode().decode("cp1252", "replace")
    return match[0][:at] + letter + match[0][at + 1 :]


def _inside(*marks: str) -> Callable[[re.Match[str], Random], str]:
    """One of the marks in the place of a letter inside the word."""

    def change(match: re.Match[str], rng: Random) -> str:
        at = rng.randrange(1, len(match[0]) - 1)
        return match[0][:at] + rng.choice(marks) + match[0][at + 1 :]

    return change


def _loop(row: Row, rng: Random) -> str:
    words = row.target.split()
    size = rng.choice((2, 3, 4))
    at = rng.randrange(len(words) - size)
    return " ".join(words[:at] + words[at : at + size] * 5 + words[at + size :])


def _phrase_twice(row: Row, rng: Random) -> str:
    words = row.target.split()
    at = rng.randrange(len(words) - 4)
    return " ".join(words[: at + 4] + words[at : at + 4] + words[at + 4 :])


def _circles(row: Row, rng: Random) -> str:
    """One phrase of the line again and again, with another word of it between."""
    words = row.target.rstrip(".!?").split()
    at = rng.randrange(len(words) - 4)
    phrase, others = words[at : at + 4], words[:at] + words[at + 4 :]
    return " ".join(w for i in range(5) for w in (*phrase, *others[i : i + 1])) + "."


def _is_latin(source: str | None) -> bool:
    return re.search(r"\b[a-z]{3,} [a-z]{3,}", source or "") is not None


def _source(row: Row, rng: Random) -> str | None:
    return row.source if len(row.source or "") > 30 and _is_latin(row.source) else None


def _other_script(row: Row, rng: Random) -> str | None:
    runs = re.findall(r"[\u0400-\u04ff]{4,}|[\u3040-\u30ff\u4e00-\u9fff]{2,}", row.source or "")
    return edited(LOWER, lambda match, rng: rng.choice(runs))(row, rng) if runs else None


def foreign_run(row: Row, rng: Random) -> str | None:
    """Six words of a source in Latin letters in the place of six words."""
    source, words = (row.source or "").split(), row.target.split()
    if (
        len(source) < 10
        or len(words) < 14
        or not re.search(r"\b[a-z]{3,} [a-z]{3,}", row.source or "")
    ):
        return None
    there, here = rng.randrange(len(source) - 7), rng.randrange(2, len(words) - 8)
    return " ".join(words[:here] + source[there : there + 6] + words[here + 6 :])


def _cut_off(row: Row, rng: Random) -> str | None:
    places = [m.end() for m in re.finditer(r"\b(?:the|of|a|to|his|their)\b(?= )", row.target)]
    late = [place for place in places if place > 30]
    return row.target[: rng.choice(late)] + "." if late else None


def _end_mark(row: Row, rng: Random) -> str | None:
    return (
        row.target.rstrip()[:-1] if re.search(r"[a-z]\. [A-Z].*[a-z]\.\s*$", row.target) else None
    )


def _weekday(row: Row, rng: Random) -> str:
    from datetime import date, timedelta

    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3000))
    wrong = WEEKDAYS[(day.weekday() + rng.randrange(1, 7)) % 7]
    return f"{row.target} It was signed on {wrong}, {day:%B} {day.day}, {day.year}."


LINES: Mapping[str, LineDamage] = {
    "encoding.unreadable": _unreadable,
    "encoding.mojibake": edited(LOWER, _mojibake),
    "encoding.replacement_character": edited(LOWER, _inside("\ufffd")),
    "encoding.lost_letter": edited(LOWER, _inside("?")),
    "encoding.control_character": edited(LOWER, _inside("\x08", "\x00", "\x92", "\ue000")),
    "encoding.escaped_character": edited(LOWER, _inside("\\u00e9", "%C3%A9", "=C3=A9", "\\xe9")),
    "encoding.full_width": edited(
        LOWER, lambda match, rng: "".join(chr(ord(letter) + 0xFEE0) for letter in match[0])
    ),
    "encoding.presentation_form": edited(
        "fi|fl|ff", lambda match, rng: {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}[match[0]]
    ),
    "markup.leaked_tag": one_of(LOWER, "<b>{}</b>", "{}<br/>", '<g id="1">{}</g>', "{}</p>"),
    "markup.leaked_markdown": one_of(LOWER, "**{}**", "__{}__", "[{}](https://example.org/a)"),
    "markup.leaked_entity": one_of(LOWER, "&quot;{}&quot;", "{}&nbsp;", "{} &amp;", "&#39;{}"),
    "markup.special_token": one_of(LOWER, "<unk>", "{} </s>", "▁{}", "{}@@", "<pad> {}", "[UNK]"),
    "markup.placeholder": one_of(LOWER, "{0}", "%s", "${name}", "{{name}}", "%(name)s", "__PH_1__"),
    "markup.prompt_remnant": opened(
        "Here is the translation: ",
        "Sure, here is the translated text: ",
        "Translation: ",
        "As an AI language model, I cannot translate this. ",
        "Assistant: ",
    ),
    "markup.leaked_code": opened("```html ", "```json ", "```\n"),
    "markup.damaged_address": ended(
        "(http: //www.bbc.com)", "(www. bbc. com)", "(info @ example.org)", "(https:/www.bbc.com/a)"
    ),
    "repetition.phrase_loop": _loop,
    "repetition.repeated_phrase": _phrase_twice,
    "repetition.recurring_phrase": _circles,
    "repetition.syllable_loop": edited(LOWER, lambda match, rng: match[0] + match[0][-2:] * 4),
    "repetition.doubled_word": one_of(r"\b(?:the|of|to|in|a|and|for|with)\b", "{} {}"),
    "repetition.joined_to_itself": edited(
        r"\b[a-z]{5,}(?=[.,])", lambda match, rng: f"{match[0]} and {match[0]}"
    ),
    "repetition.character_run": edited(
        LOWER, lambda match, rng: match[0][:-1] + match[0][-1] * rng.randrange(6, 12)
    ),
    "language.wrong_language": _source,
    "language.wrong_script": _other_script,
    "language.mixed_script": edited(
        r"\b[a-z]*[aeo][a-z]{3,}\b",
        lambda match, rng: match[0].translate(str.maketrans("aeo", "аео")),  # noqa: RUF001
    ),
    "language.foreign_words": foreign_run,
    "structure.fragment": edited(
        r" (?=[a-z]+ [A-Za-z]+\.$)", lambda match, rng: ". " + match.string[match.end()].upper()
    ),
    "structure.cut_off": _cut_off,
    "structure.missing_end_mark": _end_mark,
    "structure.lower_case_start": edited(
        r"(?<=[a-z]\. )(?:The|He|She|It|They|In|This|But|We|A|On)\b",
        lambda match, rng: match[0].lower(),
    ),
    "structure.glued_sentences": edited(r"(?<=[a-z]{3}\.) (?=[A-Z][a-z]+ )", lambda match, rng: ""),
    "article.empty": ended("()", '""', "( )", "“”"),
    "grammar.lost_noun": edited(
        r"\b(the|his|their|its) [a-z]{4,} (?=of |in |at |and |from )",
        lambda match, rng: f"{match[1]} ",
    ),
    "grammar.two_determiners": one_of(
        r"\bthe (?=[a-z]{4,})", "the his ", "a {}", "the their ", "his {}"
    ),
    "grammar.object_too_many": one_of(
        r"\b(?:came|went|moved|returned|turned) to (?=(?:the|his|her|their) )", "arrived "
    ),
    "grammar.piled_negation": edited(
        r"\b(?:nobody|no one|none of (?:the|them|these)(?: \w+)?|neither(?: \w+)?|nothing)"
        r" (?:is|are|was|were|has|have|had|would|will|can|could)\b(?! not)|\brefuse[sd]?(?= to )",
        lambda match, rng: f"{match[0]} not",
    ),
    "grammar.denied_negation": edited(
        r"\bdenie[sd] that (?:\w+ ){1,4}(?:is|are|was|were|has|have|had|would|will)\b(?! not)",
        lambda match, rng: f"{match[0]} not",
    ),
    "numbers.malformed_number": one_of(
        r"(?<![\d.,])\d{1,3}(?:,\d{3}| (?:million|billion)\b)", "{},00", "{},0000", "{},000,0"
    ),
    "numbers.share_over_100": edited(
        rf"(?<![\d.,])\d{{1,2}}(?=(?:\.\d+)? ?(?:%|percent|per cent) of (?!{_MAY_GROW}))",
        lambda match, rng: f"{rng.randrange(1, 10)}{match[0]:0>2}",
    ),
    "numbers.two_units": edited(
        r"(\$)\d[\d.,]*(?: (?:million|billion))?\b|\b\d[\d.,]* (km|kilometers|kg|meters)\b",
        lambda match, rng: f"{match[0]} {_SECOND_UNIT[match[1] or match[2]]}",
    ),
    "dates.impossible_date": edited(
        rf"\b({_MONTHS}) \d\d?\b(?![\d,.]*\d)",
        lambda match, rng: f"{match[1]} {rng.randrange(32, 40)}",
    ),
    "dates.wrong_weekday": _weekday,
    "dates.impossible_time": ended("at 25:10 GMT", "at 31:40 p.m.", "at 17 a.m.", "at 9:75 a.m."),
    "lexical.made_up_word": edited(
        r"\b[a-z]{5,9}\b",
        lambda match, rng: match[0] + rng.choice(("ationless", "mentive", "shipful", "nessing")),
    ),
    "lexical.glued_words": edited(r"(?<=\b[a-z]{4}) (?=[a-z]{4})", lambda match, rng: ""),
    "lexical.misspelt_name": misspelt,
    "register.scripture": opened("And Jehovah spake unto his disciples: ", "Thou hath sinned: "),
    "letters.spaced_letters": edited(r"\b[a-z]{6,}\b", lambda match, rng: " ".join(match[0])),
    "letters.odd_capitals": edited(
        r"\b[A-Z][a-z]{4,}\b|\b[a-z]{6,}\b",
        lambda match, rng: match[0][0] + match[0][1].upper() + match[0][2:],
    ),
    "letters.missing_capital": edited(
        rf"\b(?:{'|'.join(WEEKDAYS)}|January|February|April|June|July|September|October|November|"
        r"December|American|Chinese|German|Russia|Russian|London|I(?= [a-z]))\b",
        lambda match, rng: match[0].lower(),
    ),
    "punctuation.stray_mark": opened(", ", ". ", "; ", ") ", ": "),
    "punctuation.doubled_mark": edited(
        r",(?= )", lambda match, rng: rng.choice((", ,", ",,", ",."))
    ),
    "punctuation.unbalanced_bracket": one_of(LOWER, "({}", "{})", "[{}"),
    "punctuation.foreign_mark": edited(
        r", (?=[a-z])",
        lambda match, rng: rng.choice(("،", "、", "，")) + " ",  # noqa: RUF001
    ),
    "spacing.space_before_mark": edited(
        r"(?<=[a-z])[,.](?= |$)", lambda match, rng: f" {match[0]}"
    ),
    "spacing.missing_space": edited(r"(?<=[a-z]{2},) (?=[a-z]{2})", lambda match, rng: ""),
    "spacing.space_inside_bracket": one_of(LOWER, "( {} )", "( {})", "({} )"),
    "spacing.space_inside_quotes": one_of(LOWER, '" {} "', "“ {} ”"),
    "spacing.space_within": ended("by 8: 7", "at 18: 00", "for $ 200", "for US $5m", "on the 3 rd"),
}
