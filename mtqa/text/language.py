"""The language of a text, and language tags.

Detection is py3langid (139 languages, a naive Bayes over byte n-grams), kept from texts too short
for any detector: on one to three words all of eight detectors tried were unreliable. A script that
only one language is written in decides alone.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mtqa.text.scripts import script_shares, sole_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 20
MIN_WORDS = 4
SAMPLE = 1_000
"""Code points that are looked at; more cost half a microsecond each and change no answer."""
MIN_SCRIPT_SHARE = 0.7
"""Share of the letters that must be in a script for it to decide alone: names, numbers with units
and quotations in Latin script are common in news of any language."""

_MIN_KANA = 0.1  # of the letters of a text in kana and Han together: Chinese has none
_MIN_HAN = 6  # headlines of Japanese without kana are shorter: of 400 sentences' starts, 1.5 % not

# ISO 639-2 and -3 codes, as in FLORES, NLLB and Tatoeba files, of languages with a shorter tag.
_SHORTER_PAIRS = (
    "afr:af amh:am ara:ar arb:ar asm:as aze:az azj:az bak:ba bel:be ben:bn bos:bs bul:bg cat:ca "
    "ces:cs cze:cs cym:cy wel:cy dan:da deu:de ger:de ell:el gre:el eng:en epo:eo est:et ekk:et "
    "eus:eu baq:eu fas:fa per:fa pes:fa fin:fi fra:fr fre:fr gle:ga glg:gl guj:gu hau:ha heb:he "
    "hin:hi hrv:hr hun:hu hye:hy arm:hy ibo:ig ind:id isl:is ice:is ita:it jav:jv jpn:ja kan:kn "
    "kat:ka geo:ka kaz:kk khm:km kin:rw kir:ky kor:ko lao:lo lav:lv lvs:lv lit:lt ltz:lb mal:ml "
    "mar:mr mkd:mk mac:mk mlt:mt mon:mn khk:mn mri:mi mao:mi msa:ms may:ms zsm:ms mya:my bur:my "
    "nep:ne npi:ne nld:nl dut:nl nno:nn nob:nb nor:no ori:or ory:or orm:om pan:pa pol:pl por:pt "
    "pus:ps pbt:ps ron:ro rum:ro rus:ru sin:si slk:sk slo:sk slv:sl sna:sn snd:sd som:so spa:es "
    "sqi:sq alb:sq srp:sr sun:su swa:sw swh:sw swe:sv tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th "
    "tir:ti tur:tr tuk:tk uig:ug ukr:uk urd:ur uzb:uz uzn:uz vie:vi wol:wo xho:xh yor:yo zho:zh "
    "chi:zh cmn:zh zul:zu iw:he in:id ji:yi "
)
_SHORTER = dict(pair.split(":") for pair in _SHORTER_PAIRS.split())
_NO_LANGUAGE = "zxx"  # py3langid's class for what is no language
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1024)
def standard(tag: str) -> str | None:
    """A language tag in the spelling of BCP 47; None if it is none.

    >>> [standard(tag) for tag in ("EN_us", "zho_Hans", "english", "")]
    ['en-US', 'zh-Hans', None, None]
    """
    if not _TAG.fullmatch(tag.strip()):
        return None
    first, *rest = re.split("[-_]", tag.strip())
    cased = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
        for part in rest
    ]
    return "-".join([_SHORTER.get(first.lower(), first.lower()), *cased])


@lru_cache(maxsize=1024)
def bare(tag: str | None) -> str | None:
    """The language alone: no script, no region; None for None or what is no tag.

    >>> bare("pt-BR"), bare("eng_Latn"), bare(None)
    ('pt', 'en', None)
    """
    tag = standard(tag or "")
    return tag.partition("-")[0] if tag else None


def detect(text: str, allowed: Iterable[str] | None = None) -> tuple[str | None, float]:
    """The bare language of a text and its probability (0..1); (None, 0.0) if it cannot be told.

    It cannot below 20 letters and 4 words, unless the script decides, nor where the text looks like
    no language. `allowed` are the bare languages to choose from, as a prior.

    >>> detect("The minister said on Monday that he would resign.")[0], detect("Russia.")
    ('en', (None, 0.0))
    """
    sample = text[:SAMPLE]
    languages = None if allowed is None else frozenset(allowed)
    decided = _by_script(sample)
    if decided is not None and (languages is None or decided[0] in languages):
        return decided
    if len(sample.split()) < MIN_WORDS and len(_LETTER.findall(sample)) < MIN_LETTERS:
        return None, 0.0
    return _by_model(sample, languages)


def _by_script(text: str) -> tuple[str, float] | None:
    shares = {} if text.isascii() else script_shares(text)
    for script, share in shares.items():
        language = sole_language(script)
        if language is not None and share >= MIN_SCRIPT_SHARE:
            return language, share
    kana = shares.get("Hiragana", 0.0) + shares.get("Katakana", 0.0)
    japanese = kana + shares.get("Han", 0.0)
    if japanese >= MIN_SCRIPT_SHARE and kana >= _MIN_KANA * japanese:
        return "ja", japanese
    if japanese >= MIN_SCRIPT_SHARE and not kana and len(text) >= _MIN_HAN:
        return "zh", japanese
    return None


def _by_model(text: str, languages: frozenset[str] | None) -> tuple[str | None, float]:
    text = text.replace("\0", " ")
    if languages is None:
        name, share = _identifier().classify(text)
        return (None, 0.0) if name == _NO_LANGUAGE else (name, share)
    allowed = [(name, share) for name, share in _identifier().rank(text) if name in languages]
    total = sum(share for _, share in allowed)
    return (allowed[0][0], float(allowed[0][1] / total)) if total > 0 else (None, 0.0)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.8 s: only who asks pays

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
