import json
import os
import unittest

from program import SOURCE, Case, records, run

PLACE, PERSON, BODY = "Zanthgorod", "Quorb Krel", "Quorl United"


def marked():
    for i in range(8):
        person, place = "Zan%sth" % "abcdefgh"[i], "Krel%sburg" % "abcdefgh"[i]
        text = "“%s” said he would resign. Residents of %s fled." % (person, place)
        at = text.index(place)
        yield json.dumps({"text": text, "names": [[1, 1 + len(person), "person"], [at, at + len(place), "place"]]})


class Names(Case):
    def kinds(self, text, *words):
        code, out, err = run(*words, "actors", self.file("a.txt", text))
        self.assertEqual((code, err), (0, ""))
        return {m["text"]: m["kind"] for m in records(out)}

    def test_the_kind_of_a_name_that_no_table_has_is_told_by_where_it_stands(self):
        found = self.kinds("Residents of %s fled to the capital. %s plays for %s.\n" % (PLACE, PERSON, BODY))
        self.assertEqual((found.get(PLACE), found.get(PERSON), found.get(BODY)), ("place", "person", "organisation"))

    def test_without_the_weights_the_rules_alone_decide(self):
        os.mkdir(self.path("w"))
        for name in ("default.kw", "fast.kw"):
            os.symlink(os.path.join(os.path.abspath(SOURCE), "weights", name), os.path.join(self.path("w"), name))
        self.assertEqual(self.kinds("%s plays for %s.\n" % (PERSON, BODY), "--weights", self.path("w")).get(BODY), "person")

    def test_damaged_weights_are_refused_by_name(self):
        self.test_without_the_weights_the_rules_alone_decide()
        with open(os.path.join(SOURCE, "weights", "names.kw"), "rb") as file:
            self.file(os.path.join("w", "names.kw"), file.read()[:-1] + b"\0\1")
        code, _, err = run("--weights", self.path("w"), "actors", self.file("a.txt", "Nobody came.\n"))
        self.assertEqual(code, 3)
        self.assertIn("names.kw", err)

    def test_training_writes_weights_and_a_card_the_same_each_time(self):
        given, written = self.file("names.jsonl", "\n".join(marked()) + "\n" + json.dumps({"text": "The Taliban met in Goma."}) + "\n"), []
        for folder in ("one", "two"):
            os.mkdir(self.path(folder))
            code, out, err = run("train", "--names", given, "--dev", given, "--source", "sentences of a test", "-o", self.path(folder))
            self.assertEqual((code, err), (0, ""))
            self.assertIn(b"names.jsonl: ", out)
            with open(os.path.join(self.path(folder), "names.kw"), "rb") as file:
                written.append(file.read())
            with open(os.path.join(self.path(folder), "names.card.toml"), encoding="utf-8") as file:
                card = file.read()
            self.assertIn('licence   = "CC BY-SA 4.0"', card)
            self.assertIn('data      = ["sentences of a test"]', card)
        self.assertEqual(written[0], written[1])

    def test_a_bad_line_of_marked_names_is_named(self):
        for bad in ('{"text": "Quorl."', '{"names": []}', '{"text": "Quorl.", "names": [[0, 50, "person"]]}', '{"text": "Quorl.", "names": [[0, 5, "river"]]}'):
            code, out, err = run("train", "--names", self.file("bad.jsonl", next(marked()) + "\n" + bad + "\n"), "-o", self.folder)
            self.assertEqual((code, out), (1, b""))
            self.assertIn("bad.jsonl:2", err)


if __name__ == "__main__":
    unittest.main()
