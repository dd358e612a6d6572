"""The rules of CoNLL-U (universaldependencies.org/format.html) that hold for what `khaldun parse` fills in."""
import re

UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
DEPRELS = set("""acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj cop csubj
    csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:tmod
    nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:tmod orphan parataxis punct reparandum root vocative xcomp""".split())


def sentences(text):
    """Comment lines and columns of each sentence; a file ends with an empty line."""
    assert text.endswith("\n\n"), "no empty line at the end"
    for block in text[:-2].split("\n\n"):
        lines = block.split("\n")
        head = [l for l in lines if l.startswith("#")]
        body = [l.split("\t") for l in lines[len(head):]]
        assert lines[:len(head)] == head, "a comment inside a sentence: " + block
        assert body, "a sentence without words: " + block
        yield head, body


def comment(head, key):
    found = [l.split("=", 1)[1].strip() for l in head if re.match("# %s *=" % key, l)]
    assert len(found) == 1, (key, head)
    return found[0]


def check_columns(row):
    assert len(row) == 10, row
    for cell in row:
        assert cell and cell == cell.strip() and "\t" not in cell, row
    for i in (0, 3, 4, 5, 6, 7, 8):
        assert " " not in row[i], row
    if row[5] != "_":
        names = [f.split("=")[0] for f in row[5].split("|")]
        assert names == sorted(names, key=str.lower), row
        assert all(re.fullmatch("[A-Z][A-Za-z]*=[A-Z0-9][A-Za-z0-9]*", f) for f in row[5].split("|")), row
    for i in (5, 9):
        assert row[i] == "_" or len(set(row[i].split("|"))) == len(row[i].split("|")), row


def check_tree(words):
    heads = {}
    for n, row in enumerate(words, 1):
        assert row[0] == str(n), "ids are 1, 2, 3 …: %r" % row
        assert row[3] in UPOS and row[7] in DEPRELS, row
        assert row[2] != "_" or row[1] == "_", "no lemma: %r" % row
        assert re.fullmatch("[0-9]+", row[6]) and 0 <= int(row[6]) <= len(words) and int(row[6]) != n, row
        assert (row[6] == "0") == (row[7] == "root"), row
        assert row[8] == "_", row
        heads[n] = int(row[6])
    assert list(heads.values()).count(0) == 1, "one root"
    for n in heads:
        steps = 0
        while n:
            n, steps = heads[n], steps + 1
            assert steps <= len(heads), "heads form a circle"


def surface(body):
    """The running text, from ranges and from words outside of them; checks the ranges."""
    out, last = "", 0
    expected = 1
    for row in body:
        tight = "SpaceAfter=No" in row[9].split("|")
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            assert first == expected and last > first, row
            assert row[2:9] == ["_"] * 7, row
        else:
            assert re.fullmatch("[0-9]+", row[0]), "an empty node without enhanced dependencies: %r" % row
            expected += 1
            if int(row[0]) <= last:
                assert not tight, "SpaceAfter inside a range: %r" % row
                continue
        out += row[1] + ("" if tight else " ")
    assert last < expected, "a range beyond the sentence"
    return out.strip()


def check(text):
    """AssertionError if `text` breaks a rule. The number of words."""
    ids, count = set(), 0
    for head, body in sentences(text):
        for row in body:
            check_columns(row)
        words = [row for row in body if "-" not in row[0]]
        check_tree(words)
        name = comment(head, "sent_id")
        assert name not in ids, "sent_id twice: " + name
        ids.add(name)
        line = comment(head, "text")
        assert line == surface(body), (line, surface(body))
        assert "  " not in line, line
        count += len(words)
    return count
