"""The real program, for the tests beside this file. KHALDUN names the binary, KHALDUN_SOURCE the source tree."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

KHALDUN = os.environ.get("KHALDUN", "build/dev/khaldun")
SOURCE = os.environ.get("KHALDUN_SOURCE", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

TEXT = "Russian troops attacked Ukrainian soldiers near Kharkiv on Monday. The army said that it had killed ten rebels.\n"
DULL = "The museum opens at nine. Children enjoy the garden.\n"


def run(*words, stdin=b"", env=None, timeout=300):
    """Exit code, bytes of standard output, text of standard error."""
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([KHALDUN, *words], input=stdin, capture_output=True, timeout=timeout,
                          env=dict(os.environ, **(env or {})), check=False)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def records(output):
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="khaldun-e2e-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, content):
        if isinstance(content, str):
            content = content.encode()
        with open(self.path(name), "wb") as f:
            f.write(content)
        return self.path(name)
