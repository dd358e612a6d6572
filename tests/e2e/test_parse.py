import os
import unittest

import conllu_rules
from program import SOURCE, TEXT, Case, run

UNTIDY = ("im sure they dont know :-) see map.PDF… \"Who?\" he asked. its not over\u00a0yet!\n\n- one\n- two\t(three)\n\n"
          "Al-Shabaab can't, Gen. Khan’s men won’t; they’d’ve left\u200b. 100km, 5% — $3bn.[2] \U0001F600\u200d\U0001F4A9 日本語。 ﷺ\n"
          "a\u00adb \u0301x #tag @user http://x.org/?a=b|c=_ _ | \\ \x07 end")
GIVEN = """# newdoc id = demo
# newpar
# sent_id = first-7
# text = He can't go to l'Aquila.
# a note of the treebank
1\tHe\the\tPRON\tPRP\tCase=Nom\t4\tnsubj\t4:nsubj\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t4:aux\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t4:advmod\tGloss=not
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t0:root\t_
4.1\tgone\tgo\tVERB\tVB\t_\t_\t_\t0:root\tCopyOf=4
5\tto\tto\tADP\tIN\t_\t6\tcase\t6:case\t_
6\tl'Aquila\tL'Aquila\tPROPN\tNNP\t_\t4\tobl\t4:obl\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t4:punct\t_

"""
BARE = "".join("%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n" % row for row in (
    (1, "Rebels", "_"), (2, "attacked", "_"), (3, "Goma", "SpaceAfter=No"), (4, ".", "_"))) + "\n" + "1\tCalm\t_\t_\t_\t_\t_\t_\t_\t_\n"


class Parse(Case):
    def parse(self, *words):
        code, out, err = run("parse", *words)
        self.assertEqual((code, err), (0, ""))
        return out.decode("utf-8")

    def test_any_text_gives_valid_conllu(self):
        for text in (TEXT, UNTIDY):
            out = self.parse(self.file("a.txt", text))
            self.assertGreater(conllu_rules.check(out), 15)
            for _, body in conllu_rules.sentences(out):
                for row in body:
                    if "-" not in row[0]:
                        self.assertRegex(row[9], r"^(SpaceAfter=No\|)?start=\d+\|end=\d+$")
        self.assertGreater(conllu_rules.check(self.parse(os.path.join(SOURCE, "examples"))), 300)

    def test_words_of_a_treebank_stay_and_the_rest_is_ours(self):
        out = self.parse("--input", "conllu", self.file("demo.conllu", GIVEN))
        self.assertEqual(conllu_rules.check(out), 7)
        given, ours = GIVEN.split("\n"), out.split("\n")
        self.assertEqual(ours[:5], given[:5])
        self.assertNotIn("4.1\t", out)
        kept = [l.split("\t") for l in given if "\t" in l and not l.startswith("4.1")]
        found = [l.split("\t") for l in ours if "\t" in l]
        self.assertEqual([(r[0], r[1], r[9]) for r in found], [(r[0], r[1], r[9]) for r in kept])
        self.assertEqual([r[2] for r in found if "-" not in r[0]], ["he", "can", "not", "go", "to", "l'aquila", "."])
        self.assertTrue(all(r[8] == "_" for r in found))
        self.assertEqual([r[5] for r in found if "-" not in r[0]], ["Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs", "VerbForm=Fin", "Polarity=Neg", "VerbForm=Inf", "_", "Number=Sing", "_"])

    def test_words_without_annotation_are_enough(self):
        out = self.parse("--input", "conllu", self.file("bare.conllu", BARE))
        self.assertEqual(conllu_rules.check(out), 5)
        self.assertIn("# sent_id = bare-1\n# text = Rebels attacked Goma.\n", out)
        self.assertIn("# sent_id = bare-2\n# text = Calm\n", out)
        self.assertIn("\tattack\tVERB\tVBD\tMood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t", out)
        self.assertEqual(self.parse("--input", "conllu", self.file("bare.conllu", BARE.replace("\n", "\r\n"))), out)
        piped = run("parse", "--input", "conllu", "-", stdin=BARE)[1].decode()
        self.assertEqual(piped.replace("input-", "bare-"), out)

    def test_own_output_read_again_gives_the_same_trees(self):
        first = self.parse(self.file("a.txt", UNTIDY))
        self.assertEqual(self.parse("--input", "conllu", self.file("a.conllu", first)), first)

    def test_files_that_are_no_conllu_are_named_with_their_line(self):
        for wrong in ("1\ta\n", "2\ta" + "\t_" * 8 + "\n", "1-2\tab" + "\t_" * 8 + "\n1\ta" + "\t_" * 8 + "\n\n", "1\t" + "\t_" * 8 + "\n"):
            code, out, err = run("parse", "--input", "conllu", self.file("bad.conllu", wrong))
            self.assertEqual((code, out), (1, b""), wrong)
            self.assertIn("bad.conllu:", err)

    def test_any_number_of_jobs_gives_the_same_bytes(self):
        for n in range(40):
            self.file("%02d.txt" % n, (TEXT + UNTIDY) * (1 + n % 7))
        one = run("parse", "-j", "1", self.folder, "--layers", self.path("one.out"))
        for jobs in ("2", "5"):
            self.assertEqual(run("parse", "-j", jobs, self.folder, "--layers", self.path(jobs + ".out"))[:2], one[:2])
        with open(self.path("one.out"), "rb") as a, open(self.path("5.out"), "rb") as b:
            self.assertEqual(a.read(), b.read())

    def test_names_of_the_lexicon_are_one_phrase(self):
        name = "Front for an Independent East Timor"
        out = self.parse(self.file("a.txt", "They urged the Justice and Development Party and the Revolutionary %s to talk." % name))
        words = [row for _, body in conllu_rules.sentences(out) for row in body]
        first = next(i for i, row in enumerate(words) if row[1] == "Revolutionary")
        ids = {row[0] for row in words[first:first + 7]}
        self.assertEqual(" ".join(row[1] for row in words[first:first + 7]), "Revolutionary " + name)
        self.assertEqual([row[1] for row in words[first:first + 7] if row[6] not in ids], ["Front"])

    def test_an_absent_lexicon_is_named(self):
        code, out, err = run("parse", "--lexicon", self.path("absent"), self.file("a.txt", TEXT))
        self.assertEqual((code, out), (3, b""))
        self.assertIn("absent: there is no such file or folder", err)

    def test_an_endless_sentence_is_cut_with_one_line_and_in_little_time(self):
        path = self.file("long.txt", "the rebels attacked towns and " * 4000)
        for command in ("parse", "code"):
            code, out, err = run(command, path, timeout=60)
            self.assertEqual(code, 0)
            self.assertEqual([l for l in err.splitlines() if "20000 words" in l], err.splitlines()[:1])
            if command == "parse":
                self.assertEqual(conllu_rules.check(out.decode()), 20000)
        rows = "".join("%d\t%s" % (n, "word") + "\t_" * 8 + "\n" for n in range(1, 20001))
        out = run("parse", "--input", "conllu", self.file("long.conllu", rows), timeout=60)[1]
        self.assertEqual(conllu_rules.check(out.decode()), 20000)

    def test_output_over_an_input_is_refused(self):
        path = self.file("a.txt", TEXT)
        self.assertEqual(run("parse", path, "-o", path)[0], 2)
        self.assertEqual(run("parse", path, "--layers", path)[0], 2)
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), TEXT)


if __name__ == "__main__":
    unittest.main()
