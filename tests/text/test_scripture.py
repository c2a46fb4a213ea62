"""Words of scripture, beside news about faith."""

import pytest

from mtqa.text.scripture import places, points


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For thou hath sinned, saith the prophet of the almighty God.", 6),
        ("Abraham and Sarah learnt about Jehovah and commended him to God.", 4),
        ("Jehovah gave the people 24,000 to the teachers.", 2),
        ("God, god and GOD again.", 0),
        ("", 0),
    ],
)
def test_points(text: str, expected: int) -> None:
    assert points(text) == expected


@pytest.mark.parametrize(
    "news",
    [
        "Pope Francis will visit Iraq in March, the Vatican said on Monday.",
        "The House of Lords voted on Lord Frost's amendment.",
        "Israel and the United Arab Emirates signed the accord in Washington.",
        "Oh my God, it was close, said the goalkeeper.",
        "The temple was closed for the holidays.",
        "The bishop asked the congregation to keep its distance.",
    ],
)
def test_news_about_faith_is_news(news: str) -> None:
    assert points(news) == 0


def test_places() -> None:
    text = "Thou hath GOD's mercy."
    assert [text[start:end] for start, end in places(text)] == ["Thou", "hath", "GOD"]
