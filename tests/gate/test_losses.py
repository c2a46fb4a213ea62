"""Articles that tell another story, were cut, or changed places since the baseline."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.errors import ConfigError
from mtqa.gate import Baseline, Decision, Limits, Policy, Scope, decide, explain
from mtqa.gate.baseline import known
from mtqa.gate.keywords import LEAST, MOST, keywords, lost, said
from mtqa.types import Document, DocumentReport, Segment
from mtqa.writers.gate import FORMATS, write
from tests.gate.conftest import MakeRun, make_article

NIGERIA = [
    "President Buhari told reporters in Abuja that 3,500 soldiers had reached Maiduguri.",
    "Insurgents burned granaries near Monguno, where farmers fled with their livestock.",
    "Ministers promised emergency vaccines, blankets and drinking water within 10 days.",
    "Opposition politicians accused the government of ignoring warnings since 2019.",
    "Observers from Cameroon counted 42 damaged bridges along the northern highway.",
]
FROST = [
    "Meteorologists expect thunderstorms over Zhejiang before midnight on Thursday.",
    "Fishermen secured their trawlers while ferries between islands were cancelled.",
    "Temperatures could fall by 14 degrees, freezing tangerine orchards overnight.",
    "Kindergartens closed early, and volunteers delivered charcoal to pensioners.",
    "Engineers inspected reservoirs that overflowed during the typhoon of 2016.",
]
HARVEST = [
    "Coffee exporters in Colombia reported record shipments for the second quarter.",
    "Roasters complained about inconsistent moisture and expensive containers.",
    "Economists attribute the increase to fertiliser subsidies introduced in 2021.",
    "Cooperatives trained 900 growers to recognise fungus before blossoms appear.",
    "Auctions in Antwerp opened higher, although inventories remained plentiful.",
]
RETOLD = [  # NIGERIA by another good system
    "Buhari, the president, told reporters in Abuja that 3500 soldiers reached Maiduguri.",
    "Near Monguno insurgents set granaries on fire and farmers escaped with livestock.",
    "The ministers promise emergency vaccination, blankets and drinkable water in ten days.",
    "Politicians of the opposition accuse the government of having ignored warnings since 2019.",
    "Observers of Cameroon counted 42 bridges damaged along the highway in the north.",
]


def article(path: str, sentences: Sequence[str], score: float = 90.0) -> DocumentReport:
    return make_article(path, "//".join(sentences), [score] * len(sentences))


@pytest.fixture
def held(run: MakeRun) -> Callable[..., Decision]:
    def call(
        old: Sequence[DocumentReport], new: Sequence[DocumentReport], policy: Policy | None = None
    ) -> Decision:
        return decide(run(*new), policy or Policy(), Baseline.of(run(*old)))

    return call


def broken(decision: Decision) -> list[str]:
    return [rule.name for rule in decision.rules if not rule.passed]


def test_another_story_in_the_place_of_an_article_fails_and_is_named(held) -> None:
    decision = held([article("a.txt", NIGERIA)], [article("a.txt", FROST)])
    assert broken(decision) == ["max_lost_keywords"]
    (reason,) = decision.reasons
    count = len(keywords(article("a.txt", NIGERIA).document))
    assert reason.startswith(f"a.txt: lost {count} of {count} keywords (100.0 %), above 50 %: ")
    assert "Buhari" in reason
    assert reason.endswith(f" and {count - 8} more.")
    (finding,) = [one for one in decision.findings if one.fails]
    assert (finding.place.where, finding.place.kind) == ("a.txt:1:1", "article.lost_keywords")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_what_was_lost(held, form: str, tmp_path: Path) -> None:
    decision = held([article("a.txt", NIGERIA)], [article("a.txt", FROST)])
    write(decision, form, tmp_path / form, {})
    text = (tmp_path / form).read_text("utf-8")
    assert "a.txt" in text
    assert "keywords (100.0 %), above 50 %" in text.replace("%25", "%")


@pytest.mark.parametrize(
    "new",
    [
        NIGERIA,
        RETOLD,
        [sentence.replace(" ", "\n", 2) for sentence in NIGERIA],
        [NIGERIA[1], NIGERIA[0], *NIGERIA[2:]],
        [*NIGERIA[:4], NIGERIA[4].replace("damaged", "ruined")],
    ],
    ids=["unchanged", "another system", "reflowed", "reordered", "edited"],
)
def test_the_same_story_passes(held, new: list[str]) -> None:
    assert held([article("a.txt", NIGERIA)], [article("a.txt", new)]).passed
    assert held([article("a.txt", NIGERIA)], [article("b.txt", new)]).passed


def test_a_truncated_article_fails(held) -> None:
    long = [*NIGERIA, *FROST]
    decision = held([article("a.txt", long)], [article("a.txt", long[:8])])
    assert broken(decision) == ["max_lost_length"]
    assert decision.reasons == ("a.txt: lost 19 of 103 words (18.5 %), above 10 %.",)
    (finding,) = [one for one in decision.findings if one.fails]
    assert finding.place.where == "a.txt:8:1"  # nothing stands behind it
    assert "max_lost_keywords" in broken(
        held([article("a.txt", long)], [article("a.txt", long[:3])])
    )


def test_a_shorter_story_in_the_place_of_an_article_fails_once(held) -> None:
    old, new = [article("a.txt", [*NIGERIA, *FROST])], [article("a.txt", HARVEST)]
    decision = held(old, new)
    assert broken(decision) == ["max_lost_keywords"]
    assert len(decision.reasons) == 1
    assert [one.place.kind for one in decision.findings if one.fails] == ["article.lost_keywords"]
    assert broken(held(old, new, Policy(Limits(max_lost_keywords=1)))) == ["max_lost_length"]
    cut = (article("b.txt", [*NIGERIA, *FROST]), article("b.txt", [*NIGERIA, *FROST[:3]]))
    both = held([*old, cut[0]], [*new, cut[1]])
    assert [reason.partition(":")[0] for reason in both.reasons] == ["a.txt", "b.txt"]


def test_a_paragraph_that_is_gone_fails_where_it_stood(held) -> None:
    long = [*NIGERIA, *FROST]
    decision = held([article("a.txt", long)], [article("a.txt", [*long[:2], *long[4:]])])
    assert broken(decision) == ["max_lost_length"]
    (finding,) = [one for one in decision.findings if one.fails]
    assert finding.place.where == "a.txt:3:1"
    one_gone = [article("a.txt", [*long, *HARVEST][1:])]
    assert held([article("a.txt", [*long, *HARVEST])], one_gone).passed  # 12 of 151 words


def test_a_loss_without_a_gap_is_shown_at_the_sentence_that_lost_most(held) -> None:
    old = [*NIGERIA, *FROST]
    new = [*old]
    new[2] = "Ministers promised emergency vaccines, blankets and water."
    new[6] = "Fishermen secured their trawlers."
    policy = Policy(Limits(max_lost_length=0.05))
    decision = held([article("a.txt", old)], [article("a.txt", new)], policy)
    assert broken(decision) == ["max_lost_length"]
    (finding,) = [one for one in decision.findings if one.fails]
    assert finding.place.where == "a.txt:7:1"


def test_a_large_loss_is_shown_before_a_small_one(held) -> None:
    old, new = [*NIGERIA, *FROST], [*NIGERIA[1:5], *FROST[:2], *FROST[4:]]
    decision = held([article("a.txt", old)], [article("a.txt", new)])
    (finding,) = [one for one in decision.findings if one.fails]
    assert finding.place.where == "a.txt:7:1"  # two sentences stood before it


def test_what_was_written_anew_may_be_shorter(held) -> None:
    words = [[f"word{chr(97 + i)}{chr(97 + k)}" for k in range(20)] for i in range(5)]
    old = article("a.txt", [f"{' '.join(some)}." for some in words])
    for kept, passes in ((16, True), (12, False)):
        new = article("a.txt", [f"{' '.join(some[:kept])}." for some in words])
        assert ("max_lost_length" not in broken(held([old], [new]))) is passes


def test_limits_are_set_and_switched_off_for_all_or_some(held) -> None:
    old, new = [article("a.txt", NIGERIA)], [article("a.txt", FROST)]
    assert held(old, new, Policy(Limits(max_lost_keywords=1))).passed
    cut = [article("a.txt", NIGERIA[:4])]
    assert broken(held(old, cut)) == ["max_lost_length"]
    assert held(old, cut, Policy(Limits(max_lost_length=0.3))).passed
    here = Scope(Limits(max_lost_keywords=1, max_lost_length=1), glob="a.*")
    assert held(old, new, Policy(Limits(), (here,))).passed
    assert broken(held(old, cut, Policy(Limits(), (Scope(Limits(max_lost_length=1), glob="b.*"),))))
    sentences = list(explain(Policy(Limits(max_lost_length=0.2), (here,)), with_baseline=True))
    assert any("more than 50 % (100 % in a.*) of the long words" in one for one in sentences)
    assert any("lost more than 20 % (100 % in a.*) of them" in one for one in sentences)


def test_what_is_switched_off_for_all_is_not_spoken_of(held) -> None:
    old, new = [article("a.txt", NIGERIA)], [article("a.txt", FROST)]
    off = Limits(max_lost_keywords=1, max_lost_length=1)
    assert not any("lost" in rule.name for rule in held(old, new, Policy(off)).rules)
    assert not any("lost more" in one for one in explain(Policy(off), with_baseline=True))
    some = Policy(off, (Scope(Limits(max_lost_keywords=0.3), glob="a.*"),))
    assert broken(held(old, new, some)) == ["max_lost_keywords"]
    (sentence,) = (one for one in explain(some, with_baseline=True) if "lost more" in one)
    assert "more than 100 % (30 % in a.*) of the long words" in sentence


def test_without_a_baseline_nothing_can_be_lost(run: MakeRun) -> None:
    report = run(article("a.txt", NIGERIA))
    only = "a --baseline, the only thing max_lost_keywords can be held against"
    with pytest.raises(ConfigError, match=f"no limit .* {only}$"):
        decide(report, Policy(Limits(max_lost_keywords=0.2)))
    here = Scope(Limits(max_lost_length=0.2), glob="a.*")
    assert decide(report, Policy(Limits(max_garbled=0), (here,))).notes == (
        "max_lost_length: holds with a --baseline only, so it judged nothing.",
    )
    with pytest.raises(ConfigError, match="a share is 0 to 1"):
        Limits(max_lost_length=30)
    assert not any("lost" in one for one in explain(Policy(Limits(max_garbled=0))))


def test_a_baseline_without_keywords_is_used_and_told(run: MakeRun) -> None:
    old, new = article("a.txt", NIGERIA), article("a.txt", FROST)
    baseline = Baseline.holding("s", [replace(known(old), keywords=None)])
    decision = decide(run(new, signature="s"), Policy(), baseline)
    assert decision.passed
    assert decision.notes == (
        "The baseline holds no keywords for some articles, since an older mtqa wrote it: that one "
        "now tells another story goes unseen until you renew it with --update-baseline.",
    )


def test_what_was_garbled_is_no_loss(held) -> None:
    loop = "The bridge of the bridge fell in the bridge of the bridge. " * 4
    old = make_article(
        "a.txt", "//".join([*NIGERIA, *FROST, loop]), [90.0] * 10 + [5.0], garbled=[10]
    )
    cured = article("a.txt", [*NIGERIA, *FROST, "The bridge fell."])
    assert held([old], [cured]).passed
    sound = article("a.txt", [*NIGERIA, *FROST, loop])
    assert "max_lost_length" in broken(held([sound], [cured]))


def test_an_article_of_another_one_fails_though_that_is_known(held) -> None:
    old = [article("a.txt", NIGERIA), article("b.txt", FROST)]
    decision = held(old, [article("a.txt", FROST), article("b.txt", FROST)])
    assert broken(decision) == ["max_lost_keywords"]
    assert decision.reasons[0].startswith("a.txt: ")


def test_articles_that_changed_places_fail(held) -> None:
    old = [article("a.txt", NIGERIA), article("b.txt", FROST), article("c.txt", NIGERIA)]
    decision = held(old, [article("a.txt", FROST), article("b.txt", NIGERIA), old[2]])
    assert broken(decision) == ["max_lost_keywords"]
    assert [reason.partition(":")[0] for reason in decision.reasons] == ["a.txt", "b.txt"]
    assert held(old, [article("x.txt", FROST), article("y.txt", NIGERIA), old[2]]).passed


def test_articles_whose_place_shifted_are_known_by_their_keywords(held) -> None:
    """Ids that count rows: one more at the top, and what stood there by another system."""

    def row(number: int, sentences: Sequence[str]) -> DocumentReport:
        made = article(f"rows.csv:{number}", sentences)
        return replace(made, document=replace(made.document, path="rows.csv"))

    old = [row(2, NIGERIA), row(3, FROST)]
    new = [row(2, HARVEST), row(3, RETOLD), row(4, FROST)]
    decision = held(old, new)
    assert decision.passed
    assert decision.notes == (
        "rows.csv:3 is rows.csv:2 of the baseline (by likeness).",
        "rows.csv:4 is rows.csv:3 of the baseline (by text).",
    )
    assert broken(held(old, new, Policy(Limits(min_score=95)))) == ["min_score"]  # of what is new


def test_rows_are_recognised_among_many(held) -> None:
    """The common keywords are held by all, so that only the rare ones tell two stories apart."""

    def row(number: int, story: int, *, retold: bool = False) -> DocumentReport:
        own = [
            f"{chr(97 + story)}{one}{chr(97 + story)}quest" for one in "abcdefghijklmnopqrstuvwxyz"
        ]
        extra = "Observers disagreed, as usual." if retold else "Nobody disagreed."
        made = article(f"rows.csv:{number}", [*RETOLD[:2], " ".join(own), extra])
        return replace(made, document=replace(made.document, path="rows.csv"))

    old = [row(n, n) for n in range(20)]
    new = [row(n + 1, n, retold=True) for n in range(20)]
    decision = held(old, [row(0, 20), *new])
    assert decision.passed
    assert decision.notes[:2] == (
        "rows.csv:1 is rows.csv:0 of the baseline (by likeness).",
        "rows.csv:10 is rows.csv:9 of the baseline (by likeness).",
    )


def test_good_sentences_that_are_gone_ask_for_the_limits_again(held) -> None:
    sentences = [*NIGERIA, *FROST]
    scores = [95.0] * 6 + [40.0] * 4
    old = make_article("a.txt", "//".join(sentences), scores)
    new = make_article("a.txt", "//".join(sentences[4:]), scores[4:])
    policy = Policy(Limits(min_score=65, max_lost_length=1, max_lost_keywords=1))
    assert held([old], [old], policy).passed
    assert "min_score" in broken(held([old], [new], policy))
    better = make_article("a.txt", "//".join(sentences[:8]), scores[:8])
    assert held([old], [better], policy).passed


def test_keywords_are_few_sorted_and_found_again_in_other_forms() -> None:
    document = article("a.txt", [*NIGERIA, *FROST, *HARVEST]).document
    found = keywords(document)
    assert len(found) == MOST
    assert list(found) == sorted(found)
    assert lost(found, said(document)) == ()
    retold = Document("b", tuple(map(Segment, RETOLD)), target_lang="en")
    mine = keywords(article("a.txt", NIGERIA).document)
    assert len(mine) >= LEAST
    assert {"3500", "10", "2019", "Buhari", "drinking"} <= set(mine)
    assert lost(mine, said(retold)) == ("burned",)  # they set it on fire


@pytest.mark.parametrize("lang", ["th", "zh", "my", None])
def test_scripts_without_spaces_give_figures_only(lang: str | None) -> None:
    thai = Segment(
        "\u0e1b\u0e23\u0e30\u0e40\u0e17\u0e28\u0e44\u0e17\u0e22\u0e21\u0e35 2500 \u0e04\u0e19"
    )
    chinese = Segment("\u4e2d\u56fd\u4eba\u6c11\u94f6\u884c 3000 \u4eba\u6c11")
    segment = chinese if lang in (None, "zh") else thai
    assert keywords(Document("a", (segment,), target_lang=lang)) in (("2500",), ("3000",))


def test_hostile_words_stay_words(held) -> None:
    strange = [f"{sentence} \x1b[31mevilevil\u202e \ud800\ud801" for sentence in NIGERIA]
    decision = held([article("a.txt", strange)], [article("a.txt", FROST)])
    assert broken(decision) == ["max_lost_keywords"]
    assert not {"\x1b", "\u202e", "\ud800"} & set("".join(decision.reasons))
