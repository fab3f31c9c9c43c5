"""Makes the exports in Fixtures/, one for each tool and shape, after what is known of how each tool writes.

Needs openpyxl 3.1.5 and odfpy. Run it in this folder: python make_fixtures.py
All people, places and answers are invented.
"""

import csv
import io
import zipfile
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl

OUT = Path(__file__).parent / "Fixtures"
STAMP = (2026, 1, 1, 0, 0, 0)


def write(name, text, encoding="utf-8"):
    (OUT / name).write_bytes(text.encode(encoding))


def table(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


# --- LimeSurvey: a mark of UTF-8, every field in quotes, CRLF after records and LF in them, an empty line at the end


def limesurvey(name, rows, delimiter):
    write(name, "\ufeff" + table(rows, delimiter, csv.QUOTE_ALL) + "\r\n")


limesurvey(
    "limesurvey-code.csv",
    [
        ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "LOC", "DOUCHE",
         "VOORZ[SQ001]", "VOORZ[SQ002]", "VOORZ[other]", "VOORZ[SQ001comment]", "SOORT", "SOORT[other]", "OPP",
         "ZEKER", "GESLACHT"],
        ["1", "2026-03-02 10:11:12", "4", "nl", "11", "2026-03-02 10:00:00", "2026-03-02 10:11:12", "Z-01", "Y",
         "Y", "", "", "twee keer\nper week", "A2", "", "12.5", "U", "F"],
        ["2", "", "2", "uk", "12", "2026-03-02 11:00:00", "2026-03-02 11:04:00", "Z-02", "N",
         "", "Y", "'=wasmachine", "", "-oth-", "'t Schip \"Zon\"", "9", "Y", "M"],
        ["3", "1980-01-01 00:00:00", "4", "nl", "13", "1980-01-01 00:00:00", "1980-01-01 00:00:00", "Z-03", "",
         "", "", "", "", "", "", "", "N", ""],
    ],
    ";",
)
limesurvey(
    "limesurvey-full.csv",
    [
        ["Antwoord ID", "Datum ingediend", "Laatste pagina", "Starttaal", "Seed", "Locatie",
         "Is er een douche op slot?", "Welke voorzieningen zijn er? [Wasmachine]",
         "Welke voorzieningen zijn er? [Keuken]", "Welke voorzieningen zijn er? [Anders]"],
        ["1", "2026-03-02 10:11:12", "4", "nl", "11", "Z-01", "Ja", "Ja", "Nee", ""],
        ["2", "2026-03-03 10:11:12", "4", "nl", "12", "Z-02", "N/A", "N/A", "N/A", "N/A"],
        ["3", "2026-03-03 12:11:12", "4", "nl", "13", "Z-03", "Nee", "Nee", "Ja", "een tuin, met schuur"],
    ],
    ",",
)
limesurvey(
    "limesurvey-code-text.csv",
    [
        ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
         "LOC. Which location?", "VOORZ[SQ001]. Which facilities are there? [Laundry. Or dryer]",
         "Which of these? Choose. One"],
        ["1", "2026-03-02 10:11:12", "4", "en", "Z-01", "Yes", "x"],
        ["2", "2026-03-02 10:21:12", "4", "en", "Z-02", "No", "y"],
    ],
    ",",
)
limesurvey(
    "limesurvey-underscores.csv",
    [
        ["id._Response_ID", "submitdate._Date_submitted", "lastpage._Last_page", "startlanguage._Start_language",
         "LOC._Which_location?"],
        ["1", "2026-03-02 10:11:12", "4", "en", "Z-01"],
        ["2", "2026-03-02 10:21:12", "4", "en", "Z-02"],
    ],
    ",",
)
limesurvey(
    "limesurvey-abbreviated.csv",
    [
        ["Response ID", "Date submitted", "Last page", "Start language", "Which location .. ", "Is there a lock .. "],
        ["1", "2026-03-02 10:11:12", "4", "en", "Z-01", "Yes"],
        ["2", "2026-03-02 10:21:12", "4", "en", "Z-02", "N/A"],
    ],
    ",",
)
limesurvey(
    "limesurvey-numbers.csv",
    [
        ["id", "submitdate", "lastpage", "startlanguage", "LOC", "DOUCHE", "VOORZ[SQ001]"],
        ["1", "2026-03-02 10:11:12", "4", "nl", "Z-01", "1", "1"],
        ["2", "2026-03-02 10:21:12", "4", "nl", "Z-02", "2", "2"],
    ],
    ";",
)

# --- Qualtrics: names, texts (in the language of the account), ids; a comma too many at the end

QUALTRICS = ["StartDate", "EndDate", "Status", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
             "ResponseId", "UserLanguage", "LOC", "Q1", "Q1_4_TEXT"]
TEXTS = ["Startdatum", "Enddatum", "Antworttyp", "Fortschritt", "Dauer (in Sekunden)", "Fertig",
         "Aufgezeichnetes Datum", "Antwort-ID", "Benutzersprache", "Welcher Standort?",
         "Welche Einrichtungen\ngibt es?", "Welche Einrichtungen gibt es? - Andere - Text"]
IDS = ['{"ImportId":"%s"}' % name for name in
       ["startDate", "endDate", "status", "progress", "duration", "finished", "recordedDate", "_recordId",
        "userLanguage", "QID1_TEXT", "QID2", "QID2_4_TEXT"]]
ANSWERS = [
    ["2026-03-02 10:00:00", "2026-03-02 10:11:12", "IP Address", "100", "672", "True", "2026-03-02 10:11:13",
     "R_1", "NL", "Z-01", "Shower,Kitchen", ""],
    ["2026-03-02 11:00:00", "2026-03-02 11:01:00", "Survey Preview", "100", "60", "True", "2026-03-02 11:01:01",
     "R_2", "NL", "test", "Kitchen", ""],
    ["2026-03-02 12:00:00", "2026-03-02 12:09:00", "IP Address", "100", "540", "False", "2026-03-02 12:09:01",
     "R_3", "UK", "Z-02", "Other", "=een tuin"],
]
write("qualtrics.csv", table([row + [""] for row in [QUALTRICS, TEXTS, IDS] + ANSWERS]))
write("qualtrics-two-rows.csv", "\ufeff" + table([QUALTRICS, IDS] + ANSWERS))
write(
    "qualtrics-legacy.csv",
    table(
        [
            ["V1", "V2", "V3", "V7", "V8", "V9", "V10", "LOC", "Q1_1"],
            ["ResponseID", "ResponseSet", "Name", "Status", "StartDate", "EndDate", "Finished", "Which location?",
             "Which facilities? - Shower"],
            ["R_1", "Default Response Set", "Anonymous", "0", "2026-03-02 10:00:00", "2026-03-02 10:11:12", "1",
             "Z-01", "1"],
            ["R_2", "Default Response Set", "Anonymous", "1", "2026-03-02 11:00:00", "2026-03-02 11:01:12", "1",
             "test", ""],
        ]
    ),
)

# --- KoboToolbox

KOBO = ["start", "end", "algemeen/locatie", "sanitair/voorzieningen", "sanitair/voorzieningen/douche",
        "sanitair/voorzieningen/bad", "sanitair/nieuw", "sanitair/oud", "_id", "_uuid", "_submission_time",
        "_validation_status", "_index", "__version__"]
TAGS = ["", "", "#loc +code", "#indicator +text", "", "", "", "", "", "", "#date", "", "", ""]
FORMS = [
    ["2026-03-02T10:00:00", "2026-03-02T10:10:00", "Z-01", "douche bad", "1", "1", "", "ja", "101", "u-1",
     "2026-03-02T10:11:00", "", "1", "vA"],
    ["2026-03-03T10:00:00", "2026-03-03T10:10:00", "Z-02", "", "", "", "nee", "", "102", "u-2",
     "2026-03-03T10:11:00", "validation_status_approved", "2", "vB"],
    ["2026-03-04T10:00:00", "2026-03-04T10:10:00", "Z-03", "bad", "0", "1", "ja", "", "103", "u-3",
     "2026-03-04T10:11:00", "", "3", "vB"],
]
write("kobotoolbox.csv", "\ufeff" + table([KOBO] + FORMS, ";", csv.QUOTE_ALL, "\n"))
write("kobotoolbox-tags.csv", table([KOBO, TAGS] + FORMS, ";", csv.QUOTE_ALL, "\n"))
write(
    "kobotoolbox-split.csv",
    table(
        [
            ["meta.instanceID", "sanitair.locatie", "sanitair.voorzieningen.douche", "sanitair.voorzieningen.bad",
             "Gas/water en licht.", "_id", "_uuid", "_submission_time"],
            ["i-1", "Z-01", "True", "False", "ja", "101", "u-1", "2026-03-02T10:11:00"],
            ["i-2", "Z-02", "", "", "nee", "102", "u-2", "2026-03-03T10:11:00"],
        ],
        ";",
        csv.QUOTE_ALL,
        "\n",
    ),
)
ROOMS = [
    ["kamers/nummer", "kamers/oppervlakte", "_index", "_parent_table_name", "_parent_index"],
    ["1.01", "12.5", "1", "inspectie", "1"],
    ["1.02", "9", "2", "inspectie", "1"],
    ["2.01", "11", "3", "inspectie", "2"],
]
write("kobotoolbox-rooms.csv", table(ROOMS, ";", csv.QUOTE_ALL, "\n"))

# --- SafetyCulture: one row per item

AUDIT = ["SortingIndex", "ItemType", "Label", "Response", "Comment", "MediaHyperTextReference", "Latitude",
         "Longitude", "ItemScore", "ItemMaxScore", "ItemScorePercentage", "Mandatory", "FailedResponse", "Inactive",
         "AuditID", "ItemID", "ResponseID", "ParentID", "AuditOwner", "AuditOwnerID", "AuditAuthor", "AuditAuthorID",
         "AuditName", "AuditScore", "AuditMaxScore", "AuditScorePercentage", "AuditDuration", "DateStarted",
         "DateModified", "DateCompleted", "TemplateID", "TemplateName", "TemplateAuthor", "TemplateAuthorID",
         "ItemCategory", "RepeatingSectionParentID", "DocumentNo", "ConductedOn", "PreparedBy", "Location",
         "Personnel", "Clientsite", "AuditSite", "Audit Area", "Audit Region", "Archived"]


def item(audit, template, number, kind, label, item_id, response="", section="", comment="", score="0", most="0",
         inactive="False", name=None):
    row = dict.fromkeys(AUDIT, "")
    row |= {
        "SortingIndex": str(number), "ItemType": kind, "Label": label, "Response": response, "Comment": comment,
        "ItemScore": score, "ItemMaxScore": most, "Mandatory": "False", "FailedResponse": "False",
        "Inactive": inactive, "AuditID": audit, "ItemID": item_id, "AuditOwner": "Ans Voorbeeld",
        "AuditName": name or "Inspectie " + audit, "DateStarted": "2026-03-02T10:00:00.000Z",
        "DateCompleted": "2026-03-02T11:00:00.000Z", "TemplateID": template, "TemplateName": "Opvang",
        "RepeatingSectionParentID": section, "Location": "Z-" + audit[-2:], "Archived": "False",
    }
    return [row[column] for column in AUDIT]


FIRST = [
    item("audit_01", "tmpl_1", 1, "section", "Sanitair", "i-0"),
    item("audit_01", "tmpl_1", 2, "question", "Is er een douche?", "i-1", "Ja", score="1", most="1"),
    item("audit_02", "tmpl_1", 1, "section", "Sanitair", "i-0"),
    item("audit_01", "tmpl_1", 3, "textsingle", "Aantal toiletten", "i-2", "4", comment="een is\nstuk"),
    item("audit_02", "tmpl_1", 2, "question", "Is er een douche aanwezig?", "i-1", "Nee", score="0", most="1"),
    item("audit_01", "tmpl_1", 4, "question", "Is er een lift?", "i-3", "", inactive="True"),
    item("audit_02", "tmpl_1", 3, "textsingle", "Aantal toiletten", "i-2", ""),
]
SECTIONS = [
    item("audit_01", "tmpl_1", 5, "dynamicfield", "Kamers", "i-9"),
    item("audit_01", "tmpl_1", 6, "element", "Kamer", "i-9a", section="room-1"),
    item("audit_01", "tmpl_1", 7, "textsingle", "Oppervlakte", "i-10", "12,5", section="room-1"),
    item("audit_01", "tmpl_1", 8, "question", "Op slot?", "i-11", "Ja", section="room-1"),
    item("audit_01", "tmpl_1", 9, "textsingle", "Oppervlakte", "i-10", "9", section="room-2"),
    item("audit_02", "tmpl_1", 4, "textsingle", "Oppervlakte", "i-10", "11", section="room-1"),
]
write("safetyculture.csv", table([AUDIT] + FIRST))
write("safetyculture-sections.csv", table([AUDIT] + FIRST + SECTIONS))
write(
    "safetyculture-faults.csv",
    table(
        [AUDIT]
        + FIRST
        + [
            item("audit_01", "tmpl_1", 10, "question", "Is er een douche?", "i-1", "Nee"),
            item("", "tmpl_1", 11, "question", "Is er een douche?", "i-1", "Nee"),
            item("audit_03", "tmpl_2", 1, "question", "Iets anders", "i-1", "Misschien"),
            item("audit_03", "tmpl_2", 2, "question", "Nog iets", "i-20", "Soms", inactive="True"),
            item("audit_03", "tmpl_2", 3, "textsingle", "En dit", "i-21", "zo", name="Andere naam"),
        ]
    ),
)

# --- SurveyMonkey: two header rows

write(
    "surveymonkey.csv",
    table(
        [
            ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Custom Data 1",
             "Welke voorzieningen zijn er?", "", "", "Hoe tevreden bent u?", "Op welke locatie woont u?",
             "Wat kan beter?", ""],
            ["", "", "", "", "", "", "Douche", "Keuken", "Anders (geef nadere toelichting)", "Response",
             "Open-Ended Response", "Douche", "Douche"],
            ["118", "44", "03/04/2026 10:00:00", "03/04/2026 10:05:00", "", "", "Douche", "", "", "4", "Z-01", "x", ""],
            ["119", "44", "03/15/2026 10:00:00", "03/15/2026 10:05:00", "", "", "", "Keuken", "tuin, groot", "2",
             "Z-02", "", "y"],
        ]
    ),
)

# --- Microsoft Forms, saved again by a Dutch Excel

FORMS_NL = [
    ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Welke locatie?", "Welke\u00a0voorzieningen zijn er?"],
    ["1", "2-3-2026 10:00", "2-3-2026 10:05", "anonymous", "", "Z-01", "Douche;Keuken;"],
    ["2", "3-3-2026 10:00", "3-3-2026 10:05", "anonymous", "", "Z-02", "Café;"],
    ["3", "4-3-2026 10:00", "4-3-2026 10:05", "anonymous", "", "Z-03", ""],
]
write("ms-forms.csv", table(FORMS_NL, ";"), "windows-1252")

# --- SPSS, SAVE TRANSLATE

write(
    "spss.csv",
    table([["locatie", "douche", "opp"], ["Z-01", "1", "12.5"], ["Z-02", "99", "1.2E-005"], ["Z-03", " ", "-1"]]),
)
write("spss-comma.csv", table([["Z-01", "1", "12,5"], ["Z-02", "99", "1,2E-005"], ["Z-03", "9", "8,0"]], ";"))

# --- A Dutch Excel

EXCEL = [
    ["locatie", "plaats", "oppervlakte", "bezocht", "douche op slot", "per bewoner"],
    ["Z-01", "Zeist", "1.234,5", "31-1-2026", "WAAR", "5,5"],
    ["Z-02", "Oekraïnestraat", "900", "1-2-2026", "ONWAAR", "#DEEL/0!"],
    ["Z-03", "Den Haag", "80", "2-2-2026", "WAAR", "#N/B"],
]
TITLES = [["Inspecties opvang", "", "", "", "", ""], ["Stand: 3 februari 2026", "", "", "", "", ""]]
TOTAL = [["Totaal", "", "2.214,5", "", "", ""]]
write("excel-nl.csv", "sep=;\r\n" + table(TITLES + EXCEL + TOTAL, ";"), "windows-1252")
write("excel-nl-utf-8.csv", "\ufeff" + table(EXCEL, ";"))


# --- Workbooks


def book(name, sheets, change=lambda book: None):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    sheet.cell(number, column, value)
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    # The same bytes every time.
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(OUT / name, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename != "docProps/core.xml":
                target.writestr(zipfile.ZipInfo(info.filename, STAMP), source.read(info.filename),
                                zipfile.ZIP_DEFLATED)


book("kobotoolbox.xlsx", {"inspectie": [KOBO] + FORMS, "kamers": ROOMS})
book("safetyculture.xlsx", {"items": [AUDIT] + FIRST + SECTIONS})
book("qualtrics.xlsx", {"Sheet0": [QUALTRICS, TEXTS, IDS] + ANSWERS})
SHEET = [
    ["Inspecties opvang"],
    ["Stand: 3 februari 2026"],
    [],
    ["gemeente", "locatie", "bewoners", "douches"],
    ["Zeist", "Z-01", 40, 4],
    ["", "Z-02", 25, 3],
    ["", "Z-03", 12, 1],
    ["Den Haag", "Z-04", 80, 9],
    ["Totaal", "", 157, 17],
]
book("titles.xlsx", {"Blad1": SHEET}, lambda book: (
    book["Blad1"].merge_cells("A1:D1"), book["Blad1"].merge_cells("A5:A7")))
book("ms-forms.xlsx", {"Form1": [
    ["ID", "Start time", "Completion time", "Email", "Name", "Which facilities?"],
    [1, "3/2/26 10:00:00", "3/2/26 10:05:00", "anonymous", "", "Shower;Kitchen;"],
    [2, "3/3/26 10:00:00", "3/3/26 10:05:00", "anonymous", "", "Kitchen;"],
]})

book("parts.xlsx", {
    "Locaties": [
        ["id", "naam", "groep", "datum", "bewoners", "douches", "slot"],
        ["L1", "Een", "G", "1-1-2025", 4, 1, "ja"],
        ["L2", "Twee", "G", "1-1-2025", 2, 1, "nee"],
    ],
    "Kamers": [["id", "afsluitbaar", "m2"], ["L1", "ja", 10], ["L1", "ja", 12.5], ["L2", "nee", 8]],
    "Toelichting": [["Gemaakt door", "Afdeling Voorbeeld"], ["Opmerking", "niet openbaar"]],
})


def ods(name, rows):
    document = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="Blad1")
    for number, row in enumerate(rows, 1):
        line = odf.table.TableRow()
        for column, value in enumerate(row, 1):
            options = {}
            if (number, column) == (5, 1):
                options = {"numberrowsspanned": "3", "numbercolumnsspanned": "1"}
            if isinstance(value, int):
                options |= {"valuetype": "float", "value": str(value)}
            elif value:
                options |= {"valuetype": "string"}
            covered = column == 1 and number in (6, 7)
            cell = (odf.table.CoveredTableCell if covered else odf.table.TableCell)(**options)
            if value != "":
                cell.addElement(odf.text.P(text=str(value)))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(OUT / name, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            kind = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            if info.filename != "meta.xml":
                target.writestr(zipfile.ZipInfo(info.filename, STAMP), source.read(info.filename), kind)


ods("titles.ods", SHEET)
