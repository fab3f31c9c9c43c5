"""Makes one document after the other with typst and pandoc: a driver that Maatstaf starts, not for people.

usage: ENVIRONMENT/bin/python -I -B documents.py ENVIRONMENT TEMPLATE

Every line of standard input is a job as JSON (kind, input, output, date, reference); every line of standard output is its
answer: {"error": null}, or what went wrong. An empty line ends it. The same job gives the same bytes.
"""

import datetime
import json
import os
import re
import signal
import subprocess
import sys
import tempfile

import pypandoc
import typst
from fontTools.ttLib import TTFont

TOOLS = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, TOOLS)
import answers
import office
import sheet

# Seconds after which a job is given up; the process ends, and Maatstaf starts another one.
LIMIT = 180
# Jobs after which the process begins anew.
JOBS = 12


class Workshop:
    def __init__(self, environment, template):
        self.environment = environment
        self.template = template
        self.pandoc = os.path.join(os.path.dirname(pypandoc.__file__), "files", "pandoc")
        folder = os.path.join(environment, "fonts")
        self.fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        self.letters = set()
        for name in sorted(os.listdir(folder)):
            with TTFont(os.path.join(folder, name), lazy=True) as font:
                self.letters.update(font.getBestCmap())
        # Private use means something else in every font, and PDF/A has no place for it.
        self.letters = {
            chr(letter) for letter in self.letters if not 0xE000 <= letter <= 0xF8FF and letter < 0xF0000
        } | {"\u200b", "\u2068", "\u2069", "\n"}
        self.compiler = typst.Compiler(
            self.template, root=os.path.dirname(self.template), font_paths=self.fonts, ignore_system_fonts=True
        )
        self.painter = typst.Compiler(
            os.path.join(TOOLS, "picture.typ"), root=TOOLS, font_paths=self.fonts, ignore_system_fonts=True
        )

    def shown(self, value):
        """The same with every letter that no font has as its code, such as [U+1F600]."""
        if isinstance(value, str):
            if self.letters.issuperset(value):
                return value
            return "".join(
                letter if letter in self.letters else "[U+%04X]" % ord(letter) for letter in value
            )
        if isinstance(value, list):
            return [self.shown(item) for item in value]
        if isinstance(value, dict):
            return {key: self.shown(item) for key, item in value.items()}
        return value

    def pdf(self, job):
        with open(job["input"], encoding="utf-8") as file:
            document = file.read()
        # A letter may also be written as an escape; both are rare.
        if "\\u" in document or not self.letters.issuperset(document):
            document = json.dumps(self.shown(json.loads(document)), ensure_ascii=False)
        self.compiler.compile(
            output=job["output"],
            format="pdf",
            sys_inputs={"document": document},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.datetime.fromisoformat(job["date"] + "T00:00:00+00:00"),
        )

    def picture(self, svg, output):
        """Fine enough to be printed at its full width."""
        self.painter.compile(output=output, format="png", ppi=240, sys_inputs={"svg": self.shown(svg)})

    def png(self, job):
        with open(job["input"], encoding="utf-8") as file:
            self.picture(file.read(), job["output"])

    def office(self, job):
        with open(job["input"], encoding="utf-8") as file:
            document = json.load(file)
        reference = job.get("reference") or os.path.join(self.environment, "reference." + job["kind"])
        epoch = int(datetime.datetime.fromisoformat(job["date"] + "T00:00:00+00:00").timestamp())
        with tempfile.TemporaryDirectory(dir=os.path.dirname(job["input"])) as folder:
            for panel in document["panels"]:
                self.picture(panel["svg"], os.path.join(folder, panel["name"]))
            made = os.path.join(folder, "made." + job["kind"])
            answer = subprocess.run(
                [
                    self.pandoc, "--from=json", "--to=" + job["kind"], "--standalone", "--reference-doc=" + reference,
                    "--output=" + made,
                ],
                input=json.dumps(document["tree"]).encode(),
                cwd=folder,
                env={"SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
                capture_output=True,
                timeout=LIMIT,
            )
            if answer.returncode != 0:
                raise RuntimeError(answer.stderr.decode(errors="replace"))
            office.finish(made, job["output"], job["kind"], document, epoch)

    def answers(self, job):
        answers.read(self.pandoc, job, LIMIT)

    def carry_out(self, job):
        {"pdf": self.pdf, "png": self.png, "docx": self.office, "odt": self.office, "ods": sheet.write, "answers": self.answers}[job["kind"]](job)


def main():
    workshop = Workshop(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            return
        signal.alarm(LIMIT)
        try:
            job = json.loads(line)
            for part in ("input", "output", "reference"):
                if job.get(part):
                    job[part] = os.path.abspath(job[part])
            workshop.carry_out(job)
            error = None
        except Exception as reason:  # whatever went wrong is the answer
            error = re.sub(r"\s+", " ", str(reason) or type(reason).__name__)[:500]
        signal.alarm(0)
        print(json.dumps({"error": error}), flush=True)
        if number == JOBS:
            # typst keeps what it has set, and memory grows; nothing waits in the input, as every job waits for its answer.
            os.execv(sys.executable, [sys.executable, "-I", "-B", *sys.argv])


main()
