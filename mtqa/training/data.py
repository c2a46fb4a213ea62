"""The training sets, read and labelled: the mixture of `mtqa train`.

Only rows marked for training are read (data/README.md of the sets), and no human sentence that
measures false alarms is ever among them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import InputError
from mtqa.scorers.network import Network
from mtqa.training import groups as labelled
from mtqa.training import made
from mtqa.training.clean import dev_texts, drawn, train_clean
from mtqa.training.config import TrainConfig
from mtqa.training.copies import mended
from mtqa.training.devsets import read_table
from mtqa.training.mixture import Mixture
from mtqa.training.referee import referee_mixture
from mtqa.training.world import World

if TYPE_CHECKING:
    from pandas import DataFrame
    from tokenizers import Tokenizer

_ABSTRACT_WEIGHT = 0.5  # biomedical text is not news
_PREFERENCES = 20_000


def load_mixture(
    folder: Path, config: TrainConfig, start: Network, tokenizer: "Tokenizer", cache: Path
) -> Mixture:
    """Read the training sets of `folder`. What is made of them by networks that are trained for it
    (`mtqa.training.made`), each beginning with `start`, takes long and is kept in `cache`.

    Raises:
        InputError: a set is missing, or a part that is to be drawn came out empty.
    """
    kept_for_dev = dev_texts(folder)
    human = train_clean(folder)
    rated = mended(read_table(folder, "mqm_into_english"))
    preferences = read_table(folder, "darr2019_into_english")
    mlqe = read_table(folder, "mlqe_into_english").query("split == 'train'")
    parallel = read_table(folder, "ntrex_parallel")
    systems = made.systems(folder, cache)
    sources = systems.source.drop_duplicates().to_frame()
    foreign = [*drawn(parallel, 6000).source, *drawn(sources, 4000).source]
    clean = human + labelled.sound_outputs(systems, kept_for_dev)
    embeddings = start.encoder.embeddings.word_embeddings.weight.detach().cpu().numpy()
    world = World(clean, foreign, embeddings, tokenizer, labelled.confused_words(systems))
    parts = {
        "mqm": labelled.mqm_groups(rated, kept_for_dev),
        "mlqe": labelled.mlqe_groups(mlqe),
        "pairs": labelled.pair_groups(drawn(preferences, _PREFERENCES)),
        "lexical": labelled.lexical_groups(systems, mlqe, kept_for_dev),
    }
    shares = config.shares
    if shares.get("biomqm"):
        abstracts = mended(_abstracts(folder))
        parts["biomqm"] = labelled.mqm_groups(abstracts, kept_for_dev, weight=_ABSTRACT_WEIGHT)
    if shares.get("undertrained"):
        rendered = made.undertrained(folder, mlqe, parallel, human, cache)
        parts["undertrained"] = labelled.undertrained_groups(rendered, kept_for_dev)
    if config.refereed and shares.get("systems"):
        mixture = referee_mixture(rated, preferences, kept_for_dev, tokenizer)
        systems = made.refereed(systems, mixture, start, tokenizer, config.workers, cache)
    parts["systems"] = labelled.system_groups(systems, kept_for_dev)
    for name, found in (*parts.items(), ("damage", clean)):
        if shares.get(name) and not found:
            raise InputError(f"{folder}: nothing to train on for {name!r}; set its share to 0")
    kept = {name: found for name, found in parts.items() if shares.get(name)}
    return Mixture(kept, shares, clean, world, config.without_kinds)


def _abstracts(folder: Path) -> "DataFrame":
    """Rated outputs of biomedical abstracts, their segments named by the source: pairs share the
    numbers of documents, and a document those of segments."""
    rows = read_table(folder, "biomqm_into_english")
    return rows.assign(segment=rows.language_pair + "/" + rows.source)
