import hashlib
import json
import math
from dataclasses import asdict, replace

import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file, save_file

from mtqa.cli.model import train as command
from mtqa.errors import ConfigError, ModelError
from mtqa.scorers.encode import Inputs
from mtqa.scorers.network import Network, NetworkConfig, Outputs
from mtqa.training import train as training
from mtqa.training.collate import Batch
from mtqa.training.config import TrainConfig
from mtqa.training.detection import learned
from mtqa.training.mixture import Mixture
from mtqa.training.objective import losses
from mtqa.training.start import initial_network, start_encoder
from mtqa.training.train import schedule, train

SHAPE = NetworkConfig(
    vocabulary=200, hidden=16, layers=1, heads=2, feed_forward=32, positions=64, trunk=16
)
CONFIG = TrainConfig(
    steps=60,
    batch_tokens=400,
    pool=4,
    max_tokens=40,
    encoder_rate=3e-3,
    head_rate=1e-2,
    checkpoint_every=25,
    shares={"damage": 1.0},
)
SHORT = replace(CONFIG, steps=24, batch_tokens=150, pool=2, checkpoint_every=10)


@pytest.fixture
def run(sentences, world, tokenizer):
    """Train a tiny network into a folder; returns its curve."""
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)

    def into(out, config=CONFIG, *, resume=False, seed=0):
        torch.manual_seed(seed)
        out.mkdir(exist_ok=True)
        train(Network(SHAPE), mixture, tokenizer, config, out, resume=resume)
        return curve(out)

    return into


def curve(out):
    return [json.loads(line) for line in (out / "curve.jsonl").read_text().splitlines()]


def without_time(lines):
    return [{k: v for k, v in line.items() if k != "seconds"} for line in lines]


class StoppedError(Exception):
    pass


@pytest.fixture
def interrupted(run, monkeypatch):
    """A training that is interrupted in the update of a step."""

    def at(step, out, config=SHORT):
        update, calls = training._update, []

        def stopping(*arguments):
            calls.append(1)
            if len(calls) == step:
                raise StoppedError
            return update(*arguments)

        with monkeypatch.context() as patched:
            patched.setattr(training, "_update", stopping)
            with pytest.raises(StoppedError):
                run(out, config)

    return at


def test_the_loss_falls_and_the_folder_is_complete(run, tmp_path, capsys):
    lines = run(tmp_path / "out")
    assert [line["step"] for line in lines] == [20, 40, 60]
    assert lines[-1]["garbled"] < lines[0]["garbled"]
    assert lines[-1]["error"] < lines[0]["error"]
    assert set(lines[0]) == {"step", "seconds", *CONFIG.losses}
    written = json.loads((tmp_path / "out/config.json").read_text())
    assert written == json.loads(json.dumps(asdict(CONFIG)))
    network = Network(SHAPE)
    network.load_state_dict(load_file(tmp_path / "out/model.safetensors"))
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[1] for line in said] == ["20/60", "40/60", "60/60"]
    assert f"garbled {lines[0]['garbled']:.3f}" in said[0]


def test_a_seed_gives_one_result(run, tmp_path):
    run(tmp_path / "a", SHORT)
    run(tmp_path / "b", SHORT)
    run(tmp_path / "c", SHORT, seed=1)
    one, again, other = (load_file(tmp_path / f"{n}/model.safetensors") for n in "abc")
    assert all(torch.equal(one[k], again[k]) for k in one)
    assert not all(torch.equal(one[k], other[k]) for k in one)


@pytest.mark.parametrize(("stopped_at", "every"), [(12, 10), (24, 7), (9, 10), (23, 20)])
def test_resuming_ends_where_the_whole_would(run, interrupted, tmp_path, stopped_at, every):
    config = replace(SHORT, checkpoint_every=every)
    whole = run(tmp_path / "whole", config)
    interrupted(stopped_at, tmp_path / "cut", config)
    assert not (tmp_path / "cut/model.safetensors").exists()
    # Without a checkpoint it begins anew, from the seed of the whole.
    resumed = run(tmp_path / "cut", config, resume=True, seed=0 if stopped_at < every else 99)
    assert without_time(resumed) == without_time(whole)
    one, other = (load_file(tmp_path / n / "model.safetensors") for n in ("whole", "cut"))
    for name in one:
        torch.testing.assert_close(one[name], other[name], rtol=0, atol=1e-6)


def test_resuming_with_other_values_is_refused(run, interrupted, tmp_path):
    interrupted(12, tmp_path / "out")
    with pytest.raises(ConfigError, match="made with other values of steps, head_rate"):
        run(tmp_path / "out", replace(SHORT, steps=70, head_rate=0.5), resume=True)


def test_a_damaged_checkpoint_is_named(run, interrupted, tmp_path):
    interrupted(12, tmp_path / "out")
    path = tmp_path / "out/checkpoint.pt"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError, match=r"checkpoint\.pt: damaged"):
        run(tmp_path / "out", SHORT, resume=True)


def test_a_last_line_shorter_than_the_others_is_a_mean_as_well(run, tmp_path):
    lines = run(tmp_path / "out", replace(SHORT, steps=21))
    assert [line["step"] for line in lines] == [20, 21]
    assert 0.3 < lines[1]["garbled"] / lines[0]["garbled"] < 3


def test_a_loss_that_runs_away_stops_the_training(run, tmp_path):
    with pytest.raises(ModelError, match=r"step \d+: the loss is not a number"):
        run(tmp_path / "out", replace(SHORT, encoder_rate=1e30, head_rate=1e30))
    assert not (tmp_path / "out/model.safetensors").exists()


def test_schedule():
    config = TrainConfig(steps=100, warmup=0.1)
    assert schedule(0, config) == pytest.approx(0.1)
    assert schedule(9, config) == schedule(10, config) == 1
    assert schedule(55, config) == pytest.approx(0.5)
    assert schedule(99, config) == pytest.approx(0.0003, abs=1e-4)
    assert schedule(0, TrainConfig(warmup=0.0)) == 1


def item(**labels):
    nan = torch.full((2,), math.nan)
    tokens = torch.full((2, 3), math.nan)
    none = torch.tensor([], dtype=torch.long)
    ids = torch.zeros(2, 3, dtype=torch.long)
    empty = Batch(
        *(Inputs(ids, ids, ids, torch.zeros(2, 1)), nan, nan, nan, nan, torch.ones(2)),
        *(tokens, tokens, tokens, none, none),
    )
    return replace(empty, **{k: torch.tensor(v) for k, v in labels.items()})


def outputs(**logits):
    zero, tokens = torch.zeros(2), torch.zeros(2, 3)
    made = Outputs(zero, zero, zero, zero, tokens, tokens, tokens)
    return made._replace(**{k: torch.tensor(v) for k, v in logits.items()})


def test_unknown_labels_cost_nothing():
    found = losses(outputs(garbled=[9.0, -9.0]), item())
    assert {k: v.item() for k, v in found.items()} == dict.fromkeys(CONFIG.losses, 0.0)


@pytest.mark.parametrize("head", ["garbled", "penalty", "chrf"])
def test_sentence_loss_is_the_cross_entropy_of_the_known_labels(head):
    found = losses(outputs(**{head: [0.0, 50.0]}), item(**{head: [0.25, math.nan]}))
    assert found[head].item() == pytest.approx(math.log(2))
    found = losses(outputs(**{head: [2.0, 0.0]}), item(**{head: [1.0, 0.0]}, weight=[0.5, 1.0]))
    expected = (0.5 * math.log(1 + math.exp(-2)) + math.log(2)) / 2
    assert found[head].item() == pytest.approx(expected)


@pytest.mark.parametrize("head", ["error", "major"])
def test_token_loss_has_the_weight_of_its_sentence(head):
    nan = math.nan
    label = [[nan, 1.0, nan], [0.0, nan, nan]]
    logit = [[9.0, 0.0, 9.0], [0.0, 9.0, 9.0]]
    found = losses(outputs(**{head: logit}), item(**{head: label}, weight=[0.5, 1.0]))
    assert found[head].item() == pytest.approx(0.75 * math.log(2))


def test_adequacy_loss_is_huber():
    found = losses(outputs(adequacy=[3.0, 0.5]), item(adequacy=[0.0, 0.0], weight=[1.0, 0.5]))
    assert found["adequacy"].item() == pytest.approx((2.5 + 0.5 * 0.125) / 2)


def test_ranking_wants_the_better_above_the_worse():
    pair = item(better=[0], worse=[1])
    right = losses(outputs(chrf=[1.0, -1.0], penalty=[-1.0, 1.0]), pair)["rank"].item()
    wrong = losses(outputs(chrf=[-1.0, 1.0], penalty=[1.0, -1.0]), pair)["rank"].item()
    assert right == pytest.approx(math.log(1 + math.exp(-4)))
    assert wrong == pytest.approx(4 + right)


@pytest.fixture
def encoder(tmp_path, tokenizer, monkeypatch):
    """A tiny start encoder in a folder, with what published ones hold beside the weights."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    torch.manual_seed(3)
    state = dict(Network(SHAPE).encoder.state_dict())
    state["pooler.dense.weight"] = torch.zeros(1)
    state["embeddings.position_ids"] = torch.arange(64)
    save_file(state, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def test_the_encoder_is_taken_over(encoder):
    network = initial_network(encoder / "model.safetensors", SHAPE)
    kept = load_file(encoder / "model.safetensors")
    state = network.encoder.state_dict()
    assert all(torch.equal(state[name], kept[name]) for name in state)


def test_another_encoder_is_refused(encoder, tmp_path):
    with pytest.raises(ModelError, match="neither the expected start encoder nor a released"):
        start_encoder(encoder)
    with pytest.raises(ModelError, match=r"has no model\.safetensors; --start"):
        start_encoder(tmp_path)


def test_a_share_of_the_weights_it_started_from_is_kept(tmp_path, world, sentences, tokenizer):
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)
    found = {}
    for share in (0.0, 0.5):
        torch.manual_seed(3)
        network = Network(SHAPE)
        started = {name: weight.clone() for name, weight in network.state_dict().items()}
        out = tmp_path / str(share)
        out.mkdir()
        train(network, mixture, tokenizer, replace(CONFIG, steps=3, start_share=share), out)
        found[share] = load_file(out / "model.safetensors")
    for name, weight in found[0.5].items():
        assert torch.allclose(weight, (found[0.0][name] + started[name]) / 2, atol=1e-6)
    assert any(not torch.equal(found[0.0][name], started[name]) for name in started)


def test_a_released_model_can_be_trained_further(tmp_path, tokenizer):
    whole = Network(SHAPE).state_dict()
    save_file({k: v.half() for k, v in whole.items()}, tmp_path / "model.safetensors")
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    digest = hashlib.sha256((tmp_path / "model.safetensors").read_bytes()).hexdigest()
    (tmp_path / "config.json").write_text(json.dumps({"sha256": digest}))
    assert start_encoder(tmp_path) == tmp_path
    state = initial_network(tmp_path / "model.safetensors", SHAPE).state_dict()
    assert all(torch.equal(state[name], whole[name].half().float()) for name in whole)
    (tmp_path / "config.json").write_text('{"sha256": "of others"}')
    with pytest.raises(ModelError, match="nor a released model"):
        start_encoder(tmp_path)


def test_a_model_of_another_shape_is_an_error(tmp_path):
    state = Network(replace(SHAPE, trunk=SHAPE.trunk + 1)).state_dict()
    save_file(state, tmp_path / "model.safetensors")
    with pytest.raises(ModelError, match=r"model\.safetensors: weights of another shape"):
        initial_network(tmp_path / "model.safetensors", SHAPE)


def test_a_teacher_is_learned_from(tmp_path, world, sentences, tokenizer):
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)
    teacher = Network(SHAPE).eval()
    with torch.no_grad():
        teacher.sentence_heads.bias += 9.0  # all of it is garbled, says this one
    told = {}
    for share in (0.0, 1.0):
        torch.manual_seed(3)
        (tmp_path / str(share)).mkdir()
        network = Network(SHAPE)
        config = replace(SHORT, teaching=share)
        train(network, mixture, tokenizer, config, tmp_path / str(share), teachers=[teacher])
        told[share] = curve(tmp_path / str(share))[-1]["garbled"]
    assert told[1.0] > 2 * told[0.0]  # the curve tells what it costs against the labels


def test_teachers_have_a_share_in_the_losses_that_are_named(tmp_path, world, sentences, tokenizer):
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)
    teacher = Network(SHAPE).eval()
    with torch.no_grad():
        teacher.sentence_heads.bias += 9.0
    told = {}
    for taught in ("garbled", "penalty"):
        torch.manual_seed(3)
        (tmp_path / taught).mkdir()
        config = replace(SHORT, teaching=1.0, taught=(taught,))
        train(Network(SHAPE), mixture, tokenizer, config, tmp_path / taught, teachers=[teacher])
        told[taught] = curve(tmp_path / taught)[-1]
    assert told["garbled"]["garbled"] > 2 * told["penalty"]["garbled"]
    assert told["penalty"]["penalty"] > 2 * told["garbled"]["penalty"]


@pytest.fixture
def invoke(encoder, tmp_path, sentences, world, monkeypatch):
    """`mtqa train` with the tiny encoder and the toy mixture."""
    digest = hashlib.sha256((encoder / "model.safetensors").read_bytes()).hexdigest()
    monkeypatch.setattr("mtqa.training.start.START_SHA256", digest)
    monkeypatch.setattr("mtqa.training.recipe.NetworkConfig", lambda: SHAPE)
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)
    monkeypatch.setattr("mtqa.training.recipe.load_mixture", lambda *_, **__: mixture)
    config = tmp_path / "train.toml"
    config.write_text("steps = 20\nbatch_tokens = 300\npool = 2\ncheckpoint_every = 10\n")

    def arguments(*more):
        fixed = ["--data", tmp_path, "--out", tmp_path / "out", "--config", config]
        found = [*fixed, "--start", encoder, *more]
        return CliRunner().invoke(command, [str(a) for a in found], catch_exceptions=False)

    return arguments


def test_the_command_trains_and_overwrites_nothing(invoke, tmp_path):
    done = invoke()
    assert done.exit_code == 0
    assert "step 20/20" in done.stderr
    weights = (tmp_path / "out/model.safetensors").read_bytes()
    with pytest.raises(ConfigError, match="holds a trained model; name another folder"):
        invoke()
    assert "nothing to resume" in invoke("--resume").stderr
    (tmp_path / "out/model.safetensors").unlink()
    with pytest.raises(ConfigError, match="unfinished training; go on from it with --resume"):
        invoke()
    assert invoke("--resume").exit_code == 0
    assert (tmp_path / "out/model.safetensors").read_bytes() == weights


def test_a_training_goes_on_from_what_it_began_with(invoke, tmp_path, encoder):
    assert invoke().exit_code == 0
    (tmp_path / "out/model.safetensors").unlink()
    teacher = tmp_path / "teacher"
    teacher.mkdir()
    save_file(Network(SHAPE).state_dict(), teacher / "model.safetensors")
    digest = hashlib.sha256((teacher / "model.safetensors").read_bytes()).hexdigest()
    (teacher / "config.json").write_text(json.dumps({"sha256": digest}))
    (teacher / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    with pytest.raises(ConfigError, match="began with another --start or --teacher"):
        invoke("--resume", "--teacher", teacher)
    assert invoke("--resume").exit_code == 0


def test_detection_is_where_the_training_begins_and_what_it_is_held_to(
    invoke, tmp_path, monkeypatch
):
    torch.manual_seed(8)
    detector = Network(SHAPE).eval()
    asked = []

    def made(_, steps, *others):
        asked.append(steps)
        return detector

    monkeypatch.setattr("mtqa.training.recipe.made.detector", made)
    config = tmp_path / "train.toml"
    still = "encoder_rate = 0.0\nhead_rate = 0.0\ndetection_steps = 7\n"
    config.write_text(still + config.read_text())
    assert invoke().exit_code == 0
    assert asked == [7]
    state = load_file(tmp_path / "out/model.safetensors")
    assert all(torch.equal(state[name], kept) for name, kept in learned(detector).items())
    assert not torch.equal(state["trunk.0.weight"], detector.state_dict()["trunk.0.weight"])
    assert curve(tmp_path / "out")[-1]["odd"] > 0


def test_a_model_trained_further_keeps_to_what_it_finds_odd_itself(
    invoke, tmp_path, encoder, monkeypatch
):
    whole = tmp_path / "whole"
    whole.mkdir()
    torch.manual_seed(8)
    save_file(Network(SHAPE).state_dict(), whole / "model.safetensors")
    digest = hashlib.sha256((whole / "model.safetensors").read_bytes()).hexdigest()
    (whole / "config.json").write_text(json.dumps({"sha256": digest}))
    (whole / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    config = tmp_path / "train.toml"
    config.write_text("detection_steps = 7\nhead_rate = 0.0\n" + config.read_text())
    monkeypatch.delattr("mtqa.training.recipe.made.detector")
    assert invoke("--start", whole).exit_code == 0
    state = load_file(tmp_path / "out/model.safetensors")
    assert torch.equal(
        state["trunk.0.weight"], load_file(whole / "model.safetensors")["trunk.0.weight"]
    )
    assert curve(tmp_path / "out")[-1]["odd"] > 0
