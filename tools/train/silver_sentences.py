#!/usr/bin/python3
"""Writes the examples of the lexicon with trees under which they come out as marked, in CoNLL-U, to learn from.

  silver_sentences.py KHALDUN LEXICON WEIGHTS... > silver.conllu

Each example of lexicon/events and lexicon/cues tells who does what to whom. It is parsed with each folder of weights in turn; the first
tree that lets `khaldun lexicon check` find all that is marked is taken for right, an example that none gets right is left out.
"""
import glob
import json
import re
import subprocess
import sys
import tempfile
import tomllib


def plain(example):
    """The sentence without marks and expected status."""
    return re.sub(r"\[([^\]]*)\]\w+", r"\1", example.split(" => ")[0])


def examples(folder):
    for path in sorted(glob.glob(folder + "/events/*.toml") + glob.glob(folder + "/cues/*.toml")):
        with open(path, "rb") as f:
            for rows in tomllib.load(f).values():
                for row in rows if isinstance(rows, list) else []:
                    if isinstance(row, dict):
                        yield from (e for e in row.get("example", []) if isinstance(e, str))


def letters(sentence):
    return re.sub(r"\W+", "", plain(sentence)).lower()


def wrong(khaldun, lexicon, weights):
    """Examples that come out otherwise, by their letters."""
    said = subprocess.run([khaldun, "lexicon", "check", "--weights", weights, lexicon], capture_output=True, text=True).stdout
    return {letters(m.group(1)) for m in re.finditer(r"^.*?:\d+: [^:]*: (.*)$", said, re.M)}


def trees(khaldun, weights, path):
    """Sentences of each document: rows of CoNLL-U."""
    out, doc = {}, None
    said = subprocess.run([khaldun, "parse", "--weights", weights, path], capture_output=True, text=True).stdout
    for block in said.split("\n\n"):
        m = re.search(r"^# newdoc id = (.*)$", block, re.M)
        doc = m.group(1) if m else doc
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        rows = [cells for cells in rows if cells[0].isdigit()]
        if rows:
            out.setdefault(doc, []).append(rows)
    return out


def main():
    khaldun, lexicon, *folders = sys.argv[1:]
    some = list(examples(lexicon))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for i, e in enumerate(some):
            f.write(json.dumps({"id": str(i), "text": plain(e)}) + "\n")
        f.flush()
        readings = [(wrong(khaldun, lexicon, w), trees(khaldun, w, f.name)) for w in folders]
    kept = 0
    for i, e in enumerate(some):
        for bad, read in readings:
            sentences = read.get(str(i), [])
            if letters(e) in bad or len(sentences) != 1:
                continue
            kept += 1
            for cells in sentences[0]:
                print(*cells[:5], "_", cells[6], cells[7], "_", "_", sep="\t")
            print()
            break
    print("%d of %d examples" % (kept, len(some)), file=sys.stderr)


if __name__ == "__main__":
    main()
