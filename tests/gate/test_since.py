"""A gate with a baseline: only what is new or got worse fails."""

from dataclasses import replace

import pytest

from mtqa.errors import ConfigError
from mtqa.gate import Baseline, Decision, Limits, Policy, decide, explain
from mtqa.gate.chance import by_chance
from mtqa.gate.noise import USUAL
from mtqa.mqm import OMISSION, Severity
from mtqa.types import DocumentReport, Issue, Side, Span
from tests.gate.conftest import MakeRun, issue, make_article

SENTENCES = [f"Sentence number {n} says what {n} people did on day {n}." for n in "abcdefghijkl"]
TEXT = "//".join(SENTENCES)
GOOD = [90.0] * 12


@pytest.fixture
def held(run: MakeRun):
    """Hold articles against others, as they were."""

    def call(
        old: list[DocumentReport], new: list[DocumentReport], limits: Limits | None = None, **fields
    ) -> Decision:
        return decide(run(*new, **fields), Policy(limits or Limits()), Baseline.of(run(*old)))

    return call


def changed(count: int, by: float = -40.0, path: str = "a.txt") -> DocumentReport:
    """The article with other text in its last sentences, which score otherwise."""
    texts = [
        s if i < 12 - count else s.replace("people did", "people are said to have done")
        for i, s in enumerate(SENTENCES)
    ]
    scores = [90.0 if i < 12 - count else 90.0 + by for i in range(12)]
    return make_article(path, "//".join(texts), scores)


def broken(decision: Decision) -> list[str]:
    return [rule.name for rule in decision.rules if not rule.passed]


def test_nothing_changed(held) -> None:
    article = make_article("a.txt", TEXT, GOOD, garbled=(3,), issues=[(0, issue(0, 8))])
    limits = Limits(max_garbled=0, max_major=0, max_document_garbled_share=0, min_score=99)
    decision = held([article], [article], limits)
    assert decision.passed
    assert decision.notes == ()


def test_other_scores_of_the_same_text_are_no_change(held) -> None:
    before, after = make_article("a.txt", TEXT, GOOD), make_article("a.txt", TEXT, [40.0] * 12)
    assert held([before], [after]).passed


def test_a_reflowed_article_is_no_change(held) -> None:
    before = make_article("a.txt", TEXT, GOOD, garbled=(3,), issues=[(0, issue(0, 8))])
    wrapped = "//".join(sentence.replace(" says ", "\nsays ") for sentence in SENTENCES)
    after = make_article(
        "a.txt", f"A new first line.//{wrapped}", [95.0, *GOOD], garbled=(4,),
        issues=[(1, issue(0, 8))],
    )  # fmt: skip
    assert held([before], [after], Limits(max_garbled=0, max_major=0)).passed


def test_the_same_text_cut_into_other_sentences_is_no_change(held) -> None:
    before = make_article("a.txt", TEXT, GOOD, garbled=(3,))
    halves = TEXT.replace(" says ", "//says ")
    after = make_article("b.txt", halves, [20.0] * 24, garbled=(1, 5), issues=[(9, issue(0, 4))])
    decision = held([before], [after], Limits(max_garbled=0, max_major=0, min_score=70))
    assert decision.passed
    assert decision.notes == ("b.txt is a.txt of the baseline (by text).",)
    assert all(one.is_known for one in decision.findings)


def test_articles_that_say_the_same_are_told_apart_by_their_id(held) -> None:
    one, two = (make_article(f"{n}.txt", TEXT, GOOD) for n in "ab")
    assert held([one, two], [two, one]).notes == ()
    moved = make_article("c.txt", TEXT, GOOD)
    assert held([one, two], [two, moved]).notes == ("c.txt is a.txt of the baseline (by text).",)


def test_a_garbled_sentence_that_is_new_fails_with_its_place(held) -> None:
    before = make_article("a.txt", TEXT, GOOD, garbled=(3,))
    after = make_article("a.txt", f"{TEXT}//Bridge the of fell fell.", [*GOOD, 80], garbled=(3, 12))
    decision = held([before], [after])
    assert broken(decision) == ["new_garbled"]
    assert decision.reasons == (
        "a.txt: 1 garbled sentence new since the baseline, first at a.txt:13:1.",
    )


def test_an_edit_of_a_garbled_sentence_that_leaves_it_so_is_no_news(held) -> None:
    before = make_article("a.txt", TEXT, [*GOOD[:3], 20, *GOOD[4:]], garbled=(3,))
    text = TEXT.replace("number d says", "d number said")
    after = make_article("a.txt", text, [*GOOD[:3], 25, *GOOD[4:]], garbled=(3,))
    assert held([before], [after]).passed
    salad = TEXT.replace(SENTENCES[3], "Cloth wars ninety the hotel of Ivanov found tapped.")
    after = make_article("a.txt", salad, [*GOOD[:3], 20, *GOOD[4:]], garbled=(3,))
    assert broken(held([before], [after])) == ["new_garbled"]
    thai = TEXT.replace(SENTENCES[3], "\u0e1b\u0e23\u0e30\u0e40\u0e17\u0e28 hotel of Ivanov.")
    after = make_article("a.txt", thai, [*GOOD[:3], 20, *GOOD[4:]], garbled=(3,))
    assert broken(held([before], [after])) == ["new_garbled"]
    elsewhere = TEXT.replace("number e says", "e number said")
    after = make_article("a.txt", elsewhere, [*GOOD[:3], 20, 89, *GOOD[5:]], garbled=(3, 4))
    assert broken(held([before], [after])) == ["new_garbled"]


def test_the_same_garbled_sentence_twice_is_once_more_than_it_was(held) -> None:
    before = make_article("a.txt", TEXT, GOOD, garbled=(3,))
    after = make_article("a.txt", f"{TEXT}//{SENTENCES[3]}", [*GOOD, 90], garbled=(3, 12))
    assert broken(held([before], [after])) == ["new_garbled"]


def test_a_lower_score_fails_if_it_is_more_than_the_noise(held) -> None:
    before = make_article("a.txt", TEXT, GOOD)
    decision = held([before], [changed(8)])
    assert broken(decision) == ["much_worse_sentences", "worse_mean_score", "worse_score"]
    assert "is lower than 90.0 in the baseline by" in decision.reasons[-1]
    (worse,) = [rule for rule in decision.rules if rule.name == "worse_score"]
    assert all(place.line > 4 for place in worse.places)  # of what changed
    assert broken(held([before], [changed(8, by=-6)])) == ["worse_mean_score", "worse_score"]
    assert held([before], [changed(1, by=-6)]).passed
    assert held([before], [changed(8, by=+5)]).passed


def test_a_sentence_that_is_much_worse_fails_though_the_article_hides_it(held) -> None:
    before = make_article("a.txt", TEXT, GOOD)
    decision = held([before], [changed(1)])
    assert broken(decision) == ["much_worse_sentences"]
    assert decision.reasons == (
        "1 of 1 changed sentence is much worse, above 0; worst in a.txt (up to 40.0 points of "
        "score lost, 9.5 are much with 75.8 % of its words kept), first at a.txt:12:1.",
    )


def test_what_is_kept_says_of_how_many(held) -> None:
    before = make_article("a.txt", TEXT, GOOD)

    def shown(now: DocumentReport) -> dict[str, str]:
        return {rule.name: rule.shown_value for rule in held([before], [now]).rules}

    assert shown(before)["much_worse_sentences"] == "nothing to judge"
    better = shown(changed(2, by=+5))
    assert better["much_worse_sentences"] == "0 of 2 changed sentences"
    assert better["worse_mean_score"] == "+1.1 points"  # two of twelve, and longer ones


def test_the_less_of_a_sentence_was_changed_the_less_it_may_lose(run: MakeRun) -> None:
    before = make_article("a.txt", TEXT, GOOD)
    edited = TEXT.replace("people did on day e", "persons did on day e")
    anew = TEXT.replace(
        SENTENCES[4], "Sentence number e tells us what e persons had done by day e."
    )
    baseline = Baseline.of(run(before))
    for text, score, passes in ((edited, 79, False), (edited, 87, True), (anew, 81, True)):
        after = make_article("a.txt", text, [*GOOD[:4], score, *GOOD[5:]])
        assert decide(run(after), Policy(), baseline).passed is passes
    (article,) = baseline.articles
    bare = tuple(replace(one, sketch=None) for one in article.sentences)
    older = Baseline.holding(baseline.signature, [replace(article, sentences=bare)])
    after = make_article("a.txt", edited, [*GOOD[:4], 81, *GOOD[5:]])
    decision = decide(run(after), Policy(), older)
    assert decision.passed
    assert decision.notes == (
        "The baseline does not tell how much of a changed sentence stayed, since an older mtqa "
        "wrote it: only one that lost 20 points of score is seen (50 % of that, if changed alone, "
        "60 %, if one of two), none that is about something else, nor another garbled one in the "
        "place of a garbled one, until you renew it with --update-baseline.",
    )


def test_a_sentence_that_broke_in_two_is_held_against_the_one_it_was(held) -> None:
    before = make_article("a.txt", TEXT, GOOD)
    cut = TEXT.replace(SENTENCES[4], "Sentence number e says.//What e people, did on.")
    after = make_article("a.txt", cut, [*GOOD[:4], 30, 20, *GOOD[5:]])
    decision = held([before], [after])
    assert broken(decision) == ["much_worse_sentences"]
    (rule,) = [rule for rule in decision.rules if not rule.passed]
    assert [place.line for place in rule.places] == [6, 5]


def test_a_few_much_worse_sentences_among_many_are_usual(held) -> None:
    before = [make_article(f"{i}.txt", TEXT.replace("day", f"d{i}"), GOOD) for i in range(10)]
    after = [
        make_article(f"{i}.txt", TEXT.replace("day", f"e{i}"), [90.0] * 11 + [20.0 + 70 * (i > 3)])
        for i in range(10)
    ]
    decision = held(before, after)
    (rule,) = [rule for rule in decision.rules if rule.name == "much_worse_sentences"]
    assert (rule.passed, rule.value, rule.limit) == (True, 4, by_chance(120, USUAL))


@pytest.mark.parametrize("changed", [0, 1, 3, 4, 20, 100, 3_000, 100_000])
def test_how_many_are_usual_is_what_the_binomial_distribution_says(changed: int) -> None:
    scipy = pytest.importorskip("scipy.stats")
    wanted = int(scipy.binom.ppf(0.9, changed, USUAL))
    assert by_chance(changed, USUAL) == pytest.approx(wanted, abs=1 if changed >= 3_000 else 0)


def test_of_many_articles_that_were_written_anew_one_is_lower_by_chance(held) -> None:
    """A score that is lower by a little more than the noise fails alone, and not among twenty."""

    def versions(count: int) -> tuple[list[DocumentReport], list[DocumentReport]]:
        old = [make_article(f"{i}.txt", TEXT.replace("day", f"d{i}"), GOOD) for i in range(count)]
        up_and_down = [90.0 + 6 * (-1) ** k for k in range(12)]
        lower = [90.0 - 8 * (k % 3 == 0) for k in range(12)]
        new = [
            make_article(f"{i}.txt", TEXT.replace("day", f"e{i}"), lower if i == 0 else up_and_down)
            for i in range(count)
        ]
        return old, new

    assert "worse_score" in broken(held(*versions(1)))
    assert "worse_score" not in broken(held(*versions(20)))


def test_one_of_many_articles_that_is_lower_fails(held) -> None:
    others = [make_article(f"{i}.txt", TEXT.replace("people", f"p{i}"), GOOD) for i in range(19)]
    decision = held([make_article("a.txt", TEXT, GOOD), *others], [changed(9), *others])
    assert "worse_score" in broken(decision)


def test_what_is_new_is_held_against_the_limits(held) -> None:
    old = [(0, issue(0, 8))]
    low = [75.0] * 12  # which a major issue more does not lower
    before = make_article("a.txt", TEXT, low, issues=old)
    text = TEXT.replace("number b", "Number b")
    after = make_article("a.txt", text, low, issues=[*old, (1, issue(9, 15))])
    assert held([before], [after], Limits(max_major=1)).passed
    decision = held([before], [after], Limits(max_major=0))
    assert decision.reasons == (
        "1 major or critical issue, above 0; worst in a.txt (1 major or critical issue), "
        "first at a.txt:2:10.",
    )
    assert [one.is_known for one in decision.findings] == [False, True]


def test_a_new_article_is_held_against_all_limits(held) -> None:
    old = make_article("a.txt", TEXT, GOOD)
    new = make_article("b.txt", "Another thing it is.//It is odd.", (50, 50))
    assert broken(held([old], [old, new], Limits(min_score=70))) == ["min_score"]
    assert held([old], [old, new]).passed


def test_a_known_article_with_a_low_score_passes_until_it_gets_worse(held) -> None:
    low = make_article("a.txt", TEXT, [60.0] * 12)
    assert held([low], [low], Limits(min_score=70)).passed
    assert "min_score" in broken(held([make_article("a.txt", TEXT, GOOD)], [changed(9)],
                                      Limits(min_score=70)))  # fmt: skip


def test_only_articles_that_were_fit_or_not_there_count_as_unfit(held) -> None:
    good, garbled = (
        make_article("a.txt", TEXT, GOOD),
        make_article("a.txt", TEXT, GOOD, garbled=(3,)),
    )
    poor = make_article("a.txt", TEXT.replace("day", "date"), [5.0] * 12)
    new = make_article("new.txt", "Of it the thing.//Is a odd that.", (5, 5))
    limits = Limits(max_unfit=0)
    assert poor.grade == new.grade == "F"
    assert not poor.passages
    assert held([good], [good, new]).passed
    assert held([good], [good, new], limits).reasons == (
        "1 article not fit to publish, above 0; worst in new.txt, first at new.txt:1:1.",
    )
    assert "max_unfit" in broken(held([good], [poor], limits))
    for was in (garbled, make_article("a.txt", TEXT, [5.0] * 12)):
        assert "max_unfit" not in broken(held([was], [poor], limits))
    assert held([good], [garbled], limits).passed  # it says what it did


def test_an_article_that_can_no_longer_be_judged_fails(held) -> None:
    read = make_article("a.txt", TEXT, GOOD)
    unread = make_article("a.txt", TEXT.replace("says", "sagt"), [None] * 12, lang="de")
    decision = held([read], [unread])
    assert decision.reasons == ("a.txt: could not be judged (no model judged it; language de).",)
    assert held([read], [unread], Limits(allow_unscored=True)).passed
    assert held([unread], [unread]).passed
    new = replace(unread, document=replace(unread.document, id="b.txt", path="b.txt"))
    assert broken(held([read], [read, new])) == ["unscored"]


def test_the_same_text_of_another_source_is_judged_anew(held) -> None:
    source = "//".join(s.replace("Sentence", "Satz") for s in SENTENCES)
    old = make_article("a.txt", TEXT, GOOD, source=source)
    low = [*[30.0] * 10, 90.0, 90.0]
    new = make_article("a.txt", TEXT, low, source=source.replace("number", "Nummer"))
    decision = held([old], [new], Limits(min_score=70, min_grade="B"))
    assert broken(decision) == [
        "much_worse_sentences", "worse_mean_score", "worse_score", "min_grade", "min_score",
    ]  # fmt: skip
    garbled = make_article("a.txt", TEXT, GOOD, source=source, garbled=(3,))
    still = make_article("a.txt", TEXT, GOOD, source=source.replace("day", "Tag"), garbled=(3,))
    assert held([garbled], [still]).passed


def test_a_lost_translation_weighs_as_its_source(held) -> None:
    source = TEXT.replace("Sentence", "Satz")
    lost = Issue(
        "carried.untranslated", OMISSION, Severity.CRITICAL,
        Span(0, len(source.split("//")[3]), Side.SOURCE), "lost",
    )  # fmt: skip
    old = make_article("a.txt", TEXT, GOOD, source=source)
    text = TEXT.replace(SENTENCES[3], "")
    new = make_article("a.txt", text, [*GOOD[:3], None, *GOOD[4:]], source=source,
                       issues=[(3, lost)])  # fmt: skip
    assert new.score == pytest.approx(90 * 11 / 12)
    decision = held([old], [new])
    assert broken(decision) == ["new_garbled", "much_worse_sentences"]
    (share,) = [rule for rule in held([old], [new], Limits(max_garbled_share=0)).rules
                if rule.name == "max_garbled_share"]  # fmt: skip
    assert share.value == pytest.approx(1 / 12)


def test_moved_and_renamed_articles_are_known_by_what_they_say(held) -> None:
    before = make_article("old/a.txt", TEXT, GOOD, garbled=(3,))
    after = make_article("new/b.txt", TEXT, GOOD, garbled=(3,))
    decision = held([before], [after])
    assert decision.passed
    assert decision.notes == ("new/b.txt is old/a.txt of the baseline (by text).",)


def test_articles_that_are_gone_are_told_and_do_not_fail(held) -> None:
    one, two = (make_article(f"{n}.txt", TEXT.replace("day", n), GOOD) for n in ("one", "two"))
    decision = held([one, two], [one])
    assert decision.passed
    assert decision.notes == ("1 article of the baseline not in the run: two.txt.",)


def test_a_baseline_judged_in_another_way_is_refused_with_the_cure(held) -> None:
    article = make_article("a.txt", TEXT, GOOD)
    with pytest.raises(
        ConfigError, match=r"model: test -> other.*make a new one with `mtqa baseline RUN`"
    ):
        held([article], [article], signature="mtqa:1|model:other|checks:all")


def test_an_interrupted_run_never_passes(held) -> None:
    article = make_article("a.txt", TEXT, GOOD)
    assert broken(held([article], [article], complete=False)) == ["complete"]
    assert broken(held([article], [])) == ["articles"]


def test_the_order_of_the_articles_changes_nothing(run: MakeRun) -> None:
    before = [make_article(f"{i}.txt", TEXT.replace("day", f"d{i}"), GOOD) for i in range(5)]
    after = [
        make_article(f"{i}.txt", TEXT.replace("day", f"e{i}"), [50.0 + i] * 12, garbled=(i,))
        for i in range(5)
    ]
    policy = Policy(Limits(max_garbled=1, min_score=60))
    one = decide(run(*after), policy, Baseline.of(run(*before)))
    other = decide(run(*after[::-1]), policy, Baseline.of(run(*before[::-1])))
    assert one == other
    assert not one.passed


def test_what_a_baseline_demands_is_explained() -> None:
    assert "follows" not in "".join(explain(Policy(), with_baseline=True))
    lines = list(explain(Policy(Limits(max_major=0)), with_baseline=True))
    assert lines[2:10] == [
        "Every article could be judged.",
        "No article lost more than 50 % of the long words and figures that the baseline holds of "
        "it, if these are 16 or more: else it tells another story, or was cut.",
        "No article of 50 words or more lost more than 10 % of them, or 30 % of those in sentences "
        "that were written anew, if that is more; one that fails for its keywords is not counted "
        "again.",
        "No sentence that is new since the baseline is garbled, unless it is one that was garbled "
        "then, with 50 % of the words of both or more.",
        "Of the changed sentences no more are much worse than by chance between two equally good "
        f"translations ({100 * USUAL:.1f} % of them; one run in ten has too many). Much worse is "
        "by 20 points of score where a quarter of the words was changed, by less where fewer were, "
        "down to 4; where one sentence alone was changed 50 % of it is enough, where two were 60 "
        "%. 6 are much for one that keeps less than 50 % of its words, which is rare.",
        "Of the sentences that are new in a known article (with less than 50 % of the words that "
        "stood in their place) no more than by chance (5 % of good ones; one run in ten has too "
        "many) are about something else: 20 % of their long words and figures, or fewer, stand "
        "elsewhere in the article or are among the keywords that the baseline holds of it. "
        "With 5 % or fewer they are counted apart (0.6 % of good ones).",
        "The mean score of the articles in both is not lower than in the baseline by more than the "
        "noise (paired bootstrap, 95 % interval).",
        "No article scores lower than in the baseline by more than the noise (paired bootstrap, "
        "95 % interval for all changed articles together).",
    ]
    assert lines[-1] == "At most 0 major or critical issues over all articles."
