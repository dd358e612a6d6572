#include "khaldun/language/irregular.h"

#include <algorithm>
#include <array>
#include <utility>

namespace khaldun {
namespace {

// Form and lemma, sorted by form. Where a form has two lemmas, the one that news use stands here
// ("found" is of "find").
// clang-format off
using Pair = std::pair<std::string_view, std::string_view>;
constexpr auto kVerbs = std::to_array<Pair>({
    {"'d", "would"}, {"'ll", "will"}, {"'m", "be"}, {"'re", "be"}, {"'s", "be"}, {"'ve", "have"},
    {"ai", "be"}, {"am", "be"}, {"are", "be"}, {"arisen", "arise"}, {"arose", "arise"},
    {"art", "be"}, {"ate", "eat"}, {"awoke", "awake"}, {"awoken", "awake"},
    {"babysat", "babysit"}, {"backslid", "backslide"}, {"bade", "bid"}, {"beat", "beat"},
    {"beaten", "beat"}, {"became", "become"}, {"become", "become"}, {"been", "be"},
    {"befallen", "befall"}, {"befell", "befall"}, {"began", "begin"}, {"begot", "beget"},
    {"begotten", "beget"}, {"begun", "begin"}, {"beheld", "behold"}, {"being", "be"},
    {"bent", "bend"}, {"beset", "beset"}, {"besought", "beseech"}, {"bespoke", "bespeak"},
    {"bespoken", "bespeak"}, {"bestrode", "bestride"}, {"bet", "bet"}, {"bid", "bid"},
    {"bidden", "bid"}, {"bit", "bite"}, {"bitten", "bite"}, {"bled", "bleed"}, {"blew", "blow"},
    {"blown", "blow"}, {"bore", "bear"}, {"born", "bear"}, {"borne", "bear"}, {"bought", "buy"},
    {"bound", "bind"}, {"breastfed", "breastfeed"}, {"bred", "breed"}, {"broadcast", "broadcast"},
    {"broke", "break"}, {"broken", "break"}, {"brought", "bring"}, {"browbeat", "browbeat"},
    {"browbeaten", "browbeat"}, {"built", "build"}, {"burnt", "burn"}, {"burst", "burst"},
    {"bust", "bust"}, {"ca", "can"}, {"came", "come"}, {"cast", "cast"}, {"caught", "catch"},
    {"chose", "choose"}, {"chosen", "choose"}, {"cleft", "cleave"}, {"cloven", "cleave"},
    {"clung", "cling"}, {"come", "come"}, {"cost", "cost"}, {"crept", "creep"},
    {"crossbred", "crossbreed"}, {"cut", "cut"}, {"dealt", "deal"}, {"deepfroze", "deepfreeze"},
    {"did", "do"}, {"disproven", "disprove"}, {"does", "do"}, {"done", "do"}, {"drank", "drink"},
    {"drawn", "draw"}, {"dreamt", "dream"}, {"drew", "draw"}, {"driven", "drive"},
    {"drove", "drive"}, {"drunk", "drink"}, {"dug", "dig"}, {"dwelt", "dwell"}, {"eaten", "eat"},
    {"fallen", "fall"}, {"fed", "feed"}, {"fell", "fall"}, {"felt", "feel"}, {"fit", "fit"},
    {"fled", "flee"}, {"flew", "fly"}, {"flown", "fly"}, {"flung", "fling"}, {"forbad", "forbid"},
    {"forbade", "forbid"}, {"forbidden", "forbid"}, {"force-fed", "force-feed"},
    {"forecast", "forecast"}, {"foresaw", "foresee"}, {"foreseen", "foresee"},
    {"foreswore", "foreswear"}, {"foretold", "foretell"}, {"forgave", "forgive"},
    {"forgiven", "forgive"}, {"forgone", "forgo"}, {"forgot", "forget"}, {"forgotten", "forget"},
    {"forsaken", "forsake"}, {"forsook", "forsake"}, {"forswore", "forswear"},
    {"forsworn", "forswear"}, {"forwent", "forgo"}, {"fought", "fight"}, {"found", "find"},
    {"froze", "freeze"}, {"frozen", "freeze"}, {"gainsaid", "gainsay"}, {"gave", "give"},
    {"ghostwritten", "ghostwrite"}, {"ghostwrote", "ghostwrite"}, {"girt", "gird"},
    {"given", "give"}, {"goes", "go"}, {"gone", "go"}, {"got", "get"}, {"gotten", "get"},
    {"grew", "grow"}, {"ground", "grind"}, {"grown", "grow"}, {"had", "have"},
    {"hamstrung", "hamstring"}, {"handwritten", "handwrite"}, {"handwrote", "handwrite"},
    {"has", "have"}, {"having", "have"}, {"heard", "hear"}, {"held", "hold"}, {"hewn", "hew"},
    {"hid", "hide"}, {"hidden", "hide"}, {"hit", "hit"}, {"hung", "hang"}, {"hurt", "hurt"},
    {"inbred", "inbreed"}, {"inlaid", "inlay"}, {"inset", "inset"}, {"intercut", "intercut"},
    {"interwove", "interweave"}, {"interwoven", "interweave"}, {"is", "be"}, {"kept", "keep"},
    {"knelt", "kneel"}, {"knew", "know"}, {"knit", "knit"}, {"known", "know"}, {"laden", "lade"},
    {"laid", "lay"}, {"lain", "lie"}, {"lay", "lay"}, {"leant", "lean"}, {"leapt", "leap"},
    {"learnt", "learn"}, {"led", "lead"}, {"left", "leave"}, {"lent", "lend"}, {"let", "let"},
    {"lit", "light"}, {"lost", "lose"}, {"made", "make"}, {"meant", "mean"}, {"met", "meet"},
    {"miscast", "miscast"}, {"misdealt", "misdeal"}, {"misheard", "mishear"},
    {"mislaid", "mislay"}, {"misled", "mislead"}, {"misread", "misread"},
    {"misspelt", "misspell"}, {"misspent", "misspend"}, {"misspoke", "misspeak"},
    {"misspoken", "misspeak"}, {"mistaken", "mistake"}, {"mistook", "mistake"},
    {"misunderstood", "misunderstand"}, {"mown", "mow"}, {"offset", "offset"},
    {"outbid", "outbid"}, {"outdid", "outdo"}, {"outdone", "outdo"}, {"outflew", "outfly"},
    {"outfought", "outfight"}, {"outgrew", "outgrow"}, {"outgrown", "outgrow"},
    {"outran", "outrun"}, {"outrode", "outride"}, {"outshone", "outshine"},
    {"outshot", "outshoot"}, {"outsold", "outsell"}, {"outspent", "outspend"},
    {"outwore", "outwear"}, {"overate", "overeat"}, {"overbore", "overbear"},
    {"overcame", "overcome"}, {"overcome", "overcome"}, {"overdid", "overdo"},
    {"overdone", "overdo"}, {"overeaten", "overeat"}, {"overflew", "overfly"},
    {"overflown", "overfly"}, {"overheard", "overhear"}, {"overhung", "overhang"},
    {"overlaid", "overlay"}, {"overlain", "overlie"}, {"overlay", "overlie"},
    {"overpaid", "overpay"}, {"overran", "overrun"}, {"overridden", "override"},
    {"overrode", "override"}, {"oversaw", "oversee"}, {"overseen", "oversee"},
    {"overshot", "overshoot"}, {"overslept", "oversleep"}, {"oversold", "oversell"},
    {"overspent", "overspend"}, {"overtaken", "overtake"}, {"overthrew", "overthrow"},
    {"overthrown", "overthrow"}, {"overtook", "overtake"}, {"paid", "pay"},
    {"partaken", "partake"}, {"partook", "partake"}, {"pled", "plead"}, {"prepaid", "prepay"},
    {"preset", "preset"}, {"proofread", "proofread"}, {"proven", "prove"}, {"put", "put"},
    {"quit", "quit"}, {"ran", "run"}, {"rang", "ring"}, {"read", "read"}, {"reawoke", "reawake"},
    {"rebuilt", "rebuild"}, {"recast", "recast"}, {"redid", "redo"}, {"redone", "redo"},
    {"redrawn", "redraw"}, {"redrew", "redraw"}, {"regrew", "regrow"}, {"regrown", "regrow"},
    {"remade", "remake"}, {"repaid", "repay"}, {"reran", "rerun"}, {"reread", "reread"},
    {"resent", "resend"}, {"reset", "reset"}, {"resold", "resell"}, {"retaken", "retake"},
    {"rethought", "rethink"}, {"retold", "retell"}, {"retook", "retake"},
    {"retrofit", "retrofit"}, {"rewound", "rewind"}, {"rewritten", "rewrite"},
    {"rewrote", "rewrite"}, {"rid", "rid"}, {"ridden", "ride"}, {"risen", "rise"},
    {"rode", "ride"}, {"rose", "rise"}, {"run", "run"}, {"rung", "ring"}, {"said", "say"},
    {"sang", "sing"}, {"sank", "sink"}, {"sat", "sit"}, {"saw", "see"}, {"sawn", "saw"},
    {"seen", "see"}, {"sent", "send"}, {"set", "set"}, {"sewn", "sew"}, {"sha", "shall"},
    {"shaken", "shake"}, {"shat", "shit"}, {"shed", "shed"}, {"shod", "shoe"}, {"shone", "shine"},
    {"shook", "shake"}, {"shorn", "shear"}, {"shot", "shoot"}, {"shown", "show"},
    {"shrank", "shrink"}, {"shriven", "shrive"}, {"shrove", "shrive"}, {"shrunk", "shrink"},
    {"shut", "shut"}, {"sightsaw", "sightsee"}, {"slain", "slay"}, {"slept", "sleep"},
    {"slew", "slay"}, {"slid", "slide"}, {"slit", "slit"}, {"slung", "sling"}, {"slunk", "slink"},
    {"smitten", "smite"}, {"smote", "smite"}, {"snuck", "sneak"}, {"sold", "sell"},
    {"sought", "seek"}, {"sown", "sow"}, {"spat", "spit"}, {"sped", "speed"}, {"spelt", "spell"},
    {"spent", "spend"}, {"spilt", "spill"}, {"split", "split"}, {"spoilt", "spoil"},
    {"spoke", "speak"}, {"spoken", "speak"}, {"spoonfed", "spoonfeed"}, {"sprang", "spring"},
    {"spread", "spread"}, {"sprung", "spring"}, {"spun", "spin"}, {"stank", "stink"},
    {"stole", "steal"}, {"stolen", "steal"}, {"stood", "stand"}, {"strewn", "strew"},
    {"stricken", "strike"}, {"stridden", "stride"}, {"striven", "strive"}, {"strode", "stride"},
    {"strove", "strive"}, {"struck", "strike"}, {"strung", "string"}, {"stuck", "stick"},
    {"stung", "sting"}, {"stunk", "stink"}, {"sublet", "sublet"}, {"sung", "sing"},
    {"sunk", "sink"}, {"swam", "swim"}, {"swept", "sweep"}, {"swollen", "swell"},
    {"swore", "swear"}, {"sworn", "swear"}, {"swum", "swim"}, {"swung", "swing"},
    {"taken", "take"}, {"taught", "teach"}, {"telecast", "telecast"}, {"thought", "think"},
    {"threw", "throw"}, {"thrown", "throw"}, {"thrust", "thrust"}, {"told", "tell"},
    {"took", "take"}, {"tore", "tear"}, {"torn", "tear"}, {"trod", "tread"}, {"trodden", "tread"},
    {"troubleshot", "troubleshoot"}, {"typeset", "typeset"}, {"unbound", "unbind"},
    {"undercut", "undercut"}, {"undergone", "undergo"}, {"underlain", "underlie"},
    {"underlay", "underlie"}, {"underpaid", "underpay"}, {"undershot", "undershoot"},
    {"understood", "understand"}, {"undertaken", "undertake"}, {"undertook", "undertake"},
    {"underwent", "undergo"}, {"underwritten", "underwrite"}, {"underwrote", "underwrite"},
    {"undid", "undo"}, {"undone", "undo"}, {"unfroze", "unfreeze"},
    {"unfrozen", "unfreeze"}, {"unlearnt", "unlearn"}, {"unwound", "unwind"},
    {"upheld", "uphold"}, {"upset", "upset"}, {"was", "be"}, {"waylaid", "waylay"},
    {"wed", "wed"}, {"went", "go"}, {"wept", "weep"}, {"were", "be"}, {"wet", "wet"},
    {"withdrawn", "withdraw"}, {"withdrew", "withdraw"}, {"withheld", "withhold"},
    {"withstood", "withstand"}, {"wo", "will"}, {"woke", "wake"}, {"woken", "wake"},
    {"won", "win"}, {"wore", "wear"}, {"worn", "wear"}, {"wound", "wind"}, {"wove", "weave"},
    {"woven", "weave"}, {"written", "write"}, {"wrote", "write"}, {"wrung", "wring"},
    {"’d", "would"}, {"’ll", "will"}, {"’m", "be"}, {"’re", "be"}, {"’s", "be"}, {"’ve", "have"}});
constexpr auto kNouns = std::to_array<Pair>({
    {"aches", "ache"}, {"addenda", "addendum"}, {"afterlives", "afterlife"},
    {"aircraft", "aircraft"}, {"algae", "alga"}, {"aliases", "alias"}, {"alumnae", "alumna"},
    {"alumni", "alumnus"}, {"analyses", "analysis"}, {"annexes", "annex"},
    {"antennae", "antenna"}, {"appendices", "appendix"}, {"athletics", "athletics"},
    {"atlases", "atlas"}, {"attorneys-general", "attorney-general"}, {"aunties", "auntie"},
    {"avalanches", "avalanche"}, {"axes", "axis"}, {"backaches", "backache"},
    {"bacteria", "bacterium"}, {"barracks", "barracks"}, {"bases", "base"},
    {"belongings", "belonging"}, {"biases", "bias"}, {"birdies", "birdie"}, {"bogies", "bogie"},
    {"bookies", "bookie"}, {"brothers-in-law", "brother-in-law"}, {"brownies", "brownie"},
    {"buses", "bus"}, {"caches", "cache"}, {"cacti", "cactus"}, {"calories", "calorie"},
    {"calves", "calf"}, {"canoes", "canoe"}, {"canvases", "canvas"}, {"catharses", "catharsis"},
    {"cattle", "cattle"}, {"chassis", "chassis"}, {"children", "child"}, {"cliches", "cliche"},
    {"clothes", "clothes"}, {"collies", "collie"}, {"commanders-in-chief", "commander-in-chief"},
    {"consortia", "consortium"}, {"cookies", "cookie"}, {"corps", "corps"}, {"creches", "creche"},
    {"crises", "crisis"}, {"criteria", "criterion"}, {"cronies", "crony"},
    {"crossroads", "crossroads"}, {"curricula", "curriculum"}, {"data", "data"}, {"deer", "deer"},
    {"deluxes", "deluxe"}, {"diagnoses", "diagnosis"}, {"dice", "die"}, {"dies", "die"},
    {"doggies", "doggie"}, {"dwarves", "dwarf"}, {"earnings", "earnings"},
    {"economics", "economics"}, {"eeries", "eerie"}, {"elves", "elf"}, {"emphases", "emphasis"},
    {"errata", "erratum"}, {"ethics", "ethics"}, {"eyries", "eyrie"}, {"fedayeen", "fedayeen"},
    {"feet", "foot"}, {"fish", "fish"}, {"floes", "floe"}, {"foci", "focus"}, {"foes", "foe"},
    {"foodies", "foodie"}, {"formulae", "formula"}, {"freebies", "freebie"}, {"fungi", "fungus"},
    {"gallows", "gallows"}, {"gases", "gas"}, {"geese", "goose"}, {"genies", "genie"},
    {"goalies", "goalie"}, {"goods", "goods"}, {"graffiti", "graffiti"}, {"halves", "half"},
    {"headaches", "headache"}, {"headquarters", "headquarters"}, {"hippies", "hippie"},
    {"hoodies", "hoodie"}, {"hooves", "hoof"}, {"horseshoes", "horseshoe"},
    {"housewives", "housewife"}, {"hypotheses", "hypothesis"}, {"ibises", "ibis"},
    {"indices", "index"}, {"irises", "iris"}, {"jackknives", "jackknife"}, {"junkies", "junkie"},
    {"knives", "knife"}, {"larvae", "larva"}, {"leaves", "leaf"}, {"lenses", "lens"},
    {"lice", "louse"}, {"lies", "lie"}, {"lingeries", "lingerie"}, {"lives", "life"},
    {"loaves", "loaf"}, {"loci", "locus"}, {"logistics", "logistics"}, {"matrices", "matrix"},
    {"means", "means"}, {"media", "media"}, {"memoranda", "memorandum"}, {"men", "man"},
    {"menageries", "menagerie"}, {"metamorphoses", "metamorphosis"}, {"mice", "mouse"},
    {"microfiches", "microfiche"}, {"midwives", "midwife"}, {"millennia", "millennium"},
    {"minibuses", "minibus"}, {"minuses", "minus"}, {"monies", "money"},
    {"moustaches", "moustache"}, {"movies", "movie"}, {"mujahedeen", "mujahedeen"},
    {"mujahideen", "mujahideen"}, {"mujahidin", "mujahidin"}, {"mustaches", "mustache"},
    {"neuroses", "neurosis"}, {"newbies", "newbie"}, {"news", "news"}, {"niches", "niche"},
    {"nuclei", "nucleus"}, {"oases", "oasis"}, {"oboes", "oboe"}, {"omnibuses", "omnibus"},
    {"outskirts", "outskirts"}, {"oxen", "ox"}, {"pancreases", "pancreas"},
    {"parentheses", "parenthesis"}, {"passers-by", "passer-by"}, {"pastiches", "pastiche"},
    {"pence", "penny"}, {"penknives", "penknife"}, {"people", "people"},
    {"personnel", "personnel"}, {"phenomena", "phenomenon"}, {"physics", "physics"},
    {"pickaxes", "pickaxe"}, {"pies", "pie"}, {"pluses", "plus"}, {"police", "police"},
    {"politics", "politics"}, {"prairies", "prairie"}, {"proceeds", "proceeds"},
    {"prognoses", "prognosis"}, {"psyches", "psyche"}, {"psychoses", "psychosis"},
    {"quiches", "quiche"}, {"quizzes", "quiz"}, {"radii", "radius"}, {"referenda", "referendum"},
    {"remains", "remains"}, {"rendezvous", "rendezvous"}, {"reveries", "reverie"},
    {"roes", "roe"}, {"rookies", "rookie"}, {"scarves", "scarf"}, {"scissors", "scissors"},
    {"selfies", "selfie"}, {"selves", "self"}, {"series", "series"}, {"sheaves", "sheaf"},
    {"sheep", "sheep"}, {"shelves", "shelf"}, {"shoes", "shoe"},
    {"sisters-in-law", "sister-in-law"}, {"smoothies", "smoothie"}, {"snowshoes", "snowshoe"},
    {"sons-in-law", "son-in-law"}, {"sorties", "sortie"}, {"species", "species"},
    {"stadia", "stadium"}, {"stimuli", "stimulus"}, {"stomachaches", "stomachache"},
    {"strata", "stratum"}, {"surroundings", "surrounding"}, {"syllabi", "syllabus"},
    {"symposia", "symposium"}, {"synopses", "synopsis"}, {"taliban", "taliban"},
    {"talkies", "talkie"}, {"teeth", "tooth"}, {"termini", "terminus"}, {"thanks", "thanks"},
    {"theses", "thesis"}, {"thieves", "thief"}, {"throes", "throe"}, {"ties", "tie"},
    {"tiptoes", "tiptoe"}, {"toes", "toe"}, {"toothaches", "toothache"}, {"townies", "townie"},
    {"trousers", "trousers"}, {"u.s.", "u.s."}, {"veggies", "veggie"}, {"vertebrae", "vertebra"},
    {"vertices", "vertex"}, {"walkie-talkies", "walkie-talkie"}, {"wharves", "wharf"},
    {"whereabouts", "whereabouts"}, {"wives", "wife"}, {"woes", "woe"}, {"wolves", "wolf"},
    {"women", "woman"}, {"yeses", "yes"}, {"yuppies", "yuppie"}, {"zombies", "zombie"}});
constexpr auto kComparisons = std::to_array<Pair>({
    {"abler", "able"}, {"ablest", "able"}, {"acuter", "acute"}, {"best", "good"},
    {"better", "good"}, {"bigger", "big"}, {"biggest", "big"}, {"braver", "brave"},
    {"bravest", "brave"}, {"closer", "close"}, {"closest", "close"}, {"coarser", "coarse"},
    {"cuter", "cute"}, {"cutest", "cute"}, {"denser", "dense"}, {"densest", "dense"},
    {"elder", "old"}, {"eldest", "old"}, {"farther", "far"}, {"farthest", "far"},
    {"fewer", "few"}, {"fewest", "few"}, {"fiercer", "fierce"}, {"fiercest", "fierce"},
    {"finer", "fine"}, {"finest", "fine"}, {"freer", "free"}, {"freest", "free"},
    {"further", "far"}, {"furthest", "far"}, {"gentler", "gentle"}, {"gentlest", "gentle"},
    {"grimmer", "grim"}, {"grimmest", "grim"}, {"hoarser", "hoarse"}, {"huger", "huge"},
    {"humbler", "humble"}, {"larger", "large"}, {"largest", "large"}, {"later", "late"},
    {"latest", "late"}, {"littler", "little"}, {"littlest", "little"}, {"looser", "loose"},
    {"loosest", "loose"}, {"lower", "low"}, {"lowest", "low"}, {"maturer", "mature"},
    {"newer", "new"}, {"newest", "new"}, {"nicer", "nice"}, {"nicest", "nice"},
    {"nobler", "noble"}, {"noblest", "noble"}, {"obscurer", "obscure"}, {"politer", "polite"},
    {"politest", "polite"}, {"purer", "pure"}, {"purest", "pure"}, {"rarer", "rare"},
    {"rarest", "rare"}, {"remoter", "remote"}, {"remotest", "remote"}, {"riper", "ripe"},
    {"ruder", "rude"}, {"rudest", "rude"}, {"safer", "safe"}, {"safest", "safe"},
    {"scarcer", "scarce"}, {"securer", "secure"}, {"severer", "severe"}, {"severest", "severe"},
    {"simpler", "simple"}, {"simplest", "simple"}, {"slower", "slow"}, {"slowest", "slow"},
    {"sorer", "sore"}, {"stabler", "stable"}, {"staler", "stale"}, {"stranger", "strange"},
    {"strangest", "strange"}, {"subtler", "subtle"}, {"tamer", "tame"}, {"tenser", "tense"},
    {"tensest", "tense"}, {"truer", "true"}, {"truest", "true"}, {"vaguer", "vague"},
    {"vaguest", "vague"}, {"whiter", "white"}, {"whitest", "white"}, {"wider", "wide"},
    {"widest", "wide"}, {"wiser", "wise"}, {"wisest", "wise"}, {"worse", "bad"}, {"worst", "bad"}});
// clang-format on

template <std::size_t N>
constexpr bool sorted(const std::array<Pair, N>& table) {
  return std::is_sorted(table.begin(), table.end(),
                        [](const Pair& a, const Pair& b) { return a.first < b.first; });
}
static_assert(sorted(kVerbs) && sorted(kNouns) && sorted(kComparisons));

template <std::size_t N>
std::string_view look_up(const std::array<Pair, N>& table, std::string_view form) {
  const auto* const at =
      std::lower_bound(table.begin(), table.end(), form,
                       [](const Pair& p, std::string_view f) { return p.first < f; });
  return at != table.end() && at->first == form ? at->second : std::string_view{};
}

}  // namespace

std::string_view irregular_verb(std::string_view lower, std::string_view xpos) {
  const bool base = xpos == "VB" || xpos == "VBP" || xpos == "MD";
  const std::string_view lemma = look_up(kVerbs, lower);
  if (!base) return lower == "lay" && xpos == "VBD" ? "lie" : lemma;
  // As a base form "found", "bound" or "saw" is a verb of its own; only forms of auxiliaries are
  // finite and irregular.
  const bool auxiliary = lemma == "be" || lemma == "have" || lemma == "will" || lemma == "can" ||
                         lemma == "would" || lemma == "shall";
  return auxiliary ? lemma : std::string_view{};
}

std::string_view irregular_noun(std::string_view lower) { return look_up(kNouns, lower); }
std::string_view irregular_comparison(std::string_view lower) {
  return look_up(kComparisons, lower);
}

}  // namespace khaldun
