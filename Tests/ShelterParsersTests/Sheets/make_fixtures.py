"""Makes the workbooks in Fixtures/ and, beside each, what other programs read in it.

Needs openpyxl 3.1.5, XlsxWriter and odfpy. Run it in this folder: python make_fixtures.py
The .json beside a workbook comes from openpyxl (data_only) or odfpy; the Swift tests compare with it, so that the
tests themselves need no Python. All people and places are invented.
"""

import datetime as dt
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import xlsxwriter

OUT = Path(__file__).parent / "Fixtures"
STAMP = (2026, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


# --- What others read, in the form that SheetReader writes

def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{Decimal(repr(float(value))):f}"
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date().isoformat()
        return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)


def record(name, sheet, rows):
    """Rows: pairs of row number and cells; empty rows and trailing empty cells are left out."""
    kept = []
    for number, cells in rows:
        cells = [text(cell) for cell in cells]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            kept.append({"row": number, "cells": cells})
    answer = {"sheet": sheet, "rows": kept}
    (OUT / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def record_openpyxl(name, sheet):
    book = openpyxl.load_workbook(OUT / name, data_only=True)
    record(name, sheet, ((row[0].row, [cell.value for cell in row]) for row in book[sheet].iter_rows()))


# --- Workbooks by XlsxWriter: shared strings, cached values, dates

def written(name, system_1904):
    book = xlsxwriter.Workbook(OUT / name, {"date_1904": system_1904})
    book.set_properties({"created": dt.datetime(2026, 1, 1)})
    sheet = book.add_worksheet("Locaties")
    day, moment, clock = (book.add_format({"num_format": f}) for f in ("dd-mm-yyyy", "yyyy-mm-dd hh:mm", "hh:mm:ss"))
    span, share, area = (book.add_format({"num_format": f}) for f in ("[h]:mm:ss", "0%", '0.0 "m² d"'))
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["id", "naam", "aantal", "dag", "moment", "tijd", "duur", "aandeel", "ja of nee", "som"])
    for row in range(1, 6):
        sheet.write(row, 0, f"L{row:03}")
        sheet.write_datetime(row, 3, dt.datetime(2025, row, 31 if row % 2 else 28), day)
        sheet.write_datetime(row, 4, dt.datetime(2024, 2, 29, 14, 2, row), moment)
        sheet.write_datetime(row, 5, dt.time(6 * (row - 1) % 24, 59, 58), clock)
        sheet.write_number(row, 6, row * 0.75, span)
        sheet.write_number(row, 7, row / 8, share)
        sheet.write_boolean(row, 8, row % 2 == 0)
        sheet.write_formula(row, 9, f"=C{row + 1}*2", None, row * 2.5)
    for row, name_ in enumerate(["Hotel de Zon", "Отель «Зоря»", "  blanks  ", "two\nlines", "Ünïcödé 🏠 <&>\""], 1):
        sheet.write(row, 1, name_)
    for row, number in enumerate([0.1 + 0.2, 45.3, 1e-7, 123456789012345680, -0.5], 1):
        sheet.write_number(row, 2, number)
    sheet.write_rich_string(7, 1, "Sporthal ", bold, "Het", " Anker")
    sheet.write_number(7, 2, 42.5, area)
    sheet.write_formula(7, 8, "=A1=B1", None, True)
    sheet.write_formula(8, 1, '="a"&"b"', None, "ab")
    sheet.write_formula(8, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(8, 3, "=NA()", None, "#N/A")
    sheet.write_datetime(10, 3, dt.datetime(1999, 12, 31), day)
    sheet.write_blank(11, 0, None, bold)
    sheet.merge_range(12, 0, 12, 2, "samengevoegd")
    hidden = book.add_worksheet("Codes")
    hidden.write(0, 0, "hidden")
    hidden.hide()
    book.add_worksheet("Leeg")
    book.close()
    record_openpyxl(name, "Locaties")


# --- A workbook by openpyxl: inline strings, formulas without values

def inline():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    sheet.append(["id", "plaats", "datum", "formule"])
    sheet.append(["A1", "Zeist", dt.date(2025, 1, 31), "=1+1"])
    sheet.append(["A2", "Харків", dt.datetime(2025, 1, 31, 23, 59, 59), '="x"'])
    sheet.append(["A3", None, dt.time(8, 30), 12])
    sheet["C8"] = dt.date(2023, 12, 31)
    sheet.row_dimensions[3].hidden = True
    book.save(OUT / "inline.xlsx")
    record_openpyxl("inline.xlsx", "Blad1")


# --- Workbooks written by hand

def package(name, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(OUT / name, "w") as archive:
        for path, content in parts.items():
            info = zipfile.ZipInfo(path, STAMP)
            info.compress_type = method
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            archive.writestr(info, data, compresslevel=9)


def ooxml(sheets, strings="", styles="", properties="", main=MAIN, rel=REL, prefix=""):
    """Sheets: list of (name, state, XML of the sheet data)."""
    p = f"{prefix}:" if prefix else ""
    ns = f'xmlns:{prefix}="{main}"' if prefix else f'xmlns="{main}"'
    listed = "".join(
        f'<{p}sheet name="{n}" sheetId="{i}" {state} r:id="rId{i}"/>' for i, (n, state, _) in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="s" Type="{rel}/sharedStrings" Target="/xl/sharedStrings.xml"/>' if strings else ""
    links += f'<Relationship Id="t" Type="{rel}/styles" Target="../xl/styles.xml"/>' if styles else ""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{rel}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{p}workbook {ns} xmlns:r="{rel}"><{p}workbookPr {properties}/>'
        f"<{p}sheets>{listed}</{p}sheets></{p}workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
    }
    for i, (_, _, data) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{p}worksheet {ns} xmlns:r="{rel}">'
            f"<{p}sheetData>{data}</{p}sheetData></{p}worksheet>"
        )
    if strings:
        parts["xl/sharedStrings.xml"] = f'<{p}sst {ns} count="0">{strings}</{p}sst>'
    if styles:
        parts["xl/styles.xml"] = f"<{p}styleSheet {ns}>{styles}</{p}styleSheet>"
    return parts


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.0 \\d &quot;day&quot; [Red]"/>'
    '<numFmt numFmtId="165" formatCode="[$-413]d mmmm yyyy;@"/><numFmt numFmtId="166" formatCode="#,##0;[h]:mm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="46"/>'
    '<xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>'
)
STRINGS = (
    '<si><t>kop</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r><r><t>text</t></r>'
    '<rPh sb="0" eb="1"><t>phonetic</t></rPh></si><si><t>a_x000D_\nb _x005F_x0041_ _xD83D__xDE00_ _x00e9_ _xZZZZ_</t></si>'
    "<si/><si><t>сім'я</t></si>"
)
# Without r at the first rows; then gaps, cells out of order, kinds of cells, dates at the edges of the calendar.
BY_HAND = (
    '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>inline</t></is></c><c t="str"><v>three</v></c><c t="str"><v>four</v></c></row>'
    '<row><c t="s"><v>1</v></c><c><v>1.0</v></c><c><v>45.299999999999997</v></c><c><v> 1E3 </v></c></row>'
    '<row r="5"><c r="C5" t="s"><v>2</v></c><c r="A5" t="s"><v>4</v></c><c r="D5" t="s"><v>3</v></c></row>'
    '<row r="6"><c r="A6" s="1"><v>59</v></c><c r="B6" s="1"><v>60</v></c><c r="C6" s="1"><v>61</v></c><c r="D6" s="1"><v>1</v></c></row>'
    '<row r="7"><c r="A7" s="1"><v>0.5</v></c><c r="B7" s="1"><v>-1</v></c><c r="C7" s="1"><v>2958465</v></c><c r="D7" s="1"><v>2958466</v></c></row>'
    '<row r="8"><c r="A8" s="2"><v>45000</v></c><c r="B8" s="3"><v>45000</v></c><c r="C8" s="4"><v>1.5</v></c><c r="D8" s="5"><v>12</v></c></row>'
    '<row r="9"><c r="A9" t="b"><v>1</v></c><c r="B9" t="b"><v>0</v></c><c r="C9" t="e"><v>#REF!</v></c><c r="D9" t="d"><v>2025-01-31T00:00:00</v></c></row>'
    '<row r="10"><c r="A10"><f>1+1</f></c><c r="B10" t="str"><f>""</f><v></v></c><c r="C10"><f>2+2</f><v/></c><c r="D10"><f>3</f><v>3</v></c></row>'
    '<row r="11"><c r="A11" s="1"/></row><row r="12"/>'
    '<row r="13"><c r="A13" s="6"><v>45000.999999999</v></c><c r="B13" s="1"><v>45000.5</v></c><c r="D13"><v>7</v></c></row>'
    '<row r="15"><c r="A15"><v>1</v></c><c r="E15"><v>2</v></c></row>'
)


def by_hand():
    package("by-hand.xlsx", ooxml([("Blad1", "", BY_HAND)], STRINGS, STYLES))
    package("stored.xlsx", ooxml([("Blad1", "", BY_HAND)], STRINGS, STYLES), zipfile.ZIP_STORED)
    strict = ooxml([("Blad1", "", '<x:row><x:c t="s"><x:v>0</x:v></x:c></x:row>')], "<x:si><x:t>kop</x:t></x:si>",
                   main=STRICT, rel=STRICT_REL, prefix="x")
    package("strict.xlsx", strict)
    wide = ooxml([("Blad1", "", '<row><c t="str"><v>kop</v></c></row>')])
    wide["xl/worksheets/sheet1.xml"] = wide["xl/worksheets/sheet1.xml"].replace("UTF-8", "UTF-16").encode("utf-16")
    package("utf-16.xlsx", wide)
    cell = '<row><c t="str"><v>kop</v></c></row>'
    package("several.xlsx", ooxml([("Locaties", "", cell), ("Kamers &amp; bedden", "", cell), ("Oud", 'state="hidden"', cell),
                                   ("Leeg", "", '<row><c s="1"/></row>')]))
    package("only-hidden.xlsx", ooxml([("Leeg", "", ""), ("Oud", 'state="veryHidden"', cell)]))
    many = "".join(f"<row><c t=\"s\"><v>{i % 3}</v></c><c><v>{i % 400}</v></c></row>" for i in range(1, 50001))
    package("rows-50000.xlsx", ooxml([("Blad1", "", cell.replace("</row>", '<c t="str"><v>n</v></c></row>') + many)],
                                     "<si><t>ja</t></si><si><t>nee</t></si><si><t>n.v.t.</t></si>"))


# --- Files that must be refused

def refused():
    cell = '<row><c t="str"><v>kop</v></c></row>'
    for name, row in {
        "column-too-far": '<row><c r="XFE1"><v>1</v></c></row>',
        "row-too-far": cell + '<row r="1048577"><c><v>1</v></c></row>',
        "row-out-of-order": '<row r="3"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
        "cell-twice": cell + '<row><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        "no-such-string": cell + '<row><c t="s"><v>7</v></c></row>',
        "unknown-type": cell + '<row><c t="q"><v>7</v></c></row>',
        "bad-reference": cell + '<row><c r="12"><v>7</v></c></row>',
    }.items():
        package(f"refused-{name}.xlsx", ooxml([("Blad1", "", row)]))
    for name, data in {
        "deep": "<x>" * 300 + "</x>" * 300,
        "many-names": "".join(f"<x{i}/>" for i in range(5000)),
        "many-namespaces": "".join(f'<x xmlns:p="u{i}"/>' for i in range(5000)),
        "many-instructions": "<?x?>" * 5000,
        "undeclared-prefix": '<row><c t="str" p:r="A1"><v>kop</v></c></row>',
    }.items():
        package(f"refused-{name}.xlsx", ooxml([("Blad1", "", cell + data)]))
    parts = ooxml([("Blad1", "", cell)])
    sheet = "xl/worksheets/sheet1.xml"
    laughs = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    package("refused-dtd.xlsx", {**parts, sheet: laughs + f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>'})
    package("refused-cut-xml.xlsx", {**parts, sheet: parts[sheet][:-30]})
    package("refused-unpacks-large.xlsx", {**parts, sheet: parts[sheet].replace("</sheetData>", " " * 4_000_000 + "</sheetData>")})
    package("refused-strings-large.xlsx", ooxml([("Blad1", "", cell)], "<si><t>" + "a" * 4_000_000 + "</t></si>"))
    shared = "".join('<row>' + '<c t="s"><v>0</v></c>' * 64 + "</row>" for _ in range(64))
    package("refused-shares-long-text.xlsx", ooxml([("Blad1", "", shared)], "<si><t>" + "a" * 100_000 + "</t></si>"))
    package("refused-docx.xlsx", {"_rels/.rels": parts["_rels/.rels"].replace("xl/workbook", "word/document"),
                                  "word/document.xml": '<w:document xmlns:w="urn:w"/>'})
    package("refused-zip.xlsx", {"brief.txt": "Geachte heer"})
    package("refused-xlsb.xlsx", {"_rels/.rels": parts["_rels/.rels"].replace("workbook.xml", "workbook.bin"), "xl/workbook.bin": "x"})
    package("refused-odt.ods", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, zipfile.ZIP_STORED)
    package("refused-no-sheet-part.xlsx", {k: v for k, v in parts.items() if k != sheet})
    whole = (OUT / "by-hand.xlsx").read_bytes()
    (OUT / "refused-truncated.xlsx").write_bytes(whole[: len(whole) // 2])
    # The bit that says a part is encrypted, in the local and the central header of every part.
    locked = bytearray((OUT / "strict.xlsx").read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(mark)
        while start >= 0:
            locked[start + place] |= 1
            start = locked.find(mark, start + 1)
    (OUT / "refused-encrypted-zip.xlsx").write_bytes(bytes(locked))


# --- OpenDocument

def content(tables, styles=""):
    names = "".join(
        f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "style", "table", "text")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{names} xmlns:calcext="urn:org:documentfoundation:'
        f'names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def opendocument(name, body, manifest=""):
    package(name, {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": body,
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="content.xml">{manifest}</m:file-entry></m:manifest>',
    })


def t(value):
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def opendocuments():
    def n(kind, attribute, value, shown):
        return (f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"><text:p>{shown}</text:p>'
                "</table:table-cell>")

    rows = (
        "<table:table-header-rows><table:table-row>" + "".join(map(t, ["id", "getal", "datum", "tijd", "vlag", "tekst"]))
        + "</table:table-row></table:table-header-rows><table:table-row-group>"
        "<table:table-row>" + t("R1") + n("float", "value", "0.30000000000000004", "0,3")
        + n("date", "date-value", "2025-01-31", "31-01-25") + n("time", "time-value", "PT14H02M00S", "14:02")
        + n("boolean", "boolean-value", "true", "WAAR")
        + t('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d <text:span>span</text:span>\n  e ') + "</table:table-row></table:table-row-group>"
        '<table:table-row table:number-rows-repeated="3">' + t("R2") + n("percentage", "value", "0.5", "50%")
        + n("date", "date-value", "2025-01-31T14:02:00.000000000", "x") + n("time", "time-value", "PT36H00M00.5S", "x")
        + n("boolean", "boolean-value", "false", "ONWAAR")
        + '<table:table-cell office:value-type="string"><office:annotation><text:p>comment</text:p></office:annotation><text:p>one</text:p><text:p>two</text:p></table:table-cell>'
        + '<table:table-cell table:number-columns-repeated="16378"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "<table:table-row>" + t("R9") + '<table:table-cell table:number-columns-repeated="2" office:value-type="currency" office:currency="EUR" office:value="12.5"><text:p>€ 12,50</text:p></table:table-cell>'
        + '<table:covered-table-cell/><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        + '<table:table-cell office:value-type="string" office:string-value="Зоря > 5 &amp;#38; &quot;&#8364;&quot;"><text:p>shown</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048566"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    hidden = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    tables = (
        '<table:tracked-changes><table:table-row><table:table-cell/></table:table-row></table:tracked-changes>'
        f'<table:table table:name="Oud" table:style-name="ta2"><table:table-row>{t("x")}</table:table-row></table:table>'
        '<table:table table:name="Leeg"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        f'<table:table table:name="Locaties">{rows}</table:table>'
    )
    opendocument("by-hand.ods", content(tables, hidden))
    two = "".join(f'<table:table table:name="{n}"><table:table-row>{t("x")}</table:table-row></table:table>' for n in "AB")
    opendocument("several.ods", content(two))
    opendocument("refused-encrypted.ods", "no XML at all", "<m:encryption-data/>")
    bomb = ('<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'office:value-type="string" table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row></table:table>')
    opendocument("refused-repeats.ods", content(bomb))
    opendocument("refused-repeats-columns.ods", content(bomb.replace("16384", "2000000000")))
    opendocument("refused-repeats-rows.ods", content(bomb.replace("16384", "1").replace("1048576", "2000000000")))
    opendocument("refused-blanks.ods", content(f'<table:table table:name="A"><table:table-row>{t("<text:s text:c=%r/>" % "2000000000").replace(chr(39), chr(34))}</table:table-row></table:table>'))
    # Written and read back by odfpy.
    book = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="Blad1")
    for line in (["id", "plaats"], ["A1", "Харків"], ["A2", "Zeist & Zn. <x>"]):
        row = odf.table.TableRow()
        for value in line:
            cell = odf.table.TableCell(valuetype="string")
            cell.addElement(odf.text.P(text=value))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(OUT / "odfpy.ods"))
    back = odf.opendocument.load(str(OUT / "odfpy.ods")).spreadsheet.getElementsByType(odf.table.TableRow)
    record("odfpy.ods", "Blad1", ((i, [str(c) for c in r.getElementsByType(odf.table.TableCell)]) for i, r in enumerate(back, 1)))


# --- Merged cells

def merged():
    def c(place, value):
        return f'<c r="{place}" t="str"><v>{value}</v></c>'

    rows = (
        f'<row r="1">{c("A1", "gemeente")}{c("B1", "locatie")}{c("C1", "kamer")}{c("D1", "bed")}</row>'
        f'<row r="2">{c("A2", "Zeist")}{c("B2", "Zon")}{c("C2", "1")}</row>'
        f'<row r="3">{c("C3", "2")}{c("D3", "b")}</row>'
        f'<row r="5">{c("B5", "Maan")}{c("C5", "3")}</row>'
    )
    parts = ooxml([("Blad1", "", rows)])
    cells = '<mergeCells count="4"><mergeCell ref="A2:A5"/><mergeCell ref="B2:B3"/><mergeCell ref="C5:D5"/><mergeCell ref="X"/></mergeCells>'
    path = "xl/worksheets/sheet1.xml"
    parts[path] = parts[path].replace("</sheetData>", "</sheetData>" + cells)
    package("merged.xlsx", parts)

    def o(value, spans=""):
        return f'<table:table-cell {spans} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    covered, empty = "<table:covered-table-cell/>", "<table:table-cell/>"
    down, across = 'table:number-rows-spanned="{}"', 'table:number-columns-spanned="2"'
    lines = [
        o("gemeente") + o("locatie") + o("kamer") + o("bed"),
        o("Zeist", down.format(4)) + o("Zon", down.format(2)) + o("1") + empty,
        covered + covered + o("2") + o("b"),
        covered + empty + empty + empty,
        covered + o("Maan") + o("3", across) + covered,
    ]
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    opendocument("merged.ods", content(f'<table:table table:name="Blad1">{table}</table:table>'))


OUT.mkdir(exist_ok=True)
written("written.xlsx", False)
written("written-1904.xlsx", True)
inline()
by_hand()
refused()
opendocuments()
merged()
