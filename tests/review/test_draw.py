import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pytest

from mtqa.cli.review import LEVELS
from mtqa.errors import ConfigError
from mtqa.records import decoder, encode
from mtqa.review.draw import COLUMNS, Key, Level, draw
from mtqa.types import Segment, Verdict


def sheet_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def run(report, article):
    flags = ["fine"] * 20 + ["minor"] * 6 + ["major"] * 3 + ["garbled"]
    return report(article("a", *flags), article("b", *flags), article("c", "fine"))


def test_every_flag_gets_its_share(run):
    key, _ = draw(run, 20)
    drawn = Counter(item.flag for item in key.items)
    assert drawn == {"garbled": 2, "major": 6, "minor": 6, "fine": 6}
    sizes = {stratum.flag.value: stratum.size for stratum in key.strata}
    assert sizes == {"fine": 41, "minor": 12, "major": 6, "garbled": 2}
    assert len(draw(run, 1000)[0].items) == 61


def test_the_worst_flag_of_a_segment_counts(report, article):
    one = article("a", "major")
    both = replace(one.segments[0], verdict=Verdict.GARBLED)
    key, _ = draw(report(replace(one, segments=(both,))), 5)
    assert [item.flag for item in key.items] == [Level.GARBLED]


def test_a_segment_that_is_doubtful_by_its_score_alone_is_none_of_the_fine_ones(report, article):
    one = article("a", "fine")
    doubtful = replace(one.segments[0], verdict=Verdict.DOUBTFUL)
    key, _ = draw(report(replace(one, segments=(doubtful,))), 5)
    assert [item.flag for item in key.items] == [Level.MAJOR]


def test_articles_take_turns(run):
    key, _ = draw(run, 4)
    assert Counter(item.flag for item in key.items) == dict.fromkeys(Level, 1)
    key, _ = draw(run, 24)
    fine = [item.document for item in key.items if item.flag is Level.FINE]
    assert "c" in fine
    assert abs(fine.count("a") - fine.count("b")) <= 1


def test_the_sheet_is_blind_and_fits_the_key(run):
    key, text = draw(run, 12)
    rows = sheet_of(text)
    assert tuple(rows[0]) == COLUMNS
    assert [int(row["item"]) for row in rows] == [item.item for item in key.items]
    assert [row["target"] for row in rows] == [item.target for item in key.items]
    assert all(row["verdict"] == row["score"] == row["note"] == "" for row in rows)
    flags = [item.flag for item in key.items]
    assert flags != sorted(flags, key=lambda flag: flag.rank)
    rows = sheet_of(draw(run, 61)[1])
    row = next(row for row in rows if row["target"].startswith("a says 20 "))
    assert (row["before"], row["after"]) == ("a says 19 fine.", "a says 21 minor.")
    assert row["document"] == "a.txt"


def test_the_same_seed_draws_the_same(run):
    assert draw(run, 12) == draw(run, 12)
    assert draw(run, 12) != draw(run, 12, seed=1)


def test_a_key_is_read_back_as_it_was(run):
    key, _ = draw(run, 12)
    assert decoder(Key)(json.loads(encode(key))) == key


def test_text_is_no_formula(report, article):
    one = article("a", "fine")
    evil = replace(one.segments[0], segment=Segment("=HYPERLINK(1)", source="@x"))
    _, text = draw(report(replace(one, segments=(evil,))), 1)
    (row,) = sheet_of(text)
    assert (row["target"], row["source"]) == ("'=HYPERLINK(1)", "'@x")


def test_what_was_not_judged_is_not_drawn(report, article):
    one = article("a", "fine")
    unscored = replace(one.segments[0], verdict=Verdict.UNSCORED)
    with pytest.raises(ConfigError, match="no segment of the run was judged"):
        draw(report(replace(one, segments=(unscored,))), 5)


def test_the_levels_of_the_command_are_those_of_the_code():
    assert ("fine", *LEVELS) == tuple(Level)
