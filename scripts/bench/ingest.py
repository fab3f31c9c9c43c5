#!/usr/bin/env python3
"""CPU seconds of `maatstaf inspect` and `maatstaf convert` beside a plain libcsv parse of the same clean file.

usage: scripts/bench/ingest.py PROGRAM [--rows N] [--runs N]

The runs of the three are taken in turn, so that what else the machine does falls on all of them. CPU seconds are user +
system of the whole process; the ratio is that of the medians. Ends with status 1 if a ratio is above the limit of 1.5.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

LIMIT = 1.5


def cpu_seconds(command, accepted=(0,)):
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--rows", type=int, default=838_499)
    arguments.add_argument("--runs", type=int, default=5)
    asked = arguments.parse_args()
    source = os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as folder:
        place = lambda name: os.path.join(folder, name)
        subprocess.run(["cc", "-O2", "-o", place("parse"), os.path.join(source, "parse.c"), "-lcsv"], check=True)
        subprocess.run(["cc", "-O2", "-o", place("clean"), os.path.join(source, "clean.c")], check=True)
        file = place("clean.csv")
        with open(file, "wb") as out:
            subprocess.run([place("clean"), str(asked.rows)], stdout=out, check=True)
        print(f"clean file: {asked.rows} rows x 80 columns, {os.path.getsize(file)} bytes")
        program = os.path.abspath(asked.program)
        commands = {
            "plain libcsv": ([place("parse"), file, ";"], (0,)),
            "inspect": ([program, "inspect", file], (0,)),
            "convert": ([program, "convert", file, "--out", place("out.csv")], (0,)),
        }
        # Not counted: the first reading fills the cache.
        cpu_seconds(*commands["plain libcsv"])
        seconds = {name: [] for name in commands}
        for _ in range(asked.runs):
            for name, command in commands.items():
                seconds[name].append(cpu_seconds(*command))
        shown = subprocess.run(
            [program, "inspect", file, "--json", "--parser-bytes"], stdout=subprocess.PIPE, check=True
        )
        parsers = json.loads(shown.stdout)["files"][0]["parserBytes"]
    plain = statistics.median(seconds["plain libcsv"])
    print(f"bytes read by the fast parser {parsers['fast']}, by libcsv {parsers['reference']}")
    print(f"{'':14}  median s  ratio  all runs")
    is_slow = False
    for name, runs in seconds.items():
        median = statistics.median(runs)
        ratio = median / plain
        is_slow = is_slow or (name != "plain libcsv" and ratio > LIMIT)
        print(f"{name:14}  {median:8.2f}  {ratio:5.2f}  {' '.join(f'{run:.2f}' for run in runs)}")
    sys.exit(1 if is_slow else 0)


if __name__ == "__main__":
    main()
