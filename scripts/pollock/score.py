#!/usr/bin/env python3
"""Measures how well `maatstaf convert` keeps header, records and cells of polluted files.

    score.py FOLDER [PROGRAM]

FOLDER holds csv/ and clean/ as pollute.py makes them, or as the benchmark of Vitagliano et al. (VLDB 2023) comes.
Ten measures from 0 to 1 for each file: whether a table was written, and share of the expected, share of the written and
harmonic mean of both for the cells of the header, for the records and for all cells. Their sum is at most 10; the simple
score is its mean over all files.
"""

import collections
import csv
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

csv.field_size_limit(1 << 30)


def normal(cell):
    """A cell so that two ways to write one value are equal."""
    text = cell.strip()
    if not text:
        return ""
    if text.lower() in ("true", "false"):
        return "1" if text.lower() == "true" else "0"
    if re.fullmatch(r"[+-]?\d+", text):
        return str(int(text))
    if re.fullmatch(r"[+-]?(\d+\.\d*|\.\d+)([eE][+-]?\d+)?", text):
        return str(float(text))
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if found:
        return "%s-%s-%s" % tuple(part.zfill(2) for part in reversed(found.groups()))
    if re.fullmatch(r"\d{1,2}:\d\d", text):
        return text.zfill(5) + ":00"
    found = re.fullmatch(r"([€$£])\s*(\d+(?:\.\d+)?)", text)
    if found:
        return found.group(1) + str(float(found.group(2)))
    return cell.lower()


def shares(expected, written):
    if not expected:
        return 1.0, 1.0, 1.0
    common = sum((collections.Counter(expected) & collections.Counter(written)).values())
    if not common:
        return 0.0, 0.0, 0.0
    found, right = common / len(expected), common / len(written)
    return found, right, 2 * found * right / (found + right)


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def measure(clean, written):
    expected, got = rows(clean), rows(written)
    if not expected:
        return [1.0] * 9
    header = shares([normal(c) for c in expected[0]], [normal(c) for c in got[0]] if got else [])
    record = shares(
        ["".join(map(normal, r)) for r in expected[1:]], ["".join(map(normal, r)) for r in got[1:]]
    )
    cell = shares([c for r in expected for c in r], [c for r in got for c in r])
    return [*header, *record, *cell]


def kind(name):
    for start in ("row_more_sep", "row_less_sep", "row_extra_quote", "row_field_delimiter"):
        if name.startswith(start):
            return start
    return name[:-4]


def main():
    folder = sys.argv[1]
    program = sys.argv[2] if len(sys.argv) > 2 else "maatstaf"
    names = sorted(os.listdir(os.path.join(folder, "csv")))
    with tempfile.TemporaryDirectory() as scratch:
        def score(name):
            out = os.path.join(scratch, name + ".out.csv")
            run = subprocess.run(
                [program, "convert", os.path.join(folder, "csv", name), "--out", out], capture_output=True, text=True
            )
            if run.returncode not in (0, 1) or not os.path.exists(out):
                return name, run.returncode, [0.0] * 10
            return name, run.returncode, [1.0, *measure(os.path.join(folder, "clean", name), out)]

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(score, names))
    kinds = collections.defaultdict(list)
    for name, status, measures in results:
        kinds[kind(name)].append((sum(measures), name, status, measures))
    for name, files in sorted(kinds.items(), key=lambda item: sum(f[0] for f in item[1]) / len(item[1])):
        worst = min(files)
        print("%-32s %5d files  %8.4f   worst %.3f %s (exit %d)" % (
            name, len(files), sum(f[0] for f in files) / len(files), worst[0], worst[1], worst[2]))
    print("simple score over %d files: %.4f of 10" % (len(results), sum(sum(r[2]) for r in results) / len(results)))


if __name__ == "__main__":
    main()
