"""The styles of our documents: the part ``word/styles.xml``.

Built-in styles keep their English identifiers and names: a French Word shows «Titre 1», «Liste à puces». The text is set
in Cambria, titles and tables in Calibri, which come with Office; LibreOffice has metric copies of both.
"""

from __future__ import annotations

from clausier.office.wordml import W

_TEXT = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Times New Roman"/>'
_TITLES = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
_INK, _BLUE, _GREY, _OCHRE = "1D2733", "0F4C5C", "4A5565", "7A3A0E"


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _style(
    name: str, title: str, paragraph: str = "", run: str = "", based: str = "Normal", following: str = "", rank: int = 99
) -> str:
    """A paragraph style: its properties, those of its text, the style that it derives from and the one that Enter leads to.

    Word's own have a lower ``rank`` than 99.
    """
    own = "" if rank < 99 else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + f'<w:uiPriority w:val="{rank}"/><w:qFormat/>'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _spacing(before: int, after: int, line: int = 264) -> str:
    """Space around, in twentieths of a point; ``line`` in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _title(level: int, points: float, before: int, after: int, colour: str) -> str:
    return _style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{_spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
        f'{_TITLES}<w:b/><w:bCs/><w:color w:val="{colour}"/>{_size(points)}',
        following="Normal",
        rank=9,
    )


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_TEXT}{_size(11)}<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault><w:pPr>{_spacing(120, 60)}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
)
_BASES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:uiPriority w:val="0"/><w:qFormat/>'
    f'<w:rPr><w:color w:val="{_INK}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
    "<w:semiHidden/><w:unhideWhenUsed/></w:style>"
)


def _list(name: str, title: str, number: int, before: int = 40, after: int = 40, based: str = "Normal", rank: int = 36) -> str:
    return _style(
        name, title, f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{_spacing(before, after)}', based=based, rank=rank
    )


_PARAGRAPHS = (
    _style(
        "Title",
        "Title",
        f'<w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{_BLUE}"/></w:pBdr>{_spacing(0, 280, 240)}',
        f'{_TITLES}<w:b/><w:bCs/><w:color w:val="{_BLUE}"/>{_size(21)}',
        following="Normal",
        rank=10,
    ),
    _title(1, 14, 340, 80, _BLUE),
    _title(2, 12, 220, 40, _INK),
    _title(3, 11, 180, 40, _GREY),
    _list("ListBullet", "List Bullet", 1),
    _list("ListNumber", "List Number", 3),
    _style("ListContinue", "List Continue", f'{_spacing(40, 40)}<w:ind w:left="425"/>', rank=36),
    _style(
        "Footer",
        "footer",
        f'{_spacing(0, 0, 240)}<w:jc w:val="center"/>',
        f'{_TITLES}<w:color w:val="{_GREY}"/>{_size(9)}',
        rank=36,
    ),
    _style("Chapeau", "Chapeau", _spacing(0, 160), f'{_TITLES}<w:color w:val="{_GREY}"/>{_size(11.5)}'),
    _style("Mention", "Mention", _spacing(120, 80, 252), f'{_TITLES}<w:color w:val="{_GREY}"/>{_size(9)}'),
    _style("Cellule", "Cellule", _spacing(30, 30, 247), f"{_TITLES}{_size(10)}"),
    _style("CelluleTitre", "Titre de cellule", "", "<w:b/><w:bCs/>", based="Cellule"),
    _list("CellulePuce", "Puce de cellule", 2, before=0, after=30, based="Cellule", rank=99),
    _style("Interligne", "Interligne", '<w:spacing w:before="0" w:after="0" w:line="140" w:lineRule="exact"/>', _size(6)),
)
_BLANK = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="Blanc"><w:name w:val="Blanc"/><w:basedOn w:val="DefaultParagraphFont"/>'
    f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr><w:color w:val="{_OCHRE}"/><w:shd w:val="clear" w:color="auto" w:fill="FDE7BF"/></w:rPr></w:style>'
)
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A97A3"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="TableauClausier"><w:name w:val="Tableau du Clausier"/><w:basedOn w:val="TableNormal"/>'
    f'<w:uiPriority w:val="39"/><w:qFormat/><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
    '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{W}">'
    f"{_DEFAULTS}{_BASES}{''.join(_PARAGRAPHS)}{_BLANK}{_TABLE}</w:styles>"
)
"""The whole part."""
_FONT = '<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
FONTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{W}">'
    + _FONT.format(name="Cambria", other="Caladea", family="roman")
    + _FONT.format(name="Calibri", other="Carlito", family="swiss")
    + "</w:fonts>"
)
"""The part ``word/fontTable.xml``: what to take where a font is missing."""
