#!/usr/bin/env python3
"""Writes the texts with marked names that `khaldun train --names` learns from and is measured on.

  tools/train/name_sets.py TREEBANKS EVENTS OUT

TREEBANKS: the folder with ner_wikigold, ner_crossner_politics, ner_uner_ewt, ner_re3d and en_gum. EVENTS: docs.jsonl of Wikipedia's
current events. OUT gets train.jsonl, dev.jsonl, test.jsonl (and test-SET.jsonl, its parts): an object a line, {"id", "text", "names":
[[begin, end, kind]]}, offsets in code points, kinds person organisation place thing; and news.jsonl, every eighth event, without names.
What is marked as none of these is a thing. Parts, settled before anything was trained:
  Wikigold and UNER by document, of five the fourth dev, the fifth test; CrossNER train: train, its dev: sentences in turn dev, test;
  GUM train: of ten documents the last dev, the others train; GUM dev: test; re3d: test only, for it measures the whole program too.
Python 3, standard library only.
"""
import collections
import glob
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "measure"))
from coreference import texts  # noqa: E402

KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "thing",
         "politician": "person", "person": "person", "politicalparty": "organisation", "organisation": "organisation",
         "organization": "organisation", "country": "place", "location": "place", "place": "place",
         "Person": "person", "Organisation": "organisation", "Location": "place"}
NO_BLANK_BEFORE = {".", ",", "'s", "'", ")", ";", ":", "?", "!", "%", "n't", "'re", "'ve"}


def sentences(path, column=1):
    """[(document number, [(word, tag)])] of a file in columns."""
    document, words = -1, []
    for line in open(path, encoding="utf-8"):
        cells = line.split("\t" if "\t" in line else None)
        if line.startswith("# newdoc"):
            document += 1
        elif line.startswith("-DOCSTART"):
            document += 1
        elif line.startswith("#"):
            continue
        elif len(cells) < 2 or not cells[0].strip():
            if words:
                yield document, words
            words = []
        else:
            cells = [c.strip() for c in cells]
            if cells[0].isdigit() and len(cells) > 3:      # UNER: number, form, tag
                cells = cells[1:]
            words.append((cells[0], cells[column]))
    if words:
        yield document, words


def joined(rows):
    """The text of some sentences, and its names."""
    text, names = "", []
    for words in rows:
        if text:
            text += "\n" if not text.endswith("\n") else ""
        opened, kind, begin, last = False, "", 0, 0
        for word, tag in words + [("", "O")]:
            if opened and (tag == "O" or tag.startswith("B-") or tag[2:] != kind):
                names.append([begin, last, KINDS.get(kind, "thing")])
                opened = False
            if not word:
                break
            if text and not text.endswith(("\n", "(", "$")) and word not in NO_BLANK_BEFORE:
                text += " "
            start = len(text)
            text += word
            last = len(text)
            if tag != "O" and not opened:
                opened, kind, begin = True, tag[2:], start
    return text, names


def columns(path, name):
    """Documents of a file in columns; sentences without documents are one each."""
    groups = collections.OrderedDict()
    for number, (document, words) in enumerate(sentences(path)):
        groups.setdefault(document if document >= 0 else number, []).append(words)
    return [(f"{name}-{key}", *joined(rows)) for key, rows in groups.items()]


def gum(path):
    """Entities whose first words are proper nouns' phrases; kinds other than the three are things."""
    rows = collections.defaultdict(list)
    document = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id = "):
            document = line.rstrip("\n")[14:]
        elif line[:1].isdigit():
            cells = line.rstrip("\n").split("\t")
            if "-" not in cells[0] and "." not in cells[0]:
                rows[document].append(cells)
    out = []
    for document, text, spans in texts(path):
        open_spans, names = [], []
        for cells, (begin, end) in zip(rows[document], spans):
            found = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
            for mark in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else []:
                number = mark.strip("()").split("-")[0]
                if mark.startswith("("):
                    open_spans.append((number, mark.strip("()").split("-")[1], begin))
                if mark.endswith(")"):
                    at = max(i for i, s in enumerate(open_spans) if s[0] == number)
                    _, kind, first = open_spans.pop(at)
                    names.append([first, end, KINDS.get(kind, "thing")])
        out.append(("gum-" + document, text, names))
    return out


def re3d(folder):
    entities = collections.defaultdict(list)
    documents = []
    for path in sorted(glob.glob(os.path.join(folder, "*", "documents.json"))):
        documents += [json.loads(line) for line in open(path, encoding="utf-8-sig") if line.strip()]
        for line in open(path.replace("documents", "entities"), encoding="utf-8-sig"):
            if line.strip():
                e = json.loads(line)
                if e["type"] in KINDS:
                    entities[e["documentId"]].append([e["begin"], e["end"], KINDS[e["type"]]])
    return [("re3d-" + d["_id"], d["text"], entities[d["_id"]]) for d in documents]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    folder, events, out = sys.argv[1:]
    at = lambda *names: os.path.join(folder, *names)
    parts = {"train": [], "dev": [], "test": []}
    for name, path in (("wikigold", at("ner_wikigold", "wikigold.conll.txt")), ("uner", at("ner_uner_ewt", "en_ewt-ud-dev.iob2"))):
        for i, d in enumerate(columns(path, name)):
            parts[{3: "dev", 4: "test"}.get(i % 5, "train")].append(d)
    parts["train"] += columns(at("ner_crossner_politics", "train.txt"), "crossner")
    for i, d in enumerate(columns(at("ner_crossner_politics", "dev.txt"), "crossner-dev")):
        parts["dev" if i % 2 == 0 else "test"].append(d)
    for i, d in enumerate(gum(at("en_gum", "en_gum-clean-train.conllu"))):
        parts["dev" if i % 10 == 9 else "train"].append(d)
    parts["test"] += gum(at("en_gum", "en_gum-clean-dev.conllu"))
    parts["test"] += re3d(at("ner_re3d"))
    os.makedirs(out, exist_ok=True)
    for document in parts["test"]:
        parts.setdefault("test-" + document[0].split("-")[0], []).append(document)
    with open(os.path.join(out, "news.jsonl"), "w", encoding="utf-8") as file:
        for i, line in enumerate(open(events, encoding="utf-8")):
            if i % 8 == 0:
                d = json.loads(line)
                file.write(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n")
    for part, documents in list(parts.items()):
        with open(os.path.join(out, part + ".jsonl"), "w", encoding="utf-8") as file:
            for name, text, names in documents:
                file.write(json.dumps({"id": name, "text": text, "names": names}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
