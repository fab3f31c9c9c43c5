"""Writes one table as a spreadsheet in the open format (ODS): numbers as numbers, everything else as text, no formula.

A formula would be an attribute of its own in that format, which nothing here ever sets.
"""

import datetime
import json
import os
import zipfile

import odfdo


def write(job):
    with open(job["input"], encoding="utf-8") as file:
        content = json.load(file)
    moment = datetime.datetime.fromisoformat(job["date"] + "T00:00:00")
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    # A sheet may not be called by every sentence.
    name = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in content["name"])
    table = odfdo.Table(" ".join(name.split())[:31].strip() or "1")
    for cells in [content["header"], *content["rows"]]:
        row = odfdo.Row()
        for cell in cells:
            number = cell.get("number")
            if number is None:
                row.append_cell(odfdo.Cell(cell["text"], cell_type="string"))
            else:
                value = float(number)
                row.append_cell(odfdo.Cell(int(value) if value == int(value) else value))
        table.append_row(row)
    document.body.append(table)
    document.meta.title = content["name"]
    document.meta.language = content["language"]
    document.meta.creation_date = moment
    document.meta.date = moment
    made = job["output"] + ".made"
    try:
        document.save(made)
        settle(made, job["output"], moment)
    finally:
        if os.path.exists(made):
            os.remove(made)


def settle(made, output, moment):
    """The same content in the same bytes: parts in their order, under one time, without a preview of somebody else's table."""
    date = max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            if name.startswith(("Thumbnails/", "Configurations2/")):
                continue
            content = source.read(name)
            if name == "META-INF/manifest.xml":
                lines = content.decode().replace("/><", "/>\n<").split("\n")
                content = "\n".join(
                    line for line in lines if "Thumbnails/" not in line and "Configurations2/" not in line
                ).encode()
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
