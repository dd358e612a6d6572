#include "khaldun/language/morphology.h"

#include <algorithm>
#include <array>

#include "khaldun/language/irregular.h"

namespace khaldun {
namespace {

using std::string;
using std::string_view;

bool ends(string_view word, string_view ending) {
  return word.size() >= ending.size() && word.substr(word.size() - ending.size()) == ending;
}
bool is_vowel(char c) { return string_view("aeiou").find(c) != string_view::npos; }
bool has_vowel(string_view text) {  // letters beyond ASCII may be one: "fêted"
  return std::any_of(text.begin(), text.end(), [](char c) {
    return is_vowel(c) || c == 'y' || static_cast<unsigned char>(c) >= 0x80;
  });
}

template <std::size_t N>
bool has(const std::array<string_view, N>& list, string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// What is left of a verb without -ed or -ing, and whether an e was dropped. The longest ending that
// fits decides; '^' stands for the start of the word. From the spelling rules of English,
// exceptions first collected from word lists of news verbs.
struct Ending {
  string_view ending;
  bool takes_e;
};
// clang-format off
constexpr auto kEndings = std::to_array<Ending>({
    // b
    {"ib", true}, {"ob", true}, {"ab", true}, {"ub", true}, {"oub", false}, {"aub", false}, {"oob", false}, {"eeb", false},
    // c
    {"c", true},
    // d
    {"id", true}, {"aid", false}, {"oid", false}, {"ad", true}, {"ead", false}, {"oad", false}, {"ed", true}, {"eed", false},
    {"od", true}, {"ood", false}, {"ud", true}, {"oud", false}, {"aud", false}, {"^embed", false},
    // f
    {"^chaf", true}, {"^knif", true}, {"^midwif", true}, {"^straf", true}, {"^saf", true}, {"^vouchsaf", true},
    // g
    {"ag", true}, {"eg", true}, {"ieg", true}, {"ig", true}, {"og", false}, {"ug", true}, {"rg", true}, {"dg", true}, {"lg", true},
    {"ang", true}, {"^hang", false}, {"overhang", false}, {"^bang", false}, {"^gang", false}, {"^clang", false}, {"^twang", false},
    {"eng", true}, {"ing", false}, {"infring", true}, {"^imping", true}, {"^cring", true}, {"hing", true}, {"^bing", true},
    {"^fring", true}, {"^ting", true}, {"^sing", false}, {"ong", false}, {"spong", true}, {"ung", true}, {"yng", false},
    {"^dialog", false}, {"^catalog", false}, {"league", true},
    // h
    {"^breath", true}, {"^bath", true}, {"^cloth", true}, {"^sooth", true}, {"^loath", true}, {"sheath", true}, {"^seeth", true},
    {"^teeth", true}, {"^lath", true}, {"^swath", true}, {"^writh", true}, {"^scyth", true}, {"^tith", true}, {"^ach", true},
    {"^cach", true}, {"^psych", false},
    // k
    {"ak", true}, {"eak", false}, {"oak", false}, {"ik", true}, {"ok", true}, {"ook", false}, {"uk", true}, {"ek", false},
    {"yak", false}, {"^soak", false},
    // l
    {"al", true}, {"eal", false}, {"oal", false}, {"^total", false}, {"^signal", false}, {"^marshal", false}, {"^martial", false}, {"^appal", false}, {"^backpedal", false}, {"^equal", false},
    {"^rival", false}, {"^initial", false}, {"^pedal", false}, {"^medal", false}, {"^dial", false}, {"^trial", false}, {"^spiral", false},
    {"^sandal", false}, {"^vandal", false}, {"el", false}, {"eel", false}, {"il", true}, {"ail", false}, {"eil", false}, {"oil", false},
    {"^council", false}, {"^pencil", false}, {"^stencil", false}, {"^fulfil", false}, {"^instil", false}, {"^distil", false}, {"^debut", false},
    {"^devil", false}, {"^imperil", false}, {"^tranquil", false}, {"ol", true}, {"ool", false}, {"^refoul", true}, {"^control", false},
    {"^patrol", false}, {"^enrol", false}, {"^extol", false}, {"^gambol", false}, {"ul", true}, {"oul", false}, {"aul", false},
    {"yl", true}, {"^vinyl", false}, {"bl", true}, {"cl", true}, {"dl", true}, {"fl", true}, {"gl", true}, {"kl", true}, {"pl", true},
    {"sl", true}, {"tl", true}, {"zl", true},
    // m
    {"am", true}, {"eam", false}, {"oam", false}, {"im", true}, {"aim", false}, {"em", true}, {"eem", false}, {"^system", false},
    {"om", false}, {"^com", true}, {"^becom", true}, {"^overcom", true}, {"^welcom", true}, {"^hom", true}, {"^chrom", true},
    {"um", true}, {"ym", true}, {"^victim", false}, {"^dim", false}, {"^madam", false}, {"^maxim", false}, {"^pilgrim", false},
    // n
    {"an", true}, {"ean", false}, {"oan", false}, {"^human", false}, {"in", true}, {"ain", false}, {"ein", false}, {"oin", false},
    {"^ruin", false}, {"^baton", false}, {"^penguin", false}, {"^cabin", false}, {"^resin", false}, {"on", false}, {"^phon", true}, {"phon", true},
    {"postpon", true}, {"^condon", true}, {"^hon", true}, {"^ton", true}, {"aton", true}, {"^ston", true}, {"^dron", true},
    {"^clon", true}, {"dethron", true}, {"^enthron", true}, {"^zon", true}, {"^hormon", true}, {"^bon", true}, {"^intone", true},
    {"^inton", true}, {"^don", true}, {"^prone", true}, {"en", false}, {"conven", true}, {"^interven", true}, {"contraven", true},
    {"superven", true}, {"een", false}, {"un", true}, {"^impugn", false}, {"yn", false},
    // o
    {"^ho", true}, {"^to", true}, {"^sho", true}, {"^cano", true}, {"^tipto", true},
    // p
    {"ap", true}, {"eap", false}, {"oap", false}, {"ip", true}, {"^gossip", false}, {"^worship", false}, {"^equip", false},
    {"^whip", false}, {"^ship", false}, {"^kidnap", false}, {"^handicap", false}, {"op", true}, {"oop", false}, {"develop", false},
    {"^envelop", false}, {"^gallop", false}, {"^wallop", false}, {"^scallop", false}, {"up", true}, {"oup", false}, {"ep", false},
    {"yp", true}, {"elaps", true},
    // r
    {"ar", true}, {"ear", false}, {"oar", false}, {"^mortar", false}, {"^pillar", false}, {"^collar", false}, {"^altar", false}, {"er", false},
    {"adher", true}, {"interfer", true}, {"^persever", true}, {"^rever", true}, {"^coher", true}, {"ir", true}, {"air", false},
    {"oir", false}, {"or", false}, {"explor", true}, {"ignor", true}, {"restor", true}, {"^scor", true}, {"^outscor", true},
    {"stor", true}, {"deplor", true}, {"implor", true}, {"^bor", true}, {"ador", true}, {"shor", true}, {"snor", true}, {"^cor", true},
    {"^gor", true}, {"^por", true}, {"^underscor", true}, {"^harbor", false}, {"ur", true}, {"our", false}, {"^murmur", false},
    {"^sulfur", false}, {"^concur", false}, {"^spur", false}, {"yr", true}, {"^martyr", false}, {"tr", true}, {"cr", true}, {"br", true}, {"vr", true},
    // s
    {"s", true}, {"ss", false}, {"^focus", false}, {"^refocus", false}, {"^bias", false}, {"^canvas", false}, {"^summons", false}, {"^teargas", false}, {"^bus", false},
    {"^gas", false}, {"^process", false}, {"^chorus", false}, {"^census", false}, {"^alias", false}, {"ks", false},
    // t
    {"at", true}, {"eat", false}, {"creat", true}, {"permeat", true}, {"delineat", true}, {"nauseat", true}, {"oat", false},
    {"^combat", false}, {"^format", false}, {"^boycot", false}, {"et", false}, {"^fet", true}, {"^fêt", true}, {"^machet", true}, {"eet", false}, {"complet", true}, {"compet", true},
    {"delet", true}, {"deplet", true}, {"^obsolet", true}, {"^excret", true}, {"^secret", true}, {"concret", true}, {"it", false},
    {"unit", true}, {"invit", true}, {"^cit", true}, {"recit", true}, {"incit", true}, {"ignit", true}, {"excit", true},
    {"expedit", true}, {"extradit", true}, {"writ", true}, {"^bit", true}, {"^sit", true}, {"^spit", true}, {"^smit", true},
    {"^indit", true}, {"despit", true}, {"^requit", true}, {"^dynamit", true}, {"^kit", true}, {"polit", true}, {"^whit", true},
    {"ot", true}, {"oot", false}, {"^riot", false}, {"pivot", false}, {"^pilot", false}, {"^ballot", false}, {"^balot", false},
    {"^pilot", false}, {"^carrot", false}, {"ut", true}, {"out", false}, {"aut", false}, {"^rerout", true}, {"yt", true},
    {"^tast", true}, {"^wast", true}, {"^past", true}, {"^hast", true}, {"^bast", true}, {"^lambast", true}, {"^baptist", false},
    // u
    {"u", true},
    // v
    {"v", true},
    // w
    {"^ow", true}, {"^aw", true}, {"^ew", false},
    // x
    {"^ax", true},
    // y
    {"^dy", true}, {"^ey", true}, {"^analy", true},
    // z
    {"z", true}, {"tz", false}, {"zz", false}, {"ltz", false},
});
constexpr auto kKeptDouble = std::to_array<string_view>(  // verbs that end in two consonants other than ll, ss, ff, zz
    {"add", "boycott", "butt", "ebb", "egg", "err", "inn", "mitt", "odd", "purr", "putt", "rebutt_", "watt", "whirr"});
constexpr auto kOneL = std::to_array<string_view>(  // British spelling doubles their l
    {"annul", "backpedal", "barrel", "bedevil", "bevel", "cancel", "carol", "cavil", "channel", "chisel", "compel", "control", "council",
     "counsel", "cudgel", "dial", "disembowel", "dishevel", "dispel", "drivel", "duel", "enamel", "equal", "excel", "expel",
     "extol", "fuel", "funnel", "gambol", "gravel", "grovel", "hovel", "impel", "imperil", "initial", 
     "jewel", "kennel", "label", "level", "libel", "marshal", "martial", "marvel", "medal", "metal", "model", "nickel", "panel",
     "parcel", "patrol", "pedal", "pencil", "propel", "pummel", "quarrel", "ravel", "rebel", "refuel", "relabel", "repel",
     "revel", "rival", "shovel", "shrivel", "signal", "snivel", "snorkel", "spiral", "stencil", "swivel", "tassel",
     "total", "towel", "trammel", "travel", "trowel", "tunnel", "unravel", "weasel", "yodel"});
constexpr auto kOneOther = std::to_array<string_view>({"gas", "bus", "focus", "refocus", "bias", "quiz", "whiz", "outgas", "teargas"});
constexpr auto kDoubleWithE = std::to_array<string_view>({"finess", "garrott", "silhouett"});
constexpr auto kWithK = std::to_array<string_view>({"bivouac", "frolic", "mimic", "panic", "picnic", "politic", "traffic"});
constexpr auto kIe = std::to_array<string_view>({"belie", "die", "lie", "tie", "untie", "vie", "underlie", "overlie", "outvie", "hogtie"});
// clang-format on

/// Was an e dropped from `stem` ("hop" from "hoped": yes; "walk": no)?
bool dropped_e(string_view stem) {
  std::size_t longest = 0;
  bool yes = false;
  for (const Ending& rule : kEndings) {
    string_view ending = rule.ending;
    const bool whole = ending.front() == '^';
    if (whole) ending.remove_prefix(1);
    if (whole ? stem != ending : !ends(stem, ending)) continue;
    const std::size_t weight = ending.size() + (whole ? 100 : 0);
    if (weight <= longest) continue;
    longest = weight;
    yes = rule.takes_e;
  }
  return yes;
}

/// The verb whose -ed or -ing form has this stem.
string verb_of_stem(string_view stem) {
  const std::size_t size = stem.size();
  if (size < 2) return string(stem);
  const char last = stem[size - 1];
  const char before = stem[size - 2];
  if (last == 'k' && before == 'c' && has(kWithK, stem.substr(0, size - 1)))
    return string(stem.substr(0, size - 1));
  if (has(kDoubleWithE, stem)) return string(stem) + "e";
  if (last == before && !is_vowel(last)) {
    const string_view single = stem.substr(0, size - 1);
    if (last == 'l') return string(has(kOneL, single) ? single : stem);
    if (last == 's' || last == 'z' || last == 'f')
      return string(has(kOneOther, single) ? single : stem);
    return string(has(kKeptDouble, stem) ? stem : single);
  }
  return dropped_e(stem) ? string(stem) + "e" : string(stem);
}

string past_of(string_view lower) {
  if (!ends(lower, "ed") || lower.size() < 4) return string(lower);
  const string_view stem = lower.substr(0, lower.size() - 2);
  if (ends(stem, "i")) {  // "tried", "died"
    const string with_e = string(stem) + "e";
    if (has(kIe, with_e)) return with_e;
    return stem == "ski" || stem == "taxi" ? string(stem)
                                           : string(stem.substr(0, stem.size() - 1)) + "y";
  }
  if (ends(stem, "e")) return string(stem) + "e";  // "agreed", "freed"
  if (!has_vowel(stem)) return string(lower);
  return verb_of_stem(stem);
}

string progressive_of(string_view lower) {
  if (ends(lower, "in'") || ends(lower, "in’")) {
    return progressive_of(string(lower.substr(0, lower.rfind("in"))) + "ing");
  }
  if (!ends(lower, "ing") || lower.size() < 5) return string(lower);
  const string_view stem = lower.substr(0, lower.size() - 3);
  if (!has_vowel(stem)) return string(lower);
  if (ends(stem, "y")) {
    const string with_ie = string(stem.substr(0, stem.size() - 1)) + "ie";
    if (has(kIe, with_ie)) return with_ie;
    return stem == "ey" ? "eye" : string(stem);
  }
  if (ends(stem, "e") || ends(stem, "i")) return string(stem);
  if (stem == "putt") return "put";
  if (stem == "sitt" || stem == "bitt" || stem == "spitt")
    return string(stem.substr(0, stem.size() - 1));
  return verb_of_stem(stem);
}

/// Third person and plural: "-s" off, with what it did to the ending.
string without_s(string_view lower) {
  const auto cut = [&](std::size_t count) { return string(lower.substr(0, lower.size() - count)); };
  if (!ends(lower, "s") || ends(lower, "ss") || lower.size() < 3) return string(lower);
  if (ends(lower, "'s")) return cut(2);
  if (ends(lower, "ies") && lower.size() > 4) return cut(3) + "y";
  for (const string_view ending : {"sses", "shes", "ches", "xes", "zzes", "tzes"}) {
    if (ends(lower, ending)) return cut(2);
  }
  if (ends(lower, "oes") && lower.size() > 4) return cut(2);
  return cut(1);
}

string third_person_of(string_view lower) {
  constexpr auto kWithE = std::to_array<string_view>(
      {"aches", "axes", "caches", "hoes", "shoes", "toes", "canoes", "psyches"});
  constexpr auto kOneS = std::to_array<string_view>(
      {"gases", "buses", "focuses", "refocuses", "biases", "canvases", "summonses", "teargases"});
  constexpr auto kIeForms = std::to_array<string_view>(
      {"dies", "lies", "ties", "vies", "belies", "unties", "underlies", "hogties"});
  if (has(kWithE, lower) || has(kIeForms, lower)) return string(lower.substr(0, lower.size() - 1));
  if (has(kOneS, lower)) return string(lower.substr(0, lower.size() - 2));
  if (lower == "quizzes" || lower == "gasses") return string(lower.substr(0, lower.size() - 3));
  return without_s(lower);
}

/// A past form that the tagger took for a present one ("guerrillas shot", "troops shelled"): no
/// English base form but a few looks like it.
string mistagged_past(string_view lower) {
  constexpr auto kBases = std::to_array<string_view>(
      {"embed",   "shed", "shred", "wed",   "bed",  "need",   "feed",    "bleed",
       "breed",   "heed", "seed",  "speed", "weed", "exceed", "proceed", "succeed",
       "concede", "find", "lay",   "saw",   "fell", "found",  "ground",  "wound"});
  if (std::find(kBases.begin(), kBases.end(), lower) != kBases.end()) return string(lower);
  if (const string_view lemma = irregular_verb(lower, "VBD"); !lemma.empty()) return string(lemma);
  if (lower.size() > 4 && ends(lower, "ed")) return past_of(lower);
  return string(lower);
}

string verb_lemma(string_view lower, string_view xpos) {
  if (const string_view lemma = irregular_verb(lower, xpos); !lemma.empty()) return string(lemma);
  if (const std::size_t hyphen = lower.rfind('-');
      hyphen != string_view::npos && hyphen + 1 < lower.size()) {
    return string(lower.substr(0, hyphen + 1)) +
           verb_lemma(lower.substr(hyphen + 1), xpos);  // "re-elected"
  }
  if (xpos == "VBZ") return third_person_of(lower);
  if (xpos == "VBG") return progressive_of(lower);
  if (xpos == "VBD" || xpos == "VBN") return past_of(lower);
  if (xpos == "VBP") return mistagged_past(lower);
  return string(lower);
}

string plural_lemma(string_view lower) {
  // Singulars that a tagger takes for plurals ("fired tear gas").
  constexpr auto kSingular = std::to_array<string_view>({"gas", "teargas", "bus", "minibus", "virus", "coronavirus", "crisis", "basis", "census", "consensus", "focus", "bias", "chaos", "campus", "status",
                                                         "canvas", "atlas", "bonus", "caucus", "nexus", "exodus", "surplus", "corpus", "ethos", "analysis", "emphasis", "oasis", "genesis", "diagnosis"});
  if (has(kSingular, lower)) return string(lower);
  constexpr auto kFew =
      std::to_array<string_view>({"excuses", "abuses", "recluses", "refuses", "fuses", "ruses",
                                  "muses", "uses", "misuses", "accuses"});
  if (const string_view lemma = irregular_noun(lower); !lemma.empty()) return string(lemma);
  if (const std::size_t hyphen = lower.rfind('-');
      hyphen != string_view::npos && hyphen + 1 < lower.size()) {
    return string(lower.substr(0, hyphen + 1)) + plural_lemma(lower.substr(hyphen + 1));
  }
  if (ends(lower, "men") && lower.size() > 4)
    return string(lower.substr(0, lower.size() - 3)) + "man";
  if (ends(lower, "people")) return string(lower);
  if (ends(lower, "uses") && !ends(lower, "ouses") && !ends(lower, "auses") && !has(kFew, lower) &&
      lower.size() > 5) {
    return string(lower.substr(0, lower.size() - 2));  // "viruses", "campuses"
  }
  if (ends(lower, "children")) return string(lower.substr(0, lower.size() - 3));
  if (ends(lower, "us")) return string(lower);
  if (lower.front() >= '0' && lower.front() <= '9') return string(lower);  // "1990s"
  return without_s(lower);
}

string comparison_lemma(string_view lower, string_view ending) {
  if (const string_view lemma = irregular_comparison(lower); !lemma.empty()) return string(lemma);
  if (!ends(lower, ending) || lower.size() < ending.size() + 3) return string(lower);
  string stem(lower.substr(0, lower.size() - ending.size()));
  const std::size_t size = stem.size();
  if (stem.back() == 'i') {
    stem.back() = 'y';
  } else if (stem[size - 1] == stem[size - 2] && !is_vowel(stem.back()) && stem.back() != 'l' &&
             stem.back() != 's') {
    stem.pop_back();
  } else if (ends(stem, "bl") || ends(stem, "pl") || ends(stem, "tl") || ends(stem, "rg") ||
             ends(stem, "v") || ends(stem, "c")) {
    stem += 'e';
  }
  return stem;
}

}  // namespace

string lemma_by_rule(string_view lower, Upos upos, string_view xpos) {
  if (lower.empty()) return {};
  if (xpos.substr(0, 2) == "VB" || xpos == "MD" || (xpos.empty() && upos == Upos::verb)) {
    if (upos == Upos::verb || upos == Upos::aux) return verb_lemma(lower, xpos);
    return string(lower);
  }
  if (xpos == "NNS" || xpos == "NNPS") return plural_lemma(lower);
  if (upos == Upos::adj || upos == Upos::adv) {
    if (upos == Upos::adv && (lower == "better" || lower == "best")) return "well";
    if (upos == Upos::adv && (lower == "worse" || lower == "worst")) return "badly";
    if (xpos == "JJR" || xpos == "RBR") return comparison_lemma(lower, "er");
    if (xpos == "JJS" || xpos == "RBS") return comparison_lemma(lower, "est");
  }
  if (lower == "n't" || lower == "n’t" || lower == "nt") return "not";
  if (lower == "’s" && upos == Upos::part) return "'s";
  return string(lower);
}

}  // namespace khaldun
