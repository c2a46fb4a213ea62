import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import save_file

from mtqa.errors import ConfigError
from mtqa.scorers.calibration import Calibration
from mtqa.scorers.embedded import EmbeddedScorer
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training import ablation, ablation_table, folds, quick_figures
from mtqa.training.ablation import Bench, Variant, _trained, chosen, run, variants
from mtqa.training.ablation_table import Result, Results
from mtqa.training.config import TrainConfig
from mtqa.training.examples import Example
from mtqa.training.folds import Found
from mtqa.training.items import Kinds, Rated
from mtqa.training.kinds_heavy import HEAVY
from mtqa.training.kinds_light import LIGHT
from mtqa.training.mixture import Mixture
from mtqa.training.quick_figures import COLUMNS, Figure
from mtqa.training.signs import signs

SHAPE = NetworkConfig(
    vocabulary=200, hidden=16, layers=1, heads=2, feed_forward=32, positions=64, trunk=16
)
TINY = TrainConfig(
    steps=4,
    batch_tokens=200,
    pool=2,
    max_tokens=40,
    checkpoint_every=2,
    shares={"mqm": 0.5, "damage": 0.5},
)


@pytest.fixture
def encoder(tmp_path, tokenizer):
    folder = tmp_path / "encoder"
    folder.mkdir()
    torch.manual_seed(3)
    save_file(Network(SHAPE).encoder.state_dict(), folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def samples(sentences):
    clean, hurt = sentences[:8], [" ".join(s.split()[::-1]) for s in sentences[:8]]
    texts, groups = (*clean, *hurt), np.arange(16)
    kind = np.repeat([0, 1], 8)
    pairs = {"human": True, "twins": True, "groups": np.tile(np.arange(8), 2)}
    rated = Rated("dev", "rated", texts, -np.arange(16.0), np.tile(np.arange(8), 2))
    return {
        "garbled-news": Kinds("dev", "pairs", texts, kind, names=("garbled twin",), **pairs),
        "critical_errors_pt_en": Kinds("c", "errors", texts, kind, ("critical",), groups),
        "dev_mqm2022_zh_en": rated,
        "mqm_into_english": replace(rated, system=np.repeat([0, 1], 8)),
    }


@pytest.fixture
def bench(sentences, world, tokenizer, encoder, samples):
    parts = {"mqm": [[Example(text, 0.0, 1.0, quality=0.0)] for text in sentences[:6]]}
    mixture = Mixture(parts, TINY.shares, list(sentences), world)
    return Bench(mixture, tokenizer, encoder, samples, sentences[:5], SHAPE)


def test_what_detected_words_before_is_where_it_starts_but_for_the_variant_without(bench, tmp_path):
    torch.manual_seed(5)
    detector = Network(SHAPE).eval()
    bench = replace(bench, detector=detector)
    still = replace(TINY, steps=1, encoder_rate=0.0, head_rate=0.0)
    for steps in (9, 0):
        config = replace(still, detection_steps=steps)
        state = _trained(Variant(str(steps), config), bench, tmp_path / str(steps)).state_dict()
        words = "encoder.embeddings.word_embeddings.weight"
        assert torch.equal(state[words], detector.state_dict()[words]) == bool(steps)
    named = [variant.name for variant in variants(replace(TINY, detection_steps=9))]
    assert {"detection", "loss odd"} <= set(named)
    assert not {"detection", "loss odd"} & {variant.name for variant in variants(TINY)}


@pytest.fixture
def scorer(tokenizer):
    torch.manual_seed(1)
    return EmbeddedScorer(Network(SHAPE), tokenizer, Calibration(), "test")


def test_one_thing_is_left_out_at_a_time():
    base = TrainConfig()
    made = {variant.name: variant for variant in variants(base)}
    assert made["all"].config == base
    assert made["all, another seed"].config == replace(base, seed=14)
    assert made["part mlqe"].config.shares == {**base.shares, "mlqe": 0.0}
    assert made["loss rank"].config.losses == {**base.losses, "rank": 0.0}
    assert made["side features"].blind
    assert made["side features"].config == base
    assert {name for name in made if name.startswith("part ")} == {
        f"part {p}" for p, share in base.shares.items() if share
    }
    assert {name for name in made if name.startswith("loss ")} == {
        f"loss {h}"
        for h in base.losses
        if h != "odd"  # which has labels after detection alone
    }
    repetition = made["kinds repetition"]
    assert repetition.kinds == ("doubled_span", "loop", "stutter", "echo", "circling")
    assert repetition.config.without_kinds == (*repetition.kinds, "many")
    assert sum(variant.blind for variant in made.values()) == 1


def test_what_is_off_already_is_no_variant():
    losses = {"garbled": 1.0, "chrf": 1.0, "rank": 0.0}
    base = replace(TINY, losses=losses, shares={"mqm": 1.0, "damage": 0.0})
    assert [variant.name for variant in variants(base)] == [
        "all",
        "all, another seed",
        "loss garbled",
        "loss chrf",
        "side features",
    ]


def test_folds_hold_every_kind_once():
    held = [kind for kinds in folds.folds().values() for kind in kinds]
    assert sorted(held) == sorted([*LIGHT, *HEAVY])
    assert {kind for kinds in folds._NAMED.values() for kind in kinds} <= set(held)


def test_a_new_kind_is_a_fold_of_its_own(monkeypatch):
    monkeypatch.setitem(folds.HEAVY, "upside_down", HEAVY["salad"])
    assert folds.folds()["upside down"] == ("upside_down",)


def test_variants_are_chosen_by_name_or_group():
    made = variants(TrainConfig())
    assert [v.name for v in chosen(made, ["all"])] == ["all"]
    assert [v.name for v in chosen(made, ["loss chrf", "side features"])] == [
        "loss chrf",
        "side features",
    ]
    assert len(chosen(made, ["part"])) == sum(map(bool, TrainConfig().shares.values()))
    assert chosen(made, []) == made
    with pytest.raises(ConfigError, match=r"no variant is called 'loss rnk'; there are 'all'"):
        chosen(made, ["loss rnk"])


def test_figures_are_those_of_the_raw_heads_with_what_else_says_garbled(scorer, samples):
    texts = samples["critical_errors_pt_en"].texts
    raws = [scorer.raw([text])[0] for text in texts]
    judged = quick_figures.judge(scorer, texts)
    assert judged.score == pytest.approx([100 - 4 * raw.penalty for raw in raws], abs=1e-3)
    assert judged.garbled == pytest.approx(signs(raws), abs=1e-5)
    found = {f.column: f.value for f in quick_figures.figures(scorer, samples)}
    pairs = [(a.penalty, b.penalty) for a in raws[:8] for b in raws[8:]]
    auc = np.mean([(a < b) + 0.5 * (a == b) for a, b in pairs])
    assert found["critical AUC"] == pytest.approx(auc)
    twins = [a.penalty < b.penalty for a, b in zip(raws[:8], raws[8:], strict=True)]
    assert found["twin lower"] == pytest.approx(np.mean(twins))
    assert set(found) == {
        *("critical AUC", "twin lower", "garbled-news AUC"),
        *("MQM 2022 Spearman", "MQM dev Pearson", "MQM dev tau"),
    }


def test_every_column_is_a_figure_of_mtqa_evaluate(monkeypatch):
    """A figure that was renamed there would be missing here without a word."""
    from mtqa.training.figures import FALSE_ALARMS

    assert {column.devset for column in COLUMNS} == set(quick_figures.SIZES)
    recalls = [column.figure for column in COLUMNS if column.figure.startswith("recall")]
    assert all(name.startswith(f"recall at {FALSE_ALARMS:.1%} false alarms, ") for name in recalls)


def test_damage_is_told_from_clean_text_by_kind(scorer, sentences, world):
    found = folds.measure(scorer, sentences[:6], world, ["salad", "loop"])
    assert [one.kind for one in found] == ["salad", "loop"]
    assert all(0 <= one.penalty <= 1 and one.damaged == 6 for one in found)
    assert found == folds.measure(scorer, sentences[:6], world, ["salad", "loop"])


def test_a_run_is_kept_and_goes_on(bench, tmp_path, monkeypatch):
    wanted = chosen(variants(TINY), ["all", "part mqm", "kinds repetition"])
    out, work = tmp_path / "reports" / "ablation", tmp_path / "work"
    first = run(wanted[:1], bench, Results("s"), out, work)
    assert first.results[0].name == "all"
    assert {found.kind for found in first.results[0].kinds} >= {"loop", "salad"}
    assert list(work.iterdir()) == []
    kept = ablation_table.read(out, "s")
    assert kept == first
    trained = []
    monkeypatch.setattr(ablation, "_say", trained.append)
    whole = run(wanted, bench, kept, out, work)
    assert [line.split(":")[0] for line in trained] == ["part mqm", "kinds repetition"]
    assert [result.name for result in whole.results] == ["all", "part mqm", "kinds repetition"]
    assert whole.results[0] == first.results[0]
    assert ablation_table.read(out, "s") == whole
    assert run(wanted, bench, whole, out, work) == whole
    table = out.with_suffix(".md").read_text()
    assert "| nothing | n/a |" in table
    assert "| repetition | loop |" in table


def test_the_same_variant_gives_the_same_figures(bench, tmp_path):
    variant = Variant("all", TINY)
    one, again, other = (
        run([v], bench, Results("s"), tmp_path / name, tmp_path / "work").results[0].figures
        for v, name in ((variant, "a"), (variant, "b"), (replace(variant, blind=True), "c"))
    )
    assert one == again
    assert one != other


def test_side_features_are_out_of_sight(bench, tmp_path):
    network = ablation._trained(Variant("blind", TINY, blind=True), bench, tmp_path / "work").eval()
    ids = torch.tensor([[101, 110, 102]])
    side = torch.rand(2, SHAPE.side)
    one, other = (network(ids, ids * 0, ids * 0 + 1, row[None]).garbled for row in side)
    assert one.item() == other.item()


def test_an_interrupted_variant_resumes_from_its_checkpoint(bench, tmp_path, monkeypatch):
    from mtqa.training import train as training

    variant, work = Variant("all", TINY), tmp_path / "work"
    whole = run([variant], bench, Results("s"), tmp_path / "whole", work).results[0]
    update, calls = training._update, []

    def stopping(*arguments):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return update(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(training, "_update", stopping)
        with pytest.raises(KeyboardInterrupt):
            run([variant], bench, Results("s"), tmp_path / "cut", work)
    assert ablation_table.read(tmp_path / "cut", "s") == Results("s")
    steps = []
    monkeypatch.setattr(training, "_update", lambda *a: steps.append(1) or update(*a))
    resumed = run([variant], bench, Results("s"), tmp_path / "cut", work).results[0]
    assert len(steps) == 2
    assert [f.value for f in resumed.figures] == pytest.approx([f.value for f in whole.figures])


def test_what_was_trained_is_only_measured(bench, tmp_path, monkeypatch):
    variant, work = Variant("all", TINY), tmp_path / "work"
    whole = run([variant], bench, Results("s"), tmp_path / "whole", work).results[0]

    def stopping(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ablation.quick_figures, "figures", stopping)
        with pytest.raises(KeyboardInterrupt):
            run([variant], bench, Results("s"), tmp_path / "cut", work)
    monkeypatch.setattr(ablation, "train", stopping)
    measured = run([variant], bench, Results("s"), tmp_path / "cut", work).results[0]
    assert measured.figures == whole.figures


def result(name, *values, kinds=()):
    figures = tuple(Figure(c.name, v) for c, v in zip(COLUMNS, values, strict=False))
    return Result(name, figures, tuple(kinds), 60)


def test_the_table_shows_differences_and_means():
    kinds = [Found("loop", 0.9, 1.0, 10), Found("stutter", 0.7, 0.8, 9)]
    table = ablation_table.markdown(
        Results(
            "steps:4",
            (
                result("all", 0.9, 0.8, kinds=kinds),
                result("all, another seed", 0.91),
                result("kinds repetition", 0.5, kinds=[replace(k, penalty=0.5) for k in kinds]),
            ),
        )
    )
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    rest = " | n/a" * 9 + " |"
    assert rows[2] == "| nothing | 0.900 | 0.800" + rest
    assert rows[3] == "| nothing, another seed | 0.910 (+0.010) | n/a" + rest
    assert rows[4] == "| kinds repetition | 0.500 (-0.400) | n/a" + rest
    assert rows[-3:] == [
        "| repetition | loop | 10 | 0.900 | 0.500 | 1.000 | 1.000 |",
        "| repetition | stutter | 9 | 0.700 | 0.500 | 0.800 | 0.800 |",
        "| **mean** |  |  | **0.800** | **0.500** | **0.900** | **0.900** |",
    ]
    assert "Signature: `steps:4`" in table


def test_a_table_of_other_values_is_not_continued(tmp_path):
    out = tmp_path / "ablation"
    ablation_table.write(Results("steps:4"), out)
    assert ablation_table.read(tmp_path / "ablation.md", "steps:4") == Results("steps:4")
    with pytest.raises(ConfigError, match="made with steps:4, not steps:5; name another file"):
        ablation_table.read(out, "steps:5")
    (tmp_path / "ablation.json").write_text("{}")
    with pytest.raises(ConfigError, match="no ablation"):
        ablation_table.read(out, "steps:4")


def test_the_signature_names_configuration_and_data(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"1")
    first = ablation.signature(TINY, tmp_path)
    assert first.startswith("mtqa:")
    assert "|steps:4|seed:13|config:" in first
    others = [ablation.signature(replace(TINY, warmup=0.5), tmp_path)]
    (tmp_path / "a.parquet").write_bytes(b"2")
    others.append(ablation.signature(TINY, tmp_path))
    assert all(a != b for a, b in pairwise([first, *others]))


def test_the_command_lists_and_tells_the_time(tmp_path):
    arguments = ["--data", tmp_path, "--steps", "100", "--out", tmp_path / "out", "--list"]
    shown = CliRunner().invoke(ablation.main, [*map(str, arguments), "--only", "loss"])
    assert shown.exit_code == 0
    lines = shown.output.splitlines()
    assert lines[0] == "loss garbled"
    assert len(lines) - 1 == len(TrainConfig().losses) - 1  # odd has labels after detection alone
    assert lines[-1] == f"{len(lines) - 1} to go, about {(len(lines) - 1) * 3.5:.0f} min"
    assert json.dumps([p.name for p in tmp_path.iterdir()]) == "[]"
