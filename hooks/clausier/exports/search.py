"""The search index, made by Pagefind from cleaned copies of the finished pages.

Pagefind folds accents, plurals and inflections by itself; curly apostrophes and the other names of a thing (acronyms,
synonyms) are put right in the copies, which nobody reads. Its output differs from build to build.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from clausier.exports.searched import Searched, acronyms, other_names, otherwise, pages, same_as
from clausier.library import Bibliotheque
from clausier.library import Vocabularies as Words

FOLDER = "recherche"
"""Folder of the index in the site."""
_CONTENT = re.compile(r'<div class="page page--(\w[\w-]*)[^>]*>(.*)</div>\s*</div>\s*</main>', re.DOTALL)
_WHOLE = ("clause", "fiche", "convention", "theme", "guide")
"""Kinds of page indexed word for word. Any other is a list: what it lists has its own page, which is the better answer."""
_LEFT_OUT = re.compile(
    r"<(nav|button(?! type=\"button\" class=\"sigle\")|svg|script|style)\b.*?</\1>|<div class=\"outils\".*?</div>"
    r"|<h2 id=\"sources\".*?</ul>|<p class=\"(?:avis|etiquettes|titre__sorte)\">.*?</p>|<a class=\"headerlink\".*?</a>",
    re.DOTALL,
)
_QUESTION = re.compile(r'<h3 id="([^"]+)">([^<]*\?)\s*</h3>(.*?)(?=<h[23]\b|</section>)', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_MARKS = re.compile(r"\{\{[^}]*\}\}|\[([^\]]*)\]\([^)]*\)|[*_#`]")


def _text(content: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def copy(content: str, answer: Searched, words: Words) -> str:
    """The page to index for an answer: its content, what it is filtered by, and what else it is called."""
    also = [w for w in (*answer.known_as, *answer.words, *other_names(f"{answer.title} {_text(content)}", words.sigles)) if w]
    filters = "".join(
        f'<span data-pagefind-filter="{name}:{html.escape(value)}"></span>'
        for name, value in [("sorte", answer.kind), *(("theme", t) for t in answer.themes)]
    )
    extra = f'<p data-pagefind-weight="0.6">Autres mots : {html.escape(", ".join(also))}.</p>' if also else ""
    metas = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value)}">'
        for name, value in (
            ("title", answer.title), ("autrement", " ; ".join(answer.otherwise)), ("question", answer.question),
            ("dit", ", ".join(answer.known_as)), ("mots", ", ".join(answer.words)), ("lieu", answer.place),
            ("sorte", answer.kind),
        )
        if value
    )  # fmt: skip
    page = f'<html lang="fr"><head>{metas}</head><body data-pagefind-body>{filters}{content}{extra}</body></html>'
    return _straight(page)


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")


def _paragraphs(title: str, texts: Iterable[str]) -> str:
    return f"<h1>{html.escape(title)}</h1>" + "".join(f"<p>{html.escape(t)}</p>" for t in texts if t)


def copies(page: str, answer: Searched, body: str, words: Words) -> list[tuple[Searched, str]]:
    """What to index of a finished page: itself, and each question that it answers; nothing when no content is ours."""
    found = _CONTENT.search(page)
    if found is None:
        return []
    kind, content = found[1], _LEFT_OUT.sub(" ", found[2])
    if kind not in _WHOLE:
        text = " ".join(_MARKS.sub(lambda m: m[1] or " ", body).split())
        return [(answer, copy(_paragraphs(answer.title, (answer.question, *answer.lead, text)), answer, words))]
    inside = []
    for where, question, reply in _QUESTION.findall(content):
        title = _text(question)
        lead = Searched(
            f"{answer.url}#{where}",
            answer.kind,
            title,
            answer.title,
            words=tuple(same_as(title, words.synonymes)),
            otherwise=otherwise(title, words.sigles),
        )
        inside.append((lead, copy(f"<h1>{question}</h1>{reply}", replace(lead, themes=answer.themes), words)))
    return [(answer, copy(_QUESTION.sub(" ", content), answer, words)), *inside]


def _ids(index: Path) -> dict[str, str]:
    """Pagefind's name for each copy, by the copy's file: what it gives in answer, before anything else is read.

    A fragment is compressed JSON after a mark of twelve bytes, in the version that the project fixes.
    """
    found = {}
    for path in (index / "fragment").glob("*.pf_fragment"):
        content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        found[json.loads(content)["url"].strip("/")] = path.stem
    return found


def _named(answer: Searched) -> dict[str, str | list[str]]:
    """What the box knows of an answer before it reads anything: enough to name it, and to rank it by its names."""
    names: dict[str, str | list[str]] = {
        "adresse": answer.url, "titre": answer.title, "sorte": answer.kind, "lieu": answer.place,
        "noms": [n for n in (answer.question, *answer.otherwise) if n], "dit": list(answer.known_as),
        "mots": list(answer.words),
    }  # fmt: skip
    return {key: value for key, value in names.items() if value}


def _index(copies: Path, output: Path) -> None:
    """Run Pagefind over the copies. Its Python interface ends its process without waiting for the last bytes to be written."""
    command = [sys.executable, "-m", "pagefind", "--site", str(copies), "--output-path", str(output), "--force-language", "fr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    empty = [p.name for p in output.rglob("*") if p.is_file() and p.stat().st_size == 0] if output.is_dir() else ["tout"]
    if done.returncode or empty:
        raise RuntimeError(f"L’index de la recherche n’est pas écrit ({', '.join(empty)}) : {done.stderr or done.stdout}")


def _copies(library: Bibliotheque, site: Path) -> Iterator[tuple[Searched, str]]:
    """Each answer that search can give, with what to index for it."""
    words = library.vocabularies
    bodies = {e.url: e.body for e in library.guides.values()}
    for answer in acronyms(library):
        yield answer, copy(_paragraphs(answer.title, answer.lead), answer, words)
    for answer in pages(library):
        source = site / answer.url / "index.html"
        if source.is_file():
            yield from copies(source.read_text(encoding="utf-8"), answer, bodies.get(answer.url, ""), words)


def write_index(library: Bibliotheque, site: Path, target: Path) -> int:
    """Index the finished pages of ``site`` under ``target``; returns how many answers search can give."""
    answers: list[Searched] = []
    with tempfile.TemporaryDirectory() as folder:
        for answer, content in _copies(library, site):
            answers.append(answer)
            (Path(folder) / f"{len(answers)}.html").write_text(content, encoding="utf-8")
        _index(Path(folder), target / FOLDER)
    ids = _ids(target / FOLDER)
    names = json.dumps(
        {ids[f"{n}.html"]: _named(a) for n, a in enumerate(answers, 1)}, ensure_ascii=False, separators=(",", ":")
    )
    (target / FOLDER / "noms.json").write_text(names, encoding="utf-8")
    for extra in (target / FOLDER).glob("pagefind-*ui.*"):  # Pagefind's own boxes: ours replaces them.
        extra.unlink()
    (target / FOLDER / "pagefind-highlight.js").unlink(missing_ok=True)
    return len(answers)
