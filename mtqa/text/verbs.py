"""Verbs of English, told from words alone: whether a sentence has one, which take no object.

There is no tagger here: a word counts as a verb if it is an auxiliary, a known irregular form, ends
in "-ed", or if the frequency list knows what it gives with "-ing" and "-ed", and if no article,
possessive or preposition stands before it, behind which it would be a noun ("the use of"). That
finds far too many verbs, so a sentence in which it finds none has none.
"""

import functools
import re

from mtqa.text import lexicon


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


OPENERS = _set(
    """
    not no yes and but or nor so yet first second third fourth next then also again such both
    especially particularly preferably naturally thank thanks welcome good great best better more
    less only even just never always at by all how what why who hence plus next instead now here
    there too another same like unlike perhaps maybe in
    """
)
"""Words with which writers open a remark without a verb ("Not a good chance for them.")."""
AUXILIARIES = _set(
    """
    am is are was were be been being has have had do does did can cannot could will would shall
    should may might must let
    """
)
_IRREGULAR = _set(
    """
    beat become begin break bring build buy catch choose come cut die draw drive eat fall feel fight
    find fly forget get give go grow hear hide hit hold hurt keep know lead lie lose make mean meet
    pay put read rise run say see sell send shoot shut sing sink sit sleep speak spend stand steal
    strike swim take teach tell think throw tie understand wear win wreak write
    arose ate awoke became began beat bent bet blew bore bought bound bred broke brought built burnt
    burst came cast caught chose clung cost crept cut dealt dreamt drew drove dug fed fell felt fled
    flew flung forbade forgot fought found froze gave got grew ground heard held hid hit hung hurt
    kept knelt knew laid lay leant leapt learnt led left lent lit lost made meant met overcame paid
    put quit ran rang read rose said sang sank sat saw sent set shed shone shook shot shrank shut
    slept slid smelt sold sought spat sped spelt spent split spoilt spoke sprang spread sprung stole
    stood strode struck stuck stung swam swept swore swung taught thought threw told took tore
    underwent undertook understood upset went withdrew woke won wore wove wound wrote
    """
)
_BEFORE_NOUNS = _set(
    """
    the a an its their our my your his no each every of in on at for with from by as between against
    over under about during without into through among
    """
)
_ADJECTIVE = ("al", "an", "ic", "ing", "ive", "ous", "ful", "less", "ish", "ary", "ese")
_PRONOUNS = frozenset(("i", "he", "she", "it", "they", "we"))
_SUBJECTS = _PRONOUNS | {"that", "there", "what", "who", "here", "how", "where", "everything"}
"""What "'s" may be a verb behind, where it is a possessive behind a name."""
_WORD = re.compile(r"[A-Za-z'\u2019-]+")
_KNOWN_FORM = 1.5  # zipf; the inflected forms of rarer verbs ("cherishing") are about 2


def may_have_verb(text: str) -> bool:
    """Whether any word of an English sentence can be its verb.

    >>> may_have_verb("He urged them to end it."), may_have_verb("The use of chemical weapons.")
    (True, False)
    """
    earlier = before = ""
    for place, match in enumerate(_WORD.finditer(text)):
        word = match[0].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        lower = word.lower()
        stem, _, clitic = lower.partition("'")
        if (
            lower in AUXILIARIES
            or lower in _PRONOUNS
            or clitic not in ("", "s")
            or (clitic and stem in _SUBJECTS)
        ):
            return True
        noun = before in _BEFORE_NOUNS or (
            earlier in _BEFORE_NOUNS and before.endswith(_ADJECTIVE) and not _is_past(lower)
        )
        if (word.islower() or place == 0) and not noun and _is_form(lower):
            return True
        earlier, before = before, lower
    return False


def _is_past(word: str) -> bool:
    return word in _IRREGULAR or word.endswith("ed")


@functools.lru_cache(maxsize=1 << 14)
def _is_form(word: str) -> bool:
    if _is_past(word):
        return True
    if word.endswith("s") and len(word) > 3 and not _is_base(word):
        bases = [word[:-1], *([word[:-2]] if word.endswith("es") else [])]
        bases += [word[:-3] + "y"] if word.endswith("ies") else []
        return any(_is_base(base) for base in bases)
    return _is_base(word)


def _is_base(word: str) -> bool:
    """Whether a word is known with "-ing" and "-ed", as a regular verb is."""
    if word in _IRREGULAR:
        return True
    if len(word) < 3:
        return False
    stem = word[:-1] if word.endswith("e") else word
    present = (stem + "ing", word + word[-1] + "ing")
    past = (stem + "ed", word + word[-1] + "ed", word[:-1] + "ied")
    return all(
        any(lexicon.zipf(form, "en") >= _KNOWN_FORM for form in forms) for forms in (present, past)
    )


_WITHOUT_OBJECT = _set(
    """
    abstain adhere apologise apologize arrive belong cling coexist coincide collaborate comply
    compete conform consist cooperate correspond culminate depend deteriorate differ disappear
    dwindle elapse embark encroach erupt falter fluctuate glance hesitate interfere intervene
    kneel linger listen lurk occur participate perish persist prevail rely reside resort revolve
    specialise specialize stumble subsist succumb suffice tamper thrive tremble vanish wane yearn
    """
)
_IRREGULAR_PASTS = {"cling": "clung", "kneel": "knelt"}
_SPAN_OF_TIME = _set(
    """
    afternoon autumn bit century couple day decade evening few first following full good great
    half hour last latter least little long lot minimum minute moment month more morning most
    next night number other previous quarter same season second sooner spring summer third time
    very way week weekend while whole winter year
    """
)
"""What may follow without being an object: "arrived the next day", "differ a great deal"."""


def _forms(verb: str) -> list[str]:
    """A verb with its endings.

    >>> _forms("rely"), _forms("occur")
    (['rely', 'relies', 'relied', 'relying'], ['occur', 'occurs', 'occurred', 'occurring'])
    """
    if verb.endswith("y"):
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    stem = verb.removesuffix("e") + ("r" if verb.endswith("cur") else "")
    third = f"{verb}es" if verb.endswith(("sh", "ch", "s", "x")) else f"{verb}s"
    return [verb, third, f"{stem}ed", f"{stem}ing", *_IRREGULAR_PASTS.get(verb, "").split()]


NO_OBJECT = {"en": frozenset(form for verb in _WITHOUT_OBJECT for form in _forms(verb))}
"""By language: forms of verbs that take no object."""
OBJECT_TOO_MANY = {
    "en": re.compile(
        r"(?<![\w-])(?P<verb>"
        + "|".join(sorted(NO_OBJECT["en"]))
        + r") (?:the|an?|his|her|their|its|our|my|this|these|those)"
        + rf" (?!(?:{'|'.join(sorted(_SPAN_OF_TIME))})s?\b)[a-z][\w'\u2019-]+"
    ),
}
"""By language: one of these verbs with an object."""
