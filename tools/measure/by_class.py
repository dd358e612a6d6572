#!/usr/bin/env python3
"""Figures of `khaldun eval` by capability of challenge-dev, by PLOVER type, and by what is wrong with a record.

    python3 tools/measure/by_class.py --khaldun build/release/khaldun CHALLENGE_FOLDER FOLDER…

The first folder is read by capability (ids "ch-CAPABILITY-NN"); all of them by type and by class of error. A folder holds docs.jsonl and
gold.jsonl."""
import argparse
import collections
import json
import os
import re
import subprocess
import tempfile


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def write(path, items):
    with open(path, "w", encoding="utf-8") as f:
        for item in items:
            f.write(json.dumps(item, ensure_ascii=False) + "\n")


class Runs:
    def __init__(self, program, work):
        self.program, self.work = program, work

    def code(self, folder):
        out = os.path.join(self.work, "records.jsonl")
        subprocess.run([self.program, "code", os.path.join(folder, "docs.jsonl"), "-o", out], check=True, stderr=subprocess.DEVNULL)
        return rows(os.path.join(folder, "docs.jsonl")), rows(os.path.join(folder, "gold.jsonl")), rows(out)

    def evaluate(self, docs, gold, records):
        paths = [os.path.join(self.work, name) for name in ("d.jsonl", "g.jsonl", "r.jsonl")]
        for path, items in zip(paths, (docs, gold, records)):
            write(path, items)
        done = subprocess.run([self.program, "eval", paths[1], paths[2], "--docs", paths[0], "--json"], check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout)


def capability(name):
    found = re.match(r"ch-(\w+)-\d+", name)
    return found.group(1) if found else "other"


def by_capability(runs, folder):
    docs, gold, records = runs.code(folder)
    groups = collections.defaultdict(list)
    for doc in docs:
        groups[capability(doc["id"])].append(doc)
    print("| capability | texts | events | type F1 | triple F1 | status right | told as a fact, but none | too many records |\n|---|---|---|---|---|---|---|---|")
    for name in sorted(groups):
        ids = {d["id"] for d in groups[name]}
        r = runs.evaluate(groups[name], [g for g in gold if g["doc"] in ids], [x for x in records if x["doc"] in ids])
        status = r["attributes"].get("status", {})
        facts = round((r["false_fact_rate"] or 0) * r["not_fact"])
        show = (lambda v: "%.2f" % v) if r["gold_events"] else (lambda v: "–")
        print("| %s | %d | %d | %s | %s | %s | %s | %d |" % (
            name, len(ids), r["gold_events"], show(r["type"]["F1"]), show(r["triple"]["F1"]),
            "%.2f" % status["accuracy"] if status.get("n") else "–", "%d of %d" % (facts, r["not_fact"]) if r["not_fact"] else "–",
            r["detection"]["system"] - r["detection"]["pairs"]))


def all_types(results):
    names = sorted({t for r in results for t in r["types"]})
    print("| type |" + "".join(" gold; P / R / F1 |" for _ in results) + "\n|---|" + "---|" * len(results))
    for name in names:
        cells = []
        for r in results:
            t = r["types"].get(name)
            cells.append("%d; %.2f / %.2f / %.2f" % (t["gold"], t["P"], t["R"], t["F1"]) if t else "–")
        print("| %s | %s |" % (name, " | ".join(cells)))


def all_errors(results):
    print("| of the gold events |" + " |" * len(results) + "\n|---|" + "---|" * len(results))
    levels = [("found by no record", lambda r: r["gold_events"] - r["detection"]["pairs"]),
              ("found, of another type", lambda r: r["detection"]["pairs"] - r["type"]["pairs"]),
              ("type right, actor's country or sector wrong", lambda r: r["type"]["pairs"] - r["type+actor"]["pairs"]),
              ("type and actor right, recipient wrong", lambda r: r["type+actor"]["pairs"] - r["triple"]["pairs"]),
              ("all three right", lambda r: r["triple"]["pairs"]),
              ("gold events", lambda r: r["gold_events"]),
              ("records that fit no gold event", lambda r: r["system_events"] - r["detection"]["pairs"])]
    for name, count in levels:
        print("| %s | %s |" % (name, " | ".join(str(count(r)) for r in results)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--khaldun", required=True)
    parser.add_argument("challenge")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        runs = Runs(args.khaldun, work)
        by_capability(runs, args.challenge)
        results = [runs.evaluate(*runs.code(folder)) for folder in [args.challenge] + args.folders]
        print()
        all_types(results)
        print()
        all_errors(results)


if __name__ == "__main__":
    main()
