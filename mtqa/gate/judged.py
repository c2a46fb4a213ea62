"""An article as the gate sees it."""

from dataclasses import dataclass

from mtqa.types import DocumentReport
from mtqa.wording import label


@dataclass(frozen=True, slots=True)
class Judged:
    """An article: `whole`, and `new` with only those issues and garbled sentences that count, which
    is all of them without a baseline. `is_known` says that the baseline holds it and that its score
    is no worse since, so that limits on scores and grades pass it over."""

    whole: DocumentReport
    new: DocumentReport
    is_known: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return label(self.whole.document)

    @property
    def path(self) -> str:
        """The path of its file, or its id."""
        return self.whole.document.path or self.whole.document.id
