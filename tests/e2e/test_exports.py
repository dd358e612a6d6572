"""Exports of a store, each read back by a reader of its ecosystem where one is installed."""
import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import unittest
import xml.etree.ElementTree as ET

from program import SOURCE, Case, records, run

try:
    import pandas
except ImportError:
    pandas = None
try:
    import networkx
except ImportError:
    networkx = None

# Own words: letters of one to four bytes, a title, a compound actor, a clash, a claim, a denial, a plan, deaths.
DOCS = [
    {"id": "d/1", "date": "2024-03-05", "source": "The \"Daily\", Kharkiv", "url": "https://example.org/1?a=1&b=2", "title": "“Rafah” – Israel bombs Rafah",
     "text": "“Zürich” 😀. Russian troops attacked Ukrainian soldiers near Kharkiv on Monday, killing three soldiers. The army said that it "
             "had killed ten rebels. Russia denied that its troops had shelled Odesa.\n\nFrance and Germany condemned Iran on Sunday. "
             "India and Pakistan held talks in Geneva. Police arrested the opposition leader in Minsk."},
    {"id": "d2", "date": "2024-03-06", "source": "Agency",
     "text": "Turkey will send aid to Syria next week. Students protested in Nairobi on Tuesday against the government. Gunmen killed two villagers in Mali on Monday. "
             "Kenya may impose sanctions on Uganda. Hamas and Israel agreed to a ceasefire."},
    {"id": "dull", "date": "2024-03-06", "text": "The museum opens at nine. Children enjoy the garden.\n"},
]
FACTS = ("fact", "claimed", "past")


def status_of(r):
    """As docs/store.md has it."""
    stances = [a["stance"] for a in r["attribution"] if a["about"] in ("", "event")]
    if "denies" in stances:
        return "disputed" if "asserts" in stances else "denied"
    aux = r["auxiliary"]
    if "negation" in aux:
        return "negated"
    if "demands" in stances:
        return "demanded"
    if "hypothetical" in aux:
        return "feared"
    if "future" in aux:
        return "planned"
    if "asserts" in stances:
        return "claimed"
    return "past" if "historical" in aux else "fact"


def pairs(r):
    """Rows of a dyadic layout for one record."""
    a, b = len(r["actor"]), len(r["recipient"])
    if b == 0 and a > 1 and (r["process"] or r["event_type"] in ("CONSULT", "AGREE", "COOPERATE", "ASSAULT")):
        return a * (a - 1)
    return max(a, 1) * max(b, 1)


class Exports(Case):
    @classmethod
    def setUpClass(cls):
        import tempfile
        cls.shared = tempfile.mkdtemp(prefix="khaldun-e2e-exports-")
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        cls.store = os.path.join(cls.shared, "s.khaldun")
        cls.docs = os.path.join(cls.shared, "docs.jsonl")
        with open(cls.docs, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(d) + "\n" for d in DOCS)
        code, _, err = run("ingest", "--store", cls.store, cls.docs)
        assert code == 0, err
        cls.coded = records(run("code", cls.docs)[1])
        cls.facts = [r for r in cls.coded if status_of(r) in FACTS]
        cls.with_cameo = [r for r in cls.facts if r["cameo"]]

    def export(self, layout, *words):
        code, out, err = run("export", "--store", self.store, "--format", layout, *words)
        self.assertEqual(code, 0, err)
        return out.decode("utf-8"), err

    def tabs(self, layout, width, header):
        """Rows of a tab-separated layout as lists, each of the right width."""
        text, err = self.export(layout)
        rows = [line.split("\t") for line in text.split("\n")[:-1]]
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual(len(row), width, row)
        return (rows[1:] if header else rows), err

    def test_jsonl_is_what_code_writes(self):
        self.assertEqual(self.export("jsonl")[0].encode(), run("code", self.docs)[1])

    def test_csv_is_what_code_writes(self):
        self.assertEqual(self.export("csv")[0].encode(), run("code", "--format", "csv", self.docs)[1])

    def test_gdelt(self):
        rows, err = self.tabs("gdelt", 61, False)
        self.assertEqual(len(rows), sum(pairs(r) for r in self.with_cameo))
        self.assertEqual(len({r[0] for r in rows}), len(rows))
        for row in rows:
            int(row[0])
            self.assertRegex(row[1], r"^\d{8}$")
            self.assertEqual((row[2], row[3]), (row[1][:6], row[1][:4]))
            self.assertAlmostEqual(float(row[4]), int(row[1][:4]) + (int(row[1][4:6]) * 30 + int(row[1][6:])) / 365, 3)
            self.assertIn(row[25], ("0", "1"))
            self.assertTrue(row[26].startswith(row[27]) and row[27].startswith(row[28]))
            self.assertEqual(row[29], str([0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4][int(row[28])]))
            float(row[30])
            self.assertIn(row[51], "012345")
            self.assertRegex(row[59], r"^\d{14}$")
        kharkiv = [r for r in rows if r[52].startswith("Kharkiv")]
        self.assertTrue(kharkiv)
        self.assertEqual(kharkiv[0][53], "UP")  # FIPS, not ISO
        left = len(self.coded) - len(self.facts)
        self.assertIn("%d event" % left, err)

    def test_gdelt_mentions_point_to_the_words(self):
        rows, _ = self.tabs("gdelt-mentions", 16, False)
        self.assertEqual(len(rows), sum(pairs(r) * (1 + len(r["mentions"])) for r in self.with_cameo))
        events = {r[0] for r in self.tabs("gdelt", 61, False)[0]}
        self.assertEqual({r[0] for r in rows}, events)

    def test_icews(self):
        rows, _ = self.tabs("icews", 20, True)
        self.assertEqual(len(rows), sum(pairs(r) for r in self.with_cameo))
        for row in rows:
            int(row[0]), int(row[11]), int(row[12]), float(row[7])
            self.assertRegex(row[1], r"^\d{4}-\d\d-\d\d$")
        self.assertTrue(any(r[4] == "Russia" and "Military" in r[3].split(",") for r in rows))

    def test_polecat(self):
        rows, _ = self.tabs("polecat", 40, True)
        self.assertEqual([r[0] for r in rows], [r["id"] for r in self.facts])
        for row in rows:
            self.assertNotIn("", row)
            float(row[4]), int(row[5])
        france = [r for r in rows if r[7].startswith("France; ")]
        self.assertEqual([r[9] for r in france[:1]], ["220; 255"])

    def test_phoenix_has_its_own_quad_class(self):
        rows, _ = self.tabs("phoenix", 26, False)
        self.assertEqual(len(rows), sum(pairs(r) for r in self.with_cameo))
        for row in rows:
            self.assertEqual(row[1], row[2] + row[3] + row[4])
            self.assertEqual(row[15], str([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 3, 4, 4, 4, 4][int(row[14])]))

    def shaped(self, layout, width):
        text, err = self.export(layout)
        rows = list(csv.reader(io.StringIO(text, newline="")))
        for row in rows:
            self.assertEqual(len(row), width, row)
        self.assertIn("shape", err)
        return [dict(zip(rows[0], row)) for row in rows[1:]]

    def test_ged_holds_deadly_events_only(self):
        rows = self.shaped("ged", 49)
        deadly = [r["id"] for r in self.facts if r["event_type"] == "ASSAULT" and
                  (r["cameo"] in ("186", "1823") or any(max(x["high"] for x in (f if isinstance(f, list) else [f])) > 0
                                                         for what, f in r["size"].items() if what == "dead"))]
        self.assertEqual([r["relid"] for r in rows], deadly)
        self.assertGreaterEqual(len(rows), 2)
        for r in rows:
            self.assertLessEqual(int(r["low"]), int(r["best"]))
            self.assertLessEqual(int(r["best"]), int(r["high"]))
            self.assertEqual(int(r["best"]), sum(int(r["deaths_" + x]) for x in ("a", "b", "civilians", "unknown")))
            self.assertIn(r["type_of_violence"], "123")
            self.assertIn(r["date_prec"], "12345")
            if r["latitude"]:
                self.assertEqual(int(r["priogrid_gid"]), int((float(r["latitude"]) + 90) * 2) * 720 + int((float(r["longitude"]) + 180) * 2) + 1)

    def test_acled(self):
        rows = self.shaped("acled", 31)
        self.assertGreaterEqual(len(rows), 3)
        self.assertEqual(len({r["event_id_cnty"] for r in rows}), len(rows))
        for r in rows:
            self.assertIn(r["time_precision"], "123")
            self.assertIn(r["geo_precision"], "123")
            self.assertIn(r["inter1"], "012345678")
            int(r["fatalities"]), int(r["timestamp"])
        self.assertIn("Peaceful protest", [r["sub_event_type"] for r in rows])
        self.assertIn("Arrests", [r["sub_event_type"] for r in rows])

    def test_geojson_has_a_feature_for_each_event(self):
        features = json.loads(self.export("geojson")[0])
        self.assertEqual(features["type"], "FeatureCollection")
        self.assertEqual([f["id"] for f in features["features"]], [r["id"] for r in self.coded])
        for f, r in zip(features["features"], self.coded):
            self.assertEqual(f["properties"]["status"], status_of(r))
            if r["event_loc"] and r["event_loc"]["lat"] is not None:
                self.assertEqual(f["geometry"]["coordinates"], [r["event_loc"]["lon"], r["event_loc"]["lat"]])
                self.assertGreater(f["properties"]["precision_radius_km"], 0)
            else:
                self.assertIsNone(f["geometry"])

    @unittest.skipUnless(shutil.which("ogrinfo"), "ogrinfo is not installed")
    def test_geojson_opens_in_gdal(self):
        path = self.file("e.geojson", self.export("geojson")[0])
        out = subprocess.run(["ogrinfo", "-so", "-al", path], capture_output=True, check=True, timeout=60).stdout.decode()
        self.assertIn("Feature Count: %d" % len(self.coded), out)

    def test_gexf_is_a_graph_over_time(self):
        root = ET.fromstring(self.export("gexf")[0])
        ns = {"g": "http://gexf.net/1.3"}
        self.assertEqual(root.get("version"), "1.3")
        nodes = {n.get("id") for n in root.iterfind(".//g:node", ns)}
        edges = root.findall(".//g:edge", ns)
        self.assertTrue(edges)
        for e in edges:
            self.assertLessEqual({e.get("source"), e.get("target")}, nodes)
            for s in e.iterfind(".//g:spell", ns):
                self.assertLessEqual(s.get("start"), s.get("end"))

    @unittest.skipUnless(networkx, "python3-networkx is not installed")
    def test_gexf_opens_in_networkx(self):
        # networkx knows GEXF up to 1.2 by its name; what is read here is the same in 1.3.
        text = self.export("gexf")[0].replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
        graph = networkx.read_gexf(self.file("g.gexf", text))
        self.assertGreater(graph.number_of_edges(), 2)
        self.assertTrue(all("status" in d for _, _, d in graph.edges(data=True)))
        self.assertTrue(any("role" in d for _, d in graph.nodes(data=True)))

    @unittest.skipUnless(pandas, "python3-pandas is not installed")
    def test_tables_open_in_pandas(self):
        for layout, header, width, numbers in (("gdelt", None, 61, [0, 1, 4, 30, 31]), ("polecat", 0, 40, [4, 5]), ("icews", 0, 20, [0, 7]),
                                                ("phoenix", None, 26, [1, 15, 16])):
            table = pandas.read_csv(io.StringIO(self.export(layout)[0]), sep="\t", header=header, quoting=csv.QUOTE_NONE)
            self.assertEqual(table.shape[1], width)
            for column in numbers:
                self.assertIn(table.dtypes.iloc[column].kind, "if", (layout, column))
        for layout, width in (("ged", 49), ("acled", 31), ("csv", 51)):
            self.assertEqual(pandas.read_csv(io.StringIO(self.export(layout)[0])).shape[1], width)

    @unittest.skipUnless(shutil.which("Rscript"), "R is not installed")
    def test_tables_open_in_r(self):
        for layout, header, width in (("gdelt", "FALSE", 61), ("polecat", "TRUE", 40), ("icews", "TRUE", 20), ("phoenix", "FALSE", 26)):
            path = self.file(layout, self.export(layout)[0])
            out = subprocess.run(["Rscript", "-e", 'cat(dim(read.delim("%s", header=%s, quote="")))' % (path, header)],
                                 capture_output=True, check=True, timeout=120).stdout.decode()
            self.assertEqual(out.split()[1], str(width))

    def test_brat_offsets_slice_right(self):
        folder = self.path("brat")
        code, _, err = run("export", "--store", self.store, "--format", "brat", "-o", folder)
        self.assertEqual(code, 0, err)
        self.assertEqual(sorted(os.listdir(folder)), ["annotation.conf", "d2.ann", "d2.txt", "d_1.ann", "d_1.txt", "dull.ann", "dull.txt"])
        events = statuses = 0
        for name in ("d_1", "d2", "dull"):
            with open(os.path.join(folder, name + ".txt"), encoding="utf-8", newline="") as f:
                text = f.read()
            spans = set()
            with open(os.path.join(folder, name + ".ann"), encoding="utf-8") as f:
                for line in f.read().splitlines():
                    cells = line.split("\t")
                    if line[0] == "T":
                        spans.add(cells[0])
                        pieces = [p.split(" ") for p in cells[1].split(" ", 1)[1].split(";")]
                        self.assertEqual(" ".join(text[int(b):int(e)] for b, e in pieces), cells[2])
                    elif line[0] == "E":
                        events += 1
                        self.assertLessEqual({part.split(":")[1] for part in cells[1].split()}, spans)
                    elif line[0] == "A":
                        statuses += cells[1].startswith("Status ")
        self.assertEqual((events, statuses), (len(self.coded), len(self.coded)))

    def test_conllu_is_what_parse_writes(self):
        text, _ = self.export("conllu", "--doc", "d2")
        path = self.file("one.jsonl", json.dumps(DOCS[1]) + "\n")
        self.assertEqual(text.encode(), run("parse", path)[1])

    def test_there_and_back_through_plover_loses_nothing(self):
        text, _ = self.export("plover")
        for line, r in zip(text.splitlines(), self.coded):
            plover = json.loads(line)
            self.assertEqual((plover["event"], plover["text"]), (r["event_type"], r["text_info"]["sentence_text"]))
            self.assertEqual(plover["text_info"]["text_story"], r["doc"])
        path, second = self.file("p.jsonl", text), self.path("second.khaldun")
        code, _, err = run("ingest", "--store", second, "--records", path)
        self.assertEqual(code, 0, err)
        self.assertIn("2 documents added with %d events" % len(self.coded), err)
        for layout in ("plover", "jsonl", "csv", "gdelt", "polecat"):
            code, out, _ = run("export", "--store", second, "--format", layout)
            self.assertEqual((code, out.decode()), (0, self.export(layout)[0]), layout)
        code, _, err = run("ingest", "--store", second, "--records", path)
        self.assertIn("0 documents added with 0 events, 2 were there", err)
        # The texts are made from the sentences: what stands at an event's offsets are its words.
        with sqlite3.connect(second) as db:
            for doc, body in db.execute("SELECT id, text FROM documents"):
                for r in self.coded:
                    if r["doc"] == doc and r["start"] is not None and "in" not in r:
                        self.assertEqual(body[r["start"]:r["end"]], r["event_text"])

    def test_records_take_the_texts_of_the_documents_named(self):
        path, second = self.file("r.jsonl", self.export("jsonl")[0]), self.path("second.khaldun")
        code, _, err = run("ingest", "--store", second, "--records", path, self.docs)
        self.assertEqual(code, 0, err)
        self.assertIn("3 documents added", err)
        with sqlite3.connect(second) as db:
            self.assertEqual(dict(db.execute("SELECT id, text FROM documents")), {d["id"]: d["text"] for d in DOCS})
        code, out, _ = run("export", "--store", second, "--format", "jsonl")
        self.assertEqual(out.decode(), self.export("jsonl")[0])

    def test_a_broken_record_is_named_and_costs_only_itself(self):
        good = self.export("plover")[0].splitlines()[0]
        path = self.file("r.jsonl", "\n".join(['{"id": "x"', good, '{"event_type": "AID"}', '{"doc": "d9", "event_type": "AID"}']) + "\n")
        code, _, err = run("ingest", "--store", self.path("s.khaldun"), "--records", path)
        self.assertEqual(code, 1)
        self.assertIn("r.jsonl:1:", err)
        self.assertIn("r.jsonl:3:", err)
        self.assertIn("2 documents added with 2 events", err)

    def test_status_takes_in_what_is_left_out(self):
        rows = len(self.export("polecat")[0].splitlines())
        every = len(self.export("polecat", "--status", "all")[0].splitlines())
        self.assertEqual((rows - 1, every - 1), (len(self.facts), len(self.coded)))
        planned = records(self.export("jsonl", "--status", "planned", "--status", "feared")[0].encode())
        self.assertEqual([r["id"] for r in planned], [r["id"] for r in self.coded if status_of(r) in ("planned", "feared")])

    def test_the_page_on_exports_has_a_row_for_each_layout(self):
        with open(os.path.join(SOURCE, "docs", "exports.md"), encoding="utf-8") as f:
            named = [line.split("`")[1] for line in f if line.startswith("| `") and not line.startswith("| `-")]
        self.assertEqual(len(named), 14)
        for layout in named:
            code, _, err = run("export", "--store", self.store, "--format", layout, "-o", self.path(layout))
            self.assertEqual(code, 0, layout + err)

    def test_filters_and_usage(self):
        some = records(self.export("jsonl", "--type", "protest")[0].encode())
        self.assertEqual({r["event_type"] for r in some}, {"PROTEST"})
        some = records(self.export("jsonl", "--dyad", "RUS:UKR")[0].encode())
        self.assertTrue(some)
        for words in (["--store", self.store], ["--format", "csv"], ["--store", self.store, "--format", "brat"],
                      ["--store", self.store, "--format", "csv", "--since", "yesterday"]):
            self.assertEqual(run("export", *words)[0], 2, words)
        code, out, err = run("export", "--store", self.store, "--format", "icews", "--doc", "dull")
        self.assertEqual((code, len(out.splitlines())), (0, 1))
        self.assertIn("no events fit", err)


class OlderInput(Case):
    def test_petrarch_and_tabari_files_are_coded_like_plain_text(self):
        xml = ('<Sentences>\n<Sentence date="20240305" id="AFP1_1" source="AFP" sentence="True">\n<Text>Russian troops attacked Ukrainian\n'
               'soldiers near Kharkiv.</Text>\n<Parse>(ROOT)</Parse></Sentence>\n</Sentences>\n')
        flat = "240305 AFP1_1\nRussian troops attacked Ukrainian\nsoldiers near Kharkiv.\n\n"
        coded = [records(run("code", path)[1]) for path in (self.file("a.xml", xml), self.file("b.txt", flat))]
        self.assertTrue(coded[0])
        self.assertEqual(coded[0], coded[1])
        self.assertEqual({r["doc"] for r in coded[0]}, {"AFP1_1"})
        code, _, err = run("ingest", "--store", self.path("s.khaldun"), self.path("a.xml"), self.path("b.txt"))
        self.assertEqual(code, 0, err)


if __name__ == "__main__":
    unittest.main()
