"""Makes reference.docx and reference.odt, whose styles pandoc takes over, from pandoc's own.

usage: ENVIRONMENT/bin/python -I -B reference-documents.py FOLDER

One table of styles serves both formats. The same pandoc gives the same bytes.
"""

import os
import re
import subprocess
import sys
import zipfile

import pypandoc

INK, SECONDARY, RULE, ACCENT = "1B1F24", "4A5560", "D5DAE0", "0B5563"
FONT, FALLBACK = "Inter", "Noto Sans"
MOMENT = (2020, 1, 1, 0, 0, 0)
# What Word knows by itself under a name without blanks.
BUILT_IN = ("Title", "Subtitle", "Hyperlink")
SCORES = ["A63A1B", "E0A387", "F1EFEB", "8FC6C0", "17706A"]


class Style:
    """A paragraph or character style: points, and colours without #."""

    def __init__(self, name, family="paragraph", parent="Normal", **look):
        self.name, self.family, self.parent, self.look = name, family, parent, look

    def __getattr__(self, name):
        return self.look.get(name)


PARAGRAPHS = [
    Style("Title", size=25, bold=True, before=4, after=2, line=1.1, keep=True),
    Style("Subtitle", size=11, colour=SECONDARY, after=10, line=1.2, keep=True),
    Style("Mark", size=9.5, colour=SECONDARY, after=8, rule_above=INK, space_above=6),
    Style("Fact", size=9.5, after=1, line=1.3),
    Style("Lead", size=13, before=5, after=5, line=1.3),
    Style("Note", before=6, after=8, bar=ACCENT),
    Style("KeyFigure", after=1, line=1.1),
    Style("Legend", size=8.5, colour=SECONDARY, before=4, after=8, line=1.5, keep=True),
    Style("FigureTitle", size=12, before=14, after=4, line=1.3, keep=True),
    Style("FigurePanels", before=2, after=2, line=1.2, keep=True),
    Style("FigureSource", size=8, colour=SECONDARY, after=10, line=1.3),
    Style("FoldTitle", bold=True, before=10, after=0, keep=True),
    Style("Closing", size=9, colour=SECONDARY, before=4, after=2),
    Style("SectionEnd", size=1, after=0, line=1),
    Style("ScoreUnknown", size=8, after=0, before=1, line=1.2, centred=True),
] + [
    Style(
        "Score%d" % number, size=8, after=0, before=1, line=1.2, centred=True, fill=fill,
        colour="FFFFFF" if number in (0, 4) else INK,
    )
    for number, fill in enumerate(SCORES)
]
CHARACTERS = [
    Style("Secondary", "text", size=8, colour=SECONDARY),
    Style("HeatHead", "text", size=7),
    Style("Code", "text", size=8.5, colour=SECONDARY),
    Style("FactLabel", "text", colour=SECONDARY),
    Style("KeyNumber", "text", size=17, bold=True),
    Style("EntryNumber", "text", colour=ACCENT),
    Style("OutcomeMet", "text", colour="17706A"),
    Style("OutcomeNotMet", "text", colour="A63A1B"),
    Style("OutcomeUnknown", "text", colour="6B7280"),
    Style("OutcomeNotApplicable", "text", colour="6B7280"),
    Style("SwatchHatched", "text", colour=INK),
] + [Style("Swatch%d" % number, "text", fill=fill, colour=fill) for number, fill in enumerate(SCORES)]
BODY = dict(size=10.5, line=1.4, before=0, after=7)
HEADINGS = [
    dict(size=15, bold=True, before=22, after=6, line=1.2, keep=True),
    dict(size=11.5, bold=True, before=13, after=3, line=1.25, keep=True),
    dict(size=10.5, bold=True, before=10, after=3, line=1.25, keep=True),
]
CELL = dict(size=8.5, line=1.2, before=1.5, after=1.5)
CAPTION = dict(size=9, bold=True, before=8, after=4, line=1.3, keep=True)


# DOCX


def word_run(look):
    parts = []
    if "bold" in look:
        parts.append("<w:b/><w:bCs/>" if look["bold"] else '<w:b w:val="0"/>')
    if look.get("colour"):
        parts.append('<w:color w:val="%s"/>' % look["colour"])
    if look.get("size"):
        half = round(look["size"] * 2)
        parts.append('<w:sz w:val="%d"/><w:szCs w:val="%d"/>' % (half, half))
    if look.get("underline"):
        parts.append('<w:u w:val="single"/>')
    if look.get("run_fill"):
        parts.append('<w:shd w:val="clear" w:color="auto" w:fill="%s"/>' % look["run_fill"])
    return "".join(parts)


def word_paragraph(look):
    parts = []
    if look.get("keep"):
        parts.append("<w:keepNext/><w:keepLines/>")
    borders = ""
    if look.get("rule_above"):
        borders += '<w:top w:val="single" w:sz="6" w:space="%d" w:color="%s"/>' % (
            look.get("space_above", 4), look["rule_above"],
        )
    if look.get("bar"):
        borders += '<w:left w:val="single" w:sz="18" w:space="8" w:color="%s"/>' % look["bar"]
    if borders:
        parts.append("<w:pBdr>%s</w:pBdr>" % borders)
    if look.get("fill"):
        parts.append('<w:shd w:val="clear" w:color="auto" w:fill="%s"/>' % look["fill"])
    spacing = ""
    if "before" in look:
        spacing += ' w:before="%d"' % round(look["before"] * 20)
    if "after" in look:
        spacing += ' w:after="%d"' % round(look["after"] * 20)
    if "line" in look:
        spacing += ' w:line="%d" w:lineRule="auto"' % round(look["line"] * 200)
    if spacing:
        parts.append("<w:spacing%s/>" % spacing)
    if look.get("bar"):
        parts.append('<w:ind w:left="200"/>')
    if look.get("centred"):
        parts.append('<w:jc w:val="center"/>')
    if "outline" in look:
        parts.append('<w:outlineLvl w:val="%d"/>' % look["outline"])
    return "".join(parts)


def word_style(id, name, family, parent, look):
    run = word_run(dict(look, run_fill=look.get("fill")) if family == "character" else look)
    paragraph = word_paragraph(look) if family == "paragraph" else ""
    return (
        '<w:style w:type="%s" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/>'
        "<w:qFormat/>%s%s</w:style>"
        % (
            family, id, name, parent,
            "<w:pPr>%s</w:pPr>" % paragraph if paragraph else "", "<w:rPr>%s</w:rPr>" % run if run else "",
        )
    )


def docx(parts):
    styles = parts["word/styles.xml"].decode()
    styles = re.sub(
        r"<w:docDefaults>.*?</w:docDefaults>",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="nl" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>%s</w:pPr>'
        "</w:pPrDefault></w:docDefaults>" % (FONT, FONT, FONT, FONT, word_paragraph(BODY)),
        styles, flags=re.S,
    )
    # Not among the defaults: LibreOffice would lay those over the colours of words in tables.
    styles = re.sub(
        r'(<w:name w:val="Normal" ?/>\s*<w:qFormat ?/>)', r'\1<w:rPr><w:color w:val="%s"/></w:rPr>' % INK, styles, count=1
    )
    # The fonts of the theme would stand before ours.
    styles = re.sub(r"<w:rFonts\s[^>]*Theme[^>]*/>", "", styles, flags=re.S)

    def replace(id, name, family="paragraph", parent="Normal", extra="", **look):
        nonlocal styles
        made = word_style(id, name, family, parent, look)
        if id != name or id in BUILT_IN:  # names of our own have no blanks
            made = made.replace(' w:customStyle="1"', "")
        if extra:
            made = made.replace("<w:qFormat/>", "<w:qFormat/>" + extra)
        found = re.search(r'<w:style\s(?:(?!</w:style>).)*?w:styleId="%s".*?</w:style>' % id, styles, re.S)
        if found:
            styles = styles.replace(found[0], made)
        else:
            styles = styles.replace("</w:styles>", made + "</w:styles>")

    replace("BodyText", "Body Text")
    replace("FirstParagraph", "First Paragraph", parent="BodyText")
    replace("Compact", "Compact", parent="BodyText", before=1, after=2)
    replace("TableText", "Table Text", **CELL)
    replace("Caption", "caption", **CAPTION)
    replace("TableCaption", "Table Caption", parent="Caption")
    for number, look in enumerate(HEADINGS):
        replace("Heading%d" % (number + 1), "heading %d" % (number + 1), outline=number, **look)
    replace("TOCHeading", "TOC Heading", size=9, colour=SECONDARY, before=12, after=2, keep=True)
    replace("TOC1", "toc 1", size=10, after=1, colour=ACCENT)
    replace("Footer", "footer", size=8, colour=SECONDARY, after=0, line=1.2)
    replace("Hyperlink", "Hyperlink", "character", "DefaultParagraphFont", colour=ACCENT, underline=True)
    for style in PARAGRAPHS:
        replace(style.name, style.name, **style.look)
    for style in CHARACTERS:
        replace(style.name, style.name, "character", "DefaultParagraphFont", **style.look)
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>'
        '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{ink}"/>'
        '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ink}"/>'
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="10" w:type="dxa"/><w:left w:w="50" w:type="dxa"/><w:bottom w:w="10" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:trPr><w:tblHeader/></w:trPr><w:tcPr><w:tcBorders>'
        '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ink}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    ).format(ink=INK, rule=RULE)
    styles = re.sub(
        r'<w:style\s(?:(?!</w:style>).)*?w:styleId="Table".*?</w:style>', lambda _: table, styles, count=1, flags=re.S
    )
    parts["word/styles.xml"] = styles.encode()

    spaces = re.search(r"<w:document([^>]*)>", parts["word/document.xml"].decode(), re.S)[1]
    parts["word/footer1.xml"] = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<w:ftr%s><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        '<w:tabs><w:tab w:val="right" w:pos="9979"/></w:tabs></w:pPr>'
        '<w:r><w:t xml:space="preserve">{mark} · {title}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "</w:p></w:ftr>" % spaces
    ).encode()
    body = parts["word/document.xml"].decode()
    body = re.sub(
        r"<w:sectPr>.*?</w:sectPr>",
        '<w:sectPr><w:footerReference w:type="default" r:id="rId90"/><w:footnotePr><w:numRestart w:val="eachSect"/>'
        '</w:footnotePr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1021" w:right="964" w:bottom="1134" w:left="964" '
        'w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>',
        body, flags=re.S,
    )
    parts["word/document.xml"] = body.encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Id="rId90" '
        b'Target="footer1.xml" /></Relationships>',
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footer+xml" /></Types>',
    )
    fonts = parts["word/fontTable.xml"].decode()
    parts["word/fontTable.xml"] = fonts.replace(
        "</w:fonts>",
        '<w:font w:name="%s"><w:altName w:val="%s"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
        % (FONT, FALLBACK),
    ).encode()
    return parts


# ODT


def open_text(look):
    result = ""
    if look.get("colour"):
        result += ' fo:color="#%s" style:use-window-font-color="false"' % look["colour"]
    if look.get("size"):
        result += ' fo:font-size="{0}pt" style:font-size-asian="{0}pt" style:font-size-complex="{0}pt"'.format(look["size"])
    if "bold" in look:
        result += ' fo:font-weight="%s"' % ("bold" if look["bold"] else "normal")
    if look.get("run_fill"):
        result += ' fo:background-color="#%s"' % look["run_fill"]
    return result


def open_paragraph(look):
    result = ""
    if "before" in look:
        result += ' fo:margin-top="%gpt"' % look["before"]
    if "after" in look:
        result += ' fo:margin-bottom="%gpt"' % look["after"]
    if "line" in look:
        result += ' fo:line-height="%d%%"' % round(look["line"] * 83)
    if look.get("keep"):
        result += ' fo:keep-with-next="always"'
    if look.get("centred"):
        result += ' fo:text-align="center"'
    if look.get("fill"):
        result += ' fo:background-color="#%s"' % look["fill"]
    if look.get("rule_above"):
        result += ' fo:border-top="0.75pt solid #%s" fo:padding-top="%gpt"' % (look["rule_above"], look.get("space_above", 4))
    if look.get("bar"):
        result += ' fo:border-left="2.25pt solid #%s" fo:padding-left="8pt"' % look["bar"]
    return result


def open_style(name, family, parent, look, extra=""):
    text = open_text(dict(look, run_fill=look.get("fill")) if family == "text" else look)
    paragraph = open_paragraph(look) if family == "paragraph" else ""
    return '<style:style style:name="%s" style:family="%s"%s%s>%s%s</style:style>' % (
        name, family, ' style:parent-style-name="%s"' % parent if parent else "", extra,
        "<style:paragraph-properties%s/>" % paragraph if paragraph else "",
        "<style:text-properties%s/>" % text if text else "",
    )


def odt(parts):
    styles = parts["styles.xml"].decode()

    def replace(name, family="paragraph", parent="Standard", extra="", **look):
        nonlocal styles
        made = open_style(name, family, parent, look, extra)
        found = re.search(
            r'<style:style\s[^>]*?style:name="%s"[^>]*?(?:/>|>.*?</style:style>)' % re.escape(name), styles, re.S
        )
        if found:
            styles = styles.replace(found[0], made)
        else:
            styles = styles.replace("</office:styles>", made + "</office:styles>")

    fonts = "".join(
        '<style:font-face style:name="%s" svg:font-family="%s" style:font-family-generic="swiss" '
        'style:font-pitch="variable"/>' % (name, family)
        for name, family in [(FONT, "Inter, '%s', sans-serif" % FALLBACK)]
    )
    styles = styles.replace("</office:font-face-decls>", fonts + "</office:font-face-decls>")
    styles = re.sub(r'style:font-name="[^"]*"', 'style:font-name="%s"' % FONT, styles)
    replace("Standard", parent="", extra=' style:class="text"', colour=INK, **BODY)
    replace("Heading", bold=True, keep=True)
    replace("Text_20_body", **BODY)
    replace("First_20_paragraph", parent="Text_20_body")
    replace("Table_20_Contents", **CELL)
    replace("Table_20_Heading", **CELL)
    replace("TableCaption", **CAPTION)
    for number, look in enumerate(HEADINGS):
        replace(
            "Heading_20_%d" % (number + 1), parent="Heading", extra=' style:default-outline-level="%d"' % (number + 1), **look
        )
    replace("Contents_20_Heading", size=9, colour=SECONDARY, before=12, after=2, keep=True)
    replace("Contents_20_1", size=10, after=1, colour=ACCENT)
    replace("Footer", extra=' style:class="extra"', size=8, colour=SECONDARY, after=0, line=1.2)
    replace("Internet_20_link", "text", parent="", colour=ACCENT)
    for style in PARAGRAPHS:
        replace(style.name, parent="Standard", **style.look)
    for style in CHARACTERS:
        replace(style.name, "text", parent="", **style.look)
    replace("LandscapeStart", parent="SectionEnd", extra=' style:master-page-name="Landscape"')
    replace("PortraitStart", parent="SectionEnd", extra=' style:master-page-name="Standard"')

    def paper(name, width, height):
        return (
            '<style:page-layout style:name="%s"><style:page-layout-properties fo:page-width="%s" fo:page-height="%s" '
            'style:num-format="1" style:print-orientation="%s" fo:margin-top="18mm" fo:margin-bottom="12mm" '
            'fo:margin-left="17mm" fo:margin-right="17mm" style:writing-mode="lr-tb"/><style:header-style/>'
            '<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/>'
            "</style:footer-style></style:page-layout>"
            % (name, width, height, "portrait" if width == "210mm" else "landscape")
        )

    def page(name, layout, style):
        return (
            '<style:master-page style:name="%s" style:page-layout-name="%s"><style:footer><text:p text:style-name="%s">'
            '{mark} · {title}<text:tab/><text:page-number text:select-page="current">1</text:page-number> / '
            "<text:page-count>1</text:page-count></text:p></style:footer></style:master-page>" % (name, layout, style)
        )

    def footer(name, width):
        return (
            '<style:style style:name="%s" style:family="paragraph" style:parent-style-name="Footer">'
            '<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="%s" style:type="right"/>'
            "</style:tab-stops></style:paragraph-properties></style:style>" % (name, width)
        )

    styles = re.sub(
        r"<office:automatic-styles>.*?</office:automatic-styles>",
        "<office:automatic-styles>"
        + footer("MP1", "176mm") + footer("MP2", "263mm")
        + paper("Mpm1", "210mm", "297mm") + paper("Mpm2", "297mm", "210mm")
        + "</office:automatic-styles>",
        styles, flags=re.S,
    )
    styles = re.sub(
        r"<office:master-styles>.*?</office:master-styles>",
        "<office:master-styles>" + page("Standard", "Mpm1", "MP1") + page("Landscape", "Mpm2", "MP2")
        + "</office:master-styles>",
        styles, flags=re.S,
    )
    parts["styles.xml"] = styles.encode()
    return parts


def main():
    pandoc = os.path.join(os.path.dirname(pypandoc.__file__), "files", "pandoc")
    for kind, change in (("docx", docx), ("odt", odt)):
        name = "reference." + kind
        path = os.path.join(sys.argv[1], name)
        content = subprocess.run([pandoc, "--print-default-data-file", name], check=True, capture_output=True).stdout
        with open(path, "wb") as file:
            file.write(content)
        with zipfile.ZipFile(path) as source:
            parts = {part: source.read(part) for part in source.namelist()}
        with zipfile.ZipFile(path, "w") as target:
            for part, content in change(parts).items():
                entry = zipfile.ZipInfo(part, MOMENT)
                entry.compress_type = zipfile.ZIP_STORED if part == "mimetype" else zipfile.ZIP_DEFLATED
                target.writestr(entry, content)


main()
