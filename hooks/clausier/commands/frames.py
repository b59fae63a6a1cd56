"""Put a clause in ``trames.yml`` by hand, so to say: comments and layout stay as they are."""

from __future__ import annotations

import json
from typing import Any

import yaml


class Misfit(Exception):
    """The part's list of clauses is not where it should be."""


def _entry(node: Any, key: str) -> Any:
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == key:
            return value
    return None


def with_clause(text: str, frame: str, part: int, clause: str) -> str:
    """The text of ``trames.yml`` with ``clause`` last in a part.

    Args:
        text: the file.
        frame: id of the document to assemble.
        part: rank of its part, from 0.
        clause: id of the clause.

    Raises:
        Misfit: when there is no such part, or its clauses are no list.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    frames = _entry(root, "trames")
    wanted = next(
        (n for n in (frames.value if frames else ()) if (i := _entry(n, "id")) is not None and i.value == frame), None
    )
    parts = _entry(wanted, "parties") if wanted is not None else None
    if parts is None or not 0 <= part < len(parts.value):
        raise Misfit(frame)
    listed = _entry(parts.value[part], "clauses")
    if not isinstance(listed, yaml.SequenceNode):
        raise Misfit(frame)
    if listed.flow_style or not listed.value:
        end = listed.end_mark.index - 1
        return f"{text[:end].rstrip()}{', ' if listed.value else ''}{clause}{text[end:]}"
    last = listed.value[-1]
    line_end = text.find("\n", last.end_mark.index)
    line_end = len(text) if line_end < 0 else line_end
    indent = " " * listed.start_mark.column
    return f"{text[:line_end]}\n{indent}- {clause}{text[line_end:]}"


def with_addition(text: str, frame: str, part: str, clause: str) -> str:
    """The text of ``mon-territoire/trames.yml``, "" when there is none yet, with ``clause`` added to a part, last.

    Raises:
        Misfit: when the file has no list of additions written one below the other.
    """
    line = f"- {json.dumps({'trame': frame, 'partie': part, 'clauses': [clause]}, ensure_ascii=False)}"
    if not text.strip():
        return f"# Où nos clauses prennent place dans les documents à assembler.\najouts:\n  {line}\n"
    listed = _entry(yaml.compose(text, Loader=yaml.SafeLoader), "ajouts")
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style or not listed.value:
        raise Misfit(frame)
    last = listed.value[-1].end_mark
    end = text.rfind("\n", 0, last.index) if last.column == 0 else text.find("\n", last.index)
    end = len(text) if end < 0 else end
    return f"{text[:end].rstrip()}\n{' ' * listed.start_mark.column}{line}\n{text[end:].lstrip(chr(10))}"
