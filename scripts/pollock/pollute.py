#!/usr/bin/env python3
"""Makes polluted files of the kinds of the Pollock benchmark, from a table of our own.

The kinds are those that Vitagliano et al. describe in "Pollock: A Data Loading Benchmark" (VLDB 2023); the table is
invented (inspections of shelters), and so is every line of this program.

    pollute.py FOLDER      writes FOLDER/csv/<name>.csv and FOLDER/clean/<name>.csv
"""

import csv
import os
import random
import sys

ROWS = 83
HEADER = ["DATUM", "TIJD", "Bewoners", "LOCATIE", "Kosten", "Soort", "Bevinding", "LINK", "Opmerking"]
QUOTED = {6, 7}

KINDS = [
    "Hotelkamers", "Gemeentelijke opvang", "Kamers, gedeelde keuken", "Schip", "Sporthal, tijdelijk",
    "Bewoners' kamers", "Tafel, rond 48\"", "Keuken 5\" randen", "Appartement", "Unit  met douche",
]
FINDINGS = [
    "De kamers zijn schoon en er is genoeg licht, ook in de gang.",
    "Er is te weinig privacy: vier gezinnen delen een ruimte, zonder deur.",
    "Alles in orde",
    "De keuken is 's avonds gesloten; bewoners koken dan op de kamer.",
    "Het bed is 6\\'2\" lang, en dat is te kort voor de bewoner.",
    "Wasmachines werken, drogers niet. Reparatie is besteld, en komt volgende week.",
    "Bewoners vragen om internet op de kamers, school en werk lopen online.",
    "Nooddeur was geblokkeerd, direct verholpen tijdens het bezoek.",
]


def table():
    draw = random.Random(2022)
    rows = []
    for number in range(ROWS):
        minutes = 15 * number
        place = "%s-%04d" % (draw.choice(["UT", "ZL", "GR", "NB", "FR", "OV"]), draw.randrange(1000, 9999))
        kind = KINDS[number % len(KINDS)] if number % 3 else draw.choice(KINDS)
        finding = FINDINGS[draw.randrange(len(FINDINGS))]
        if number % 4 == 0:
            finding += " Gezien op verdieping %d, met de beheerder." % draw.randrange(1, 9)
        rows.append([
            "%02d/%02d/2025" % (13 + number % 16, 1 + number // 16), "%02d:%02d" % (minutes // 60 % 24, minutes % 60),
            str(draw.randrange(0, 400)), place, "€%d.%02d" % (draw.randrange(0, 99), draw.randrange(100)) if number % 9 else
            "€%d" % draw.randrange(1, 99), kind, finding, "https://www.example.org/locatie/%s.html" % place.replace("-", "_"), "",
        ])
    return rows


class File:
    """A file as rows of cells, each with the text that is written for it."""

    def __init__(self, header=True):
        self.delimiter, self.quote, self.escape, self.end = ",", '"', '"', "\r\n"
        self.rows = [list(r) for r in ([HEADER] if header else []) + table()]
        self.extra = {}        # (row, column) -> text put before the value, and kept in it
        self.delimiters = {}   # row -> delimiter of that row
        self.more = set()      # (row, column): one delimiter more there
        self.less = set()      # (row, column): the delimiter before that column is missing
        self.before, self.after, self.tail = [], [], None

    def cell(self, row, column):
        text = self.rows[row][column]
        isQuoted = column in QUOTED or "," in text or '"' in text
        body = text.replace('"', self.escape + self.quote if self.quote == '"' else '"')
        if self.quote != '"':
            body = body.replace(self.quote, self.escape + self.quote) if isQuoted else body
        body = self.extra.get((row, column), "") + body
        return self.quote + body + self.quote if isQuoted else body

    def text(self):
        out = []
        for number in range(len(self.rows)):
            delimiter = self.delimiters.get(number, self.delimiter)
            line = ""
            for column in range(len(self.rows[number])):
                if column > 0 and (number, column) not in self.less:
                    line += delimiter
                if (number, column) in self.more:
                    line += delimiter
                line += self.cell(number, column)
            out.append(line + self.end)
        body = "".join(self.before) + "".join(out) + "".join(self.after)
        if self.tail is not None and body.endswith(self.end):
            body = body[: -len(self.end)] + self.tail
        return body

    def clean(self):
        rows = [list(r) for r in self.rows]
        for (row, column), text in self.extra.items():
            rows[row][column] = text + rows[row][column]
        return rows


def write(folder, name, text, clean):
    with open(os.path.join(folder, "csv", name), "w", encoding="utf-8", newline="") as out:
        out.write(text)
    with open(os.path.join(folder, "clean", name), "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(clean)


def joined(cells):
    return ",".join(('"%s"' % c.replace('"', '""')) if i in QUOTED or "," in c or '"' in c else c
                    for i, c in enumerate(cells)) + "\r\n"


def main():
    folder = sys.argv[1]
    for part in ("csv", "clean"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)

    def add(name, file, text=None, clean=None):
        write(folder, name + ".csv", file.text() if text is None else text, file.clean() if clean is None else clean)

    add("source", File())
    add("file_no_payload", File(), text="", clean=[])
    for name, tail in (("file_no_trailing_newline", ""), ("file_double_trailing_newline", "\r\n\r\n")):
        file = File()
        file.tail = tail
        add(name, file)
    add("file_no_header", File(header=False))
    for count in (2, 3):
        file = File()
        file.before = [joined(HEADER)] * (count - 1)
        add("file_header_multirow_%d" % count, file, clean=[[" ".join([c] * count) for c in HEADER]] + table())
    file = File()
    file.before = ["PREAMBLE" + "," * 8 + "\r\n", "," * 8 + "\r\n"]
    add("file_preamble", file)
    for name, width in (("less", 8), ("same", 9), ("more", 10)):
        file = File()
        second = [HEADER] + table()[: ROWS - 1]
        more = [["col1"]] + [[""] for _ in second[1:]]
        file.after = [joined((row + extra)[:width]) for row, extra in zip(second, more)]
        add("file_multitable_" + name, file)
    for name, count in (("file_header_only", 1), ("file_one_data_row", 2)):
        file = File()
        file.rows = file.rows[:count]
        add(name, file)
    for name, end in (("0xA", "\n"), ("0xD", "\r")):
        file = File()
        file.end = end
        add("file_record_delimiter_" + name, file)
    for name, delimiter in (("0x3B", ";"), ("0x9", "\t"), ("0x2C_0x20", ", "), ("0x20", " ")):
        file = File()
        file.delimiter = delimiter
        add("file_field_delimiter_" + name, file)
    file = File()
    file.quote = file.escape = "'"
    add("file_quotation_char_0x27", file)
    for name, escape in (("0x5C", "\\"), ("0x00", "")):
        file = File()
        file.escape = escape
        add("file_escape_char_" + name, file)
    for row in range(ROWS + 1):
        for column in range(len(HEADER)):
            file = File()
            file.more.add((row, column))
            add("row_more_sep_row%d_col%d" % (row, column), file)
            if column > 0:
                file = File()
                file.less.add((row, column))
                add("row_less_sep_row%d_col%d" % (row, column), file)
            file = File()
            file.extra[row, column] = '"'
            add("row_extra_quote%d_col%d" % (row, column), file)
        file = File()
        file.delimiters[row] = " "
        add("row_field_delimiter_%d_0x20" % row, file)


if __name__ == "__main__":
    main()
