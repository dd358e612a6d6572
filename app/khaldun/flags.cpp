#include "app/khaldun/flags.h"

namespace khaldun::app {
namespace {

constexpr Flag kHelp = {"help", 'h', "", "print this help", ValueKind::none, {}, false};

Flag lexicon_flag() {
  return {"lexicon", '\0', "PATH", "lexicon to use: a compiled file, or a folder of tables",
          ValueKind::file};
}
Flag weights_flag() {
  return {"weights", '\0', "DIR", "folder with the weights to use", ValueKind::folder};
}
Flag date_flag() {
  return {"date", '\0', "YYYY-MM-DD", "day of publication of documents that do not tell theirs",
          ValueKind::word};
}
Flag out_flag(std::string_view help) { return {"output", 'o', "FILE", help, ValueKind::file}; }

Flag jobs_flag(std::string_view help) { return {"jobs", 'j', "N", help, ValueKind::word}; }

const Argument kInputs = {
    "FILE|DIR|-",
    "text, HTML, JSON Lines, CSV, or files of PETRARCH and TABARI; a folder is read with all its folders; - is standard input", 0,
    kMany};

Command code_command() {
  return {
      "code",
      "code documents into events",
      "Reads documents and writes one record for each event that they tell: who did what to whom, "
      "when, where, according to "
      "whom, and whether it is told as a fact, claimed, denied, demanded, planned or feared.\n\n"
      "Records come in the order of the input, whole documents at a time. On a terminal they are "
      "shown as a table, else "
      "written as JSON Lines. docs/record.md describes both.",
      {kInputs},
      {date_flag(),
       {"format",
        '\0',
        "FORMAT",
        "jsonl, csv or table",
        ValueKind::choice,
        {"jsonl", "csv", "table"}},
       out_flag("write there instead of to standard output"),
       jobs_flag("documents coded at the same time; as many as the machine has processors if not "
                 "given"),
       {"no-text", '\0', "", "leave the sentences out, for texts that may not be passed on"},
       lexicon_flag(),
       weights_flag()},
      {{"khaldun code examples/", "events of all articles in a folder, as a table"},
       {"khaldun code --date 2024-03-05 article.txt",
        "\"on Tuesday\" is then the Tuesday before that day"},
       {"khaldun code news.jsonl -o events.jsonl", "one JSON object a line"},
       {"khaldun code --format csv news.csv > events.csv", "for a spreadsheet, R or Stata"},
       {"curl -s https://example.org/article.html | khaldun code -",
        "a page from standard input"}}};
}

Command parse_command() {
  return {
      "parse",
      "print sentences, words and dependency trees",
      "Writes the analysis that coding starts from as CoNLL-U (Universal Dependencies). MISC holds "
      "the place of each word in "
      "the text (start, end: code points, end exclusive).",
      {{"FILE|DIR|-", kInputs.help, 1, kMany}},
      {{"input",
        '\0',
        "KIND",
        "conllu: take sentences and words as they are in the file",
        ValueKind::choice,
        {"conllu"}},
       {"layers", '\0', "FILE",
        "write dates, places, attributions and predicates there, a JSON object for each document",
        ValueKind::file},
       date_flag(),
       out_flag("write there instead of to standard output"),
       jobs_flag("documents parsed at the same time; as many as the machine has processors if not "
                 "given"),
       lexicon_flag(),
       weights_flag()},
      {{"khaldun parse article.txt", "the trees of an article"},
       {"khaldun parse --input conllu gold.conllu",
        "words from a treebank, tags and trees from Khaldun"},
       {"khaldun parse --layers layers.jsonl article.txt > trees.conllu",
        "the other layers, too"}}};
}

Command actors_command() {
  return {
      "actors",
      "list who is mentioned where",
      "Writes one JSON object a line for each mention of an actor or a known place, and of each "
      "thing that is mentioned again, with its coreference chain, code and sectors. A mention is "
      "the whole noun phrase; a name inside it is a mention of its own.",
      {{"FILE|DIR|-", kInputs.help, 0, kMany}},
      {{"store", '\0', "FILE", "list who takes part in the events of this store instead; names ask for single actors", ValueKind::file},
       date_flag(), out_flag("write there instead of to standard output"), lexicon_flag(),
       weights_flag()},
      {{"khaldun actors article.txt", "mentions in text order"},
       {"khaldun actors --store conflict.khaldun ttp", "roles of one actor, and what texts call it"},
       {"khaldun actors --date 2011-06-01 article.txt", "with the offices that people held then"}}};
}

Command explain_command() {
  return {
      "explain",
      "say why an event was coded, and what was almost coded",
      "Prints for each event the sentence, the words and the entry of the lexicon that made it an "
      "event, the path from the "
      "words to actor and recipient, why it has its status and date, and the candidates that lost.",
      {{"FILE", "one document, or - for standard input", 1, 1},
       {"EVENT_ID", "id of one event; all if not given", 0, 1, ValueKind::word}},
      {date_flag(), lexicon_flag(), weights_flag()},
      {{"khaldun explain article.txt", "every event of an article"},
       {"khaldun explain article.txt 9f2c07d1", "one event; the start of its id is enough"}}};
}

Flag store_flag() { return {"store", '\0', "FILE", "the store: one SQLite file", ValueKind::file}; }
Flag rows_flag() {
  return {"format", '\0', "FORMAT", "jsonl, csv or table", ValueKind::choice, {"jsonl", "csv", "table"}};
}
Flag known_flag() {
  return {"as-known-on", '\0', "YYYY-MM-DD", "only what documents had told by that day", ValueKind::word};
}

/// What the commands on a store take.
std::vector<Flag> store_flags(std::vector<Flag> more) {
  std::vector<Flag> all = {store_flag(), rows_flag(), out_flag("write there instead of to standard output"), lexicon_flag()};
  for (Flag& flag : more) all.push_back(std::move(flag));
  return all;
}
std::vector<Flag> choosing_flags(std::vector<Flag> more) {
  std::vector<Flag> all = {
      {"since", '\0', "DAY", "events that may lie on or after that day; 2022 and 2022-11 will do", ValueKind::word},
      {"until", '\0', "DAY", "events that may lie on or before that day", ValueKind::word},
      known_flag(),
      {"actor", '\0', "NAME", "who takes part: an entity (ttp), a code (PAK, \"PAK REB\"), or words of a name", ValueKind::word, {}, true},
      {"dyad", '\0', "A:B", "both take part", ValueKind::word},
      {"type", '\0', "TYPE", "PLOVER event type", ValueKind::word, {}, true},
      {"doc", '\0', "ID", "of one document", ValueKind::word}};
  for (Flag& flag : more) all.push_back(std::move(flag));
  return store_flags(std::move(all));
}

Command ingest_command() {
  return {"ingest",
          "code documents into a store",
          "Codes documents as khaldun code does and keeps them with their events in a store: one SQLite file that the other "
          "commands, R, Python and DuckDB read.\n\n"
          "A document that is in the store already is passed over, so that the same command goes on where it was "
          "interrupted. Coded again with another lexicon or other weights, a document keeps its earlier coding; the latest one "
          "counts. docs/store.md describes the tables.",
          {kInputs},
          {store_flag(),
           date_flag(),
           {"records", '\0', "FILE",
            "take the events from there instead of coding: JSON Lines of records or of khaldun export --format plover; the documents "
            "that are named give their texts",
            ValueKind::file, {}, true},
           {"rejects", '\0', "FILE", "write a line there for each input that could not be read", ValueKind::file},
           {"jobs", 'j', "N", "documents coded at the same time; as many as the machine has processors if not given", ValueKind::word},
           lexicon_flag(),
           weights_flag()},
          {{"khaldun ingest --store conflict.khaldun news/", "all articles of a folder"},
           {"khaldun ingest --store gold.khaldun --records gold.jsonl docs.jsonl", "events coded by hand, with their texts"},
           {"khaldun ingest --store conflict.khaldun today.jsonl", "add today's"}}};
}

Command events_command() {
  return {"events",
          "list the events of a store",
          "Writes the records of docs/record.md, in the order of publication.",
          {},
          choosing_flags({{"status", '\0', "STATUS", "how the event is told", ValueKind::choice,
                           {"fact", "claimed", "denied", "disputed", "negated", "feared", "demanded", "planned", "past"}},
                          {"search", '\0', "WORDS", "the sentence or the parties hold these words", ValueKind::word},
                          {"no-text", '\0', "", "leave the sentences out"}}),
          {{"khaldun events --store conflict.khaldun --dyad ttp:PAK --since 2022-11", "what they did to each other"},
           {"khaldun events --store conflict.khaldun --type assault --status fact --format csv", "attacks for a spreadsheet"}}};
}

Command timeline_command() {
  return {"timeline",
          "list what happened between parties, in the order of time",
          "One row for each event: reports of one event in several documents are one row that names them all. The lane says what "
          "it is part of: violence, coercion, ceasefire, talks, agreement, accusation, protest, aid, statement.\n\n"
          "With --by day or month, one row for each of these and pair of parties: violent events and deaths (low, best, high); for months "
          "whether violence rose or fell against the months before (surge; rate and rate_before: violent events a month since "
          "the last change and before it).\n\n"
          "With --by place, one row for each place: events that are told as having happened, violent ones, deaths, the first and "
          "last day, and coordinates.",
          {},
          choosing_flags({{"by", '\0', "WHAT", "counts by day, month or place instead of single events", ValueKind::choice, {"day", "month", "place"}},
                          {"together", '\0', "", "with --by day or month: one row for all pairs together, with events by lane"},
                          {"lane", '\0', "LANE", "only that lane; not with --by day or month", ValueKind::word},
                          {"near", '\0', "LAT,LON,KM", "placed within so many kilometres (25) of there; not with --by day or month", ValueKind::word}}),
          {{"khaldun timeline --store conflict.khaldun --dyad ttp:PAK", "of a pair of parties"},
           {"khaldun timeline --store conflict.khaldun --near 34.01,71.58,50", "around Peshawar"},
           {"khaldun timeline --store conflict.khaldun --by place --format csv", "a table for a map"},
           {"khaldun timeline --store conflict.khaldun --dyad ttp:PAK --by month", "the violence series"}}};
}

Command processes_command() {
  return {"processes",
          "say what holds on a day: ceasefires, talks, agreements, sieges, captivity",
          "One row for each process: whose it is, its state, since when, and how each side sees it. A party's own word about its "
          "own commitment makes it so; what the other side says of it is that side's reading and makes the state contested. "
          "Without news for the review age of its kind, an active state becomes UNKNOWN.",
          {},
          choosing_flags({{"on", '\0', "YYYY-MM-DD", "the day; the last known if not given", ValueKind::word},
                          {"according-to", '\0', "WHO", "the state as that party has it", ValueKind::word},
                          {"kind", '\0', "KIND", "of that kind only", ValueKind::choice,
                           {"ceasefire", "talks", "agreement", "siege", "occupation", "captivity", "office", "organisation"}}}),
          {{"khaldun processes --store conflict.khaldun --on 2022-12-01", "what held on that day"},
           {"khaldun processes --store conflict.khaldun --on 2022-12-01 --as-known-on 2022-11-27", "as one could know before"}}};
}

Command claims_command() {
  return {"claims",
          "list who claims and who denies what",
          "One row for each proposition that somebody stands for: who asserts, denies, doubts, demands or expects it, since when, "
          "and whether it is contested.",
          {},
          choosing_flags({{"contested", '\0', "", "only what is asserted by one and denied by another"}}),
          {{"khaldun claims --store conflict.khaldun --contested", "accusations that are denied"}}};
}

Command hypotheses_command() {
  return {"hypotheses",
          "list what is supposed to follow from what",
          "One row for each \"if A, B could\" and \"A could lead to B\": what would bring it about, what would follow, for the "
          "better or worse, how sure, and who holds it. Those that disagree on the same thing are named.",
          {},
          store_flags({}),
          {{"khaldun hypotheses --store conflict.khaldun", "all of them"}}};
}

Command stories_command() {
  return {"stories",
          "group documents that tell the same story",
          "One row for each document with the name of its story: reports of the same event, or of the same running story, within "
          "days of each other and with the same parties, places and rare words.",
          {},
          store_flags({}),
          {{"khaldun stories --store conflict.khaldun --format csv", "documents and their stories"}}};
}

Command dyads_command() {
  return {"dyads",
          "count events between parties by period",
          "One row for each pair of actor and recipient and period: events, violent events, deaths, and how many documents were "
          "published in the period, so that counts can be compared over time.",
          {},
          choosing_flags({{"by", '\0', "PERIOD", "year if not given", ValueKind::choice, {"day", "month", "year", "all"}}}),
          {{"khaldun dyads --store conflict.khaldun --by month", "a series for each pair"}}};
}

Command serve_command() {
  return {"serve",
          "open a local page on a store: read, look, decide",
          "Answers a browser on this machine until it is stopped with Ctrl-C: an article reader with its coded words, time lines, "
          "a map, actors, claims and sources. Nothing comes from or goes to the network. The page shows what the commands print; "
          "docs/serve.md lists the addresses.\n\n"
          "With --host other than this machine, everybody who reaches that address and knows the token can read all texts of "
          "the store and write reviews and documents into it, over a connection that is not encrypted: --token is needed then. "
          "Where --token is given, reading needs it, too.",
          {},
          {store_flag(),
           {"port", '\0', "N", "port to listen on; 8420 or the next free one if not given, 0 for any", ValueKind::word},
           {"host", '\0', "ADDRESS", "address to listen on; 127.0.0.1 if not given", ValueKind::word},
           {"token", '\0', "TOKEN", "the word that opens the page, 16 letters or more; if not given, one for writing is made up", ValueKind::word},
           lexicon_flag(),
           weights_flag()},
          {{"khaldun serve --store conflict.khaldun", "then open the address that it prints"},
           {"khaldun serve --store conflict.khaldun --port 9000", "on a port of your choice"}}};
}

Command query_command() {
  return {"query",
          "run SQL on a store",
          "Any SELECT over the tables of docs/store.md; nothing can be changed. The view coded_events has one row for each event.",
          {{"SQL", "one SELECT", 1, 1, ValueKind::word}},
          {store_flag(), rows_flag(), out_flag("write there instead of to standard output")},
          {{"khaldun query --store conflict.khaldun \"SELECT type, count(*) FROM coded_events GROUP BY type\"", "events by type"}}};
}

Command diff_command() {
  return {"diff",
          "say what changed between two codings of the same documents",
          "Compares two runs of a store (khaldun query \"SELECT * FROM runs\"): events that came, went or changed, field by field.",
          {{"RUN", "number of the earlier run", 1, 1, ValueKind::word}, {"RUN", "number of the later run", 1, 1, ValueKind::word}},
          store_flags({}),
          {{"khaldun diff --store conflict.khaldun 1 2", "after an edit of the lexicon and a second ingest"}}};
}

Command export_command() {
  std::vector<Flag> flags = choosing_flags(
      {{"status", '\0', "STATUS", "how events are told; all of them with all", ValueKind::choice,
        {"fact", "claimed", "denied", "disputed", "negated", "feared", "demanded", "planned", "past", "all"}, true},
       weights_flag()});
  for (Flag& flag : flags) {
    if (flag.name == "format") {
      flag = {"format", '\0', "LAYOUT", "docs/exports.md says what each holds", ValueKind::choice,
              {"jsonl", "plover", "csv", "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix", "ged", "acled", "geojson", "gexf",
               "brat", "conllu"}};
    }
    if (flag.name == "output") flag.help = "write there instead of to standard output; a folder for brat";
  }
  return {"export",
          "write the events of a store in the layouts that other programs read",
          "Layouts of data sets (plover, gdelt, gdelt-mentions, icews, polecat, phoenix, and in the shape of ged and acled), of "
          "tables and maps (jsonl, csv, geojson), of networks (gexf) and of annotation tools (brat, conllu).\n\n"
          "A layout that cannot say how an event is told gets facts, claims and what is long past; --status takes others in. "
          "What is left out is counted on standard error.",
          {},
          std::move(flags),
          {{"khaldun export --store conflict.khaldun --format polecat -o events.tsv", "as POLECAT's files"},
           {"khaldun export --store conflict.khaldun --format csv --since 2022 --dyad ttp:PAK", "a spreadsheet of a pair of parties"},
           {"khaldun export --store conflict.khaldun --format brat -o annotated/", "a folder to open in brat"},
           {"khaldun export --store conflict.khaldun --format plover -o all.jsonl", "back with khaldun ingest --records all.jsonl"}}};
}

Command review_command() {
  return {"review",
          "accept, reject or correct coded events",
          "Without an event, goes through those that nobody has decided on, the most doubtful first. Decisions are kept beside the "
          "events and never changed by a later ingest: the latest one on an event counts, and --undo takes it back.\n\n"
          "--gold writes the accepted and corrected records with their decisions, to measure or train on.",
          {{"EVENT", "start of an event's id", 0, 1, ValueKind::word}},
          store_flags({{"accept", '\0', "", "the record is right"},
                       {"reject", '\0', "", "there is no such event"},
                       {"set", '\0', "FIELD=VALUE", "correct a field: event_type mode actor recipient date enddate place status process", ValueKind::word},
                       {"undo", '\0', "", "take the latest decision on the event back"},
                       {"note", '\0', "TEXT", "why", ValueKind::word},
                       {"by", '\0', "NAME", "who decides; the user's name if not given", ValueKind::word},
                       {"gold", '\0', "", "write what was accepted and corrected"},
                       {"doc", '\0', "ID", "the queue of one document", ValueKind::word},
                       {"type", '\0', "TYPE", "the queue of one event type", ValueKind::word, {}, true}}),
          {{"khaldun review --store conflict.khaldun", "the queue"},
           {"khaldun review --store conflict.khaldun 9f2c07 --set event_type=ACCUSE", "one decision"},
           {"khaldun review --store conflict.khaldun --gold -o gold.jsonl", "decisions as data"}}};
}

Command eval_command() {
  return {
      "eval",
      "score coded events against a gold standard",
      "Prints precision, recall and F1 at each level (detection, type, type and country, type and "
      "actor, triple), how well "
      "status, attribution, dates and places were told, and the figures for each event type. An "
      "event is found where its "
      "words overlap those of the gold line; each level has its own best one-to-one assignment.",
      {{"GOLD", "gold events, JSON Lines", 1, 1}, {"SYSTEM", "output of khaldun code", 1, 1}},
      {{"docs", '\0', "FILE",
        "the documents that were coded, JSON Lines; docs.jsonl beside GOLD if not given",
        ValueKind::file},
       {"json", '\0', "", "figures as one JSON object"},
       {"errors", '\0', "N", "list the first N errors", ValueKind::word}},
      {{"khaldun eval gold.jsonl events.jsonl --docs docs.jsonl", "all figures"},
       {"khaldun eval gold.jsonl events.jsonl --errors 40",
        "with the first 40 events missed or invented"}}};
}

Command lexicon_check_command() {
  return {
      "lexicon check",
      "find faults in the tables of a lexicon",
      "Reads the tables and prints each fault with its file, line and column. Then codes every "
      "example and counter-example "
      "of the frames and prints those that come out differently. Exit code 1 if there is a fault.",
      {{"DIR", "folder of tables; the one in use if not given", 0, 1, ValueKind::folder}},
      {{"no-examples", '\0', "", "check the tables only"},
       {"allow", '\0', "N",
        "exit code 0 if no more than N examples come out differently; 0 if not given",
        ValueKind::word},
       jobs_flag("examples coded at the same time; as many as the machine has processors if not "
                 "given"),
       weights_flag()},
      {{"khaldun lexicon check lexicon/", "after every edit"}}};
}

Command lexicon_compile_command() {
  return {"lexicon compile",
          "make one file of the tables of a lexicon",
          "Writes the file that the program maps at start-up. Faulty entries are named and left "
          "out; exit code 1 if there are any.",
          {{"DIR", "folder of tables", 1, 1, ValueKind::folder}},
          {out_flag("the file to write; khaldun.lex if not given"),
           {"keep-going", '\0', "", "exit code 0 in spite of faulty entries"}},
          {{"khaldun lexicon compile lexicon/ -o khaldun.lex",
            "then: khaldun code --lexicon khaldun.lex …"}}};
}

Command lexicon_suggest_command() {
  return {"lexicon suggest",
          "list actors that texts name and the lexicon does not know",
          "Reads documents and lists capitalised names that act in them and stand in no table, the most "
          "frequent first: how often and in how many documents each occurs, what the texts say of it "
          "(kind, country, sector: guesses), sentences with it, and a stub that can be put into a table "
          "of lexicon/actors/ and be mended there.\n\n"
          "With --format toml the stubs alone are written, with the sentences as comments; json is one "
          "array, jsonl an object a line. A surname or an acronym is counted under the whole name if a "
          "document gives it.",
          {{"CORPUS", kInputs.help, 1, kMany}},
          {{"least", '\0', "N", "mentions that a name must have; 2 if not given", ValueKind::word},
           {"most", '\0', "N", "names to list; 100 if not given", ValueKind::word},
           date_flag(),
           {"format", '\0', "FORMAT", "table (on a terminal), jsonl (else), json, toml or csv",
            ValueKind::choice, {"table", "jsonl", "json", "toml", "csv"}},
           out_flag("write there instead of to standard output"),
           jobs_flag("documents read at the same time; as many as the machine has processors if not "
                     "given"),
           lexicon_flag(), weights_flag()},
          {{"khaldun lexicon suggest news/", "who is missing, as a table"},
           {"khaldun lexicon suggest news.jsonl --format toml -o lexicon/actors/mine.toml",
            "stubs; then mend them and run khaldun lexicon check lexicon/"}}};
}

Command lexicon_stats_command() {
  return {"lexicon stats",
          "count what the actor tables of a lexicon hold",
          "Counts states, organisations, persons, their dated roles, those that hold on a day, and agent "
          "nouns, and for each country the roles of persons that reach a year.",
          {{"DIR", "folder of tables, or a compiled file; the lexicon in use if not given", 0, 1}},
          {{"since", '\0', "YEAR", "count the roles of persons that hold in this year or later; 2024 if not given", ValueKind::word},
           {"countries", '\0', "CODES", "only of these countries, by comma", ValueKind::word},
           {"format", '\0', "FORMAT", "table, jsonl or csv", ValueKind::choice, {"table", "jsonl", "csv"}},
           out_flag("write there instead of to standard output"), lexicon_flag()},
          {{"khaldun lexicon stats", "all counts"},
           {"khaldun lexicon stats --since 2024 --countries AFG,PAK,IND", "who held what lately in three countries"}}};
}

Command train_command() {
  return {
      "train",
      "train the language core from treebanks",
      "Learns words, tags and trees from files in CoNLL-U and writes weights with a card that says "
      "how they were made. The "
      "same files and seed give the same weights, bit for bit.\n\n"
      "--names learns instead of what kind a name is that the lexicon lacks, from JSON Lines: {\"text\", \"names\": [[begin, end, "
      "kind], …]}, offsets in code points, kind one of person, organisation, place, thing. In a text without \"names\" it reads "
      "where known names stand.",
      {{"TREEBANK", "files in CoNLL-U, read in this order; with --names, texts with marked names", 1, kMany}},
      {{"output", 'o', "DIR", "folder for the weights; weights if not given", ValueKind::folder},
       {"dev", '\0', "FILE", "measure on this file at the end", ValueKind::file, {}, true},
       {"names", '\0', "", "learn the kinds of names, not the language"},
       {"seed", '\0', "N", "of the order of sentences; 1 if not given", ValueKind::word},
       {"licence", '\0', "TEXT", "licence of the weights, for the card", ValueKind::word},
       {"source", '\0', "TEXT", "with --names: what a file was made from, for the card", ValueKind::word, {}, true},
       lexicon_flag(),
       weights_flag()},
      {{"khaldun train en_ewt-ud-train.conllu --dev en_ewt-ud-dev.conllu -o weights",
        "some minutes on one processor"},
       {"khaldun train --names names.jsonl --dev others.jsonl -o weights", "a quarter of a minute"}}};
}

Command doctor_command() {
  return {"doctor",
          "check the installation",
          "Looks for lexicon and weights, opens them, codes one sentence, and says what to do "
          "about what is wrong. Exit code 3 if "
          "something is.",
          {},
          {lexicon_flag(), weights_flag()},
          {{"khaldun doctor", "what is found where"}}};
}

Command version_command() {
  return {"version",
          "print versions and content numbers",
          "Prints the version of the program and the content numbers of lexicon and weights; "
          "together they decide the output.",
          {},
          {lexicon_flag(), weights_flag()},
          {{"khaldun version", "for a bug report or a paper"}}};
}

Command help_command() {
  return {"help",
          "print help, the man page or completions for a shell",
          "Without arguments: the commands. With a command: its arguments, flags and examples.",
          {{"COMMAND", "a command", 0, 2, ValueKind::word}},
          {{"man", '\0', "", "the manual page (mdoc)"},
           {"completion",
            '\0',
            "SHELL",
            "completions for bash or zsh",
            ValueKind::choice,
            {"bash", "zsh"}}},
          {{"khaldun help code", "flags and examples of one command"},
           {"khaldun help --man | man -l -", "the manual page"},
           {"source <(khaldun help --completion bash)", "completion in this shell"}}};
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> all = [] {
    std::vector<Command> table = {code_command(),
                                  explain_command(),
                                  actors_command(),
                                  parse_command(),
                                  ingest_command(),
                                  events_command(),
                                  timeline_command(),
                                  processes_command(),
                                  claims_command(),
                                  hypotheses_command(),
                                  stories_command(),
                                  dyads_command(),
                                  query_command(),
                                  serve_command(),
                                  diff_command(),
                                  review_command(),
                                  export_command(),
                                  eval_command(),
                                  lexicon_check_command(),
                                  lexicon_compile_command(),
                                  lexicon_suggest_command(),
                                  lexicon_stats_command(),
                                  train_command(),
                                  doctor_command(),
                                  version_command(),
                                  help_command()};
    for (Command& command : table) command.flags.push_back(kHelp);
    return table;
  }();
  return all;
}

std::span<const Flag> global_flags() {
  static const std::vector<Flag> all = {
      lexicon_flag(), weights_flag(), {"version", '\0', "", "print the version"}, kHelp};
  return all;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

}  // namespace khaldun::app
