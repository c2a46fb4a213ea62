"""How languages say no: words that negate a sentence, and words that may carry it instead."""

# ruff: noqa: RUF001  # words of many languages

import re
from dataclasses import dataclass
from functools import cache

from mtqa.text.wordtable import SPACELESS


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns of words parted by spaces: those that surely negate, unless one of `unless` follows,
    and others by which a translation may say the same."""

    sure: str
    other: str
    unless: str


_NEGATORS = {
    "cs": _Words(
        sure=r"""
            není nejsou nebude nebudou nemůž\w* nemoh(?!ouc)\w+ nelze nikdy nikdo nechc\w+
            nem(?:á|aj|ěl)\w*
            ne(?!s[le]|ch|děl|apol|mal)\w{2,}(?:l|la|lo|li|ly|áme|íme|eme|ají|ejí|uje|ují)
        """,
        other=r"ne\w* ni\w* bez\w* ani žádn\w*",
        unless=r"jen pouze",
    ),
    "da": _Words(
        sure=r"ikke ingen intet aldrig",
        other=r"u\w{4,} uden hverken næppe manglende mangle\w*",
        unless=r"kun bare mindst",
    ),
    "de": _Words(
        sure=r"nicht keine?[mnrs]? niemals niemand\w* (?<!wie\s)(?<!noch\s)nie",
        other=r"""
            nie nichts ohne weder noch kaum kein\w+ \w*warn\w* egal pessimist\w* weiterhin ab
            aus\w*schl\w+ exkl\w+
            un\w{4,} \w+los\w{0,2} fehl\w+ statt\w* anstatt mangel\w* außer nein
            \w*weiger\w*
            verhinder\w* ablehn\w* \w*gelehnt\w* verbot\w* verbiet\w* leer\w* wenig\w* selten\w*
            miss\w+ gegen nirgend\w* verzicht\w* in\w+bil\w* nur erst bloß
        """,
        unless=r"""
            nur zuletzt einmal allein bloß ganz weniger mehr\sals umsonst ander\w+ schlecht
            mehr\sso zuvor
        """,
    ),
    "en": _Words(
        sure=r"(?<!\bor\s)not \w+n['’]t cannot never",
        other=r"""
            no nobody nothing none nowhere neither nor without hardly barely scarcely rarely seldom
            few lack\w* absen\w+ fail\w* refus\w* den(?:y|ied|ies|ying|ial) reject\w* avoid\w*
            prevent\w* unless until instead rather except only stop\w* ban banned prohibit\w*
            forb\w+ miss(?!ile|i\w*n\b)\w* un(?!i|til|der)\w{4,} in(?:a|c[ao]|de[cfp]|ef|ex)\w{4,}
            in(?:suf|val|vis)\w{4,}
            im(?!port|pos[ei]|press|prov|pact|mediate)(?:p[aoer]|m[aeou])\w{4,}
            irr\w{3,} ill(?!us)\w{3,}
            dis(?!t|cu|pl|ea|cip|pu|crim|as|ab)\w{3,} non\w* mis(?!s|t)\w{3,} (?!un)\w+less
            wrong\w* false\w* against
            doubt\w* ignor\w* exclu\w+ declin\w+ lose lost losing despite impossible beyond
            deprived difficult aren isn cant wont dont doesnt didnt weren wasn ain nil withh\w+
            yet\sto still\sto free out\sof short\sof cease\w* noone flout\w* unfit less little
            reluctan\w* abandon\w* gone invincib\w+ var[iy]\w* cancel\w* silen\w+ anonym\w+
            struggl\w+ warn\w* far\sfrom too\s\w+\sto lest anything\sbut away\sfrom
            r[au]n(?:ning)?\sout ruled?\sout badly
        """,
        unless=r"only just least merely simply including to\smention so\smuch \bbe\slong",
    ),
    "es": _Words(
        sure=r"(?<!\bo\s)no nunca jamás",
        other=r"""
            sin ni ningun\w* ningún nada nadie tampoco in\w{5,} im\w{5,} des\w{4,} falta\w* apenas
            salvo neg\w+ evit\w+ imped\w+ rechaz\w+ excepto solo sólo poco\w* dej\w+
        """,
        unless=r"sol[oa] sólo obstante únicamente menos dej[aoó]\w* cesa\w*",
    ),
    "et": _Words(
        sure=r"ei pole",
        other=r"mitte\w* \w+ma?ta ilma eba\w+ keegi ühtegi kunagi ära\w* puud\w+ \w+tu\w{0,3}",
        unless=r"ainult üksnes vaid",
    ),
    "fi": _Words(
        sure=r"(?<!tai\s)(?<!vai\s)ei eivät emme ette",
        other=r"""
            ilman ei\w* en et älä epä\w+ \w+ton \w+tön \w+ttö\w+ \w+tto\w+ puut\w+ tuskin \w+matta
            \w+mättä
        """,
        unless=r"vain ainoastaan pelkästään",
    ),
    "fr": _Words(
        sure=r"""
            (?<!\bun\s)(?<!\ble\s)(?<!\bce\s)(?<!grand\s)(?<!petit\s)(?<!premier\s)(?<!faux\s)pas
            jamais
        """,
        other=r"""
            ne n sans aucun\w* rien personne ni non in\w{5,} im\w{5,} ir\w{4,} dé\w{5,} manqu\w+
            absence empêch\w+ refus\w+ éviter sauf peu hors seul\w*
        """,
        unless=r"seulement uniquement à\spas que",
    ),
    "it": _Words(
        sure=r"non mai",
        other=r"""
            senza né nessun\w* niente nulla neanche nemmeno neppure in\w{5,} im\w{5,} s\w{4,}
            dis\w{4,} manca\w* evit\w+ rifiut\w+ imped\w+ solo poco
        """,
        unless=r"solo soltanto appena solamente meno",
    ),
    "nl": _Words(
        sure=r"niet geen nooit",
        other=r"""
            zonder niemand niets noch nauwelijks on\w{4,} \w+loos \w+loze nergens ontbr\w+
            weiger\w* voorkom\w* tegen enkel alleen gebrek
        """,
        unless=r"alleen enkel slechts minder",
    ),
    "pl": _Words(
        sure=r"nie nigdy nikt",
        other=r"bez\w* ani żad\w+ nic nikogo nie\w+ brak\w* odm\w+ unik\w+",
        unless=r"tylko jedynie mniej",
    ),
    "pt": _Words(
        sure=r"não nunca jamais",
        other=r"""
            sem nem nenhum\w* nada ninguém in\w{5,} im\w{5,} des\w{4,} falt\w+ tampouco evit\w+
            imped\w+ recus\w+ neg\w+ exceto só pouco\w* deix\w+
        """,
        unless=r"só apenas somente obstante menos",
    ),
    "ru": _Words(
        sure=r"(?<!нельзя\s)(?<!ли\s)(?<!чуть\s)(?<!пока\s)не (?<!или\s)нет никогда никто",
        other=r"""
            ни без\w* не\w+ ни\w+ нельзя отказ\w* отсутств\w* кроме лиш\w+ вряд мало едва против\w*
            запре\w+ избе\w+ перест\w+ отриц\w+ дис\w+ редк\w+ а
        """,
        unless=r"""
            только менее более раз просто столько сколько без мог\w*\sне исключ\w+ возраж\w+ так
            совсем один одна одно одного одну старше длиннее больше лишн\w*
        """,
    ),
    "sv": _Words(
        sure=r"inte ingen aldrig ej",
        other=r"utan o\w{4,} varken knappt inga inget saknas? \w+lös\w* icke\w* nej",
        unless=r"bara minst endast",
    ),
    "tr": _Words(
        sure=r"değil\w*",
        other=r"\w*m[ae]\w* \w*m[ıiuü]\w* \w+s[ıiuü]z\w* hiç\w* ne olmay\w+",
        unless=r"aynı",
    ),
    "uk": _Words(
        sure=r"не немає ніколи ніхто",
        other=r"ні без\w* не\w+ ні\w+ відмов\w* відсутн\w* крім мало проти\w* заборон\w* а",
        unless=r"тільки лише менше більше раз",
    ),
    "zh": _Words(
        sure=r"""
            (?<!有)没有 (?<!能)不能 (?<!会)不会(?!.{0,3}不) (?<!是)不是 并不 不要 不应 从未 尚未
            并未 不可能 不再 无法 不想 不愿 不需要 不知道 不允许 不存在 不相信 不接受 不同意(?!识)
            不支持 不承认 不打算 不希望 不认为 绝不 从不 未能 没能 不一定 不属于 不具备
        """,
        other=r"不 没 無 沒 无 非 未 否 别 莫 勿 免 拒 禁 防 缺 失 仅 只 难 少 停 反",
        unless=r"仅 只 但 得不 光",
    ),
}


_AROUND = re.compile(r"\(\?<?[!=][^()]*\)")
"""What must not stand beside a word for it to negate surely; perhaps it does all the same."""


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _NEGATORS[lang]
    sure, other, unless = ("|".join(row.split()) for row in (words.sure, words.other, words.unless))
    edge = "" if lang in SPACELESS else r"\b"
    after = rf"(?!(?:{unless}))" if lang in SPACELESS else rf"(?!\W+(?:{unless})\b|\s*\?)"
    return (
        re.compile(f"{edge}(?:{sure}){edge}{after}", re.IGNORECASE),
        re.compile(f"{edge}(?:{_AROUND.sub('', sure)}|{other}){edge}", re.IGNORECASE),
    )


LANGUAGES = frozenset(_NEGATORS)
"""Bare languages with a list."""


def negators(text: str, lang: str) -> list[re.Match[str]]:
    """The words that surely negate in a language of `LANGUAGES`; "not only" and the like do not.

    >>> [match[0] for match in negators("Not only did he not come; he can't.", "en")]
    ['not', "can't"]
    """
    return list(_patterns(lang)[0].finditer(text))


def may_negate(text: str, lang: str) -> bool:
    """Whether any word of the text can carry a negation.

    >>> may_negate("He was unable to come.", "en"), may_negate("He came.", "en")
    (True, False)
    """
    return _patterns(lang)[1].search(text) is not None
