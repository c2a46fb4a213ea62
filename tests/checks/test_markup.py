"""Placeholders that the marks of the case files would hide, and what precedes a prompt."""

import pytest

from mtqa.checks.markup import placeholder, prompt_remnant
from mtqa.text import leftovers
from mtqa.types import Segment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear ⟦1⟧, see ⟨2⟩ and ⦅PH_3⦆.", ["⟦1⟧", "⟨2⟩", "⦅PH_3⦆"]),
        ("⟦ 12 ⟧", ["⟦ 12 ⟧"]),
        ("a ⟦b⟧ c ⟨ψ|φ⟩", []),
    ],
)
def test_numbers_in_white_brackets(text, found):
    assert [text[span.start : span.end] for span, _ in placeholder(Segment(text), "en")] == found


@pytest.mark.parametrize(
    "opening",
    ["As an AI language model", "I’m an AI assistant", "Here's the translation", "### Response:",
     "Translate this into Welsh", "Original text:", "Voici la traduction", "Вот перевод",
     "以下是翻译", "다음은 번역", "İşte çeviri", "إليك الترجمة", "यहाँ अनुवाद है", "Traduzione:"],
)  # fmt: skip
def test_the_quick_look_misses_no_prompt(opening):
    for text in (opening, f"“{opening}", f" - {opening}", f'("{opening}', opening.upper()):
        if leftovers.PROMPT.match(text):
            assert list(prompt_remnant(Segment(text), None)), text
    assert list(prompt_remnant(Segment(opening), None))
