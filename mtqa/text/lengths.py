"""How long a translation is, by language pair.

Lengths are counted in code points without white space, since words do not compare across scripts.
The table was measured on NTREX-128 (1,997 news sentences in 128 languages, Federmann et al. 2022):
the median, over its sentences, of the logarithm of a translation's length over that of the English
original, in hundredths. For Chinese and Japanese it is the mean of that and of WMT 2018-2021, where
English is the translation.
"""

import functools
import math

_LOG_RATIOS = (
    "af:8 am:-42 ar:-9 az:12 ba:4 be:6 bem:22 bg:9 bn:0 bo:36 bod:36 bs:3 ca:13 ckb:4 cs:0 cy:7"
    " da:2 de:15 div:28 dv:28 dz:15 dzo:15 el:20 en:0 es:15 et:3 eu:15 ewe:-7 fa:-5 fao:4 fi:11"
    " fij:16 fil:17 fo:4 fr:17 fuc:-8 ga:16 gl:9 gu:-3 ha:4 he:-22 hi:2 hmn:24 hr:4 hu:14 hy:10"
    " id:18 ig:-3 is:1 it:16 ja:-78 ka:12 kk:4 km:27 kmr:-2 kn:13 ko:-71 ku:-2 ky:6 lb:14 lo:19"
    " lt:2 lv:10 mg:29 mi:6 mk:8 ml:28 mlg:29 mn:9 mr:8 ms:14 mt:14 my:34 nb:2 nde:24 ne:2 nl:17"
    " nn:0 no:2 nr:24 nso:14 ny:16 nya:16 om:2 pa:-2 pl:14 prs:-6 ps:-8 pt:9 ro:16 ru:4 rw:22"
    " sd:-16 shi:-15 si:6 sk:4 sl:4 sm:6 smo:6 sn:23 so:18 sq:13 sr:3 ss:22 ssw:22 sv:2 sw:11 ta:30"
    " tah:15 te:6 tg:11 th:10 ti:-45 tk:17 tl:17 tn:25 to:20 ton:20 tr:7 tsn:25 tt:2 ty:15 ug:26"
    " uk:8 ur:-6 uz:22 ve:18 ven:18 vi:3 wo:-6 xh:14 yo:25 yue:-97 zh:-110 zu:11"
)
_NORMS = {
    lang: int(hundredths) / 100
    for lang, _, hundredths in (entry.partition(":") for entry in _LOG_RATIOS.split())
}
_FLOOR, _PER_CHARACTER = 0.011, 1.43
"""Variance of the logarithm of the ratio: a floor, and a part that shrinks with the length. Fitted
to NTREX-128: 0.28 at 22 code points of English, 0.21 at 45, 0.16 at 90, 0.14 at 180."""
_WIDE = frozenset({"am", "bo", "dzo", "ja", "ko", "om", "yo", "yue", "zh"})
"""Languages whose lengths vary more, with twice the variance of the others there; in Chinese it is
Latin names between ideographs that count for many."""
_LETTERS_PER_WORD = 4.7  # of English news
_PIVOT = 1.5  # how much more two languages vary that are both compared through English


@functools.lru_cache(maxsize=64)
def size(text: str) -> int:
    """Code points without white space."""
    return len("".join(text.split()))


def deviation(source: int, target: int, source_lang: str, target_lang: str) -> float | None:
    """By how many standard deviations a target is longer (or, below 0, shorter) than usual.

    Lengths as `size` counts them, languages bare; None if there is no norm for the pair or a length
    is 0.

    >>> round(deviation(120, 138, "en", "de"), 1), round(deviation(120, 60, "en", "de"), 1)
    (-0.1, -5.6)
    """
    if source_lang not in _NORMS or target_lang not in _NORMS or not source or not target:
        return None
    usual = source * math.exp(-_NORMS[source_lang])  # what it would be in English
    variance = _FLOOR + _PER_CHARACTER / max(usual, 1.0)
    if _WIDE & {source_lang, target_lang}:
        variance *= 2
    if "en" not in (source_lang, target_lang):
        variance *= _PIVOT
    excess = math.log(target / usual) - _NORMS[target_lang]
    return excess / math.sqrt(variance)


def usual_letters(words: int, lang: str | None) -> float:
    """Letters that so many words of English come to in a bare language; where it has no norm, as in
    English.

    >>> round(usual_letters(6, "en")), round(usual_letters(6, "zh"))
    (28, 9)
    """
    return words * _LETTERS_PER_WORD * math.exp(_NORMS.get(lang or "", 0.0))


def usual_ratio(source_lang: str, target_lang: str) -> float:
    """Length of a usual target over that of its source; both languages must have a norm."""
    return math.exp(_NORMS[target_lang] - _NORMS[source_lang])
