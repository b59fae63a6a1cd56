"""The papers of the year: pages of the guide, each a model to fill in, with advice that the file leaves out."""

from __future__ import annotations

import re

ADVICE = "Mode d’emploi"
"""Title of the section, last of its page, that speaks of the model and is no part of it."""
_ADVICE = re.compile(rf"^## +{ADVICE}[ #]*$", re.MULTILINE)


def model_text(body: str) -> str:
    """The model alone, in Markdown: what stands before the advice."""
    return _ADVICE.split(body)[0].strip()
