"""What pandoc leaves open in DOCX and ODT: alternative texts, the paper of sections, and words of the template.

A document is a ZIP of XML; parts are changed as text, in places that pandoc writes always the same.
"""

import re
import time
import zipfile
from xml.sax.saxutils import escape

# Words that a reference document may hold, in its header and footer too.
WORDS = ("mark", "title", "brand")
SHADES = ["A63A1B", "E0A387", "F1EFEB", "8FC6C0", "17706A"]
CELL = '<style:style style:name="%s" style:family="table-cell"><style:table-cell-properties %s/></style:style>'


def finish(made, output, kind, document, epoch):
    moment = max(time.gmtime(epoch)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(output, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        change = docx if kind == "docx" else odt
        for name, content in change(parts, document).items():
            entry = zipfile.ZipInfo(name, moment)
            # An ODT begins with its type, as it is.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)


def with_words(text, document):
    for word in WORDS:
        text = text.replace("{%s}" % word, escape(document["words"][word]))
    return text


def docx(parts, document):
    for name in parts:
        if re.fullmatch(r"word/(header|footer)[^/]*\.xml", name):
            parts[name] = with_words(parts[name].decode(), document).encode()
    body = parts["word/document.xml"].decode()
    last = re.findall(r"<w:sectPr.*?</w:sectPr>", body, re.S)[-1]

    def section(match):
        """The paper and the footer of the last section, turned where the mark says so."""
        result = re.sub(r"<w:titlePg[^>]*/>", "", last)
        size = re.search(r"<w:pgSz[^>]*/>", last)
        if size and match["orient"] == "landscape":
            width, height = (re.search(r'w:%s="(\d+)"' % side, size[0])[1] for side in "wh")
            turned = '<w:pgSz w:w="%s" w:h="%s" w:orient="landscape"/>' % (height, width)
            result = result.replace(size[0], turned)
        return result

    body = re.sub(
        r'<w:sectPr><w:type w:val="nextPage"\s*/><w:pgSz w:orient="(?P<orient>\w+)"\s*/></w:sectPr>', section, body
    )
    parts["word/document.xml"] = re.sub(r"<w:tbl>.*?</w:tbl>", table, body, flags=re.S).encode()
    return parts


def table(match):
    """Cells have a style of their own, and the colour of a score fills its whole cell, not its line alone."""

    def cell(match):
        text = match[0].replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="TableText"/>')
        style = re.search(r'<w:pStyle w:val="Score([0-4])"\s*/>', text)
        if not style:
            return text
        shade = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="%s"/></w:tcPr>' % SHADES[int(style[1])]
        return re.sub(r"<w:tcPr\s*/>", shade, text, count=1)

    return re.sub(r"<w:tc>.*?</w:tc>", cell, match[0], flags=re.S)


def odt(parts, document):
    texts = iter([panel["alternative"] for panel in document["panels"]])

    def frame(match):
        """pandoc writes no alternative text into ODT: a description stands at the end of a frame."""
        text = next(texts, None)
        if text is None or "svg:desc" in match[0]:
            return match[0]
        return match[0].replace("</draw:frame>", "<svg:desc>%s</svg:desc></draw:frame>" % escape(text))

    body = parts["content.xml"].decode()
    body = re.sub(r"<draw:frame.*?</draw:frame>", frame, body, flags=re.S)
    parts["content.xml"] = open_cells(body).encode()
    parts["styles.xml"] = with_words(parts["styles.xml"].decode(), document).encode()
    return parts


def open_cells(body):
    """Few rules in place of none, and the colour of a score in its whole cell."""
    rule = 'fo:padding="1.6pt" fo:border-bottom="0.5pt solid #D5DAE0"'
    looks = [
        ("TableHeaderRowCell", 'fo:padding="1.6pt" fo:border-top="0.75pt solid #1B1F24" '
         'fo:border-bottom="0.75pt solid #1B1F24" style:vertical-align="bottom"'),
        ("TableRowCell", rule),
    ]
    for name, look in looks:
        pattern = r'<style:style style:name="%s" style:family="table-cell">.*?</style:style>' % name
        body = re.sub(pattern, CELL % (name, look), body, count=1, flags=re.S)
    scores = "".join(
        CELL % ("ScoreCell%d" % number, 'fo:padding="1.6pt" fo:border="1pt solid #FFFFFF" fo:background-color="#%s"' % shade)
        for number, shade in enumerate(SHADES)
    )
    body = body.replace("</office:automatic-styles>", scores + "</office:automatic-styles>", 1)
    return re.sub(
        r'table:style-name="TableRowCell"([^>]*>\s*<text:p text:style-name="Score([0-4])")',
        r'table:style-name="ScoreCell\2"\1', body,
    )
