"""What pandoc leaves open in DOCX and ODT: alternative texts, the paper of sections, and words of the template.

A document is a ZIP of XML; parts are changed as text, in places that pandoc writes always the same.
"""

import re
import time
import zipfile
from xml.sax.saxutils import escape

# Words that a reference document may hold, in its header and footer too.
WORDS = ("mark", "title", "brand")


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
        size = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"[^>]*/>', last)
        result = re.sub(r"<w:titlePg[^>]*/>", "", last)
        if size and match["orient"] == "landscape":
            turned = '<w:pgSz w:w="%s" w:h="%s" w:orient="landscape"/>' % (size[2], size[1])
            result = result.replace(size[0], turned)
        return result

    body = re.sub(
        r'<w:sectPr><w:type w:val="nextPage"\s*/><w:pgSz w:orient="(?P<orient>\w+)"\s*/></w:sectPr>', section, body
    )
    parts["word/document.xml"] = cells(body).encode()
    return parts


SHADES = {"0": "A63A1B", "1": "E0A387", "2": "F1EFEB", "3": "8FC6C0", "4": "17706A"}


def cells(body):
    """The colour of a score fills its whole cell, not its line alone."""

    def cell(match):
        style = re.search(r'<w:pStyle w:val="Score([0-4])"\s*/>', match[0])
        if not style:
            return match[0]
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="%s"/>' % SHADES[style[1]]
        if "<w:tcPr>" in match[0]:
            return match[0].replace("</w:tcPr>", shade + "</w:tcPr>", 1)
        empty = re.sub(r"<w:tcPr\s*/>", "", match[0], count=1)
        return empty.replace("<w:tc>", "<w:tc><w:tcPr>%s</w:tcPr>" % shade, 1)

    return re.sub(r"<w:tc>.*?</w:tc>", cell, body, flags=re.S)


def odt(parts, document):
    texts = iter([panel["alternative"] for panel in document["panels"]])

    def frame(match):
        """pandoc writes no alternative text into ODT: a description stands at the end of a frame."""
        text = next(texts, None)
        if text is None or "svg:desc" in match[0]:
            return match[0]
        return match[0].replace("</draw:frame>", "<svg:desc>%s</svg:desc></draw:frame>" % escape(text))

    body = parts["content.xml"].decode()
    parts["content.xml"] = re.sub(r"<draw:frame.*?</draw:frame>", frame, body, flags=re.S).encode()
    parts["styles.xml"] = with_words(parts["styles.xml"].decode(), document).encode()
    return parts
