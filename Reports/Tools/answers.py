"""Reads the tables of a document that came back: what stands in their cells, and who changed what.

The answer is JSON: tables, each with the heading above it and its rows of cells; tracked changes with who, when and what; who
saved the document last and when. Tracked changes are taken as accepted.
"""

import json
import re
import subprocess
import zipfile
from xml.etree import ElementTree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


def read(pandoc, job, limit):
    kind = "docx" if job["input"].lower().endswith(".docx") else "odt"
    command = [pandoc, "--from=" + kind, "--to=json"] + (["--track-changes=all"] if kind == "docx" else [])
    made = subprocess.run(
        command + [job["input"]],
        env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        timeout=limit,
    )
    if made.returncode != 0:
        raise RuntimeError(made.stderr.decode(errors="replace"))
    reader = Reader()
    reader.blocks(json.loads(made.stdout)["blocks"])
    tracked = reader.tracked
    with zipfile.ZipFile(job["input"]) as parts:
        if kind == "docx":
            by, on = core(parts)
        else:
            tracked = open_changes(parts)
            by, on = meta(parts)
    with open(job["output"], "w", encoding="utf-8") as file:
        json.dump({"tables": reader.tables, "tracked": tracked, "by": by, "on": on}, file, ensure_ascii=False)


class Reader:
    def __init__(self):
        self.tables = []
        self.tracked = []
        self.heading = ""

    def blocks(self, blocks):
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind == "Header":
                self.heading = self.inlines(content[2])
            elif kind == "Table":
                self.table(content)
            elif kind == "Div":
                self.blocks(content[1])
            elif kind in ("BlockQuote",):
                self.blocks(content)

    def table(self, content):
        rows = []
        for body in content[4]:
            rows += body[2] + body[3]
        cells = [[self.cell(cell[4]) for cell in row[1]] for row in content[3][1] + rows]
        self.tables.append({"heading": self.heading, "rows": cells})

    def cell(self, blocks):
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block):
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            return self.inlines(content)
        if kind == "Header":
            return self.inlines(content[2])
        if kind == "LineBlock":
            return "\n".join(self.inlines(line) for line in content)
        if kind == "Div":
            return self.cell(content[1])
        if kind == "BlockQuote":
            return self.cell(content)
        if kind == "BulletList":
            return "\n".join(self.cell(item) for item in content)
        if kind == "OrderedList":
            return "\n".join("%d. %s" % (number, self.cell(item)) for number, item in enumerate(content[1], content[0][0]))
        if kind in ("CodeBlock", "RawBlock"):
            return content[1]
        if kind == "Table":
            raise RuntimeError("a table inside of a cell")
        return ""

    def inlines(self, content):
        return "".join(self.inline(part) for part in content)

    def inline(self, part):
        kind, content = part["t"], part.get("c")
        if kind == "Str":
            return content
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "LineBreak":
            return "\n"
        if kind == "Span":
            classes, pairs = content[0][1], dict(content[0][2])
            for name in ("insertion", "deletion"):
                if name in classes:
                    text = self.inlines(content[1])
                    self.tracked.append(
                        {"kind": name, "by": pairs.get("author", ""), "on": pairs.get("date", ""), "text": text}
                    )
                    return text if name == "insertion" else ""
            if any(name.startswith(("comment", "paragraph-")) for name in classes):
                return ""
            return self.inlines(content[1])
        if kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            return self.inlines(content)
        if kind in ("Link", "Image"):
            return self.inlines(content[1])
        if kind == "Quoted":
            marks = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            return marks[0] + self.inlines(content[1]) + marks[1]
        if kind == "Cite":
            return self.inlines(content[1])
        if kind in ("Code", "Math", "RawInline"):
            return content[1]
        return ""


def text_of(element):
    return "".join(element.itertext()) if element is not None else ""


def core(parts):
    """Who saved a DOCX last, and when."""
    content = parts.read("docProps/core.xml").decode() if "docProps/core.xml" in parts.namelist() else ""
    by = re.search(r"<cp:lastModifiedBy>(.*?)</cp:lastModifiedBy>", content)
    on = re.search(r"<dcterms:modified[^>]*>(.*?)</dcterms:modified>", content)
    return (by[1] if by else "", on[1] if on else "")


def meta(parts):
    tree = ElementTree.fromstring(parts.read("meta.xml")) if "meta.xml" in parts.namelist() else None
    if tree is None:
        return "", ""
    return text_of(tree.find(".//%screator" % DC)), text_of(tree.find(".//%sdate" % DC))


def open_changes(parts):
    tree = ElementTree.fromstring(parts.read("content.xml"))
    changes = []
    for region in tree.iter(TEXT + "changed-region"):
        for change in region:
            info = change.find(OFFICE + "change-info")
            kind = change.tag[len(TEXT):]
            changes.append(
                {
                    "kind": kind,
                    "by": text_of(info.find(DC + "creator")) if info is not None else "",
                    "on": text_of(info.find(DC + "date")) if info is not None else "",
                    "text": "".join(text_of(part) for part in change if part.tag != OFFICE + "change-info"),
                }
            )
    return changes
