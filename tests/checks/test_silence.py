"""What news is made of besides plain sentences: no check may raise anything there."""

import pytest

from mtqa.checks import configure, run
from mtqa.text.blocks import Block
from mtqa.text.split import split
from mtqa.types import Document

NEWS = {
    "headline and byline": """Ministers Agree on Flood Barrier After Night of Talks
By Maria O'Brien and J. P. van der Berg, LONDON (Reuters) -
The ministers agreed on Monday to build the barrier.""",
    "quotation over paragraphs": """“We have waited for ten years,” she said. “No one listened.
“Now they come and ask us for advice.
“It is too late for that.” She left the room.""",
    "poem": """The rain, the rain, it falls on us,
and no one asks, and no one does,
the rain, the rain, it falls.""",
    "list": """The plan has three parts:
1) a wall of 12 km;
2) two gates, one of them for ships;
3) a pumping station.""",
    "table": """Country Gold Silver Bronze
Norway 16 8 13
Germany 12 10 5""",
    "sports results": """Liverpool 3 (Salah 12, 45+1, Firmino 78), Everton 1 (Calvert-Lewin 60).
Nadal beat Djokovic 6-4, 3-6, 7-6 (7-5) after 3:58 hours.
Bolt ran the 100m in 9.58 sec; Farah won the 5,000m and the 10,000m.""",
    "names said twice": """
Duran Duran played in New York, New York, where Boutros Boutros-Ghali lived.
Sirhan Sirhan and Lang Lang were there, and the show had had its day.
She said that that was all he had had in in-house training.""",
    "abbreviations and money": """The U.S. Gov't spent $1.9tn, or 8.7% of GDP, i.e. £1.4bn a day.
Mr. J. R. R. Smith Jr. of Smith & Sons Ltd., No. 10, St. James's St., agreed.
In the 1990s and the '80s, a pint was 50p; today it's €4.50–€5.""",
    "ellipses and dialogue": """“Well… I don't know,” he said. “Really?” “Yes.” “Why?” “Because.”
“You did what?!” she cried. “I… I left.”
- Are you coming? - No... not today.""",
    "other languages and nets": """
“C'est la vie,” he said; the Bundesverfassungsgericht had ruled against him.
Under #ClimateStrike, @GretaThunberg wrote: “See you on Friday!” (bit.ly/3abcDEF)
The word Zeitgeist (in Russian: дух времени) means as much.""",
    "scores, times and places": """
At 7:30 p.m. GMT (20:30 CET) on 3/4/2021 it was 38°C at 51.5°N, 0.1°W.
Flight BA2490 left gate B32 at 09:05 and landed on runway 27L.
COVID-19 and H5N1 were found in 3 of 5 samples; the p-value was < 0.05.""",
}


@pytest.mark.parametrize("text", NEWS.values(), ids=NEWS)
def test_it_is_silent(text: str) -> None:
    segments = [
        segment
        for number, line in enumerate(text.strip().split("\n"))
        for segment in split(Block(line, paragraph=number), "en")
    ]
    document = Document("a", tuple(segments), target_lang="en")
    found = [
        (issue.check, segment.target[issue.span.start : issue.span.end])
        for segment, issues in zip(segments, run(document, configure()).issues, strict=True)
        for issue in issues
    ]
    assert found == []
