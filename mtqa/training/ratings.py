"""Human scores of translations, one item per output of a system, however many people rated it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mtqa.training.copies import text_seen
from mtqa.training.items import Rated, Rating
from mtqa.training.metrics import CharRange, codes

if TYPE_CHECKING:
    from pandas import DataFrame

_MAJOR = {"minor": False, "major": True, "critical": True}


def from_frame(rows: "DataFrame", name: str, title: str) -> Rated:
    """Ratings, one row per item and rater, as one item each.

    Columns: document, segment, system, target, score, and if there are any dataset and spans (list,
    or its JSON, of [start, end, severity, category]). Copies of one output that differ between
    raters (the public MQM files have some with doubled text) count as what most raters saw, then
    as the shortest; spans marked in another copy are left out.
    """
    dataset = rows["dataset"].astype(str) if "dataset" in rows else ""
    rows = rows.assign(
        document=dataset + "/" + rows["document"].astype(str),
        system=dataset + "/" + rows["system"].astype(str),
    )
    grouped = rows.groupby(["document", "segment", "system"])
    rows = rows.assign(item=grouped.ngroup())
    texts = tuple(text_seen(copies) for _, copies in grouped["target"])
    first = rows.drop_duplicates("item").sort_values("item")
    source = first["document"] + "/" + first["segment"].astype(str)
    return Rated(
        name=name,
        title=title,
        texts=texts,
        gold=grouped["score"].mean().to_numpy(dtype=np.float64),
        source=codes(source.to_numpy(dtype=str)),
        document=codes(first["document"].to_numpy(dtype=str)),
        system=codes(first["system"].to_numpy(dtype=str)),
        ratings=tuple(_ratings(rows, texts)) if "spans" in rows else None,
        penalties=bool((rows["score"] <= 0).all()),
    )


def _ratings(rows: "DataFrame", texts: Sequence[str]) -> Iterator[Rating]:
    for item, target, spans in zip(rows["item"], rows["target"], rows["spans"], strict=True):
        if target == texts[item]:
            marked = json.loads(spans) if isinstance(spans, str) else spans
            yield Rating(int(item), tuple(_ranges(len(target), marked)))


def _ranges(length: int, spans: Iterable[Sequence[int | str]]) -> Iterator[CharRange]:
    """The spans that lie in the text; some public ones are empty or reach beyond it."""
    for start, end, severity, *_ in spans:
        end = min(int(end), length)
        if 0 <= int(start) < end and severity in _MAJOR:
            yield int(start), end, _MAJOR[str(severity)]
