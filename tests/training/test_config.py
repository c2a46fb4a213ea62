import pytest

from mtqa.errors import ConfigError
from mtqa.training.config import TrainConfig, read_config


@pytest.fixture
def read(tmp_path):
    def of(text):
        path = tmp_path / "train.toml"
        path.write_text(text, "utf-8")
        return read_config(path)

    return of


def test_defaults_without_a_file(read):
    assert read_config(None) == read("") == TrainConfig()
    assert sum(TrainConfig().shares.values()) == pytest.approx(1)


def test_a_file_changes_what_it_names(read):
    found = read("steps = 30\nhead_rate = 1\n[shares]\nmqm = 0.5\n")
    default = TrainConfig()
    assert (found.steps, found.head_rate, found.seed) == (30, 1.0, default.seed)
    assert found.shares == {**default.shares, "mqm": 0.5}
    assert found.losses == default.losses


def test_kinds_are_left_out_and_halves_of_bits_switched_off_by_the_file(read):
    found = read('without_kinds = ["loop", "walk"]\nbfloat16 = false\n')
    assert found.without_kinds == ("loop", "walk")
    assert not found.bfloat16


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stepps = 3", "unknown key stepps; the nearest is steps"),
        ("[losses]\nrang = 1.0", r"unknown key losses\.rang; the nearest is losses\.rank"),
        ("steps = 3.5", "steps: 3.5 will not do; give a whole number"),
        ("steps = true", "steps: True will not do; give a whole number"),
        ("warmup = 'long'", "warmup: 'long' will not do; give a number"),
        ("shares = 1.0", "shares: 1.0 will not do; give a table"),
        ("steps = 0", "steps: 0 is too few"),
        ("max_tokens = 511", "max_tokens: the network reads at most 510"),
        ("warmup = 1.0", "warmup: a share of the steps"),
        ("start_share = 1.0", "start_share: 0 to below 1"),
        ('taught = ["garble"]', "taught: no loss is called 'garble'"),
        ("head_rate = nan", "head_rate: nan will not do"),
        ("[shares]\nmqm = -0.1", r"shares\.mqm: -0.1 will not do"),
        ("without_kinds = 'loop'", "without_kinds: 'loop' will not do; give a list"),
        ("bfloat16 = 1", "bfloat16: 1 will not do; give true or false"),
        ("steps 3", r"train\.toml: cannot be read as TOML"),
    ],
)
def test_a_fault_is_named(read, text, message):
    with pytest.raises(ConfigError, match=message):
        read(text)


def test_all_faults_at_once(read):
    with pytest.raises(ConfigError) as caught:
        read("seeed = 1\nsteps = 'many'\n[shares]\nmpm = 1.0\n")
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert all("train.toml: " in line for line in lines)


def test_nothing_to_draw_from_is_refused():
    with pytest.raises(ConfigError, match="shares: at least one"):
        TrainConfig(shares={"mqm": 0.0})


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read as TOML"):
        read_config(tmp_path / "none.toml")
