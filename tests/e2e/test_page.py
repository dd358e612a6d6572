"""The page of khaldun serve: its own arithmetic, and a walk through every view in a browser. Both are skipped with a line where
what they need is not there: `npm ci` in web/ and in web/tests/, and chromium. KHALDUN_PICTURES names a folder for screenshots."""
import os
import shutil
import subprocess
import unittest

from program import SOURCE, Case, run
from test_serve import Server

WEB = os.path.join(SOURCE, "web")
NODE = shutil.which("node")


class Page(Case):
    @unittest.skipUnless(NODE and os.path.isdir(os.path.join(WEB, "node_modules")), "no node, or no npm ci in web/")
    def test_offsets_pieces_and_axes(self):
        done = subprocess.run([NODE, "--test", os.path.join(WEB, "tests", "unit.mjs")], capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @unittest.skipUnless(NODE and os.path.isdir(os.path.join(WEB, "tests", "node_modules")), "no node, or no npm ci in web/tests/")
    def test_every_view_in_a_browser(self):
        store = self.path("s.khaldun")
        self.assertEqual(run("ingest", "--store", store, "--date", "2024-03-05", os.path.join(SOURCE, "examples"))[0], 0)
        server = Server(store)
        try:
            if b'id="app"' not in server.ask("/")[2]:
                self.skipTest("the program has the plain page (KHALDUN_WEB)")
            pictures = os.environ.get("KHALDUN_PICTURES", "")
            done = subprocess.run([NODE, os.path.join(WEB, "tests", "walk.mjs"), server.url + "/#token=" + server.token] +
                                  ([pictures] if pictures else []), capture_output=True, text=True, timeout=500, check=False)
            if done.returncode == 77:
                self.skipTest(done.stdout.strip())
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        finally:
            code, _, err = server.stop()
        self.assertEqual((code, err), (0, ""))


if __name__ == "__main__":
    unittest.main()
