// Every form of every verb in the tables comes back to the verb: an event whose verb is not recognised in one of its forms is lost in silence.
#include <gtest/gtest.h>

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/language/arena.h"
#include "khaldun/language/lemmatiser.h"
#include "khaldun/language/weights_format.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {
namespace {

namespace fs = std::filesystem;
using std::string;
using std::string_view;

struct Irregular {
  string_view verb, past, participle;  // several of one kind: "a|b"
};
// clang-format off
constexpr auto kIrregular = std::to_array<Irregular>({
    {"arise", "arose", "arisen"}, {"bear", "bore", "borne|born"}, {"beat", "beat", "beaten"}, {"become", "became", "become"}, {"begin", "began", "begun"},
    {"bend", "bent", "bent"}, {"bet", "bet", "bet"}, {"bid", "bid|bade", "bid|bidden"}, {"bind", "bound", "bound"}, {"bite", "bit", "bitten"},
    {"bleed", "bled", "bled"}, {"blow", "blew", "blown"}, {"break", "broke", "broken"}, {"breed", "bred", "bred"}, {"bring", "brought", "brought"},
    {"broadcast", "broadcast", "broadcast"}, {"build", "built", "built"}, {"burn", "burned|burnt", "burned|burnt"}, {"burst", "burst", "burst"},
    {"buy", "bought", "bought"}, {"cast", "cast", "cast"}, {"catch", "caught", "caught"}, {"choose", "chose", "chosen"}, {"cling", "clung", "clung"},
    {"come", "came", "come"}, {"cost", "cost", "cost"}, {"creep", "crept", "crept"}, {"cut", "cut", "cut"}, {"deal", "dealt", "dealt"}, {"dig", "dug", "dug"},
    {"do", "did", "done"}, {"draw", "drew", "drawn"}, {"drink", "drank", "drunk"}, {"drive", "drove", "driven"}, {"eat", "ate", "eaten"}, {"fall", "fell", "fallen"},
    {"feed", "fed", "fed"}, {"feel", "felt", "felt"}, {"fight", "fought", "fought"}, {"find", "found", "found"}, {"flee", "fled", "fled"}, {"fling", "flung", "flung"},
    {"fly", "flew", "flown"}, {"forbid", "forbade|forbad", "forbidden"}, {"forget", "forgot", "forgotten"}, {"forgive", "forgave", "forgiven"},
    {"forgo", "forwent", "forgone"}, {"forsake", "forsook", "forsaken"}, {"freeze", "froze", "frozen"}, {"get", "got", "got|gotten"}, {"give", "gave", "given"},
    {"go", "went", "gone"}, {"grind", "ground", "ground"}, {"grow", "grew", "grown"}, {"hang", "hung|hanged", "hung|hanged"}, {"have", "had", "had"}, {"hear", "heard", "heard"}, {"hide", "hid", "hidden"},
    {"hit", "hit", "hit"}, {"hold", "held", "held"}, {"hurt", "hurt", "hurt"}, {"keep", "kept", "kept"}, {"kneel", "knelt", "knelt"}, {"know", "knew", "known"},
    {"lay", "laid", "laid"}, {"lead", "led", "led"}, {"lean", "leaned|leant", "leaned|leant"}, {"leap", "leapt|leaped", "leapt|leaped"}, {"learn", "learned|learnt", "learned|learnt"},
    {"leave", "left", "left"}, {"lend", "lent", "lent"}, {"let", "let", "let"}, {"light", "lit", "lit"}, {"lose", "lost", "lost"}, {"make", "made", "made"},
    {"mean", "meant", "meant"}, {"meet", "met", "met"}, {"pay", "paid", "paid"}, {"plead", "pleaded|pled", "pleaded|pled"}, {"prove", "proved", "proved|proven"}, {"put", "put", "put"},
    {"quit", "quit", "quit"}, {"read", "read", "read"}, {"rid", "rid", "rid"}, {"ride", "rode", "ridden"}, {"ring", "rang", "rung"}, {"rise", "rose", "risen"}, {"run", "ran", "run"},
    {"say", "said", "said"}, {"see", "saw", "seen"}, {"seek", "sought", "sought"}, {"sell", "sold", "sold"}, {"send", "sent", "sent"}, {"set", "set", "set"},
    {"shake", "shook", "shaken"}, {"shed", "shed", "shed"}, {"shoot", "shot", "shot"}, {"show", "showed", "shown|showed"}, {"shut", "shut", "shut"}, {"sing", "sang", "sung"},
    {"sink", "sank", "sunk"}, {"sit", "sat", "sat"}, {"slay", "slew", "slain"}, {"sleep", "slept", "slept"}, {"slide", "slid", "slid"}, {"sling", "slung", "slung"}, {"slit", "slit", "slit"}, {"smell", "smelt|smelled", "smelt|smelled"},
    {"speak", "spoke", "spoken"}, {"speed", "sped", "sped"}, {"spend", "spent", "spent"}, {"spell", "spelled|spelt", "spelled|spelt"}, {"spill", "spilled|spilt", "spilled|spilt"},
    {"spin", "spun", "spun"}, {"spit", "spat", "spat"}, {"split", "split", "split"}, {"spoil", "spoiled|spoilt", "spoiled|spoilt"}, {"spread", "spread", "spread"}, {"spring", "sprang", "sprung"},
    {"stand", "stood", "stood"}, {"steal", "stole", "stolen"}, {"stick", "stuck", "stuck"}, {"sting", "stung", "stung"}, {"strike", "struck", "struck|stricken"}, {"string", "strung", "strung"}, {"strive", "strove", "striven"},
    {"swear", "swore", "sworn"}, {"sweep", "swept", "swept"}, {"swell", "swelled", "swollen"}, {"swim", "swam", "swum"}, {"swing", "swung", "swung"}, {"take", "took", "taken"}, {"teach", "taught", "taught"},
    {"tear", "tore", "torn"}, {"tell", "told", "told"}, {"think", "thought", "thought"}, {"throw", "threw", "thrown"}, {"thrust", "thrust", "thrust"}, {"tread", "trod", "trodden"},
    {"wake", "woke", "woken"}, {"wear", "wore", "worn"}, {"weave", "wove", "woven"}, {"weep", "wept", "wept"}, {"win", "won", "won"}, {"wind", "wound", "wound"}, {"wring", "wrung", "wrung"}, {"write", "wrote", "written"}});
// They double the last letter though the stress is not seen in the spelling.
const std::set<string_view> kDoubling = {
    "abet", "abhor", "admit", "airdrop", "annul", "backlog", "backstab", "begin", "commit", "compel", "concur", "confer", "control", "debar", "defer", "deter", "dispel", "enrol", "expel", "forget", "forbid", "fulfil",
    "handicap", "impel", "incur", "infer", "instil", "kidnap", "machinegun", "occur", "offset", "omit", "outrun", "outwit", "overrun", "patrol", "permit", "prefer", "program", "propel", "rebel", "rebut", "recur",
    "refer", "regret", "remit", "repel", "reset", "sandbag", "submit", "transfer", "transmit", "unban", "undercut", "unplug", "upset", "wiretap", "worship", "zigzag"};
// Both ways of writing occur.
const std::set<string_view> kEither = {"benefit", "bias", "combat", "focus", "format", "gas", "refocus", "target", "teargas"};
// First words that are nouns ("lathi charge").
const std::set<string_view> kNouns = {"lathi"};
// clang-format on

bool vowel(char c) { return string_view("aeiou").find(c) != string_view::npos; }
bool ends(string_view word, string_view tail) { return word.size() > tail.size() && word.ends_with(tail); }

std::vector<string> split(string_view list, char separator) {
  std::vector<string> out(1);
  for (const char c : list) {
    if (c == separator) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

/// What stands before -ed and -ing, without what becomes of a last e or y.
std::vector<string> stems(const string& verb) {
  const std::size_t n = verb.size();
  if (ends(verb, "ic")) return {verb + "k"};
  const bool short_vowel = n >= 3 && !vowel(verb[n - 1]) && string_view("wxy").find(verb[n - 1]) == string_view::npos && vowel(verb[n - 2]) &&
                           (!vowel(verb[n - 3]) || (verb[n - 3] == 'u' && n >= 4 && verb[n - 4] == 'q'));
  if (!short_vowel) return {verb};
  const auto groups = [&] {
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i) count += vowel(verb[i]) && (i == 0 || !vowel(verb[i - 1])) ? 1U : 0U;
    return count;
  }();
  const string doubled = verb + verb.back();
  if (kEither.contains(verb)) return {verb, doubled};
  if (groups == 1 || kDoubling.contains(verb)) return {doubled};
  if (verb.back() == 'l') return {verb, doubled};  // American and British
  return {verb};
}

string third_person(const string& verb) {
  if (verb == "have") return "has";
  const bool hissing = ends(verb, "s") || ends(verb, "x") || ends(verb, "z") || ends(verb, "ch") || ends(verb, "sh") || ends(verb, "o");
  if (hissing) return verb + "es";
  if (ends(verb, "y") && !vowel(verb[verb.size() - 2])) return verb.substr(0, verb.size() - 1) + "ies";
  return verb + "s";
}

std::vector<string> progressive(const string& verb) {
  if (ends(verb, "ie")) return {verb.substr(0, verb.size() - 2) + "ying"};
  const bool loses_e = ends(verb, "e") && !ends(verb, "ee") && !ends(verb, "oe") && !ends(verb, "ye") && verb != "singe";
  if (loses_e) return {verb.substr(0, verb.size() - 1) + "ing"};
  std::vector<string> out = stems(verb);
  for (string& stem : out) stem += "ing";
  return out;
}

std::vector<string> regular_past(const string& verb) {
  if (ends(verb, "e")) return {verb + "d"};
  if (ends(verb, "y") && !vowel(verb[verb.size() - 2])) return {verb.substr(0, verb.size() - 1) + "ied"};
  std::vector<string> out = stems(verb);
  for (string& stem : out) stem += "ed";
  return out;
}

/// The irregular verb that `verb` is or is made of ("overthrow", "undertake"), and what stands before it.
const Irregular* irregular(string_view verb, string& before) {
  const auto at = std::find_if(kIrregular.begin(), kIrregular.end(), [&](const Irregular& i) { return i.verb == verb; });
  if (at != kIrregular.end()) return &*at;
  for (const string_view prefix : {"back", "by", "fore", "mis", "out", "over", "re", "un", "under", "up", "with"}) {
    if (!verb.starts_with(prefix) || verb == "relay" || verb == "reprove") continue;
    const Irregular* base = irregular(verb.substr(prefix.size()), before);
    if (base == nullptr) continue;
    before = string(prefix) + before;
    return base;
  }
  return nullptr;
}

struct Form {
  string word;
  string_view tag;
};

std::vector<Form> forms_of(const string& verb) {
  std::vector<Form> out = {{verb, "VB"}, {third_person(verb), "VBZ"}};
  for (string& word : progressive(verb)) out.push_back({std::move(word), "VBG"});
  string before;
  const Irregular* odd = irregular(verb, before);
  for (const string& word : odd == nullptr ? regular_past(verb) : split(odd->past, '|')) out.push_back({before + word, "VBD"});
  for (const string& word : odd == nullptr ? regular_past(verb) : split(odd->participle, '|')) out.push_back({before + word, "VBN"});
  return out;
}

/// First words of the `verbs` lists below `node`: the verb, and those that stand in a list with it.
void collect(const toml::node& node, std::map<string, std::set<string>>& verbs) {
  if (const toml::array* list = node.as_array()) {
    for (const toml::node& item : *list) collect(item, verbs);
    return;
  }
  const toml::table* table = node.as_table();
  if (table == nullptr) return;
  for (const auto& [key, value] : *table) {
    if (key.str() != "verbs" || !value.is_array()) {
      collect(value, verbs);
      continue;
    }
    std::set<string> together;
    for (const toml::node& item : *value.as_array()) {
      const string words = item.value_or(string());
      const string first = words.substr(0, words.find(' '));
      together.insert(first.substr(first.rfind('-') + 1));
    }
    for (const string& verb : together) verbs[verb].insert(together.begin(), together.end());
  }
}

TEST(VerbForms, EveryFormOfEveryVerbOfTheTablesHasItsLemma) {
  const fs::path root(KHALDUN_SOURCE_DIR);
  std::map<string, std::set<string>> verbs;
  for (const string folder : {"events", "cues"}) {
    for (const auto& entry : fs::directory_iterator(root / "lexicon" / folder)) {
      if (entry.path().extension() != ".toml") continue;
      const toml::parse_result table = toml::parse_file(entry.path().string());
      collect(table, verbs);
    }
  }
  const Result<WeightsFile> file = WeightsFile::read(root / "weights" / kFastWeights, kWeightsFormat);
  if (!file.ok()) GTEST_SKIP() << file.error().text();
  const Result<Lemmatiser> lemmatiser = Lemmatiser::read(file.value());
  ASSERT_TRUE(lemmatiser.ok());
  Arena arena;
  std::size_t forms = 0;
  for (const auto& [verb, together] : verbs) {
    if (verb.empty() || verb == "be" || kNouns.contains(verb)) continue;
    for (const Form& form : forms_of(verb)) {
      Token token;
      token.form = token.lower = form.word;
      token.upos = Upos::verb;
      token.xpos = form.tag;
      lemmatiser.value().lemmatise(token, arena);
      // "appalled" is of "appal" and of "appall": either will do where the tables have both together.
      EXPECT_TRUE(token.lemma == verb || together.contains(string(token.lemma))) << form.word << " " << form.tag << ": " << token.lemma << ", not " << verb;
      ++forms;
    }
  }
  EXPECT_GT(forms, 9000U);
}

}  // namespace
}  // namespace khaldun
