import json
import os
import unittest

from program import DULL, TEXT, Case, records, run


class Input(Case):
    def code(self, *words, **how):
        """Exit code, records, standard error; a crash fails the test."""
        code, out, err = run("code", "--format", "jsonl", *words, **how)
        self.assertIn(code, (0, 1), err)
        return code, records(out), err

    def test_empty_file(self):
        code, found, err = self.code(self.file("a.txt", b""))
        self.assertEqual(found, [])
        self.assertNotEqual(err, "")
        self.assertIn(code, (0, 1))

    def test_empty_folder(self):
        os.mkdir(self.path("empty"))
        _, found, err = self.code(self.path("empty"))
        self.assertEqual(found, [])
        self.assertNotEqual(err, "")

    def test_binary(self):
        _, _, err = self.code(self.file("a.txt", bytes(range(256)) * 200))
        self.assertNotEqual(err, "")
        self.code(self.file("b", os.urandom(100_000)))

    def test_invalid_utf8_is_repaired_with_a_warning(self):
        _, found, err = self.code(self.file("a.txt", TEXT.encode() + b"Broken \xff\xfe\xc3 bytes.\n"))
        self.assertNotEqual(found, [])
        self.assertIn("a.txt", err)

    def test_utf16_with_byte_order_mark(self):
        plain = self.code(self.file("a.txt", TEXT))[1]
        for name in ("utf-16-le", "utf-16-be"):
            mark = b"\xff\xfe" if name.endswith("le") else b"\xfe\xff"
            found = self.code(self.file("a.txt", mark + TEXT.encode(name)))[1]
            self.assertEqual(found, plain, name)

    def test_a_line_of_100_megabytes(self):
        path = self.path("long.txt")
        with open(path, "wb") as f:
            for _ in range(100):
                f.write(b"x" * 1_000_000)
        code, out, err = run("code", path, timeout=500)
        self.assertIn(code, (0, 1), err)
        self.assertEqual(out, b"")
        self.assertNotEqual(err, "")

    def test_html_without_body(self):
        self.code(self.file("a.html", "<html><head><title>Nothing</title></head></html>"))
        self.code(self.file("b.html", "<p>" + TEXT))

    def test_csv_with_a_missing_column(self):
        code, found, err = self.code(self.file("a.csv", 'id,title\n1,"A title"\n'))
        self.assertEqual((code, found), (1, []))
        self.assertIn("a.csv", err)

    def test_csv(self):
        _, found, _ = self.code(self.file("a.csv", 'id,date,text\nrow-1,2024-03-05,"%s"\n' % TEXT.strip()))
        self.assertEqual({r["doc"] for r in found}, {"row-1"})

    def test_a_broken_line_of_json_lines_is_named_and_the_rest_coded(self):
        lines = [json.dumps({"id": "one", "text": TEXT}), '{"id": "two", "text": "brok', json.dumps({"id": "three", "text": TEXT})]
        code, found, err = self.code(self.file("a.jsonl", "\n".join(lines) + "\n"))
        self.assertEqual(code, 1)
        self.assertEqual({r["doc"] for r in found}, {"one", "three"})
        self.assertIn("a.jsonl:2", err)

    def test_standard_input(self):
        named = self.code("-", stdin=TEXT)[1]
        self.assertEqual(self.code(stdin=TEXT)[1], named)
        self.assertNotEqual(named, [])

    def test_a_folder_is_read_whole_and_in_order(self):
        os.makedirs(self.path("d/e"))
        for name in ("d/b.txt", "d/a.txt", "d/e/c.txt"):
            self.file(name, TEXT)
        docs = [r["doc"] for r in self.code(self.path("d"))[1]]
        self.assertEqual(sorted(set(docs)), ["a", "b", "c"])
        self.assertEqual(docs, sorted(docs))

    def test_the_other_commands_take_odd_input_too(self):
        for command in ("parse", "actors", "explain"):
            for content in (b"", bytes(range(256)), DULL.encode(), b"\xff" * 1000):
                code, _, err = run(command, self.file("a.txt", content))
                self.assertIn(code, (0, 1), (command, content[:20], err))


if __name__ == "__main__":
    unittest.main()
