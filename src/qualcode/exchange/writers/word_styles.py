"""The look of a Word document: its styles, fonts, numbering and settings.

Georgia for what is read and Arial for what is looked up: both are on every Windows and macOS machine. Where
they are missing, the font table names free fonts of the same widths.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.exchange.writers.word_xml import NAMESPACES

SERIF, SANS = "Georgia", "Arial"
INK, MUTED, HAIRLINE = "23252B", "565961", "DAD7D0"
"""Text, secondary text, the lines between rows."""

RULE, RULE_BELOW = "8B8880", "8B8881"
"""The line beside a memo's title, and beside its text."""

NUMBERED, LETTERED, BULLETS = 1, 2, 3
"""The numberings of headings (1, 2, …), of appendices (A, B, …) and of lists."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style. Lengths are twentieths of a point, ``size`` points, ``line`` 240ths of a line."""

    id: str
    name: str
    size: float
    font: str = SERIF
    bold: bool = False
    colour: str = INK
    based: str = "Normal"
    following: str = ""
    before: int = 0
    after: int = 0
    line: int = 264
    left: int = 0
    right: int = 0
    hanging: int = 0
    align: str = ""
    outline: int | None = None
    numbering: tuple[int, int] | None = None
    keep_next: bool = False
    keep_lines: bool = False
    borders: str = ""
    tabs: str = ""
    primary: bool = False


def _border(side: str, size: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _tab(kind: str, at: int, leader: str = "none") -> str:
    return f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{at}"/>'


_QUOTE_INDENT = 482


def _cell(
    id_: str,
    name: str,
    size: float = 8.5,
    bold: bool = False,
    align: str = "",
    left: int = 0,
    borders: str = "",
) -> _Style:
    """Return a style for cells: the gap between columns is the indent of the text."""
    return _Style(
        id_,
        name,
        size,
        SANS,
        bold=bold,
        before=36,
        after=36,
        line=252,
        left=left,
        right=0 if align else 140,
        align=align,
        borders=borders,
    )


_STYLES = (
    _Style("Heading1", "heading 1", 17, bold=True, following="Normal", before=480, after=160, hanging=510,
           left=510, outline=0, numbering=(NUMBERED, 0), keep_next=True, keep_lines=True, primary=True),
    _Style("Heading2", "heading 2", 12.5, bold=True, following="Normal", before=400, after=60, outline=1,
           keep_next=True, keep_lines=True, primary=True),
    _Style("Heading3", "heading 3", 9, SANS, bold=True, following="Normal", before=200, after=80, outline=2,
           keep_next=True, keep_lines=True, primary=True),
    _Style("Title", "Title", 32, bold=True, following="Subtitle", after=160, line=252, primary=True),
    _Style("Subtitle", "Subtitle", 14, colour=MUTED, following="Normal", after=0, line=288, primary=True),
    _Style("Caption", "caption", 8.5, SANS, bold=True, following="Normal", before=240, after=100,
           keep_next=True, keep_lines=True, primary=True),
    _Style("TOCHeading", "TOC Heading", 17, bold=True, following="Normal", after=200, keep_next=True),
    _Style("TOC1", "toc 1", 9.5, SANS, following="Normal", before=120, after=20, left=510, hanging=510,
           tabs=_tab("left", 510) + _tab("right", 9072, "dot")),
    _Style("TOC2", "toc 2", 8.5, SANS, colour=MUTED, following="Normal", after=30, left=510,
           tabs=_tab("right", 9072, "dot")),
    _Style("Footer", "footer", 7.5, SANS, colour=MUTED, borders=_border("top", 4, HAIRLINE, 6)),
    _Style("ListBullet", "List Bullet", 10.5, after=60, line=300, left=340, hanging=340,
           numbering=(BULLETS, 0)),
    _Style("Quotation", "Quotation", 10.5, before=60, after=160, line=290, left=_QUOTE_INDENT,
           right=_QUOTE_INDENT, keep_lines=True, primary=True),
    _Style("CodeFacts", "Code facts", 8.5, SANS, colour=MUTED, following="Normal", after=100, keep_next=True),
    _Style("MemoTitle", "Memo title", 8.5, SANS, following="MemoText", before=160, after=0, left=227,
           keep_next=True, keep_lines=True, borders=_border("left", 12, RULE, 9)),
    # Another shade, or Word and LibreOffice draw the line on through the space between two memos.
    _Style("MemoText", "Memo text", 10, following="Normal", after=160, line=280, left=227,
           borders=_border("left", 12, RULE_BELOW, 9)),
    _Style("CoverLine", "Cover line", 9, SANS, colour=MUTED, after=0),
    _Style("BigNumber", "Big number", 22, SANS, before=0, after=0, line=240, keep_next=True),
    _Style("BigNumberLabel", "Big number label", 8.5, SANS, colour=MUTED, after=0),
    _Style("StatusLabel", "Status label", 8.5, SANS, colour=MUTED, before=70, after=70, right=140),
    _Style("StatusText", "Status text", 9.5, SANS, before=60, after=70, line=269),
    _cell("TableText", "Table text"),
    _cell("TableFigure", "Table figure", align="right"),
    _cell("TableTotal", "Table total", bold=True),
    _cell("TableTotalFigure", "Table total figure", bold=True, align="right"),
    _cell("TableHead", "Table head", 7.5, bold=True),
    _cell("TableHeadFigure", "Table head figure", 7.5, bold=True, align="right"),
    _cell("TableGroup", "Table group", 7.5, bold=True, align="center", left=200,
          borders=_border("bottom", 4, INK, 2)),
    _Style("TableNote", "Table note", 7.5, SANS, colour=MUTED, following="Normal", before=100, after=200),
    _Style("Spacer", "Spacer", 1, line=240),
)  # fmt: skip

_CHARACTER_STYLES = (
    ("Attribution", "Attribution", SANS, 8.5, MUTED),
    ("QuoteSource", "Quote source", SANS, 7.5, MUTED),
    ("MemoDetails", "Memo details", SANS, 8, MUTED),
    ("Figures", "Figures", SANS, 8.5, MUTED),
)


def styles_xml(language: str) -> str:
    """Return the styles of a document whose words are in ``language`` (a tag such as ``en-GB``)."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SERIF)}"
        f'<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl/><w:spacing w:after="140" w:line="300" w:lineRule="auto"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    tables = "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        + (f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>" if borders else "")
        + "</w:style>"
        for id_, name, borders in (
            ("ReportTable", "Report table", _table_borders(INK)),
            ("StatusTable", "Status table", _table_borders(HAIRLINE)),
            ("NumbersTable", "Numbers table", ""),
        )
    )
    characters = "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:qFormat/><w:rPr>{_fonts(font)}<w:color w:val="{colour}"/>{_size(size)}</w:rPr></w:style>'
        for id_, name, font, size, colour in _CHARACTER_STYLES
    )
    own = "".join(map(_style_xml, _STYLES))
    return f"<w:styles {NAMESPACES}>{defaults}{fixed}{own}{characters}{tables}</w:styles>"


def _table_borders(outer: str) -> str:
    return _border("top", 6, outer) + _border("bottom", 6, outer) + _border("insideH", 4, HAIRLINE)


def _style_xml(style: _Style) -> str:
    custom = "" if style.name[0].islower() or style.name in _BUILT_IN else ' w:customStyle="1"'
    indent = "".join(
        f' w:{side}="{value}"'
        for side, value in (("left", style.left), ("right", style.right), ("hanging", style.hanging))
        if value
    )
    numbering = ""
    if style.numbering is not None:
        number, level = style.numbering
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph = (
        ("<w:keepNext/>" if style.keep_next else "")
        + ("<w:keepLines/>" if style.keep_lines else "")
        + numbering
        + (f"<w:pBdr>{style.borders}</w:pBdr>" if style.borders else "")
        + (f"<w:tabs>{style.tabs}</w:tabs>" if style.tabs else "")
        + f'<w:spacing w:before="{style.before}" w:after="{style.after}" '
        + f'w:line="{style.line}" w:lineRule="auto"/>'
        + (f"<w:ind{indent}/>" if indent else "")
        + (f'<w:jc w:val="{style.align}"/>' if style.align else "")
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    )
    text = (
        _fonts(style.font)
        + ("<w:b/><w:bCs/>" if style.bold else "")
        + f'<w:color w:val="{style.colour}"/>'
        + _size(style.size)
    )
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>'
        + (f'<w:next w:val="{style.following}"/>' if style.following else "")
        + ("<w:qFormat/>" if style.primary else "")
        + f"<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


_BUILT_IN = frozenset({"Title", "Subtitle", "TOC Heading", "List Bullet"})


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def numbering_xml() -> str:
    """Return the numberings: headings 1, 2, …; appendices A, B, …; bullets."""
    heading = f'<w:rPr>{_fonts(SANS)}<w:b w:val="0"/><w:color w:val="{MUTED}"/></w:rPr>'
    levels = (
        (NUMBERED, "decimal", "%1", 510, '<w:pStyle w:val="Heading1"/>', heading),
        (LETTERED, "upperLetter", "%1", 510, "", heading),
        (BULLETS, "bullet", "•", 340, '<w:pStyle w:val="ListBullet"/>', f"<w:rPr>{_fonts(SANS)}</w:rPr>"),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
        f"{look}</w:lvl></w:abstractNum>"
        for number, kind, text, indent, style, look in levels
    )
    used = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, *_ in levels)
    return f"<w:numbering {NAMESPACES}>{abstract}{used}</w:numbering>"


def settings_xml(language: str) -> str:
    """Return the settings: no compatibility mode, no update of fields on opening (Word would ask)."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", "15"),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
            ("doNotFlipMirrorIndents", "1"),
        )
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compatibility}</w:compat>"
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def fonts_xml() -> str:
    """Return the font table; its second names are what a reader without the first may use."""
    fonts = (
        (SERIF, "Gelasio", "02040502050405020303", "roman"),
        (SANS, "Liberation Sans", "020B0604020202020204", "swiss"),
    )
    return (
        f"<w:fonts {NAMESPACES}>"
        + "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
            f'<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
            for name, other, panose, family in fonts
        )
        + "</w:fonts>"
    )
