"""Ingest and the commands on a store, through the real binary."""
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
import unittest

from program import KHALDUN, Case, records, run

STORY = [
    ("d1", "2021-11-09", "The Tehrik-i-Taliban Pakistan (TTP) declared a ceasefire with the Pakistani government on Tuesday."),
    ("d2", "2021-12-01", "Pakistan held talks with the TTP in Kabul on Tuesday."),
    ("d3", "2021-12-10", "The TTP formally ended its ceasefire with the Pakistani government on December 9."),
    ("d4", "2022-01-15", "Pakistan accused Afghanistan of harbouring TTP militants. Afghanistan denied the accusation."),
    ("d5", "2022-02-01", "If the TTP returns to talks, violence could fall. A deal with the TTP could lead to more attacks."),
    ("d6", "2022-02-02", "TTP gunmen killed four soldiers in an attack on a checkpost near Bannu on Tuesday."),
    ("d7", "2022-02-02", "Four soldiers were killed when TTP gunmen attacked a checkpost near Bannu on Tuesday."),
]


def lines(story):
    return "".join(json.dumps({"id": i, "date": d, "text": t, "source": "Example Wire"}) + "\n" for i, d, t in story)


class StoreTest(Case):
    def ingest(self, name, story, *words):
        self.file(name + ".jsonl", lines(story))
        code, out, err = run("ingest", self.path(name + ".jsonl"), "--store", self.path(name + ".khaldun"), *words)
        self.assertEqual(out, b"")
        return code, err

    def ask(self, name, *words):
        code, out, err = run(words[0], "--store", self.path(name + ".khaldun"), "--format", "jsonl", *words[1:])
        self.assertEqual(code, 0, err)
        return out

    def test_a_second_ingest_of_the_same_documents_changes_nothing(self):
        self.assertEqual(self.ingest("s", STORY)[0], 0)
        before = [self.ask("s", c) for c in ("events", "processes", "claims", "timeline", "hypotheses", "stories", "dyads")]
        code, err = self.ingest("s", STORY + STORY)
        self.assertEqual(code, 0)
        self.assertIn("%d were there" % (2 * len(STORY)), err)
        self.assertEqual(before, [self.ask("s", c) for c in ("events", "processes", "claims", "timeline", "hypotheses", "stories", "dyads")])

    def test_the_order_of_documents_does_not_matter(self):
        rng = random.Random(3)
        first = None
        for n in range(3):
            story = list(STORY)
            rng.shuffle(story)
            self.ingest("o%d" % n, story)
            out = [self.ask("o%d" % n, c) for c in ("events", "processes", "claims", "timeline", "hypotheses", "stories")]
            first = first or out
            self.assertEqual(out, first)

    def test_a_store_holds_what_code_writes(self):
        self.ingest("c", STORY)
        coded = records(run("code", self.path("c.jsonl"), "--format", "jsonl")[1])
        kept = records(self.ask("c", "events"))
        key = lambda r: (r["doc"], r["id"])
        self.assertEqual(sorted(coded, key=key), sorted(kept, key=key))

    def test_what_held_on_a_day_and_what_was_known_then(self):
        self.ingest("p", STORY)
        def truce(*words):
            rows = [r for r in records(self.ask("p", "processes", "--kind", "ceasefire", *words)) if r["committed"] == "ttp"]
            return rows[0]["state"] if rows else None
        self.assertEqual(truce("--on", "2021-11-20"), "IN_FORCE")
        self.assertEqual(truce("--on", "2021-12-10"), "RENOUNCED")
        self.assertEqual(truce("--on", "2021-12-10", "--as-known-on", "2021-12-09"), "IN_FORCE")
        self.assertIsNone(truce("--on", "2021-11-01", "--as-known-on", "2021-11-08"))

    def test_todays_ingest_does_not_change_what_was_known_yesterday(self):
        self.ingest("k", STORY[:3])
        ask = lambda: [self.ask("k", c, "--as-known-on", "2021-12-11") for c in ("processes", "claims", "timeline", "events")]
        before = ask()
        self.ingest("k", STORY)
        self.assertEqual(before, ask())

    def test_an_accusation_and_its_denial_are_a_contested_claim(self):
        self.ingest("a", STORY)
        contested = records(self.ask("a", "claims", "--contested"))
        self.assertTrue(any({(r["by"], r["stance"]) for r in c["readings"]} >= {("state-pak", "asserts"), ("state-afg", "denies")}
                            for c in contested), contested)

    def test_two_reports_of_an_attack_are_one_event(self):
        self.ingest("l", STORY)
        rows = [r for r in records(self.ask("l", "timeline", "--type", "assault", "--since", "2022-02-01")) if r["place"] == "Bannu"]
        self.assertTrue(any(sorted(r["documents"]) == ["d6", "d7"] for r in rows), rows)

    def test_hypotheses_that_disagree_name_each_other(self):
        self.ingest("h", [("h", "2022-02-01", "A deal with the TTP could reduce violence in the region. "
                           "However, there are concerns that a deal with the TTP could lead to more attacks.")])
        rows = records(self.ask("h", "hypotheses"))
        self.assertEqual(sorted(r["sign"] for r in rows), [-1, 1])
        self.assertTrue(all(r["competes_with"] for r in rows))

    def test_sql_reads_and_never_writes(self):
        self.ingest("q", STORY)
        rows = records(self.ask("q", "query", "SELECT count(*) AS n FROM documents"))
        self.assertEqual(rows, [{"n": str(len(STORY))}])
        code, _, err = run("query", "--store", self.path("q.khaldun"), "DELETE FROM events")
        self.assertEqual(code, 2)
        self.assertIn("read-only", err)
        with sqlite3.connect(self.path("q.khaldun")) as other:  # as R, Python and DuckDB see it
            self.assertEqual(other.execute("SELECT count(*) FROM coded_events").fetchone()[0],
                             len(records(self.ask("q", "events"))))

    def test_decisions_are_kept_and_written_as_gold(self):
        self.ingest("r", STORY)
        first, second, third = [r["id"] for r in records(self.ask("r", "events"))][:3]
        store = self.path("r.khaldun")
        self.assertEqual(run("review", "--store", store, first[:8], "--accept")[0], 0)
        self.assertEqual(run("review", "--store", store, second, "--reject", "--note", "a drill")[0], 0)
        self.assertEqual(run("review", "--store", store, third, "--set", "event_type=ACCUSE")[0], 0)
        self.assertEqual(run("review", "--store", store, "nothing", "--accept")[0], 2)
        self.assertEqual(run("review", "--store", store, third, "--set", "colour=red")[0], 2)
        self.ingest("r", STORY)
        gold = records(self.ask("r", "review", "--gold"))
        self.assertEqual([g["id"] for g in gold], [first, third])
        self.assertEqual((gold[1]["review"][0]["field"], gold[1]["review"][0]["value"]), ("event_type", "ACCUSE"))
        # The latest decision is taken back; one that is not there cannot be.
        self.assertEqual(run("review", "--store", store, third, "--undo")[0], 0)
        self.assertEqual([g["id"] for g in records(self.ask("r", "review", "--gold"))], [first])
        self.assertEqual(run("review", "--store", store, third, "--undo")[0], 2)
        self.assertEqual(run("review", "--store", store, third, "--accept", "--undo")[0], 2)
        self.assertEqual(run("review", "--store", store, third, "--set", "event_type=ACCUSE")[0], 0)
        waiting = len(records(self.ask("r", "events"))) - 3
        code, out, _ = run("review", "--store", store, stdin="a\nq\n")
        self.assertEqual(code, 0)
        self.assertIn("(%d left)" % waiting, out.decode())

    def test_lists_are_the_same_before_and_after_links_and_stories_are_kept(self):
        self.ingest("kept", STORY)
        queries = [("timeline",), ("timeline", "--as-known-on", "2022-02-02"), ("stories",), ("dyads", "--by", "month")]
        kept = [self.ask("kept", *q) for q in queries]
        self.assertIn(b'"documents":["d6","d7"]', kept[0])
        with sqlite3.connect(self.path("kept.khaldun")) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM events WHERE happening IS NOT NULL").fetchone(), (1,))
            db.execute("DELETE FROM settled")
            db.execute("UPDATE events SET happening = NULL, linked_by = NULL")
            db.execute("UPDATE documents SET story = NULL")
        self.assertEqual([self.ask("kept", *q) for q in queries], kept)

    def test_a_party_is_found_by_key_code_and_name(self):
        self.ingest("named", STORY)
        by_key = self.ask("named", "events", "--actor", "ttp")
        self.assertGreater(len(by_key.splitlines()), 4)
        for name in ("TTP", "Pakistani Taliban", "Tehrik-i-Taliban Pakistan"):
            self.assertEqual(self.ask("named", "events", "--actor", name), by_key, name)
        self.assertEqual(self.ask("named", "events", "--dyad", "state-pak:TTP"), self.ask("named", "events", "--dyad", "ttp:state-pak"))

    def test_a_store_of_an_earlier_format_is_refused_in_a_line(self):
        with sqlite3.connect(self.path("old.khaldun")) as db:
            db.execute("CREATE TABLE events (event INTEGER)")
            db.execute("PRAGMA user_version = 1")
        for command in (("events",), ("processes",)):
            code, _, err = run(*command, "--store", self.path("old.khaldun"))
            self.assertEqual(code, 3)
            self.assertIn("format 1", err)

    def test_errors_are_one_line_and_an_exit_code(self):
        code, out, err = run("events", "--store", self.path("none.khaldun"))
        self.assertEqual((code, out), (3, b""))
        self.assertIn("none.khaldun", err)
        self.assertEqual(run("events")[0], 2)
        self.assertEqual(run("processes", "--store", self.path("none.khaldun"), "--on", "tomorrow")[0], 2)
        self.file("text.khaldun", "This is a text and no store. " * 50)
        code, _, err = run("processes", "--store", self.path("text.khaldun"))
        self.assertEqual(code, 3)
        self.assertIn("no store", err)
        code, err = self.ingest("bad", STORY[:1], self.path("missing.txt"), "--rejects", self.path("rejects"))
        self.assertEqual(code, 1)
        with open(self.path("rejects")) as rejects:
            self.assertIn("missing.txt", rejects.read())

    def test_killed_at_any_moment_nothing_is_lost_or_doubled(self):
        rng = random.Random(5)
        story = [("n%d" % i, "2022-03-%02d" % (1 + i % 28), STORY[i % len(STORY)][2] + " It was report number %d." % i) for i in range(400)]
        self.ingest("whole", story)
        wanted = self.ask("whole", "events")
        self.file("killed.jsonl", lines(story))
        store = self.path("killed.khaldun")
        for _ in range(int(os.environ.get("KHALDUN_KILLS", "12"))):
            child = subprocess.Popen([KHALDUN, "ingest", self.path("killed.jsonl"), "--store", store], stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0.05, 0.7))
            child.send_signal(signal.SIGKILL)
            child.wait()
        self.assertEqual(run("ingest", self.path("killed.jsonl"), "--store", store)[0], 0)
        self.assertEqual(self.ask("killed", "events"), wanted)

    def test_two_ingests_at_once_lose_and_double_nothing(self):
        story = [("n%d" % i, "2022-03-%02d" % (1 + i % 28), STORY[i % len(STORY)][2] + " It was report number %d." % i) for i in range(200)]
        self.ingest("one", story)
        self.file("both.jsonl", lines(story))
        both = [subprocess.Popen([KHALDUN, "ingest", self.path("both.jsonl"), "--store", self.path("both.khaldun")],
                                 stderr=subprocess.DEVNULL) for _ in range(2)]
        self.assertEqual([p.wait() for p in both], [0, 0])
        self.assertEqual(self.ask("both", "events"), self.ask("one", "events"))

    def test_a_full_disk_is_said_and_loses_nothing(self):
        if os.geteuid() != 0 or subprocess.run(["sh", "-c", "mkdir -p %s && mount -t tmpfs -o size=300k none %s" % ((self.path("small"),) * 2)],
                                               capture_output=True, check=False).returncode != 0:
            self.skipTest("no small file system can be mounted here")
        try:
            story = [("n%d" % i, "2022-03-01", STORY[i % len(STORY)][2] + " It was report number %d." % i) for i in range(400)]
            self.file("full.jsonl", lines(story))
            code, _, err = run("ingest", self.path("full.jsonl"), "--store", self.path("small/s.khaldun"))
            self.assertEqual(code, 3)
            self.assertIn("s.khaldun", err)
            code, out, _ = run("events", "--store", self.path("small/s.khaldun"), "--format", "jsonl")
            for line in out.decode().splitlines():
                json.loads(line)
        finally:
            subprocess.run(["umount", self.path("small")], check=False)


if __name__ == "__main__":
    unittest.main()
