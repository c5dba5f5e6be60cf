"""How the help of a command is put together."""

from __future__ import annotations

from collections.abc import Sequence

from jobmatch.words.catalogue import Phrase


def help_of(en: Sequence[str], zh: Sequence[str], *examples: str) -> Phrase:
    """Paragraphs in both languages, and the calls, which are the same in all."""
    return Phrase(
        "\n\n".join((*en, "\n".join(f"Example: {call}" for call in examples))),
        "\n\n".join((*zh, "\n".join(f"示例：{call}" for call in examples))),
    )
