"""tests/places.tsv: names of places found, and found where they are."""
import json
import math
import os
import unittest

from program import SOURCE, Case, run

FOUND, NEAR = 0.95, 0.95  # recognition F1; share within 161 km (a wide name: 500) of those found. Lower neither.


def table():
    rows = []
    with open(os.path.join(SOURCE, "tests", "places.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            text, gold, why = line.rstrip("\n").split("\t")
            at, names = 0, []
            for one in gold.split("; ") if gold != "-" else ():
                name, where = one.rsplit("=", 1)
                at = text.index(name, at)
                reach = 500 if where[0] == "~" else 161
                names.append((at, at + len(name), tuple(float(x) for x in where.lstrip("~").split(",")), reach))
                at += len(name)
            rows.append((text, names, why))
    return rows


def kilometres(a, b):
    (la, oa), (lb, ob) = [(math.radians(x), math.radians(y)) for x, y in (a, b)]
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - oa) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


class Places(Case):
    def test_names_are_found_and_found_where_they_are(self):
        rows = table()
        self.assertGreaterEqual(len(rows), 60)
        docs = "".join(json.dumps({"id": "p%03d" % i, "text": row[0]}) + "\n" for i, row in enumerate(rows))
        out = self.path("layers.jsonl")
        self.assertEqual(run("parse", "--layers", out, self.file("docs.jsonl", docs))[0], 0)
        with open(out, encoding="utf-8") as lines:
            layers = {d["doc"]: d["places"] for d in map(json.loads, lines)}
        want = got = hits = near = 0
        wrong = []
        for i, (text, names, why) in enumerate(rows):
            found = layers["p%03d" % i]
            want += len(names)
            got += len(found)
            left = list(found)
            for begin, end, where, reach in names:
                p = next((p for p in left if p["start"] < end and begin < p["end"]), None)
                if p is None:
                    wrong.append("%s: missed (%s) | %s" % (text[begin:end], why, text))
                    continue
                left.remove(p)
                hits += 1
                far = p["lat"] is None or kilometres(where, (p["lat"], p["lon"])) > reach
                near += not far
                if far:
                    wrong.append("%s: far (%s) at %s, %s | %s" % (text[begin:end], why, p["lat"], p["lon"], text))
            wrong += ["%s: no place (%s) | %s" % (text[p["start"]:p["end"]], why, text) for p in left]
        f1 = 2 * hits / (want + got)
        print("\n%d texts, %d names: recognition F1 %.3f, where they are %.3f" % (len(rows), want, f1, near / hits))
        print("\n".join(wrong))
        self.assertGreaterEqual(f1, FOUND)
        self.assertGreaterEqual(near / hits, NEAR)


if __name__ == "__main__":
    unittest.main()
