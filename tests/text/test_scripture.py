"""Words of scripture, beside news about faith."""

import pytest

from mtqa.text.scripture import places, points


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For thou hath sinned, saith the prophet of the almighty God.", 8),
        ("Abraham and Sarah learnt about Jehovah and commended him to God.", 6),
        ("Jehovah gave the people 24,000 to the teachers.", 4),
        ("( Read Mark 12 : 28-31. )", 4),
        ("Be honest and consistent. — 2 CHRON. 16:9.", 4),
        ("What lessons can we learn from the friendships of Ruth and Jehobah?", 4),
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
        "Russia banned Jehovah's Witnesses as extremists; Jehovah’s Witnesses appealed.",
        "Mark said that the race began at 12:28 and that John ran 3:16.4.",
        "In Acts 12 people died, and in Numbers 4 of them.",
        "Brother and sister work for the ministry.",
    ],
)
def test_news_about_faith_is_news(news: str) -> None:
    assert points(news) == 0


def test_places() -> None:
    text = "Thou hath GOD's mercy (Luke 6:36)."
    found = [text[start:end] for start, end in places(text)]
    assert found == ["Thou", "hath", "GOD", "Luke 6:36"]
