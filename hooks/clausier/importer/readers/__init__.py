"""One reader a format; all make the same blocks. What a file is, is seen from its bytes, not from its name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from clausier.importer.blocks import Reading, Unreadable

LARGEST = 60_000_000
"""Bytes of the largest file read; a scanned convention of 200 pages is about 40 MB."""
UNZIPPED = 300_000_000
"""Bytes of the largest file once unzipped: beyond, it was made to fill the memory."""
XML = 60_000_000
"""Bytes of the largest XML part of an office file; the text of a long convention is under 5 MB."""
Progress = Callable[[int, int], None]


def _quiet(done: int, total: int) -> None:
    pass


def read(path: Path, progress: Progress = _quiet) -> Reading:
    """The blocks of a file.

    Raises:
        Unreadable: when the file is absent, empty, too big, protected, damaged, or of a format that is not read.
    """
    name = path.name
    if not path.is_file():
        raise Unreadable(f"{name} : ce fichier n’existe pas, ou c’est un dossier : vérifiez le chemin")
    try:
        size = path.stat().st_size
        head = path.open("rb").read(4096) if size else b""
    except OSError as error:
        raise Unreadable(f"{name} : fichier illisible ({error.strerror}) : fermez-le s’il est ouvert ailleurs") from None
    if not size:
        raise Unreadable(f"{name} : le fichier est vide : enregistrez-le de nouveau")
    if size > LARGEST:
        raise Unreadable(f"{name} : fichier de plus de {LARGEST // 1_000_000} Mo : découpez-le, ou retirez-en les images")
    try:
        reading = _by_content(path, head, progress)
    except Unreadable:
        raise
    except Exception as error:  # a file made or broken by who knows what: its reader may meet anything
        kind = type(error).__name__
        raise Unreadable(f"{name} : fichier d’une forme inattendue ({kind}) : enregistrez-le de nouveau, ou en texte") from None
    if not any(block for block in reading.blocks):
        raise Unreadable(f"{name} : aucun texte dans ce fichier : vérifiez que c’est le bon")
    return reading


def _by_content(path: Path, head: bytes, progress: Progress) -> Reading:
    name = path.name
    if b"%PDF-" in head[:1024]:
        from clausier.importer.readers import pdf

        return pdf.read(path, progress)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _office(path)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(
            f"{name} : ancien format de Word (.doc), ou fichier protégé par un mot de passe : enregistrez-le en .docx, sans mot de passe"
        )
    if head.startswith(b"{\\rtf"):
        raise Unreadable(f"{name} : format RTF : ouvrez-le dans Word ou LibreOffice, puis enregistrez-le en .docx ou .odt")
    if path.suffix.lower() in (".docx", ".odt", ".pdf"):
        raise Unreadable(
            f"{name} : le contenu n’est pas celui d’un fichier {path.suffix.lower()} : le fichier est abîmé ou mal nommé"
        )
    from clausier.importer.readers import text

    return text.read(path)


def _office(path: Path) -> Reading:
    """A zipped office file, after its parts were weighed."""
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {info.filename: info for info in archive.infolist()}
            heaviest = max((i.file_size for i in parts.values() if i.filename.endswith((".xml", ".rels"))), default=0)
            if sum(i.file_size for i in parts.values()) > UNZIPPED or heaviest > XML or len(parts) > 20_000:
                raise Unreadable(f"{name} : une fois décompressé, ce fichier est démesuré : refusé par prudence")
            kind = archive.read("mimetype")[:80] if "mimetype" in parts and parts["mimetype"].file_size < 200 else b""
            protected = (
                b"encryption-data" in archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in parts else False
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise Unreadable(f"{name} : le fichier est abîmé : rouvrez-le, puis enregistrez-le de nouveau") from None
    if "word/document.xml" in parts:
        from clausier.importer.readers import docx

        return docx.read(path)
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        if protected:
            raise Unreadable(f"{name} : le fichier est protégé par un mot de passe : retirez-le, puis recommencez")
        from clausier.importer.readers import odt

        return odt.read(path)
    raise Unreadable(
        f"{name} : ce n’est ni un .docx, ni un .odt, ni un PDF, ni un texte : enregistrez-le dans un de ces formats"
    )
