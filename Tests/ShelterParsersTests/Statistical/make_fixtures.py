"""Makes the SPSS files in Fixtures/ and records what pyreadstat reads in them.

All people, places and answers are invented. Needs pyreadstat and pandas (pip); read_with_haven.R records what R reads.
"""

import datetime
import json
import math
import pathlib
import struct
import zlib
from decimal import Decimal

import pandas
import pyreadstat

FOLDER = pathlib.Path(__file__).parent / "Fixtures"
SYSMIS = -1.7976931348623157e308
LOWEST = -1.7976931348623155e308
HIGHEST = 1.7976931348623157e308


def number(value):
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(float(value))), "f")


def text(value):
    if value is None or value is pandas.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, pandas.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, (datetime.datetime, datetime.time)):
        shown = value.isoformat(timespec="milliseconds")
        return shown[:-4] if shown.endswith(".000") else shown
    if isinstance(value, datetime.date):
        return value.isoformat()
    return number(value)


def record(name):
    """Writes next to a fixture what pyreadstat reads in it."""
    frame, meta = pyreadstat.read_sav(FOLDER / name, user_missing=True)
    # Plain numbers again, for codes of columns that pyreadstat turns into dates.
    columns = []
    for column in meta.column_names:
        missing = [
            text(one["lo"]) if one["lo"] == one["hi"] else [one["lo"], one["hi"]]
            for one in meta.missing_ranges.get(column, [])
        ]
        missing += [text(one) for one in meta.missing_user_values.get(column, [])]
        labels = meta.variable_value_labels.get(column, {})
        columns.append({
            "name": column,
            "label": meta.column_names_to_labels[column] or "",
            "format": meta.original_variable_types[column],
            "labels": sorted([text(value), label] for value, label in labels.items()),
            "missing": missing,
            "measure": meta.variable_measure.get(column, "unknown"),
        })
    rows = [[text(value) for value in row] for row in frame.astype(object).itertuples(index=False)]
    answer = {"columns": columns, "rows": rows}
    (FOLDER / (name + ".json")).write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


def locations(count):
    """A table with every kind of column."""
    names = ["Hotel Zon", "De Ark", "Сонячний дім", "Château d'Œuf €5", "", "Zorgplein 4 – west"]
    rows = []
    for index in range(count):
        day = datetime.date(2025, 1, 31) + datetime.timedelta(days=index * 37)
        moment = datetime.datetime(2024, 2, 29, 14, 2, 30) + datetime.timedelta(seconds=index * 86_399)
        rows.append({
            "id": f"L{index:03d}",
            "naam": names[index % len(names)],
            "Kamers_op_de_begane_grond": float(index * 3) if index % 5 else None,
            "score": [0.1 + 0.2, 7.25, -1.5, 1 / 3, 12345678.875, 9.0][index % 6],
            "privacy": float([1, 2, 3, 98, 99, -1][index % 6]),
            "water": ["j", "n", "?", ""][index % 4],
            "opvang": ["gemeentelijk", "particulier", "weet niet wie dit bepaalt"][index % 3],
            "datum": day if index % 4 else None,
            "moment": moment,
            "klok": datetime.time(index % 24, (index * 7) % 60, (index * 11) % 60),
            "опис": ("Lange toelichting nummer %d, " % index) * (index % 25),
            "bewoners": float([0, 12, 250, 1000][index % 4]),
        })
    return pandas.DataFrame(rows)


LABELS = {
    "id": "Nummer van de locatie",
    "naam": "Naam van de locatie (zoals op de gevel)",
    "privacy": "Kunt u zich terugtrekken? «Чи можете ви усамітнитися?»",
    "water": "Is er warm water?",
    "опис": "Toelichting",
}
VALUE_LABELS = {
    "privacy": {1.0: "Ja, altijd", 2.0: "Soms", 3.0: "Nee", 98.0: "Weet niet", 99.0: "Geen antwoord"},
    "water": {"j": "Ja", "n": "Nee", "?": "Onbekend"},
    "opvang": {"gemeentelijk": "Gemeentelijke opvang", "particulier": "Particuliere opvang"},
}
MISSING = {
    "privacy": [{"lo": 98, "hi": 99}, -1],
    "water": ["?"],
    "bewoners": [1000],
}
FORMATS = {"score": "F8.2", "Kamers_op_de_begane_grond": "F5.0", "klok": "TIME8", "moment": "DATETIME20", "datum": "DATE11"}


def write(name, frame, **options):
    pyreadstat.write_sav(
        frame,
        FOLDER / name,
        file_label="Invented locations",
        column_labels=LABELS,
        variable_value_labels=VALUE_LABELS,
        missing_ranges=MISSING,
        variable_format=FORMATS,
        variable_measure={"privacy": "ordinal", "naam": "nominal", "score": "scale"},
        **options,
    )


class Writer:
    """A SAV file byte by byte: what no library writes, and what no honest program does."""

    def __init__(self, order="<", encoding="utf-8", code=65001):
        self.order, self.encoding, self.code = order, encoding, code
        self.records = b""
        self.elements = 0

    def pack(self, form, *values):
        return struct.pack(self.order + form, *values)

    def header(self, cases, compression=0, magic=b"$FL2", size=None):
        size = self.elements if size is None else size
        start = magic + b"@(#) SPSS DATA FILE Maatstaf, by hand".ljust(60)
        start += self.pack("iiiii", 2, size, compression, 0, cases)
        return start + self.pack("d", 100.0) + b"31 Jan 25" + b"14:02:30" + b"".ljust(64) + b"\0\0\0"

    def variable(self, name, width=0, form=(5, 8, 2), label=None, missing=(), count=None):
        code = form[0] << 16 | form[1] << 8 | form[2]
        count = len(missing) if count is None else count
        self.records += self.pack("iiiiii", 2, width, int(label is not None), count, code, code)
        self.records += name.encode(self.encoding).ljust(8)
        if label is not None:
            data = label.encode(self.encoding)
            self.records += self.pack("i", len(data)) + data + b" " * (-len(data) % 4)
        for value in missing:
            self.records += self.pack("d", value) if isinstance(value, (int, float)) else value.encode(self.encoding).ljust(8)
        more = max(0, (width + 7) // 8 - 1)
        for _ in range(more):
            self.records += self.pack("iiiiii", 2, -1, 0, 0, 0, 0) + b" " * 8
        self.elements += 1 + more

    def labels(self, labels, variables):
        self.records += self.pack("ii", 3, len(labels))
        for value, label in labels:
            data = label.encode(self.encoding)
            self.records += self.pack("d", value) if isinstance(value, (int, float)) else value.encode(self.encoding).ljust(8)
            self.records += bytes([len(data)]) + data + b" " * (-(len(data) + 1) % 8)
        self.records += self.pack("ii", 4, len(variables)) + self.pack("%di" % len(variables), *variables)

    def extension(self, subtype, size, count, data):
        self.records += self.pack("iiii", 7, subtype, size, count) + data

    def machine(self):
        endian = 2 if self.order == "<" else 1
        self.extension(3, 4, 8, self.pack("8i", 20, 0, 0, -1, 1, 1, endian, self.code))
        self.extension(4, 8, 3, self.pack("ddd", SYSMIS, HIGHEST, LOWEST))

    def file(self, data, cases, **options):
        return self.header(cases, **options) + self.records + self.pack("ii", 999, 0) + data


def by_hand(order, encoding, code):
    """Each date format of SPSS, ranges without an end, and letters that the encoding writes in one byte."""
    sav = Writer(order, encoding, code)
    day = 86_400
    start = (datetime.date(2025, 1, 31) - datetime.date(1582, 10, 14)).days * day
    forms = [
        ("DATUM", (20, 11, 0)), ("ADATE", (23, 10, 0)), ("EDATE", (38, 10, 0)), ("SDATE", (39, 10, 0)),
        ("JDATE", (24, 7, 0)), ("MOMENT", (22, 22, 2)), ("KLOK", (21, 11, 2)), ("DUUR", (25, 12, 0)),
    ]
    for name, form in forms:
        sav.variable(name, form=form)
    sav.variable("LAAG", missing=(LOWEST, -1.0), count=-2, label="Tot en met -1 geen antwoord")
    sav.variable("HOOG", missing=(90.0, HIGHEST, 7.0), count=-3)
    sav.variable("STAD", width=9, form=(1, 9, 0), label="Woonplaats, café «één»")
    sav.labels([(1.0, "één"), (2.0, "twee")], [9, 10])
    sav.machine()
    rows = [
        [start, start + day, start, start, start, start + 14 * 3600 + 150.5, 7 * 3600 + 1.25, 14 * 3600 + 60, -5, 99, "België"],
        [SYSMIS, start + 3, 0, start - day, start, start, 0, 90, 1, 7, "'s-Hëë"],
        [start] + [SYSMIS] * 9 + [""],
    ]
    data = b""
    for row in rows:
        for value in row[:10]:
            data += sav.pack("d", value)
        data += row[10].encode(encoding).ljust(16)
    return sav.file(data, len(rows))


def odd_dates():
    """Numbers that are no date, in columns of dates."""
    sav = Writer()
    sav.variable("DATUM", form=(20, 11, 0))
    sav.variable("MOMENT", form=(22, 20, 0))
    sav.variable("KLOK", form=(21, 8, 0))
    sav.variable("MAAND", form=(28, 8, 0))
    sav.variable("WEEKDAG", form=(26, 9, 0))
    sav.variable("JMDUMS", form=(41, 19, 0))
    sav.variable("MTIJD", form=(40, 5, 0))
    sav.machine()
    start = (datetime.date(2025, 1, 31) - datetime.date(1582, 10, 14)).days * 86_400
    rows = [
        [1e15, 1e300, 1e300, start, 6, start + 61, 61.5],
        [-86_400, -1, -3600, start + 86_400, 7, start, 3600],
        [float("inf"), 2.6e11, 360_000, -1, 0.5, 1e15, 0],
    ]
    return sav.file(b"".join(struct.pack("<7d", *row) for row in rows), len(rows))


def cases_unknown():
    sav = Writer()
    sav.variable("A")
    sav.machine()
    return sav.file(struct.pack("<3d", 1, 2, 3), -1)


def hostile():
    """Files that promise more than they hold."""
    def plain():
        sav = Writer()
        sav.variable("A")
        sav.variable("B", width=8, form=(1, 8, 0))
        sav.machine()
        return sav

    data = struct.pack("<d8s", 1, b"tekst   ") * 4
    yield "refused-cases.sav", plain().file(data, 2_000_000_000)
    yield "refused-size.sav", plain().file(data, 4, size=2_000_000_000)
    sav = plain()
    sav.records += struct.pack("<iiiiii8si", 2, 0, 1, 0, 0, 0, b"C", 2_000_000_000)
    yield "refused-label.sav", sav.file(data, 4)
    sav = plain()
    sav.records += struct.pack("<iiiiii8si", 2, 0, 1, 0, 0, 0, b"C", -5)
    yield "refused-label-negative.sav", sav.file(data, 4)
    sav = plain()
    sav.records += struct.pack("<ii", 3, 2_000_000_000)
    yield "refused-labels.sav", sav.file(data, 4)
    sav = plain()
    sav.labels([(1.0, "een")], [1])
    sav.records = sav.records[:-8] + struct.pack("<ii", -3, 1)
    yield "refused-label-variables.sav", sav.file(data, 4)
    sav = plain()
    sav.extension(13, 1_000_000, 1_000_000, b"A=Alpha")
    yield "refused-extension.sav", sav.file(data, 4)
    sav = plain()
    sav.extension(13, 65_536, 65_536, b"A=Alpha")
    yield "refused-extension-overflow.sav", sav.file(data, 4)
    sav = plain()
    sav.records += struct.pack("<ii", 6, 500_000_000)
    yield "refused-document.sav", sav.file(data, 4)
    sav = plain()
    sav.variable("C", missing=(1.0, 2.0, 3.0), count=400)
    yield "refused-missing.sav", sav.file(data, 4)
    sav = Writer()
    sav.machine()
    yield "refused-no-columns.sav", sav.file(b"", 0)
    sav = Writer(encoding="cp1252", code=1252)
    sav.variable("A", width=8, form=(1, 8, 0))
    sav.machine()
    yield "refused-text.sav", sav.file(b"caf\x81\x8d   ", 1)
    sav = Writer(code=4711)
    sav.variable("A")
    sav.machine()
    yield "refused-encoding.sav", sav.file(struct.pack("<d", 1), 1)
    yield "refused-encrypted.sav", b"ENCRYPTEDSAV\0\0\0\x15" + bytes(80)
    yield "refused-por.sav", b"ASCII SPSS PORT FILE".ljust(200)
    # A block of zeros packs a thousand times; in compressed rows each zero byte stands for nothing at all.
    sav = Writer()
    sav.variable("A")
    sav.machine()
    size, blocks = 0x3F_F000, 17
    packed = zlib.compress(bytes(size), 9)
    begin = len(sav.file(b"", 10, compression=2, magic=b"$FL3"))
    entries = b"".join(struct.pack("<qqii", begin + i * size, begin + 24 + i * len(packed), size, len(packed)) for i in range(blocks))
    trailer = begin + 24 + blocks * len(packed)
    body = struct.pack("<qqq", begin, trailer, 24 + len(entries)) + packed * blocks
    body += struct.pack("<qqii", -100, 0, size, blocks) + entries
    yield "refused-bomb.zsav", sav.file(body, 10, compression=2, magic=b"$FL3")
    entries = struct.pack("<qqii", begin, begin + 24, 2_000_000_000, len(packed))
    body = struct.pack("<qqq", begin, begin + 24 + len(packed), 48) + packed + struct.pack("<qqii", -100, 0, size, 1) + entries
    yield "refused-block.zsav", sav.file(body, 10, compression=2, magic=b"$FL3")
    # One string that is said to take a hundred million bytes.
    sav = plain()
    sav.extension(14, 1, 14, b"B=99999999\0\t  ")
    yield "refused-string.sav", sav.file(data, 4)


def main():
    FOLDER.mkdir(exist_ok=True)
    write("locations.sav", locations(60))
    write("plain.sav", locations(8))
    write("rows.sav", locations(60), row_compress=True)
    write("locations.zsav", locations(60), compress=True)
    (FOLDER / "by-hand.sav").write_bytes(by_hand("<", "cp1252", 1252))
    (FOLDER / "big-endian.sav").write_bytes(by_hand(">", "utf-8", 65001))
    (FOLDER / "odd-dates.sav").write_bytes(odd_dates())
    (FOLDER / "cases-unknown.sav").write_bytes(cases_unknown())
    for name in [
        "locations.sav", "plain.sav", "rows.sav", "locations.zsav", "by-hand.sav", "big-endian.sav", "pspp.sav", "pspp.zsav",
    ]:
        record(name)
    # Written by SAVWriterTests; only what is read in it is recorded.
    if (FOLDER / "written.sav").exists():
        record("written.sav")
    for name, data in hostile():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
