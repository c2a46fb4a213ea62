"""Sentences in which a masked language model chose some of the words: grammatical, a little off.

Replaced-token detection (ELECTRA, Clark et al. 2020), with labels that are not yes or no: a word
that fits its place as well as the one it replaced is no error that a reader of the target could
see. So a replacement is as wrong as the model finds the old word, or what it would expect, likelier
than the new one.
"""

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from mtqa.training.damage import Mark, garbled_from_share
from mtqa.training.examples import Example, Group
from mtqa.training.generator import rows
from mtqa.training.groups import HUMAN_PENALTY
from mtqa.training.pieces import FUNCTION_WORDS, like
from mtqa.training.swaps import Swap, picked, spellings, swapped, words_of

if TYPE_CHECKING:
    from pandas import DataFrame
    from transformers import BertForMaskedLM

_COLUMNS = ("sentence", "target", "spans", "penalty", "garbled")
_SHORTEST_SENTENCE = 5  # words
_SAME_STEM = 4  # letters that make a word a mere form of another
_GRAVE, _GRAVE_FUNCTION = 0.8, 0.3  # share of an error that is major


def replaced(
    sentences: Sequence[str],
    model: "BertForMaskedLM",
    tokenizer: Tokenizer,
    *,
    variants: int = 2,
    seed: int = 11,
) -> "DataFrame":
    """Up to `variants` twins of every sentence, the same ones for the same seed on one device.

    Columns: `sentence`, `target`, `spans` (JSON, [start, end, error, major] in code points of
    `target`), `penalty` (0..25) and `garbled` (0..1).
    """
    import pandas as pd

    rng = Random(seed)
    encodings = tokenizer.encode_batch(list(sentences), add_special_tokens=False)
    words = [words_of(*pair) for pair in zip(sentences, encodings, strict=True)]
    spelling = spellings(sentences, words)
    chosen = [
        (place, places)
        for place, found in enumerate(words)
        if len(sentences[place].split()) >= _SHORTEST_SENTENCE
        for _ in range(variants)
        if (places := picked(sentences[place], found, spelling, rng))
    ]
    read = rows([one.ids for one in encodings])
    made = sorted(
        (row, twin)
        for row, swaps in swapped(chosen, read, model, spelling, seed)
        if (twin := _twin(sentences[chosen[row][0]], swaps, spelling))
    )
    frame = pd.DataFrame([twin for _, twin in made], columns=list(_COLUMNS))
    return frame.drop_duplicates("target", ignore_index=True)


def replaced_groups(frame: "DataFrame") -> list[Group]:
    """Each clean sentence of `replaced` with its twins."""
    groups: dict[str, Group] = {}
    for sentence, *twin in zip(*(frame[name] for name in _COLUMNS), strict=True):
        clean = Example(sentence, 0.0, HUMAN_PENALTY, quality=0.0, marks=(), weight=0.7)
        groups.setdefault(sentence, [clean]).append(_example(*twin))
    return list(groups.values())


def _example(target: str, spans: str, penalty: float, garbled: float) -> Example:
    marks = tuple(Mark(*span) for span in json.loads(spans))
    return Example(
        target,
        garbled=garbled,
        penalty=max(HUMAN_PENALTY, penalty),
        quality=-sum(mark.error for mark in marks) - 4 * garbled,
        marks=marks,
        weight=0.7,
    )


def _twin(
    sentence: str, swaps: Sequence[Swap], spelling: Mapping[int, str]
) -> tuple[str, str, str, float, float] | None:
    """A row of the frame; None if no word drawn would do."""
    text, at, marks = "", 0, []
    for swap in swaps:
        old = sentence[swap.place.start : swap.place.end]
        new, error = _first_other(old, swap, spelling)
        text += sentence[at : swap.place.start]
        at = swap.place.end
        if error > 0:
            grave = _GRAVE_FUNCTION if old.lower() in FUNCTION_WORDS else _GRAVE
            marks.append(
                Mark(len(text), len(text) + len(new), round(error, 2), round(grave * error, 2))
            )
        text += new
    if not marks:
        return None
    spans = [[mark.start, mark.end, mark.error, mark.major] for mark in marks]
    return sentence, text + sentence[at:], json.dumps(spans), *_labels(marks, len(sentence.split()))


def _first_other(old: str, swap: Swap, spelling: Mapping[int, str]) -> tuple[str, float]:
    """The first word drawn that is no form of the old one, written like it, and how wrong it is;
    the old word and 0 if there is none."""
    for word, error in zip(swap.drawn, swap.errors, strict=True):
        new = spelling.get(word, "")
        if error > 0 and not _same_word(old.lower(), new.lower()):
            return like(old, new), error
    return old, 0.0


def _same_word(one: str, other: str) -> bool:
    return one.startswith(other[:_SAME_STEM]) or other.startswith(one[:_SAME_STEM])


def _labels(marks: Sequence[Mark], words: int) -> tuple[float, float]:
    """Penalty (0..25) and how garbled (0..1): by the shares of `mtqa.training.damage`, but each
    word is an error of its own, and the penalty has no floor: a word may be but a little wrong."""
    major = sum(mark.major for mark in marks)
    minor = sum(mark.error - mark.major for mark in marks)
    share = (major + 0.4 * minor) / words
    return min(25.0, 5 * major + minor), garbled_from_share(share)
