"""Blanks filled in a fragment: the same reading of values as ``clausier.document``, in WordprocessingML.

One pass with a function: a value is never read again, so that ``{{…}}``, ``$&`` or ``<w:t>`` in it stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clausier import document
from clausier.document import Values
from clausier.library import Bibliotheque
from clausier.office import wordml
from clausier.office.fragments import Fragment
from clausier.office.numbering import Numbering
from clausier.typography import NARROW, french

GROUP = r"<!--chaque:([a-z0-9-]+)-->(.*?)<!--fin:\1-->"
"""A group: its name, what it repeats. Read alike by Python and JavaScript (with its flags ``s``)."""
MARK = (
    r'<w:r>(?:<w:rPr>(?:<w:rStyle w:val="Blanc"/>)?((?:<w:b/>)?(?:<w:i/>)?)</w:rPr>)?'
    r'<w:t xml:space="preserve">\{\{(renvoi:)?([a-z0-9-]+)(?:\.([a-z0-9-]+))?\}\}</w:t></w:r>'
    r"|\{\{(num|suite):([0-9]+)\}\}"
)
"""What is left to resolve. Groups: 1 the run's format, 2 «renvoi:» or nothing, 3 field or subject, 4 field of the group's
element; or 5 «num» or «suite», 6 rank of the list in its fragment."""
_GROUP, _MARK = re.compile(GROUP, re.DOTALL), re.compile(MARK)


@dataclass
class Filler:
    """Fills the fragments of one document."""

    library: Bibliotheque
    values: Values
    targets: Mapping[str, str]
    """Words of each subject and annexe that the document holds (``clausier.document.targets``)."""
    hints: bool = False
    """Whether a group without elements says that it repeats."""
    numbering: Numbering = field(default_factory=Numbering)
    unresolved: list[str] = field(default_factory=list)
    """Subjects and annexes that the document refers to and does not hold, as they are met."""

    def fill(self, fragment: Fragment) -> str:
        """The fragment, ready for a document's body: nothing in braces is left."""
        shared: dict[str, int] = {}
        parts = _GROUP.split(fragment.xml)  # text, name, inside, text, name, inside…
        done = [self._marks(parts[0], fragment, shared, shared)]
        for name, inside, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            elements = self.values.get(name) or [{}]
            if self.hints and elements == [{}]:
                inside = self._with_hint(name, inside)
            done += [self._marks(inside, fragment, shared, {}, (name, element)) for element in elements]
            done.append(self._marks(after, fragment, shared, shared))
        return "".join(done)

    def _with_hint(self, name: str, inside: str) -> str:
        """What a group repeats, after words that say so: in its row's first cell, or in a paragraph before it."""
        hint = wordml.blank(french(f"[à répéter : {document.label(self.library, name, None)}]"))
        if inside.startswith("<w:tr>"):
            short = wordml.blank("[ligne à répéter]")
            return inside.replace("</w:pPr>", f"</w:pPr>{short}<w:r><w:br/></w:r>", 1)
        return wordml.paragraph(hint, "", "<w:keepNext/>") + inside

    def _marks(
        self,
        xml: str,
        fragment: Fragment,
        shared: dict[str, int],
        own: dict[str, int],
        element: tuple[str, Mapping[str, Any]] = ("", {}),
    ) -> str:
        """``xml`` with its marks resolved; ``own`` holds the numbers already allotted in this copy of a group."""

        def resolved(match: re.Match[str]) -> str:
            form, referral, name, part, kind, rank = match.groups()
            if kind:
                known = shared if kind == "suite" else own
                if rank not in known:
                    known[rank] = self.numbering.fresh(fragment.starts[int(rank) - 1])
                return str(known[rank])
            form = form or ""
            if referral:
                return wordml.run(french(document.referred(self.library, name, self.targets, self.unresolved)), form)
            inside = part is not None and name == element[0]
            value = document.in_words(element[1].get(part) if inside else self.values.get(name), f"{NARROW}; ")
            if value is not None and (written := wordml.run(value, form)):
                return written
            return wordml.blank(french(f"[{document.label(self.library, name, part)}]"), form)

        return _MARK.sub(resolved, xml)
