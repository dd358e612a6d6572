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
    "text, HTML, JSON Lines or CSV; a folder is read with all its folders; - is standard input", 0,
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
      {{"FILE|DIR|-", kInputs.help, 1, kMany}},
      {date_flag(), out_flag("write there instead of to standard output"), lexicon_flag(),
       weights_flag()},
      {{"khaldun actors article.txt", "mentions in text order"},
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

Command train_command() {
  return {
      "train",
      "train the language core from treebanks",
      "Learns words, tags and trees from files in CoNLL-U and writes weights with a card that says "
      "how they were made. The "
      "same files and seed give the same weights, bit for bit.",
      {{"TREEBANK", "files in CoNLL-U, read in this order", 1, kMany}},
      {{"output", 'o', "DIR", "folder for the weights; weights if not given", ValueKind::folder},
       {"dev", '\0', "FILE", "measure on this file at the end", ValueKind::file, {}, true},
       {"seed", '\0', "N", "of the order of sentences; 1 if not given", ValueKind::word},
       {"licence", '\0', "TEXT", "licence of the weights, for the card", ValueKind::word}},
      {{"khaldun train en_ewt-ud-train.conllu --dev en_ewt-ud-dev.conllu -o weights",
        "some minutes on one processor"}}};
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
                                  eval_command(),
                                  lexicon_check_command(),
                                  lexicon_compile_command(),
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
