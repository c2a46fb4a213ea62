import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mtqa.text.visible import one_line
from mtqa.types import Failure, Report
from mtqa.writers.fitness import RULE
from mtqa.writers.md import chunks, escaped

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
INVISIBLE = "\u200b"


def shown(markdown: str) -> str:
    """The text a reader sees of one line of Markdown; fails if any of it is more than text."""
    tokens = MARKDOWN.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {token.type for token in children} <= {"text", "text_special"}
    return "".join(token.content for token in children)


def test_the_whole_report(report: Report) -> None:
    text = "".join(chunks(report))
    assert (
        text
        == """\
## mtqa: 1 of 5 articles not fit to publish

2 doubtful, 2 not judged.
Score 71.5; 2 sentences garbled in 1 passage, 26.7 % of 120 words; 2 failures.

| verdict | grade | score | 95 % interval | garbled | article | reasons |
| --- | :-: | --: | :-: | --: | --- | --- |
| not fit | D | 57.8 | 31.4-88.0 | 1 | news/g7-london.txt | the word "country" is doubled; \
one word stands alone after a full stop |
| doubtful | C | 80.5 | 77.0-96.0 | 0 | rows.csv \\[row-7\\] | the number 6 is missing; \
the number 5 is not in the source |
| doubtful | B | 91.0 | 90.0-92.0 | 0 | news/\\<b\\>evil\\\\x1b\\[2J.txt | \
the tag \\<script\\> leaked \
" onmouseover='x'; an entity |
| not judged |  | n/a |  | 0 | news/khmer.txt | a character was lost |
| not judged |  | n/a |  | 0 | news/empty.txt | it holds no text |

### Garbled passages

**news/g7-london.txt:1**

> It is not the United States. As long as a country acts alone, satisfied in a country country. \
, I want to debate not only our citizens, but also people all over the world.

- the word "country" is doubled
- the model gives 97 % probability of garbled

### Not judged

- news/broken.jsonl: line 17: not JSON: \\<b\\>\\\\x1b\\[31m; mend the line
- news/gone.txt: no such file

Judged from the translation alone, but for checks against the source in 1 article: says where a \
text is broken; it cannot see most fluent wrong translations. RULE

Signature: mtqa:0.1.0\\|model:mtqa-en@\u200b1a2b3c\\|checks:all\\|weights:wmt-mqm
""".replace("RULE", RULE)
    )


def test_it_is_one_table_whatever_stands_in_it(report: Report) -> None:
    tokens = MARKDOWN.parse("".join(chunks(report)))
    assert not any(token.type in {"html_block", "fence", "code_block"} for token in tokens)
    assert [token.type for token in tokens].count("table_open") == 1
    assert [token.type for token in tokens].count("td_open") == 5 * 7
    children = [child.type for token in tokens for child in token.children or []]
    assert set(children) <= {"text", "text_special", "softbreak", "strong_open", "strong_close"}


def test_a_run_without_articles() -> None:
    text = "".join(chunks(Report((), (Failure("a.txt", "empty"),), complete=False)))
    assert text.startswith("## mtqa: no article was judged\n")
    assert "**The run was interrupted: only some of the articles were judged.**" in text
    assert "- a.txt: empty" in text
    assert "| verdict" not in text


def test_it_stays_short(report: Report) -> None:
    many = replace(
        report,
        documents=tuple(report.documents) * 200,
        failures=tuple(report.failures) * 200,
    )
    text = "".join(chunks(many))
    assert "… and 980 more articles." in text
    assert "… and 190 more garbled passages." in text
    assert "… and 380 more failures." in text
    assert len(text) < 20_000


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain text, with 3.5 million (and more)!", "plain text, with 3.5 million (and more)!"),
        ("1. first", "1\\. first"),
        ("12) twelfth", "12\\) twelfth"),
        ("- item", "\\- item"),
        ("# head", "\\# head"),
        ("a#1 and @team", f"a#{INVISIBLE}1 and @{INVISIBLE}team"),
        ("see http://x.org or www.x.org", "see http\\://x.org or www\\.x.org"),
        (":tada: at 10:30", "\\:tada: at 10:30"),
        ("![a](b)", "!\\[a\\](b)"),
        ("<!channel>", f"\\<!{INVISIBLE}channel\\>"),
        ("$x$ ~~y~~ &amp;", "\\$x\\$ \\~\\~y\\~\\~ \\&amp;"),
    ],
)
def test_escaped(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


HOSTILE = st.text(st.sampled_from("\\`*_[]<>|&$~#+-=.:)( 1a@!/\n\tw") | st.characters(), min_size=1)


@given(HOSTILE)
@example("***")
@example("===")
@example("<script>")
@example("[a]: http://x")
@example("    code")
@example("a | b\n-|-")
@example("&#64;x &copy;")
def test_any_text_is_shown_as_it_is(text: str) -> None:
    line = one_line(text)
    if line:
        assert shown(escaped(line)).replace(INVISIBLE, "") == line.replace(INVISIBLE, "")


@given(HOSTILE)
def test_no_one_is_called_and_no_bare_link_stands(text: str) -> None:
    markdown = escaped(one_line(text))
    assert not re.search(r"@\w|#\d|https?://|www\.", markdown)
