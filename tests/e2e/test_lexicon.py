import json
import os
import shutil
import unittest

from program import SOURCE, Case, records, run

# Names made up: no table has them.
NEWS = ("General Quorb Zanthos of Chad accused the rebels on Monday. Zanthos said that his troops had left the town. "
        "The Vrelk Liberation Front (VLF) attacked the village of Gorma. The VLF killed three soldiers. The Supreme Court rejected the appeal.\n"
        "\nGeneral Quorb Zanthos met President Emmanuel Macron in Paris. Zanthos praised the police.\n")


class Suggest(Case):
    def suggest(self, *words, text=NEWS):
        code, out, err = run("lexicon", "suggest", self.file("news.txt", text), *words)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_unknown_actors_are_listed_by_frequency_with_examples_and_a_stub(self):
        rows = records(self.suggest("--least", "1"))
        self.assertEqual([r["name"] for r in rows], ["Quorb Zanthos", "Vrelk Liberation Front"])
        general, front = rows
        self.assertEqual(general["mentions"], 4)
        self.assertIn(front["mentions"], (2, 3))  # with or without the acronym in brackets
        self.assertEqual((general["kind"], general["code"], general["sector"], general["documents"]), ("person", "TCD", "MIL", 1))
        self.assertEqual(front["kind"], "organisation")
        self.assertTrue(general["examples"][0].startswith("General Quorb Zanthos of Chad accused"))
        self.assertIn('short = ["Zanthos"]', general["stub"])
        self.assertIn('aliases = ["VLF"]', front["stub"])

    def test_who_is_known_is_not_listed(self):
        names = [r["name"] for r in records(self.suggest("--least", "1"))]
        for known in ("Emmanuel Macron", "Paris", "Supreme Court", "Chad"):
            self.assertNotIn(known, names)

    def test_least_and_most_cut_the_list(self):
        self.assertEqual([r["name"] for r in records(self.suggest("--least", "4"))], ["Quorb Zanthos"])
        self.assertEqual([r["name"] for r in records(self.suggest("--most", "1"))], ["Quorb Zanthos"])
        self.assertEqual(run("lexicon", "suggest", self.file("a.txt", NEWS), "--least", "0")[0], 2)

    def test_formats_agree(self):
        lines = records(self.suggest())
        self.assertEqual(json.loads(self.suggest("--format", "json")), lines)
        self.assertEqual(self.suggest("--format", "toml").decode(), "\n".join(r["stub"] for r in lines))
        table = self.suggest("--format", "table").decode().splitlines()
        self.assertTrue(table[0].startswith("mentions"))
        self.assertEqual(len(table), 1 + len(lines))

    def test_jobs_do_not_change_it(self):
        for n in range(6):
            self.file("%d.txt" % n, NEWS.replace("Zanthos", "Zanth" + "aeiouy"[n] + "s"))
        out = run("lexicon", "suggest", self.folder, "--least", "1", "-j", "1")
        self.assertEqual(out[0], 0)
        self.assertEqual(run("lexicon", "suggest", self.folder, "--least", "1", "-j", "3"), out)
        self.assertEqual([r["documents"] for r in records(out[1]) if r["name"].startswith("Vrelk")], [6])

    def test_stubs_can_be_put_into_the_tables(self):
        tables = self.path("lexicon")
        shutil.copytree(os.path.join(SOURCE, "lexicon"), tables)
        with open(os.path.join(tables, "actors", "mine.toml"), "wb") as f:
            f.write(self.suggest("--least", "1", "--format", "toml"))
        code, out, _ = run("lexicon", "check", tables, "--no-examples")
        self.assertEqual((code, out.decode().splitlines()[-1].endswith("0 faults in the tables")), (0, True), out.decode())
        code, out, _ = run("actors", "--lexicon", tables, self.file("news.txt", NEWS))
        self.assertIn("quorb-zanthos", {r["entity"] for r in records(out)})
        code, out, err = run("lexicon", "suggest", "--lexicon", tables, self.file("news.txt", NEWS))
        self.assertEqual((code, out, err), (0, b"", "khaldun: no unknown actor found in 1 document\n"))

    def test_any_bytes_give_a_result(self):
        code, _, _ = run("lexicon", "suggest", "-", "--least", "1", "--format", "toml", stdin=b"The \"Quorb\\\x01\x7f Zanth\xff\xfe\" Front \xe2\x80\x8b killed. Zanth\n said." * 9)
        self.assertEqual(code, 0)


class Stats(Case):
    def test_counts_what_was_asked_of_the_tables(self):
        code, out, err = run("lexicon", "stats", os.path.join(SOURCE, "lexicon"))
        self.assertEqual((code, err), (0, ""))
        counts = {(r["what"], r["country"]): r["count"] for r in records(out)}
        self.assertGreaterEqual(counts["roles of persons with a date", ""], 3000)
        self.assertGreaterEqual(counts["organisations", ""], 1500)
        self.assertGreaterEqual(counts["agent nouns and phrases", ""], 1200)
        self.assertGreater(counts["dated roles that reach the year", "UKR"], 10)

    def test_countries_and_year_narrow_it(self):
        def late(*words):
            return [(r["country"], r["count"]) for r in records(run("lexicon", "stats", *words)[1]) if r["what"] == "dated roles that reach the year"]
        few = late("--countries", "AFG,PAK")
        self.assertEqual([c for c, _ in few], ["all", "AFG", "PAK"])
        self.assertEqual(few[0][1], few[1][1] + few[2][1])
        self.assertGreater(late("--since", "1995")[0][1], late()[0][1])
        self.assertEqual(run("lexicon", "stats", "--since", "soon")[0], 2)


class Check(Case):
    def test_jobs_do_not_change_it(self):
        tables = self.path("lexicon")
        shutil.copytree(os.path.join(SOURCE, "lexicon"), tables)
        for name in os.listdir(os.path.join(tables, "events")):
            if name not in ("process.toml", "engine-sets.toml", "sets.toml", "hypothesis-sets.toml"):
                os.remove(os.path.join(tables, "events", name))
        one = run("lexicon", "check", tables, "-j", "1")
        self.assertIn("examples", one[1].decode())
        self.assertEqual(run("lexicon", "check", tables, "-j", "4"), one)


if __name__ == "__main__":
    unittest.main()
