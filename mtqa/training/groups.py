"""The rated sets, each turned into groups of examples with the labels that it can give.

`kept_for_dev` are the human sentences that measure false alarms: none of them becomes an example.
"""

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import regex

from mtqa.training.confusions import Confusions, confusions
from mtqa.training.damage import Mark
from mtqa.training.examples import Example, Group
from mtqa.training.lexical import LexicalTranslator
from mtqa.training.word_labels import agreement_marks, tag_marks

if TYPE_CHECKING:
    from pandas import DataFrame

LOW_RESOURCE = ("gu-en", "kk-en", "ha-en", "tr-en", "et-en", "fi-en", "lt-en", "is-en")
_RATED = "zh-en"
MAX_CHARACTERS = 700
_SPACED_SCRIPTS = ("gu-en", "kk-en", "ha-en", "tr-en", "et-en", "fi-en", "lt-en", "de-en", "ru-en")
_DETACHED_MARK = regex.compile(r"\s+([.,;:!?%)])")

HUMAN_PENALTY = 1.0
"""What raters take from a sentence written by a person, per sentence: the human translations of the
MQM news sets have a median of 1."""

_GRAVE = ("major", "critical")
_SOUND_CHRF = 60.0
_SOUND_OUTPUTS = 8_000
_HUMAN_QUALITY = 4.5  # among outputs of chrF++ / 20; that of one at 90
_COSTLY = 0.5  # label of garble from which an output has a price as well
_FAR_CHRF = 35.0  # outputs beyond it are rarely just another way to say it

Kept = AbstractSet[str]


def with_chrf(frame: "DataFrame") -> "DataFrame":
    """The outputs that teach, with chrF++ (0..100) in the column `chrf`; pairs with strong systems
    are thinned to three in ten of their sources, but for the pair that people rated."""
    from pandas.util import hash_pandas_object

    # Of 2021 only the two weak pairs: the human side of the others measures false alarms.
    frame = frame[(frame.year < 2021) | frame.language_pair.isin(("ha-en", "is-en"))]
    frame = frame[frame.target.str.len().between(1, MAX_CHARACTERS)]
    whole = frame.language_pair.isin((*LOW_RESOURCE, _RATED))
    frame = frame[whole | (hash_pandas_object(frame.source, index=False) % 10 < 3)]
    return scored(frame)


def scored(frame: "DataFrame") -> "DataFrame":
    """The same rows with chrF++ of target against reference, 0..100, in the column `chrf`."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF(word_order=2)
    pairs = zip(frame.target, frame.reference, strict=True)
    return frame.assign(chrf=[metric.sentence_score(t, [r]).score for t, r in pairs])


def garbled_from_chrf(chrf: float, words: int, system_mean: float) -> float | None:
    """Soft label of garble for an output with a reference.

    Steps set by reading 200 outputs of gu-en, kk-en and ha-en 2019/2021: below 12 nearly all is
    garbled, above 40 nearly nothing. A good system with a low chrF++ mostly wrote a free
    translation, and a short sentence says nothing: both stay unlabelled.

    >>> garbled_from_chrf(20, words=9, system_mean=30), garbled_from_chrf(20, 9, system_mean=60)
    (0.5, None)
    """
    if words < 5 or (system_mean > 52 and chrf < 32):
        return None
    for limit, label in ((12, 0.95), (18, 0.8), (25, 0.5), (32, 0.2), (40, 0.05)):
        if chrf < limit:
            return label
    return 0.0


def system_groups(frame: "DataFrame", kept_for_dev: Kept) -> list[Group]:
    """Outputs of `with_chrf`, beside their reference; priced and marked by a referee where the
    frame holds what `mtqa.training.referee.refereed` says of them."""
    # Where the human side is kept for dev, only weak outputs teach, and without it.
    hidden = frame.reference.isin(kept_for_dev)
    frame = frame[~hidden | (frame.chrf < 40)]
    means = frame.groupby(["year", "language_pair", "system"]).chrf.transform("mean")
    groups: list[Group] = []
    for (_, pair, reference), rows in frame.assign(mean=means).groupby(
        ["year", "language_pair", "reference"]
    ):
        rows = rows.drop_duplicates("target")
        text = str(reference)
        outputs = _outputs(rows, text)
        human = [] if text in kept_for_dev else [_human(text)]
        copies = 3 if pair in LOW_RESOURCE[:3] else 1
        groups += _spread(outputs, human, copies * (2 if "penalty" in frame else 1))
    return groups


def _human(text: str) -> Example:
    return Example(text, 0.0, HUMAN_PENALTY, quality=_HUMAN_QUALITY, marks=())


def _outputs(rows: "DataFrame", reference: str) -> Group:
    ranked = rows.sort_values("chrf", ascending=False)
    if "penalty" in ranked:
        columns = ("target", "chrf", "mean", "penalty", "spans")
        return [_refereed(*row) for row in zip(*(ranked[c] for c in columns), strict=True)]
    better = [reference]
    outputs: Group = []
    for text, chrf, mean in zip(ranked["target"], ranked["chrf"], ranked["mean"], strict=True):
        outputs.append(_output(text, chrf, mean, better))
        better.append(text)
    return outputs


def _output(text: str, chrf: float, system_mean: float, better: Sequence[str]) -> Example:
    garbled = garbled_from_chrf(chrf, len(text.split()), system_mean)
    penalty = 25 * garbled if garbled and garbled >= _COSTLY else None
    marks = agreement_marks(text, chrf, better)
    return Example(text, garbled, penalty, chrf=chrf, quality=chrf / 20, marks=marks)


def _refereed(text: str, chrf: float, system_mean: float, penalty: float, spans: str) -> Example:
    garbled = garbled_from_chrf(chrf, len(text.split()), system_mean)
    price = max(penalty, 25 * garbled) if garbled and garbled >= _COSTLY else penalty
    marks = tuple(Mark(*span) for span in json.loads(spans))
    # 42 % of the pairs of 1,261 outputs of 120 sources differ clearly, as many as by chrF++ / 20.
    quality = _HUMAN_QUALITY + (chrf - 90) / 30 + (HUMAN_PENALTY - penalty) / 4
    return Example(text, garbled, price, chrf=chrf, quality=quality, marks=marks)


def sound_outputs(frame: "DataFrame", kept_for_dev: Kept) -> list[str]:
    """Outputs near their reference: machine text to damage beside the human one, or the network
    would learn to tell people from machines."""
    near = frame[(frame.chrf >= _SOUND_CHRF) & ~frame.target.isin(kept_for_dev)]
    return list(
        near.drop_duplicates("reference").target.sample(
            min(_SOUND_OUTPUTS, near.reference.nunique()), random_state=0
        )
    )


def confused_words(frame: "DataFrame") -> Confusions:
    """What weak systems wrote where the reference has another word."""
    far = frame[frame.chrf < _FAR_CHRF].drop_duplicates("target")
    return confusions(zip(far.reference, far.target, strict=True))


def _spread(outputs: Group, human: Group, copies: int) -> list[Group]:
    """Groups of the human sentence, the worst output and two others; more for the weakest pairs."""
    ranked = sorted(outputs, key=lambda example: example.quality or 0)
    groups = []
    for copy in range(copies):
        rest = ranked[1 + copy :: max(1, len(ranked) // 3)][:2]
        groups.append([*human, *ranked[copy : copy + 1], *rest])
    return [group for group in groups if group]


def mqm_groups(frame: "DataFrame", kept_for_dev: Kept, *, weight: float = 1.0) -> list[Group]:
    """Mended MQM ratings with spans; the outputs of one segment, four at a time."""
    groups: list[Group] = []
    for rows in rated_segments(frame, kept_for_dev):
        groups += fours([replace(example, weight=weight) for example in rated_outputs(rows)])
    return groups


def rated_segments(frame: "DataFrame", kept_for_dev: Kept) -> Iterator["DataFrame"]:
    """The ratings to train on, one segment after the other."""
    frame = frame[frame.split == "train"]
    usable = frame.target.str.len().between(1, MAX_CHARACTERS) & ~frame.target.isin(kept_for_dev)
    for _, rows in frame[usable].groupby(["dataset", "year", "document", "segment"]):
        yield rows


def rated_outputs(rows: "DataFrame") -> Group:
    """Each output of a segment with the mean of its ratings."""
    return [
        _rated(str(text), list(ratings["spans"]), list(ratings["score"]))
        for text, ratings in rows.groupby("target")
    ]


def fours(group: Group) -> list[Group]:
    """The same examples, four at a time."""
    return [group[i : i + 4] for i in range(0, len(group), 4)]


def _rated(text: str, spans_by_rater: Sequence[str], scores: Sequence[float]) -> Example:
    share = 1 / len(scores)
    spans = [span for spans in spans_by_rater for span in json.loads(spans or "[]")]
    marks = tuple(
        Mark(start, end, share, share * (severity in _GRAVE))
        for start, end, severity, _ in spans
        if 0 <= start < end <= len(text) and severity != "neutral"
    )
    penalty = sum(min(25.0, max(0.0, -score)) for score in scores) / len(scores)
    unreadable = sum("non-translation" in str(span[3]).lower() for span in spans) * share
    garbled = 0.0 if penalty < 10 else max(min(1.0, unreadable), (penalty - 10) / 30)
    return Example(text, garbled, penalty, quality=-penalty / 3, marks=marks)


def mlqe_groups(frame: "DataFrame") -> list[Group]:
    """Direct assessments: an output beside its post-edit, where it was bad enough to need one."""
    groups: list[Group] = []
    columns = ("target", "raw", "score", "pe", "tags", "language_pair")
    for target, raw, score, post_edit, tags, pair in zip(*(frame[c] for c in columns), strict=True):
        garbled = max(0.0, min(0.95, (60 - raw) / 45))
        marks = tag_marks(target, tags, raw) if isinstance(tags, str) else None
        rated = Example(target, garbled, adequacy=score, quality=raw / 25, marks=marks, weight=0.8)
        group = [rated]
        edited = attach_marks(post_edit) if isinstance(post_edit, str) else ""
        if edited and edited != target and raw < 60:
            group.append(Example(edited, garbled=0.0, quality=4.5, weight=0.5))
        groups += [group] * (2 if pair in ("ne-en", "si-en") else 1)
    return groups


def attach_marks(text: str) -> str:
    """Undo the tokenisation of the post-edits, or the network learns that it means human.

    >>> attach_marks("No , he said ( twice ) .")
    'No, he said ( twice).'
    """
    return str(_DETACHED_MARK.sub(r"\1", text))


def edited(mlqe: "DataFrame") -> "DataFrame":
    """The rows that have a post-edit, with it in the column `reference`."""
    rows = mlqe[mlqe.pe.notna()]
    return rows.assign(reference=rows.pe.map(attach_marks))


def pair_groups(frame: "DataFrame") -> list[Group]:
    """Two outputs of which people preferred one."""
    return [
        [Example(better, quality=1.0, weight=0.5), Example(worse, quality=0.0, weight=0.5)]
        for better, worse in zip(frame["target"], frame["worse"], strict=True)
    ]


def undertrained_groups(frame: "DataFrame", kept_for_dev: Kept) -> list[Group]:
    """Outputs of `mtqa.training.undertrained`, beside the human sentence of the same source.

    What is near its reference by chance is not sound: below `_FAR_CHRF` the label is at least
    `_COSTLY`.
    """
    groups: list[Group] = []
    for reference, rows in scored(frame.drop_duplicates("target")).groupby("reference"):
        human = [] if str(reference) in kept_for_dev else [_human(str(reference))]
        hurt = [_undertrained(t, c) for t, c in zip(rows["target"], rows["chrf"], strict=True)]
        labelled = [example for example in hurt if example.garbled is not None]
        groups += [[*human, *labelled]] if labelled else []
    return groups


def _undertrained(text: str, chrf: float) -> Example:
    garbled = garbled_from_chrf(chrf, len(text.split()), system_mean=0.0)
    if garbled is not None and chrf < _FAR_CHRF:
        garbled = max(_COSTLY, garbled)
    penalty = None if garbled is None else 25 * garbled
    return Example(text, garbled, penalty, chrf=chrf, quality=chrf / 20, weight=0.7)


def lexical_groups(systems: "DataFrame", mlqe: "DataFrame", kept_for_dev: Kept) -> list[Group]:
    """Word-by-word renderings beside the human sentence of the same source."""
    import pandas as pd

    human = systems.drop_duplicates(["language_pair", "source"])
    human = human[human.language_pair.isin(_SPACED_SCRIPTS)]
    columns = ["language_pair", "source", "reference"]
    groups: list[Group] = []
    for _, rows in pd.concat([human[columns], edited(mlqe)[columns]]).groupby("language_pair"):
        pairs = list(zip(rows["source"], rows["reference"], strict=True))
        groups += _lexical_pairs(LexicalTranslator(pairs), pairs, kept_for_dev)
    return groups


def _lexical_pairs(
    translator: LexicalTranslator, pairs: Sequence[tuple[str, str]], kept_for_dev: Kept
) -> list[Group]:
    rng = Random(0)
    groups: list[Group] = []
    for source, reference in rng.sample(pairs, min(3000, len(pairs))):
        text = translator.translate(source, rng, temperature=rng.choice((0.5, 1.0)))
        if len(text.split()) < 5 or len(text) > MAX_CHARACTERS:
            continue
        rendered = Example(text, garbled=1.0, penalty=25.0, quality=0.0, weight=0.7)
        groups.append([rendered] if reference in kept_for_dev else [_human(reference), rendered])
    return groups
