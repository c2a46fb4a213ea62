"""Tables of marks and small words, by language where it matters."""
# ruff: noqa: RUF001  # look-alike marks are what these tables are about

import re
from dataclasses import dataclass


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


END_MARKS = ".!?…。！？｡؟۔।॥։።၊။៕"
"""Marks that end a sentence, in any script."""

ABBREVIATIONS = _set(
    """
    Mr Mrs Ms Dr Prof St Sen Rep Gov Gen Lt Col Sgt Cpl Rev Maj Capt Cmdr Adm Hon Pres Jr Sr Inc Ltd
    Co Corp Bros No Nos vs etc al approx dept est Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    """
)
"""What has a full stop in the middle of a sentence of English, where a splitter may go wrong."""

STRAY_MARKS = ",;:.?!、，。；：！？،؛؟۔।။၊។៕៖።፣։"
"""Marks that no sentence can open with; Spanish ¿ and ¡ are not among them."""

FULL_WIDTH = _set("bo ja ko lzh wuu yue zh")
"""Languages in which full-width marks, or letters and digits, are at home."""

CLOSERS = "\"'”’»›)]}）］｝」』】》〉"
"""Marks that may follow an end mark."""

SENTENCE_ENDS = tuple(END_MARKS + CLOSERS)
"""What a sentence that is no headline ends with, for `str.endswith`."""

EDGE = ".,;:!?…\"'()[]{}“”‘’«»„-–—*#。，、"
"""What may hang on a word that was cut out at white space."""

QUOTING = "([（\"“„«「『《'‘/-"
QUOTED = ")]）\"”“»」』》'’/-"
"""Marks before and behind a word that is named, explained or quoted."""

BEFORE_OPENING = "([{-–—/'‘"
AFTER_CLOSING = ")]}.,;:!?…-–—/'’"
"""Neighbours, white space apart, that show which way a quotation mark points."""

OPENING_QUOTES = "“„‟«「『"
CLOSING_QUOTES = "”»」』"
DOUBLE_QUOTES = OPENING_QUOTES + CLOSING_QUOTES + '"＂'
"""Double quotation marks with the direction that most languages give them. German closes with what
English opens with, Danish turns « » round and Swedish uses ” for both, so the neighbours of a mark
have the first word. Single ones are left out, since they are apostrophes as well."""

BRACKETS = dict(zip(")]}）］｝】》〉", "([{([{【《〈", strict=True))
"""Closing bracket to its opening one; full-width ones count as their plain kin."""
OPENING_BRACKETS = dict(zip("([{（［｛【《〈", "([{([{【《〈", strict=True))
"""Opening bracket to its plain kin."""

SMILEY = re.compile(r"(?<!\S)[:;=][-o'^]?[()\[\]]+(?=\W|$)")
"""A bracket that is a mouth."""

LABEL = re.compile(r"(?<![^\s(])(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})$")
"""What stands before the bracket in a list: 1), a), iv)."""

INTERVAL = re.compile(r"[\[(]\s?-?[\d.]+\s?[,;]\s?-?[\d.∞]+\s?[\])]")
"""Brackets of two kinds that make a pair: [0, 1)."""

NAME_ENDING = {"de": 2, "en": 1, "es": 1, "fr": 1, "it": 1, "nl": 2, "pt": 1, "sv": 2}
"""Letters at the end of a name that must agree for two spellings to be one name; 3 in languages
that are not listed, since they may decline names ("Lombokin", "Lombokiin")."""
LAND_AND_PEOPLE = {"de": ("ien", "en")}
"""Endings that tell a country from those who live there: Bulgarien, Bulgaren."""

LINKING_WORDS = {"en": _set("and or by but after upon over in to on nor is than")}
"""Words that let a pair stand twice: "more and more and more", "step by step by step"."""

FREE_DOUBLES = {
    language: _set(f"ha he hi ho hey la na oh ah bla blah bye knock tut plus go {words}")
    for language, words in {
        "bg": "много да не",
        "ca": "molt que",
        "cs": "ne ano velmi",
        "da": "nej ja meget det den de der",
        "de": "die der das den dem sie ihr ihre nein ja sehr wenn dass",
        "en": """
            had that in on do so very really much many long far too more no yes never time will her
            you it who now there well good bad ever way days years double big please again all one
            small woof chop boo hush sapiens
            """,
        "es": "no muy que si se",
        "et": "väga ei jah",
        "fi": "ei joo hyvin",
        "fr": "nous vous non oui très si que qui un",
        "gl": "non moi se",
        "hr": "ne da jako",
        "hu": "az nem igen nagyon egy",
        "it": "no si molto piano che via appena",
        "lt": "labai vos ne",
        "lv": "ļoti nē",
        "nb": "nei ja veldig det den de der",
        "nl": "die dat je ze nee ja heel zeer er het van",
        "nn": "nei ja det den dei",
        "no": "nei ja veldig det den de der",
        "pl": "nie się tak bardzo",
        "pt": "não muito que um se",
        "ro": "la nu foarte",
        "ru": "очень нет да ну еле чуть плюс так",
        "sk": "nie áno sa veľmi",
        "sl": "ne da zelo se",
        "sv": "nej ja mycket det den de med av",
        "uk": "ні так дуже ледь плюс",
    }.items()
}
"""Words that may stand twice in a row, by language: where grammar allows it ("had had", "brought in
in his place") or emphasis does ("very very"). Languages in which doubling any word is a way to say
"each" or "very" (Turkish, Hindi, Indonesian, Swahili, ...) are left out."""

NEVER_SMALL = {
    "en": _set(
        """
        monday tuesday wednesday thursday friday saturday sunday january february april june
        july september october november december africa america asia australia europe africans
        americans asians europeans afghanistan albania algeria argentina armenia austria
        azerbaijan bangladesh belarus belgium bosnia brazil britain bulgaria cambodia canada
        colombia croatia cuba cyprus denmark egypt england estonia ethiopia finland france
        germany ghana greece hungary iceland india indonesia iran iraq ireland israel italy
        japan kazakhstan kenya korea kosovo kuwait latvia lebanon libya lithuania malaysia
        mexico moldova mongolia morocco mozambique myanmar namibia nepal netherlands nigeria
        norway pakistan palestine philippines poland portugal qatar romania russia rwanda
        scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden
        switzerland syria taiwan tanzania thailand tunisia uganda ukraine venezuela vietnam
        yemen zambia zimbabwe beijing berlin boston brussels cairo chicago delhi geneva istanbul
        jerusalem kyiv london madrid melbourne moscow mumbai nairobi paris rome seoul shanghai
        stockholm sydney tehran tokyo toronto vienna warsaw washington african american asian
        australian austrian british bulgarian canadian chinese egyptian english ethiopian
        european french german hungarian indian iranian iraqi israeli italian japanese jewish
        kenyan korean mexican muslim nigerian norwegian pakistani palestinian portuguese
        romanian russian russians serbian somali spanish swedish syrian turkish ukrainian
        vietnamese christian christians christmas germans indians iranians israelis italians
        jews muslims palestinians syrians ukrainians peru bolivia ecuador uruguay honduras
        nicaragua jamaica irish scottish bolivian peruvian colombian
        """
    ),
}
"""Names that no one writes small, by language: days, months, the best-known countries, cities and
peoples; "march", "china" and "polish" are words too."""

LONG_SMALL_WORDS = {
    "en": _set(
        """
        against already also another are because been before being between could during from had
        has have into many more most much only should since such than their them then there
        these they those very was when where which while who with without would
        """
    ),
}
"""Small words, by language, that no compounds are made of, as they are of "over" and "through"."""

DOUBLED_LETTERS = {"en": frozenset("a")}
"""Words of one letter that no one writes twice in a row, by language."""

REMARKS = {
    "en": _set(
        """
        yes no never ever always nothing nobody none nowhere period exactly right wrong true false
        amen enough done sorry thanks thank please okay seriously really honestly obviously
        absolutely certainly definitely probably possibly perhaps maybe indeed however anyway still
        yet again today tomorrow yesterday tonight twice once sometimes often simple simply fine
        great good bad nice cool wow bravo cheers silence impossible unbelievable amazing incredible
        beautiful wonderful terrible horrible ridiculous nonsense rubbish fair stop wait look listen
        go run goodbye hello welcome congratulations correct agreed understood clear clearly
        precisely quite quickly slowly suddenly finally eventually alone together forever gone dead
        full end everything everyone everybody anything someone something
        """
    ),
}
"""Remarks of one or two words that writers set off as a sentence, by language."""

CAPITALISED_TITLES = frozenset(("en",))
"""Languages that write the words of titles and institutions with capitals, nouns or not."""
CAPITALISED_NOUNS = frozenset(("de", "lb"))
"""Languages that write every noun with a capital."""

NEVER_LAST = {
    "en": _set(
        """
        the a an and or their its whose because although than my our your every unless whereas nor
        despite during via including
        """
    ),
    "de": _set("und oder dass weil obwohl des eine einen einem eines vom zum zur im am beim sowie"),
    "es": _set("el la los las un y o de del al con por para que su sus"),
    "fr": _set("le la les des du de et ou au aux que qui dans par pour"),
    "it": _set("il lo la gli un di del della dei delle e o al alla che per con"),
    "nl": _set("de een omdat hoewel"),
    "pt": _set("o a os as e ou de do da dos das ao que para por com"),
    "ru": _set("и или но что чтобы в на с к по от из для"),
    "uk": _set("і й або але що щоб в у на з до від для про"),
    "pl": _set("i oraz lub albo ale że żeby w we na z ze do od dla przez"),
    "cs": _set("a nebo že aby v ve na z ze do od pro k ke"),
    "ro": _set("și sau că pentru de la din cu pe"),
    "el": _set("και ή ότι που το τη την ο η για από"),
    "hu": _set("és hogy a"),
    "tr": _set("ve veya ile çünkü"),
    "ar": _set("من إلى على عن أن التي الذي ثم"),
    "fa": _set("و یا که از به با برای در این"),
    "he": _set("של את עם או כי אבל"),
    "hi": _set("और या के लेकिन"),
}
"""Words that cannot end a sentence, by language."""


@dataclass(frozen=True, slots=True)
class Affixes:
    """How a language makes new words that no list need have.

    `alphabet` matches words in its own letters; `endings` pairs an ending with what may stand in
    its place in the word it was made from.
    """

    alphabet: re.Pattern[str]
    prefixes: tuple[str, ...]
    endings: tuple[tuple[str, tuple[str, ...]], ...]


AFFIXES = {
    "en": Affixes(
        re.compile("[a-z]+"),
        tuple(
            sorted(
                _set(
                    """
                    anti auto bio co counter cross cyber de dis down eco electro euro ex extra fore
                    geo hyper il im in inter ir macro mega meta micro mid mini mis mono multi nano
                    neo neuro non off out over paleo para photo poly post pre pro proto pseudo
                    psycho quasi radio re self semi socio sub super techno tele thermo trans tri
                    ultra un under uni up
                    """
                )
            )
        ),
        (
            ("s", ("",)),
            ("es", ("",)),
            ("ies", ("y",)),
            ("ed", ("", "e")),
            ("ied", ("y",)),
            ("ing", ("", "e")),
            ("er", ("", "e")),
            ("ers", ("", "e")),
            ("ly", ("",)),
            ("ally", ("",)),
            ("ily", ("y",)),
            ("trix", ("tor",)),
        ),
    ),
}
"""By language; one is listed once its rate of false alarms was measured."""

_TAKEN_FOR_EACH_OTHER = (
    "da nb nn no sv",
    "bs hr sh sl sr",
    "cs sk",
    "id jv ms su",
    "be bg mk ru rue uk",
    "an ast ca es gl oc pt",
    "ar arz ary ckb fa ku ps ug ur",
    "bho hi mai mr ne sa",
    "nr nso ss st tn ts xh zu",
    "ja wuu yue zh",
    "fil tl",
    "af nl",
    "de lb",
    "ba kk ky mn tg tt",
    "fr ht wa",
    "et fi",
    "az tk tr uz",
)
_KIN = {tag: frozenset(row.split()) for row in _TAKEN_FOR_EACH_OTHER for tag in row.split()}


def same_language(one: str, other: str) -> bool:
    """Whether two bare tags name one language, or two that detectors take for each other."""
    return one == other or one in _KIN.get(other, ())
