"""tests/sizes.tsv: how many were killed, injured, arrested, abducted, displaced, marched or were sent; size_sources.tsv: who says so."""
import json
import os
import unittest

from program import SOURCE, Case, records, run

RIGHT = 0.95  # share of texts whose figures are all right and no others. Never lower it.


def table(name="sizes.tsv"):
    with open(os.path.join(SOURCE, "tests", name), encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]


def gold(cell):
    out = set()
    for one in cell.split("; ") if cell != "-" else ():
        what, number = one.split("=")
        low, _, high = number.partition("-")
        out.add((what, int(low), int(high or low)))
    return out


def told(record):
    for what, figure in record["size"].items():
        for f in [figure] + figure.get("others", []):
            yield what, f["low"], f["high"], f["source"]


class Sizes(Case):
    def coded(self, rows):
        """The figures with their sources that the program finds in each text."""
        docs = "".join(json.dumps({"id": "s%03d" % i, "date": "2024-03-05", "text": row[0]}) + "\n" for i, row in enumerate(rows))
        code, out, _ = run("code", "--format", "jsonl", self.file("docs.jsonl", docs))
        self.assertEqual(code, 0)
        found = {}
        for r in records(out):
            found.setdefault(r["doc"], set()).update(told(r))
        return found

    def test_figures_are_those_that_the_text_tells(self):
        rows = table()
        self.assertGreaterEqual(len(rows), 150)
        found = self.coded(rows)
        wrong = []
        for i, (text, cell, why) in enumerate(rows):
            got = {figure[:3] for figure in found.get("s%03d" % i, set())}
            if got != gold(cell):
                wrong.append("%s (%s): %s | %s" % (cell, why, sorted(got), text))
        right = 1 - len(wrong) / len(rows)
        print("\n%d texts, figures all right in %.3f" % (len(rows), right))
        print("\n".join(wrong))
        self.assertGreaterEqual(right, RIGHT)

    def test_each_figure_has_the_source_that_gives_it(self):
        rows = table("size_sources.tsv")
        self.assertGreaterEqual(len(rows), 40)
        found = self.coded(rows)
        wrong = []
        for i, (text, cell, why) in enumerate(rows):
            want = {next(iter(gold(one.split("@")[0].strip()))) + (one.split("@")[1].strip(),) for one in cell.split("; ")}
            if found.get("s%03d" % i, set()) != want:
                wrong.append("%s (%s): %s | %s" % (cell, why, sorted(found.get("s%03d" % i, set())), text))
        right = 1 - len(wrong) / len(rows)
        print("\n%d texts, figures and sources all right in %.3f" % (len(rows), right))
        print("\n".join(wrong))
        self.assertGreaterEqual(right, RIGHT)


if __name__ == "__main__":
    unittest.main()
