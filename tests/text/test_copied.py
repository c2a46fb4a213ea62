import pytest

from mtqa.text.copied import left_over

GERMAN = "Ihr Chef will das neue Gesetz bald wieder ändern."


def runs(source: str, target: str, lang: str = "de", other: str = "en") -> list[str]:
    return [target[start:end] for start, end in left_over(source, target, lang, other, 5)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (GERMAN, "He wants das neue Gesetz bald wieder soon.", ["das neue Gesetz bald wieder"]),
        (GERMAN, "He wants das neue Gesetz bald soon.", []),  # four words
        (GERMAN, "The slogan was „das neue Gesetz bald wieder“.", []),
        (GERMAN, "The law (das neue Gesetz bald wieder) is old.", []),
        (GERMAN, "„Then das neue Gesetz bald wieder“, he said.", ["das neue Gesetz bald wieder"]),
        ("Er sagt: il faut bien le faire.", "He says: il faut bien le faire.", []),  # no German
    ],
)
def test_words_that_were_left_as_they_were(source: str, target: str, expected: list[str]) -> None:
    assert runs(source, target) == expected


def test_characters_of_a_script_without_spaces() -> None:
    source = "他说新的法律很快就会改变。"
    assert runs(source, "He says 新的法律很快就会 soon.", "zh", "en") == ["新的法律很快就会"]
    assert runs(source, "He says so.", "zh", "en") == []
