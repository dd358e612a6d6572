import re
import shutil
import subprocess
import unittest

from program import Case, run


def command_names():
    """The commands, as the overview lists them."""
    _, out, _ = run("help")
    part = out.decode().split("Commands:\n")[1].split("\n\n")[0]
    return [m.group(1) for m in re.finditer(r"^  (\w+(?: \w+)?)(?:  |$)", part, re.M)]


class Help(Case):
    def test_every_command_has_help_with_examples(self):
        names = command_names()
        self.assertIn("code", names)
        self.assertIn("lexicon check", names)
        for name in names:
            with self.subTest(command=name):
                for words in ([*name.split(), "--help"], ["help", *name.split()]):
                    code, out, err = run(*words)
                    self.assertEqual((code, err), (0, ""))
                    self.assertIn("Usage: khaldun " + name, out.decode())
                    self.assertIn("Examples:", out.decode())

    def test_flags_in_examples_exist(self):
        for name in command_names():
            _, out, _ = run("help", *name.split())
            flags, examples = out.decode().split("Flags:\n")[1].split("Examples:\n")
            for line in examples.splitlines():
                if not line.startswith("  khaldun " + name):
                    continue
                for flag in re.findall(r" (--[a-z-]+)", line):
                    self.assertIn(flag, flags, line)

    def test_no_arguments_is_wrong_usage_but_tells_the_commands(self):
        code, out, _ = run()
        self.assertEqual(code, 2)
        self.assertIn("Commands:", out.decode())

    def test_version(self):
        for words in (["--version"], ["version"]):
            code, out, _ = run(*words)
            self.assertEqual(code, 0)
            self.assertRegex(out.decode(), r"^khaldun \d+\.\d+\.\d+\n")

    def test_man_page_is_clean(self):
        code, out, _ = run("help", "--man")
        self.assertEqual(code, 0)
        for name in command_names():
            self.assertIn(".Ss khaldun " + name + "\n", out.decode())
        if shutil.which("mandoc") is None:
            self.skipTest("no mandoc")
        page = self.file("khaldun.1", out)
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def complete(self, *words):
        """What bash offers for the last of `words`."""
        _, script, _ = run("help", "--completion", "bash")
        quoted = " ".join("'%s'" % w for w in ("khaldun", *words))
        program = script.decode() + "\nCOMP_WORDS=(%s); COMP_CWORD=%d; _khaldun; printf '%%s\\n' \"${COMPREPLY[@]}\"" % (quoted, len(words))
        done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True, cwd=self.folder)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    @unittest.skipUnless(shutil.which("bash"), "no bash")
    def test_bash_completes(self):
        self.assertIn("explain", self.complete("ex"))
        self.assertIn("check", self.complete("lexicon", ""))
        self.assertIn("--format", self.complete("code", "--fo"))
        self.assertEqual(self.complete("code", "--format", "j"), ["jsonl"])
        self.assertIn("--keep-going", self.complete("lexicon", "compile", "--k"))
        self.file("article.txt", "x")
        self.assertEqual(self.complete("code", "art"), ["article.txt"])

    def test_zsh_completion_names_all_flags(self):
        code, out, _ = run("help", "--completion", "zsh")
        self.assertEqual(code, 0)
        self.assertTrue(out.startswith(b"#compdef khaldun"))
        self.assertIn(b"--no-text", out)
        if shutil.which("zsh"):
            script = self.file("_khaldun", out)
            done = subprocess.run(["zsh", "-n", script], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
