"""Makes the XLSForms in this folder. Needs openpyxl 3.1.5 and odfpy.

Run it in this folder: python make_forms.py
All questions, people and places are invented.
"""

import re
import zipfile
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl

OUT = Path(__file__).parent
STAMP = (2026, 1, 1, 0, 0, 0)

LABELS = ["label::Nederlands (nl)", "label::English (en)", "label::Українська (uk)"]
SURVEY = [
    ["type", "name", *LABELS, "hint::Nederlands (nl)", "required", "relevant", "constraint", "calculation", "parameters"],
    ["start", "start"],
    ["today", "today"],
    ["deviceid", "deviceid"],
    ["note", "welkom", "Welkom", "Welcome", "Ласкаво просимо"],
    ["begin_group", "locatie", "De locatie", "The location", "Локація"],
    ["text", "locatie_id", "Kenmerk", "Identifier", "Ідентифікатор", "", "yes", "", "string-length(.) <= 12"],
    ["text", "naam", "Naam van de locatie", "Name of the location", "Назва локації"],
    ["select_one gemeenten", "gemeente", "Gemeente", "Municipality", "Громада", "", "true()"],
    ["date", "bezoekdatum", "Datum van het bezoek", "Date of the visit", "Дата візиту"],
    ["select_one soorten or_other", "soort", "Soort locatie", "Kind of location", "Тип локації"],
    ["geopoint", "plek", "Plek op de kaart", "Place on the map", "Місце на карті"],
    ["end_group"],
    ["begin group", "bewoners", "Bewoners", "Residents", "Мешканці"],
    ["integer", "aantal", "Aantal bewoners", "Number of residents", "Кількість мешканців", "", "", "", ". >= 0 and . <= 500"],
    ["integer", "kinderen", "Aantal kinderen", "Number of children", "Кількість дітей", "", "", "${aantal} > 0", ".>=0 and .<=${aantal}"],
    ["select_multiple talen", "talen", "Talen van de huisregels", "Languages of the house rules", "Мови правил"],
    ["decimal", "laagste_temperatuur", "Laagste temperatuur", "Lowest temperature", "Найнижча температура", "", "", "", "(. >= -20) and (. <= 45.5)"],
    ["range", "cijfer", "Rapportcijfer", "Mark", "Оцінка", "", "", "", "", "", "start=1 end=10 step=1"],
    ["end group"],
    ["begin repeat", "kamer", "Kamer", "Room", "Кімната"],
    ["text", "kamernummer", "Nummer van de kamer", "Number of the room", "Номер кімнати", "", "", "", "string-length(.)<=8"],
    ["decimal", "oppervlakte", "Oppervlakte in m2", "Area in m2", "Площа", "", "", "", ". >= 1 and . <= 200"],
    ["select_one ja_nee", "slot", "Kan de kamer op slot?", "Can the room be locked?", "Чи замикається кімната?"],
    ["end repeat"],
    ["text", "contactpersoon", "Contactpersoon", "Contact person", "Контактна особа"],
    ["text", "opmerkingen", "Opmerkingen", "Remarks", "Примітки"],
    ["calculate", "totaal", "", "", "", "", "", "", "", "${aantal} + ${kinderen}"],
    ["image", "foto", "Foto", "Photo", "Фото"],
]
CHOICES = [
    ["list_name", "name", *LABELS],
    ["gemeenten", "GM0355", "Zeist", "Zeist", "Зейст"],
    ["gemeenten", "GM0228", "Ede", "Ede", "Еде"],
    ["soorten", "hotel", "Hotel", "Hotel", "Готель"],
    ["soorten", "schip", "Schip", "Ship", "Корабель"],
    ["talen", "nl", "Nederlands", "Dutch", "нідерландська"],
    ["talen", "uk", "Oekraïens", "Ukrainian", "українська"],
    ["talen", "ru", "Russisch", "Russian", "російська"],
    ["ja_nee", "ja", "Ja", "Yes", "Так"],
    ["ja_nee", "nee", "Nee", "No", "Ні"],
]
SETTINGS = [
    ["form_title", "form_id", "version", "default_language"],
    ["Inspectie opvang", "Inspectie_Opvang", "2026-03", "Nederlands (nl)"],
]


def stamped(path):
    """The same archive with fixed times, so that the same script gives the same bytes."""
    with zipfile.ZipFile(path) as source:
        members = [(info.filename, source.read(info)) for info in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            if name == "docProps/core.xml":
                continue
            if name in ("[Content_Types].xml", "_rels/.rels"):
                data = drop_core(data)
            if name in ("meta.xml", "META-INF/manifest.xml"):
                data = re.sub(rb"<(meta:generator|dc:date|meta:creation-date)>[^<]*</[^>]*>", b"", data)
            # The first member of an ODS file says what it is, and is not packed.
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, STAMP), data, packing)


def drop_core(data):
    """Without the part that holds the moment of writing."""
    return re.sub(rb"<(Override|Relationship)[^>]*core\.xml[^>]*/>", b"", data)


def xlsx(name, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([cell if cell != "" else None for cell in row])
    book.save(OUT / name)
    stamped(OUT / name)


def ods(name, **sheets):
    document = odf.opendocument.OpenDocumentSpreadsheet()
    for title, rows in sheets.items():
        table = odf.table.Table(name=title)
        for row in rows:
            line = odf.table.TableRow()
            for cell in row:
                item = odf.table.TableCell(valuetype="string")
                item.addElement(odf.text.P(text=cell))
                line.addElement(item)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(OUT / name)
    stamped(OUT / name)


def head(*rows):
    return [["type", "name", "label"], *rows]


CHOICE_HEAD = ["list_name", "name", "label"]

xlsx("inspectie.xlsx", survey=SURVEY, choices=CHOICES, settings=SETTINGS)
ods("inspectie.ods", survey=SURVEY, choices=CHOICES, settings=SETTINGS)
xlsx(
    "faults.xlsx",
    survey=head(
        ["integer", "a", "A"],
        ["text", "A", "again"],
        ["numeral", "b", "B"],
        ["select_one nowhere", "c", "C"],
        ["select_one", "d", "D"],
        ["text", "", "no name"],
        ["text", "e f", "a blank"],
        ["end_group", "", ""],
        ["begin_group", "g", "G"],
        ["begin_repeat", "h", "H"],
        ["end_group", "", ""],
        ["begin_group", "i", "I"],
    ),
    choices=[
        CHOICE_HEAD,
        ["yes_no", "yes", "Yes"],
        ["yes_no", "YES", "Yes again"],
        ["", "stray", "Stray"],
        ["yes_no", "", "Nothing"],
        ["yes_no", "a,b", "Comma"],
    ],
    settings=[["form_title"], ["Fouten"]],
)
xlsx("no-type.xlsx", survey=[["soort", "name"], ["text", "a"]], choices=[CHOICE_HEAD, ["a", "b", "c"]])
xlsx("deep.xlsx", survey=head(*[["begin group", f"g{n}", ""] for n in range(200)]), choices=[CHOICE_HEAD, ["a", "b", "c"]])
xlsx(
    "wide.xlsx",
    survey=head(*[["select_multiple long", f"q{n}", ""] for n in range(40)]),
    choices=[CHOICE_HEAD, *[["long", f"c{n}", f"C {n}"] for n in range(500)]],
)
xlsx(
    "nested.xlsx",
    survey=head(
        ["begin repeat", "outer", ""],
        ["begin repeat", "inner", ""],
        ["text", "a", "A"],
        ["end repeat", "", ""],
        ["integer", "b", "B"],
        ["end repeat", "", ""],
        ["begin group", "one", ""],
        ["integer", "same", "Same"],
        ["end group", "", ""],
        ["begin group", "two", ""],
        ["integer", "same", "Same"],
        ["select_one twins", "twin", "Twin"],
        ["end group", "", ""],
    ),
    choices=[CHOICE_HEAD, ["twins", "1", "Equal"], ["twins", "2", "equal"]],
    settings=[["form_title"], ["Genest"]],
)
