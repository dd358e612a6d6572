import os
import subprocess
import unittest

from program import DULL, KHALDUN, TEXT, Case, run


class ExitCodes(Case):
    def refused(self, *words):
        code, out, err = run(*words)
        self.assertEqual(code, 2, words)
        self.assertEqual(out, b"", words)
        self.assertIn("khaldun: ", err)
        return err

    def test_wrong_usage_is_2(self):
        self.assertIn('did you mean "code"', self.refused("cod", "a.txt"))
        self.refused("code", "--frobnicate")
        self.refused("code", "--format", "xml", "a.txt")
        self.refused("code", "--date", "yesterday", "a.txt")
        self.refused("code", "--date", "2023-02-30", "a.txt")
        self.refused("code", "-j", "0", "a.txt")
        self.refused("code", "-j", "many", "a.txt")
        self.refused("explain")
        self.refused("eval", "gold.jsonl")
        self.refused("lexicon")
        self.refused("help", "--completion", "fish")

    def test_output_over_an_input_is_refused_and_the_input_kept(self):
        path = self.file("a.txt", TEXT)
        self.refused("code", path, "-o", path)
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), TEXT)

    def test_done_is_0(self):
        code, out, _ = run("code", self.file("a.txt", TEXT))
        self.assertEqual(code, 0)
        self.assertNotEqual(out, b"")

    def test_one_unreadable_input_is_1_and_the_rest_is_coded(self):
        good = self.file("a.txt", TEXT)
        code, out, err = run("code", self.path("absent.txt"), good)
        self.assertEqual(code, 1)
        self.assertIn("absent.txt", err)
        self.assertNotEqual(out, b"")

    def test_a_dangling_link_is_named(self):
        os.symlink(self.path("nowhere"), self.path("link.txt"))
        code, _, err = run("code", self.path("link.txt"))
        self.assertEqual(code, 1)
        self.assertIn("link.txt", err)

    def test_a_folder_without_rights_is_named(self):
        os.mkdir(self.path("closed"))
        self.file("closed/a.txt", TEXT)
        os.chmod(self.path("closed"), 0)
        self.addCleanup(os.chmod, self.path("closed"), 0o700)
        if os.access(self.path("closed"), os.R_OK):
            self.skipTest("this user may read everything")
        code, _, err = run("code", self.path("closed"))
        self.assertEqual(code, 1)
        self.assertIn("closed", err)

    def test_an_empty_result_is_explained(self):
        for content in (b"", DULL):
            code, out, err = run("code", "--format", "jsonl", self.file("a.txt", content))
            self.assertEqual(out, b"")
            self.assertNotEqual(err.strip(), "", repr(content))
        self.assertIn("no events found in 1 document\n", err)
        self.assertEqual(code, 0)

    def test_a_full_disk_is_3_with_one_line(self):
        for words in (["code", self.file("a.txt", TEXT * 50), "-o", "/dev/full"], ["lexicon", "compile", self.tables(), "-o", "/dev/full"]):
            code, _, err = run(*words)
            self.assertEqual(code, 3, words)
            self.assertIn("No space left on device", err)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([KHALDUN, "help"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr.count(b"\n"), 1)

    def tables(self):
        from program import SOURCE
        return os.path.join(SOURCE, "lexicon")

    def test_an_output_that_cannot_be_opened_is_3(self):
        code, _, err = run("code", self.file("a.txt", TEXT), "-o", self.path("no/such/folder/x"))
        self.assertEqual(code, 3)
        self.assertIn("no/such/folder", err)

    def test_a_missing_lexicon_is_3_and_says_where_it_looked(self):
        code, _, err = run("code", self.file("a.txt", TEXT), "--lexicon", self.path("none.lex"))
        self.assertEqual(code, 3)
        self.assertIn("none.lex", err)

    def test_a_damaged_lexicon_is_3(self):
        code, _, err = run("code", self.file("a.txt", TEXT), "--lexicon", self.file("bad.lex", b"\x00garbage" * 100))
        self.assertEqual(code, 3)
        self.assertIn("bad.lex", err)

    def test_a_reader_that_leaves_is_a_quiet_success(self):
        path = self.file("many.jsonl", '{"id": "x", "text": "%s"}\n' % TEXT.strip() * 3000)
        with subprocess.Popen([KHALDUN, "code", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            program.stdout.readline()
            program.stdout.close()
            err = program.stderr.read()
            self.assertEqual((program.wait(timeout=120), err), (0, b""))

    def test_doctor_finds_nothing_wrong_here_and_something_elsewhere(self):
        self.assertEqual(run("doctor")[0], 0)
        code, out, _ = run("doctor", "--lexicon", self.path("none.lex"))
        self.assertEqual(code, 3)
        self.assertIn(b"do: ", out)


if __name__ == "__main__":
    unittest.main()
