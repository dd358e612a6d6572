import json
import unittest

from program import TEXT, Case, records, run


class Eval(Case):
    """Gold made from the program's own records: it must agree with itself, and see what was changed."""

    def setUp(self):
        super().setUp()
        doc = {"id": "d", "date": "2024-03-05", "title": "", "text": TEXT.strip()}
        self.docs = self.file("docs.jsonl", json.dumps(doc) + "\n")
        self.system = self.path("events.jsonl")
        self.assertEqual(run("code", self.docs, "-o", self.system)[0], 0)
        with open(self.system, "rb") as f:
            self.coded = records(f.read())

    def gold(self, change=lambda line: line):
        side = lambda parties: [{"text": p["entity_text"], "code": p["code"], "sector": (p["sector"] or [""])[0]} for p in parties]
        lines = [change({"doc": "d", "n": n, "event_type": r["event_type"], "mode": r["mode"], "status": "reported", "sure": 1,
                         "actor": side(r["actor"]), "recipient": side(r["recipient"]), "date": r["date"],
                         "mentions": [{"quote": r["event_text"], "trigger": ""}]}) for n, r in enumerate(self.coded)]
        return self.file("gold.jsonl", "".join(json.dumps(line) + "\n" for line in lines))

    def score(self, gold):
        code, out, err = run("eval", gold, self.system, "--json")
        self.assertEqual((code, err), (0, ""))
        return json.loads(out)

    def test_agrees_with_itself(self):
        figures = self.score(self.gold())
        for level in ("detection", "type", "triple"):
            self.assertEqual(figures[level]["F1"], 1.0)

    def test_sees_a_wrong_type_and_a_wrong_actor(self):
        wrong_type = self.score(self.gold(lambda line: dict(line, event_type="YIELD")))
        self.assertEqual((wrong_type["detection"]["F1"], wrong_type["type"]["F1"]), (1.0, 0.0))
        wrong_actor = self.score(self.gold(lambda line: dict(line, actor=[{"text": "x", "code": "TUV", "sector": "REB"}])))
        self.assertEqual((wrong_actor["type"]["F1"], wrong_actor["type+actor"]["F1"]), (1.0, 0.0))

    def test_prints_a_table_and_errors(self):
        code, out, _ = run("eval", self.gold(lambda line: dict(line, event_type="YIELD")), self.system, "--errors", "5")
        self.assertEqual(code, 0)
        self.assertIn("missed  d YIELD", out.decode())

    def test_broken_files_are_named(self):
        gold = self.gold()
        code, _, err = run("eval", gold, self.path("none.jsonl"))
        self.assertEqual(code, 1)
        self.assertIn("none.jsonl", err)
        code, _, err = run("eval", self.file("bad.jsonl", "{broken\n"), self.system, "--docs", self.docs)
        self.assertEqual(code, 1)
        self.assertIn("bad.jsonl:1", err)


if __name__ == "__main__":
    unittest.main()
