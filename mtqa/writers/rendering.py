"""The template engine of the HTML report: how values become text of a page. All text is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mtqa import __version__
from mtqa.text.language import bare
from mtqa.text.visible import carried
from mtqa.wording import (
    count_text,
    failure_text,
    label,
    mode_text,
    score_text,
    selection_text,
    share_text,
)
from mtqa.writers.fitness import RULE

_RIGHT_TO_LEFT = frozenset(
    ["ar", "ary", "arz", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_EITHER = frozenset(["ku", "pa"])
_TAG = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


@cache
def environment() -> Environment:
    """The engine with all filters; made once, since compiling the templates takes a moment."""
    made = Environment(
        loader=PackageLoader("mtqa.writers", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(version=__version__, mode_text=mode_text, fitness_rule=RULE)
    made.filters.update(
        score=score_text,
        share=share_text,
        counted=count_text,
        failure=failure_text,
        label=label,
        selection=selection_text,
        prose=prose,
        language=language,
        direction=direction,
        number=number,
        per_cent=per_cent,
        signed=signed,
    )
    return made


def language(tag: str | None) -> str:
    """The tag if it is well formed, else empty: HTML's word for "not known".

    >>> language("pt-BR"), language('en" onload="x')
    ('pt-BR', '')
    """
    parts = (tag or "").split("-")
    fine = all(0 < len(part) <= 8 and part.isalnum() for part in parts) and len(parts[0]) > 1
    return tag if tag and fine and _TAG.issuperset(tag) else ""


def direction(tag: str | None) -> str:
    """Value of `dir`. A paragraph of a language that is read from the right may begin with a name
    from the left, so it is told from the text only where the language is not known.

    >>> direction("ar"), direction("en-GB"), direction(None)
    ('rtl', 'ltr', 'auto')
    """
    known = bare(tag) if language(tag) else None
    if known is None or known in _EITHER:
        return "auto"
    return "rtl" if known in _RIGHT_TO_LEFT else "ltr"


def number(value: float) -> str:
    """A whole number with separators.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{value:,.0f}"


def per_cent(probability: float) -> str:
    """A probability (0..1) in whole per cent, never 100 where it is less.

    >>> per_cent(0.999), per_cent(1.0), per_cent(0.336)
    ('99 %', '100 %', '34 %')
    """
    return f"{99 if 0.99 <= probability < 1 else round(probability * 100)} %"


def signed(value: float) -> str:
    """A difference with its sign and one decimal.

    >>> signed(-3.26), signed(0.04), signed(2)
    ('\N{MINUS SIGN}3.3', '0.0', '+2.0')
    """
    text = f"{value:+.1f}"
    return "0.0" if text[1:] == "0.0" else text.replace("-", "\N{MINUS SIGN}")


def prose(text: str) -> Markup:
    """A paragraph of a manual page, with what stands in backticks as code.

    >>> prose("`a<b` or c")
    Markup('<code>a&lt;b</code> or c')
    """
    parts = carried(text).split("`")
    if len(parts) % 2 == 0:  # one is left without its partner
        return escape(carried(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def _finalize(value: object) -> object:
    """Make any text fit for a page: free of what HTML cannot carry."""
    if isinstance(value, Markup) or not isinstance(value, str) or value.isprintable():
        return value  # the engine escapes it
    # A parser would turn a bare carriage return into a line feed.
    return Markup(str(escape(carried(value))).replace("\r", "&#13;"))
