"""Makes libreoffice*.xlsx and libreoffice.ods in Fixtures/ with LibreOffice, and records what LibreOffice reads in them.

Needs openpyxl (pip) and `soffice`. All places are invented. LibreOffice fills in the results of the formulas; what it reads
is asked for as CSV, of which only the dates, times, percentages and booleans are written as we write them.
"""

import csv
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FOLDER = pathlib.Path(__file__).parent / "Fixtures"
HEADER = ["id", "datum", "moment", "tijd", "getal", "percentage", "waar", "formule", "tekst", "bedrag", "duur"]
FORMATS = {2: "dd-mm-yyyy", 3: "dd-mm-yyyy hh:mm:ss", 4: "hh:mm:ss", 6: "0.0%", 10: '"€" #,##0.00', 11: "[hh]:mm:ss"}


def workbook(path, mac):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad"
    if mac:
        book.epoch = CALENDAR_MAC_1904
    sheet.append(HEADER)
    for index in range(12):
        sheet.append([
            f"L{index:03}",
            datetime.date(2025, 1, 31) + datetime.timedelta(days=37 * index),
            datetime.datetime(2024, 2, 29, 14, 2, 30) + datetime.timedelta(seconds=86_399 * index),
            datetime.time(index * 2 % 24, index * 7 % 60, index),
            [0.1 + 0.2, 7.25, -1.5, 0.125, 12345678.875, 9][index % 6],
            index / 16,
            index % 2 == 0,
            f"=E{index + 2}*2",
            ['Hotel "Zon"', "сім'я", "a, b; c", "regel 1\nregel 2", " x ", None][index % 6],
            1250.5 * index,
            datetime.timedelta(hours=20 * index, minutes=3),
        ])
    sheet.append(["fout", None, None, None, "=1/0", None, None, "=NA()", "=B2", '=TEXT(E3,"0.0")', None])
    sheet.append(["samen", "=B2+1", "=C2", "=D2", None, "=1/4", None, '="a"&"b"', "=TRUE", "=SUM(J2:J5)", "=K3"])
    for row in range(2, sheet.max_row + 1):
        for column, form in FORMATS.items():
            sheet.cell(row, column).number_format = form
    sheet.cell(sheet.max_row - 1, 9).number_format = "yyyy-mm-dd"
    book.save(path)


def convert(source, form, folder):
    command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def text(cell):
    if re.fullmatch(r"\d\d/\d\d/\d{4}( \d\d:\d\d:\d\d)?", cell):
        return f"{cell[6:10]}-{cell[:2]}-{cell[3:5]}" + ("T" + cell[11:] if len(cell) > 10 else "")
    if re.fullmatch(r"\d\d:\d\d:\d\d [AP]M", cell):
        return f"{int(cell[:2]) % 12 + (12 if cell[9] == 'P' else 0):02}{cell[2:8]}"
    if re.fullmatch(r"-?[\d.]+%", cell):
        return f"{float(cell[:-1]) / 100:.15g}"
    return {"TRUE": "true", "FALSE": "false"}.get(cell, cell)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for base, mac in [("libreoffice", False), ("libreoffice-1904", True)]:
            workbook(folder / f"{base}.xlsx", mac)
            (folder / "made").mkdir(exist_ok=True)
            convert(folder / f"{base}.xlsx", "xlsx:Calc MS Excel 2007 XML", folder / "made")
            if not mac:
                convert(folder / f"{base}.xlsx", "ods", folder / "made")
        for made in sorted((folder / "made").iterdir()):
            convert(made, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false", folder)
            with open((folder / made.name).with_suffix(".csv"), encoding="utf-8", newline="") as file:
                table = list(csv.reader(file))
            rows = [{"row": i, "cells": [text(cell) for cell in row]} for i, row in enumerate(table, 1)]
            answer = {"sheet": "Blad", "rows": rows}
            shutil.copy(made, FOLDER / made.name)
            (FOLDER / (made.name + ".json")).write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
