import csv
import io
import json
import os
import shutil
import unittest

from program import SOURCE, TEXT, Case, records, run

KEYS = ("id doc sentence event_type mode context auxiliary completion cameo quad_code event_scale goldstein actor recipient "
        "participants date enddate date_precision date_text date_start date_end event_loc places size attribution content_of process "
        "event_text start end trigger_start trigger_end text_info mentions confidence why").split()
ENTITY = "entity_text start end entity name kind wikidata_id code sector cameo_actor via".split()

# Letters of one to four bytes before, between and behind what is coded.
ODD = ("\"Zürich\" – القاهرة 😀 \U0001F1F8\U0001F1E9. Russian troops attacked Ukrainian soldiers near Kharkiv on Monday. "
       "The “army” said that it had killed ten rebels. Пресс-служба 中文. Israel bombed Rafah on 3 March 2024, officials said.")
TITLE = "“Rafah” – Israel bombs Rafah"


class Records(Case):
    def coded(self, text=ODD, title=TITLE, *words):
        path = self.file("in.jsonl", json.dumps({"id": "d-1", "date": "2024-03-05", "title": title, "text": text}) + "\n")
        code, out, err = run("code", path, *words)
        self.assertEqual((code, err), (0, ""))
        return records(out)

    def spans(self, value, into):
        """Every object with offsets, and the text that it says stands there."""
        if isinstance(value, list):
            for item in value:
                self.spans(item, into)
        elif isinstance(value, dict):
            for key in ("entity_text", "event_text", "extracted_place", "text"):
                if key in value and value.get("start") is not None:
                    into.append((value.get("in", "text"), value["start"], value["end"], value[key]))
            if value.get("date_start") is not None:
                into.append((value.get("date_in", "text"), value["date_start"], value["date_end"], value["date_text"]))
            if "cue" in value and value.get("start") is not None:
                into.append((value.get("in", "text"), value["start"], value["end"], value["cue"]))
            for item in value.values():
                self.spans(item, into)

    def test_offsets_are_exact(self):
        found = []
        self.spans(self.coded(), found)
        self.assertGreater(len(found), 3)
        fields = {"text": ODD, "title": TITLE}
        for field, start, end, words in found:
            self.assertEqual(fields[field][start:end], words)

    def test_every_record_has_the_fields_in_order(self):
        for r in self.coded():
            self.assertEqual([k for k in r if k in KEYS], KEYS)
            for party in r["actor"] + r["recipient"]:
                self.assertEqual([k for k in party if k in ENTITY], ENTITY)

    def test_ids_are_unique_and_stable(self):
        first, second = self.coded(), self.coded()
        self.assertEqual(first, second)
        ids = [r["id"] for r in first]
        self.assertEqual(len(ids), len(set(ids)))

    def test_no_text_leaves_only_the_sentence_out(self):
        full, bare = self.coded(), self.coded(ODD, TITLE, "--no-text")
        for r in full:
            del r["text_info"]
        self.assertEqual(full, bare)

    def test_csv_has_one_row_for_each_record(self):
        path = self.file("in.txt", TEXT)
        lines = records(run("code", path)[1])
        rows = list(csv.DictReader(io.StringIO(run("code", "--format", "csv", path)[1].decode(), newline="")))
        self.assertEqual([r["id"] for r in lines], [r["id"] for r in rows])
        self.assertEqual([r["event_text"] for r in lines], [r["event_text"] for r in rows])

    def test_the_table_has_no_colour_in_a_pipe(self):
        code, out, _ = run("code", "--format", "table", self.file("a.txt", TEXT))
        self.assertEqual(code, 0)
        self.assertNotIn(b"\x1b", out)
        self.assertIn("recipient", out.decode())

    def test_the_same_bytes_whatever_the_number_of_threads(self):
        lines = [json.dumps({"id": "d%d" % i, "date": "2024-03-05", "text": TEXT * (1 + i * 7 % 13)}) for i in range(120)]
        path = self.file("many.jsonl", "\n".join(lines) + "\n")
        one = run("code", "-j", "1", path)
        self.assertEqual(one[0], 0)
        for jobs in ("2", "4", "16"):
            self.assertEqual(run("code", "-j", jobs, path), one)
        docs = [r["doc"] for r in records(one[1])]
        self.assertEqual(list(dict.fromkeys(docs)), ["d%d" % i for i in range(120)])

    def test_output_to_a_file_is_the_same(self):
        path = self.file("a.txt", TEXT)
        self.assertEqual(run("code", path, "-o", self.path("out.jsonl"))[:2], (0, b""))
        with open(self.path("out.jsonl"), "rb") as f:
            self.assertEqual(f.read(), run("code", path)[1])

    def test_explain_names_frame_and_table(self):
        path = self.file("a.txt", TEXT)
        event = records(run("code", path)[1])[0]
        code, out, _ = run("explain", path, event["id"])
        self.assertEqual(code, 0)
        self.assertIn(event["why"]["lexicon"], out.decode())
        code, _, err = run("explain", path, "no-such-id")
        self.assertEqual(code, 1)
        self.assertIn("no-such-id", err)

    def test_actors_are_where_they_say(self):
        code, out, _ = run("actors", self.file("a.txt", ODD))
        self.assertEqual(code, 0)
        for m in records(out):
            self.assertEqual(ODD[m["start"]:m["end"]], m["text"])
        self.assertTrue(any(m["code"] == "RUS" for m in records(out)))

    def chains(self, text):
        code, out, _ = run("actors", self.file("a.txt", text))
        self.assertEqual(code, 0)
        chains = {}
        for m in records(out):
            chains.setdefault(m["chain"], []).append(m["text"])
        return [c for c in chains.values() if len(c) > 1]

    def test_names_that_begin_with_an_adjective_are_one_chain(self):
        chains = self.chains("Rebels said they would march on New York. The mayor of New York laughed. "
                             "Ministers met in the United States. They want the United States to pay.")
        self.assertIn(["New York", "New York"], chains)
        self.assertIn(["the United States", "the United States"], chains)

    def test_a_plain_name_wants_its_country_or_office_beside_it(self):
        def entities(text):
            code, out, _ = run("actors", self.file("b.jsonl", '{"id":"b","date":"2022-03-01","text":"%s"}' % text))
            self.assertEqual(code, 0)
            return [m["entity"] for m in records(out)]
        self.assertNotIn("mark-brown", entities("Mark Brown scored twice before the break."))
        self.assertIn("mark-brown", entities("Prime Minister Mark Brown signed the deal."))

    def test_a_name_is_one_whatever_follows_it(self):
        chains = self.chains("Protesters filled Abomey, which lies in the south. Police left Abomey on Friday.")
        self.assertTrue(any("Abomey" in c and len(c) == 2 for c in chains), chains)

    def test_parse_is_conllu_with_offsets(self):
        code, out, _ = run("parse", self.file("a.txt", ODD), "--layers", self.path("layers.jsonl"))
        self.assertEqual(code, 0)
        words = 0
        for line in out.decode().splitlines():
            if not line or line.startswith("#"):
                continue
            columns = line.split("\t")
            self.assertEqual(len(columns), 10, line)
            misc = dict(x.split("=", 1) for x in columns[9].split("|") if "=" in x)
            if "start" in misc and "-" not in columns[0]:
                self.assertEqual(ODD[int(misc["start"]):int(misc["end"])], columns[1])
                words += 1
        self.assertGreater(words, 20)
        with open(self.path("layers.jsonl"), encoding="utf-8") as f:
            self.assertEqual(json.loads(f.read())["doc"], "a")

    def test_the_examples_of_the_tree_give_events_and_the_decoy_few(self):
        examples = os.path.join(SOURCE, "examples")
        code, out, _ = run("code", "--date", "2024-03-05", examples)
        self.assertEqual(code, 0)
        docs = [r["doc"] for r in records(out)]
        for name in ("manila", "kivu"):
            self.assertGreater(docs.count(name), 4)
            self.assertLess(2 * docs.count("football"), docs.count(name))

    def test_tables_and_compiled_lexicon_code_alike(self):
        path = self.file("a.txt", TEXT)
        tables = self.path("tables")
        shutil.copytree(os.path.join(SOURCE, "lexicon"), tables)
        self.assertEqual(run("lexicon", "compile", tables, "-o", self.path("k.lex"))[0], 0)
        self.assertEqual(run("code", "--lexicon", self.path("k.lex"), path), run("code", "--lexicon", tables, path))


if __name__ == "__main__":
    unittest.main()
