#include "khaldun/events/coding.h"

#include <algorithm>
#include <map>
#include <memory>

#include "khaldun/base/is_one.h"
#include "khaldun/events/quotes.h"
#include "khaldun/events/record.h"
#include "khaldun/events/topic.h"

namespace khaldun {
namespace {

using table::ClassKind;
using table::kNoRow;

/// Words between a deed and the noun that tells how it was done.
constexpr std::uint32_t kMeansReach = 8;

/// Words between a document and the participle that tells what it says.
constexpr std::uint32_t kDocumentReach = 6;

bool verbal(Upos u) { return u == Upos::verb || u == Upos::aux; }

class Coder {
 public:
  Coder(std::string_view text, const Analysis& a, const Mentions& m, const Lexicon& lexicon, std::optional<Day> published, bool keep_losers)
      : text_(text), a_(a), m_(m), lexicon_(lexicon), published_(published), keep_losers_(keep_losers), tree_(a, lexicon) {
    out_.scan = scan(a, lexicon);
    quotes_ = std::make_unique<Quotes>(a, out_.scan, lexicon, StatusReader(a_, tree_, m_, out_.scan, lexicon_));
    transparent_ = lexicon.set("transparent");
    carrier_ = lexicon.set("carrier");
    game_word_ = lexicon.set("game_word");
    story_figure_ = lexicon.set("story_figure");
    story_ = lexicon.set("story");
    carries_ = lexicon.set("carries");
    held_for_ = lexicon.set("held_for");
    deeds_ = lexicon.set("deed");
    rebuttals_ = lexicon.set("rebuttal");
    denies_plainly_ = lexicon.set("denies_plainly");
    claims_ = lexicon.set("claim_word");
    disclaims_ = lexicon.set("disclaims");
    falsehoods_ = lexicon.set("falsehood");
    mediations_ = lexicon.set("mediation");
    vague_ = lexicon.set("vague_deed");
    demands_ = lexicon.set("protest_aim");
    exercises_ = lexicon.set("drill");
    tongues_ = lexicon.set("tongue");
    holds_ = lexicon.set("bound_or_held");
    exchanges_ = lexicon.set("exchange");
    documents_ = lexicon.set("document");
    victims_ = lexicon.set("victim_word");
    discussing_ = lexicon.set("discussing");
    place_phrase_ = lexicon.set("place_phrase");
    sides_ = lexicon.set("sides");
    communities_ = lexicon.set("community");
    hostilities_ = lexicon.set("hostility_ended");
    beside_sides_ = lexicon.set("beside_sides");
    sides_if_two_ = lexicon.set("sides_if_two");
    identities_.resize(m.all.size());
    known_.assign(m.all.size(), false);
    event_at_.assign(a.tokens.size(), kNone);
    about_sport();
    topic_ = topic_of(a, out_.scan, lexicon);
  }

  Coding run() {
    // Inner words first: what a frame asks of its content ("@event:CONSULT") is settled before the frame is tried.
    std::vector<std::uint32_t> order(a_.tokens.size());
    for (std::uint32_t t = 0; t < order.size(); ++t) order[t] = t;
    const auto depths = depth();
    std::stable_sort(order.begin(), order.end(), [&](auto x, auto y) { return depths[x] > depths[y]; });
    for (const auto t : order) {
      const auto before = out_.events.size();
      trigger(t);
      if (out_.events.size() > before) event_at_[t] = static_cast<std::uint32_t>(before);
    }
    std::sort(out_.events.begin(), out_.events.end(), [](const Event& x, const Event& y) { return x.head < y.head; });
    for (std::uint32_t i = 0; i < out_.events.size(); ++i) event_at_[out_.events[i].head] = i;
    borrow();
    contents();
    aims();
    numbers();
    const StatusReader reader(a_, tree_, m_, out_.scan, lexicon_);
    for (auto& e : out_.events) {
      auto status = reader.read(e.head);
      status.auxiliary = static_cast<std::uint8_t>(status.auxiliary | lexicon_.row<table::Frame>(e.frame).status);
      status.attempted = status.attempted || lexicon_.row<table::Frame>(e.frame).attempted;
      // "sees no reason to": a "no" of the frame's own words denies nothing.
      if (e.unit != kNoRow)
        for (const auto word : lexicon_.items(lexicon_.row<table::VerbUnit>(e.unit).rest))
          if (lexicon_.text(word) == "no") status.auxiliary = static_cast<std::uint8_t>(status.auxiliary & ~aux_negation);
      if (const auto* voice = quotes_->voice(e.head); voice != nullptr && status.voices.empty()) {
        status.steps.emplace_back("quoted: " + std::string(a_[voice->cue].form));
        status.voices.push_back(*voice);
      }
      e.status = std::move(status);
    }
    refusals();
    ultimatums();
    conditions();
    exercises();
    arrests();
    process_steps();
    running_process();
    same_clause();
    settle();
    yields();
    denials(reader);
    return std::move(out_);
  }

 private:
  /// Four different words of sport, and one in every fourth sentence: the text is about games.
  void about_sport() {
    const auto set = lexicon_.set("sport_topic");
    std::vector<std::string_view> seen;
    std::size_t hits = 0;
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      if (std::find(out_.scan.sets[t].begin(), out_.scan.sets[t].end(), set) == out_.scan.sets[t].end()) continue;
      ++hits;
      if (std::find(seen.begin(), seen.end(), a_[t].lemma) == seen.end()) seen.push_back(a_[t].lemma);
    }
    sport_ = seen.size() >= 4 && hits * 4 >= a_.sentences.size();
  }

  [[nodiscard]] std::vector<std::uint32_t> depth() const {
    std::vector<std::uint32_t> out(a_.tokens.size(), 0);
    for (std::uint32_t t = 0; t < out.size(); ++t)
      for (auto k = a_[t].head; k != kNone && out[t] < 400; k = a_[k].head) ++out[t];
    return out;
  }

  // ------------------------------------------------------------------------------------------- triggers
  void trigger(std::uint32_t t) {
    const auto& token = a_[t];
    if (token.upos == Upos::verb || (token.upos == Upos::aux && !out_.scan.verbs[t].empty() && token.deprel == Deprel::root)) {
      if (token.deprel == Deprel::amod || token.deprel == Deprel::compound || token.deprel == Deprel::case_mark) return;
      candidates(t, Trigger::verb, out_.scan.verbs[t]);
    } else if (token.upos == Upos::noun && a_.child(t, Deprel::cop) != kNone && phrase_unit(t)) {
      candidates(t, Trigger::adjective, out_.scan.adjectives[t]);  // "is in force", "lies in tatters"
    } else if (token.upos == Upos::noun || (token.upos == Upos::propn && loud(t))) {
      const auto& units = out_.scan.nouns[t];
      if (units.empty()) return;
      if (token.deprel == Deprel::compound && !lexicon_.in_set(a_[token.head].lemma, transparent_)) return;
      candidates(t, Trigger::noun, units);
    } else if (token.upos == Upos::adj || ((token.upos == Upos::adv || token.upos == Upos::adp) && a_.child(t, Deprel::cop) != kNone)) {
      candidates(t, Trigger::adjective, out_.scan.adjectives[t]);
    }
  }
  [[nodiscard]] bool phrase_unit(std::uint32_t t) const {
    const auto& units = out_.scan.adjectives[t];
    return std::any_of(units.begin(), units.end(), [&](const Unit& unit) { return unit.tokens.size() > 1 && a_[unit.tokens.first].upos == Upos::adp; });
  }
  [[nodiscard]] bool loud(std::uint32_t t) const {
    for (const char c : a_[t].form)
      if (c >= 'a' && c <= 'z') return false;
    return a_[t].form.size() > 3;
  }

  void candidates(std::uint32_t t, Trigger kind, const std::vector<Unit>& units) {
    Event best;
    std::string_view step_kind, step;  // of the most exact frame that tells one
    float step_score = -1;
    for (const auto& unit : units) {
      Event e;
      e.frame = unit.use.row;
      e.process_kind = lexicon_.text(lexicon_.row<table::Frame>(e.frame).process_kind);
      e.process_transition = lexicon_.text(lexicon_.row<table::Frame>(e.frame).process_transition);
      e.kind = kind;
      e.head = t;
      e.trigger = unit.tokens;
      if (kind == Trigger::verb) e.unit = unit.use.extra;
      std::string why;
      if (!admissible(e, why)) {
        if (keep_losers_) out_.losers.push_back({e.frame, t, why});
        continue;
      }
      roles(e);
      if (others_deed(e)) {
        if (keep_losers_) out_.losers.push_back({e.frame, t, "the clause tells another's deed"});
        continue;
      }
      if (within_one_state(e)) {
        if (keep_losers_) out_.losers.push_back({e.frame, t, "aid to forces of the same state"});
        continue;
      }
      if (told_to_the_press(e)) {
        if (keep_losers_) out_.losers.push_back({e.frame, t, "told to the press, not asked of it"});
        continue;
      }
      e.score = specificity(e);
      if (!e.process_kind.empty() && e.score > step_score) step_kind = e.process_kind, step = e.process_transition, step_score = e.score;
      if (best.frame == kNoRow || e.score > best.score) {
        if (best.frame != kNoRow && keep_losers_) out_.losers.push_back({best.frame, t, "a more exact frame won"});
        best = std::move(e);
      } else if (keep_losers_) {
        out_.losers.push_back({e.frame, t, "a more exact frame won"});
      }
    }
    if (best.frame == kNoRow) return;
    const auto& frame = lexicon_.row<table::Frame>(best.frame);
    best.type = lexicon_.text(frame.event);
    for (const auto mode : lexicon_.items(frame.modes)) best.modes.push_back(lexicon_.text(mode));
    best.quiet = frame.quiet;
    // What type it is and which step it tells are two questions: "pulled out of the accord" leaves a body, and ends a peace.
    if (best.process_kind.empty()) best.process_kind = step_kind, best.process_transition = step;
    out_.events.push_back(std::move(best));
  }

  [[nodiscard]] float specificity(const Event& e) const {
    const auto& frame = lexicon_.row<table::Frame>(e.frame);
    float score = 2.0F * static_cast<float>(restrictions_that_count(frame)) + 1.5F * static_cast<float>(e.trigger.size());
    if (!e.actors.empty()) score += 1.0F;
    if (!e.recipients.empty()) score += 1.0F;
    if (frame.content.count != 0 && has_content(e)) score += 0.7F;
    if (frame.modes.count != 0) score += 0.2F;
    if (frame.quiet) score -= 0.3F;
    return score;
  }
  [[nodiscard]] std::size_t restrictions_that_count(const table::Frame& frame) const {
    std::size_t n = 0;
    for (const auto& r : lexicon_.items(frame.where)) {
      bool open = false;
      for (const auto& c : lexicon_.items(r.classes)) open = open || c.kind == ClassKind::any || c.kind == ClassKind::none;
      n += open ? 0U : 1U;
    }
    return n;
  }
  [[nodiscard]] bool has_content(const Event& e) const { return !fill_tokens(e, lexicon_.row<table::Frame>(e.frame).content).empty(); }

  /// "Poland warned that Russia could attack Moldova" is no threat of Poland's, nor "said that Belgrade will withdraw" a concession.
  [[nodiscard]] bool others_deed(const Event& e) const {
    if (e.kind != Trigger::verb || e.actors.empty()) return false;
    const auto type = lexicon_.text(lexicon_.row<table::Frame>(e.frame).event);
    if (type != "THREATEN" && type != "CONCEDE" && type != "AGREE") return false;
    for (const auto c : a_.children[e.head]) {
      if (a_[c].deprel != Deprel::ccomp) continue;
      for (const auto s : a_.children[c]) {
        if ((a_[s].deprel != Deprel::nsubj && a_[s].deprel != Deprel::nsubj_pass) || m_.of_token[s] == kNone || !political(s)) continue;
        const auto m = m_.of_token[s];
        if (type == "THREATEN" && contains(e.recipients, m)) continue;  // "warned that Chad would pay for it"
        const bool own = std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return x == m || same_chain(x, m) || same_code(x, m); });
        if (!own) return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool same_code(std::uint32_t x, std::uint32_t y) const {
    const auto& p = who(x);
    const auto& q = who(y);
    return !p.empty() && !q.empty() && !p.front().code.empty() && p.front().code == q.front().code;
  }

  bool admissible(const Event& e, std::string& why) const {
    const auto& frame = lexicon_.row<table::Frame>(e.frame);
    for (const auto& r : lexicon_.items(frame.where))
      if (!holds(e, r)) {
        why = "a restriction (where) does not hold";
        return false;
      }
    for (const auto& r : lexicon_.items(frame.unless))
      if (holds(e, r, false)) {
        why = "an exclusion (unless) holds";
        return false;
      }
    if (in_a_definition(e)) {
      why = "the sentence tells what a word means";
      return false;
    }
    if (promises(frame) && done_already(e, frame)) {
      why = "what the clause tells has happened";
      return false;
    }
    return true;
  }
  /// A promise or announcement by a verb ("said it would withdraw").
  [[nodiscard]] bool promises(const table::Frame& frame) const {
    const auto type = lexicon_.text(frame.event);
    return type == "CONCEDE" || type == "AGREE";
  }
  /// "said that it released ten hostages": a clause in the past tells a deed, promises none.
  [[nodiscard]] bool done_already(const Event& e, const table::Frame& frame) const {
    if (e.kind != Trigger::verb) return false;
    for (const auto& slot : lexicon_.items(frame.content)) {
      const auto path = lexicon_.items(slot.path);
      if (path.size() != 1 || path.front().kind != table::StepKind::clause) continue;
      const auto clauses = fill_slot(e, slot);
      if (!clauses.empty() && a_[clauses.front()].deprel == Deprel::ccomp && told_as_past(clauses.front())) return true;
    }
    return false;
  }
  /// "released", "had released", "was released", not "would release".
  [[nodiscard]] bool told_as_past(std::uint32_t verb) const {
    if (a_[verb].upos != Upos::verb) return false;
    bool past = a_[verb].xpos == "VBD";
    for (const auto c : a_.children[verb]) {
      if (a_[c].deprel != Deprel::aux && a_[c].deprel != Deprel::aux_pass) continue;
      if (a_[c].xpos == "MD" || a_[c].lemma == "do") return false;
      past = past || a_[c].xpos == "VBD" || a_[c].lemma == "have";
    }
    return past;
  }

  /// `measures`: does the word before "of" count too? "captured part of the fort" is no "captured part".
  [[nodiscard]] bool holds(const Event& e, const table::Restriction& r, bool measures = true) const {
    bool wants_none = false;
    for (const auto& c : lexicon_.items(r.classes)) wants_none = wants_none || c.kind == ClassKind::none;
    std::vector<std::uint32_t> tokens;
    for (const auto& slot : lexicon_.items(r.slots)) {
      const auto more = fill_slot(e, slot);
      tokens.insert(tokens.end(), more.begin(), more.end());
    }
    if (tokens.empty()) return wants_none;
    for (const auto t : tokens)
      for (const auto& c : lexicon_.items(r.classes))
        if (is_a(core(t), c) || (measures && core(t) != t && is_a(t, c))) return true;
    return false;
  }
  /// "Kenya sent soldiers to support the police": the army, police and government of a state belong together; none aids the other.
  [[nodiscard]] bool within_one_state(const Event& e) const {
    const auto type = lexicon_.text(lexicon_.row<table::Frame>(e.frame).event);
    if ((type != "AID" && type != "SUPPORT") || e.actors.empty() || e.recipients.empty()) return false;
    return std::all_of(e.recipients.begin(), e.recipients.end(), [&](auto m) {
      return any_sector({m}, {"MIL", "COP", "SPY"}) && who(m).front().kind == table::Kind::organisation &&
             std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return any_sector({x}, {"GOV", "MIL", "COP", "SPY"}) && same_code(x, m); });
    });
  }

  /// "…, an official told Al Jazeera": to whom the clause before the verb is told, not of whom it is asked.
  [[nodiscard]] bool told_to_the_press(const Event& e) const {
    if (e.kind != Trigger::verb || lexicon_.text(lexicon_.row<table::Frame>(e.frame).event) != "REQUEST" || e.recipients.empty()) return false;
    if (std::none_of(a_.children[e.head].begin(), a_.children[e.head].end(), [&](auto c) { return a_[c].deprel == Deprel::ccomp && c < e.head; })) return false;
    return std::all_of(e.recipients.begin(), e.recipients.end(), [&](auto m) { return any_sector({m}, {"JRN"}); });
  }

  /// "dozens of soldiers" → soldiers
  [[nodiscard]] std::uint32_t core(std::uint32_t t) const {
    for (int step = 0; step < 3 && (lexicon_.in_set(a_[t].lemma, transparent_) || a_[t].upos == Upos::num || a_[t].upos == Upos::det || a_[t].upos == Upos::adj); ++step) {
      std::uint32_t next = kNone;
      for (const auto c : a_.children[t])
        if ((a_[c].deprel == Deprel::nmod || (a_[c].deprel == Deprel::obl && a_[t].upos == Upos::adj)) && c > t && tree_.case_of(c) == "of") next = c;
      if (next == kNone) break;
      t = next;
    }
    return t;
  }

  [[nodiscard]] std::uint32_t mention_of(std::uint32_t t) const {
    if (m_.of_token[t] != kNone) return m_.of_token[t];
    return kNone;
  }
  [[nodiscard]] const std::vector<Identity>& who(std::uint32_t mention) const {
    if (!known_[mention]) {
      identities_[mention] = identify(m_, mention, published_, lexicon_, text_);
      known_[mention] = true;
    }
    return identities_[mention];
  }
  [[nodiscard]] bool sector_in(std::uint32_t t, std::initializer_list<std::string_view> sectors) const {
    const auto m = mention_of(t);
    if (m == kNone) return false;
    for (const auto& id : who(m))
      if (!id.sectors.empty() && std::find(sectors.begin(), sectors.end(), std::string_view(id.sectors.front())) != sectors.end()) return true;
    return false;
  }
  [[nodiscard]] bool bears_arms(std::uint32_t t) const { return sector_in(t, {"MIL", "COP", "PRM", "REB", "UAF", "CRM", "SPY"}); }
  [[nodiscard]] table::Kind kind_of(std::uint32_t t) const {
    const auto m = mention_of(t);
    if (m == kNone) return table::Kind::thing;
    const auto& ids = who(m);
    return ids.empty() ? m_.all[m].kind : ids.front().kind;
  }

  [[nodiscard]] bool is_a(std::uint32_t t, const table::Class& c) const {
    switch (c.kind) {
      case ClassKind::set: {
        if (std::find(out_.scan.sets[t].begin(), out_.scan.sets[t].end(), c.set) != out_.scan.sets[t].end()) return true;
        // "Nwonko, a base in the hills, was captured": a name that nobody knows is what the words behind it say.
        if (a_[t].upos == Upos::propn && (mention_of(t) == kNone || m_.all[mention_of(t)].actor == kNoRow))
          for (const auto k : a_.children[t])
            if (k > t && a_[k].deprel == Deprel::appos && std::find(out_.scan.sets[k].begin(), out_.scan.sets[k].end(), c.set) != out_.scan.sets[k].end()) return true;
        // "About 500 marched": a bare number counts people.
        if (head_count(t)) return lexicon_.in_set("people", c.set);
        // A pronoun is what it stands for.
        const auto m = mention_of(t);
        if (m == kNone || !m_.all[m].pronoun || m_.all[m].antecedent == kNone) return false;
        const auto head = m_.all[m_.all[m].antecedent].head;
        return std::find(out_.scan.sets[head].begin(), out_.scan.sets[head].end(), c.set) != out_.scan.sets[head].end();
      }
      case ClassKind::lemma: return a_[t].lemma == lexicon_.text(c.word) || a_[t].lower == lexicon_.text(c.word) || titled(t, lexicon_.text(c.word));
      case ClassKind::actor: return political(t) || group_of(t) != kNone;
      case ClassKind::person: return kind_of(t) == table::Kind::person || kind_of(t) == table::Kind::people || human_pronoun(t) || head_count(t);
      case ClassKind::people: return kind_of(t) == table::Kind::people;
      case ClassKind::organisation: return kind_of(t) == table::Kind::organisation;
      case ClassKind::state: return kind_of(t) == table::Kind::state;
      case ClassKind::armed: return bears_arms(t) || group_of(t) != kNone;
      case ClassKind::civilian: return sector_in(t, {"CVL", "JRN", "MED", "EDU", "REL", "LAB", "AGR", "BUS", "SOC", "REF", "OPP", "PTY", "ELI"});
      case ClassKind::official: return sector_in(t, {"GOV", "LEG", "JUD"});
      case ClassKind::place: {
        const auto m = mention_of(t);
        return m != kNone && (m_.all[m].place != kNoRow || m_.all[m].capital || (m_.all[m].kind == table::Kind::place && m_.all[m].actor == kNoRow) || (m_.all[m].kind == table::Kind::state && !m_.all[m].people));
      }
      case ClassKind::thing: return kind_of(t) == table::Kind::thing;
      case ClassKind::event: {
        const auto wanted = lexicon_.text(c.word);
        for (const auto k : events_under(t))
          if (wanted.empty() || out_.events[k].type == wanted) return true;
        return false;
      }
      case ClassKind::name: return unknown_name(t);
      case ClassKind::any: return true;
      case ClassKind::none: return false;
    }
    return false;
  }
  /// One word that is a name which no table knows: as a thing besieged or entered, a small town.
  [[nodiscard]] bool unknown_name(std::uint32_t t) const {
    if (a_[t].upos != Upos::propn) return false;
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::flat || (a_[c].upos == Upos::propn && a_[c].deprel == Deprel::compound)) return false;
    const auto m = mention_of(t);
    return m == kNone || (m_.all[m].actor == kNoRow && m_.all[m].agent == kNoRow && m_.all[m].owners.empty() && !m_.all[m].time);
  }
  /// "Hezbollah rocket squads", "a Hamas tunnel": the armed body in whose name a thing that is no party itself is spoken of.
  [[nodiscard]] std::uint32_t group_of(std::uint32_t t) const {
    if (a_[t].upos != Upos::noun) return kNone;
    if (const auto own = m_.of_token[t]; own != kNone && (m_.all[own].agent != kNoRow || m_.all[own].actor != kNoRow)) return kNone;
    for (const auto p : tree_.modifiers(t))
      if (p < t && a_[p].head == t && m_.of_token[p] != kNone && kind_of(p) == table::Kind::organisation && bears_arms(p)) return m_.of_token[p];
    return kNone;
  }
  /// "Ambassador Brah Mohamane": a name is what its title says.
  [[nodiscard]] bool titled(std::uint32_t t, std::string_view word) const {
    if (a_[t].upos != Upos::propn) return false;
    return std::any_of(a_.children[t].begin(), a_.children[t].end(), [&](auto c) {
      return c < t && (a_[c].deprel == Deprel::nmod || a_[c].deprel == Deprel::compound || a_[c].deprel == Deprel::appos) && a_[c].lemma == word && a_[c].upos != Upos::propn;
    });
  }
  /// The event whose word this is, or that stands under it as a support verb ("to hold talks").
  [[nodiscard]] std::vector<std::uint32_t> events_under(std::uint32_t t) const {
    std::vector<std::uint32_t> out;
    if (const auto k = event_at_[core(t)]; k != kNone) out.push_back(k);
    if (out.empty() && verbal(a_[t].upos))
      for (const auto c : a_.children[t])
        if (a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::xcomp || a_[c].deprel == Deprel::obl)
          if (const auto k = event_at_[core(c)]; k != kNone) out.push_back(k);
    return out;
  }
  /// "Two were captured", "about 500 marched": a number that stands alone.
  [[nodiscard]] bool head_count(std::uint32_t t) const {
    if (a_[t].upos != Upos::num || (a_[t].deprel != Deprel::nsubj && a_[t].deprel != Deprel::nsubj_pass && a_[t].deprel != Deprel::obj)) return false;
    return std::none_of(a_.children[t].begin(), a_.children[t].end(), [&](auto c) { return a_[c].deprel == Deprel::nmod || a_[c].upos == Upos::sym; });
  }
  [[nodiscard]] bool human_pronoun(std::uint32_t t) const {
    const auto w = a_[t].lower;
    return w == "he" || w == "she" || w == "him" || w == "her" || w == "they" || w == "them" || w == "who" || w == "someone" || w == "everyone";
  }
  [[nodiscard]] bool political(std::uint32_t t) const {
    const auto m = mention_of(t);
    if (m == kNone) return false;
    for (const auto& id : who(m))
      if (id.political) return true;
    return false;
  }

  // ------------------------------------------------------------------------------------------- slots
  [[nodiscard]] std::vector<std::uint32_t> fill_slot(const Event& e, const table::Slot& slot) const {
    std::vector<std::uint32_t> at{e.head};
    for (const auto& step : lexicon_.items(slot.path)) {
      std::vector<std::uint32_t> next;
      for (const auto t : at) {
        const auto found = one_step(e, t, step);
        next.insert(next.end(), found.begin(), found.end());
      }
      at = std::move(next);
    }
    return at;
  }
  [[nodiscard]] std::vector<std::uint32_t> one_step(const Event& e, std::uint32_t t, const table::Step& step) const {
    switch (step.kind) {
      case table::StepKind::subject: return verbal(a_[t].upos) || e.kind != Trigger::noun ? subject_of(t) : std::vector<std::uint32_t>{};
      case table::StepKind::object: return t == e.head ? object_of_unit(e) : object_of(t);
      case table::StepKind::indirect: return tree_.indirect(t);
      case table::StepKind::clause: return tree_.clause(t);
      case table::StepKind::poss: return tree_.possessor(t);
      case table::StepKind::modifier: return tree_.modifiers(t);
      case table::StepKind::preposition: {
        const auto word = lexicon_.text(step.word);
        auto out = tree_.preposition(t, word, true);
        // "strikes into Syria", "raids across the delta": a deed there, whichever word says so.
        if (out.empty() && word == "in" && a_[t].upos == Upos::noun)
          for (const std::string_view other : {"into", "inside", "across", "throughout", "within"})
            if (out.empty()) out = tree_.preposition(t, other, true);
        // Who fights alongside somebody does not fight with him.
        if (out.empty() && word == "with" && lexicon_.text(lexicon_.row<table::Frame>(e.frame).event) != "ASSAULT") out = tree_.preposition(t, "alongside", true);
        return out;
      }
      case table::StepKind::support: return support_party(t);
      case table::StepKind::auxiliary: {
        std::vector<std::uint32_t> out;
        for (const auto c : a_.children[t])
          if (a_[c].deprel == Deprel::aux) out.push_back(c);
        return out;
      }
      case table::StepKind::speaker: return speaker(t);
      case table::StepKind::after: return nearest(t, true);
      case table::StepKind::before: return nearest(t, false);
    }
    return {};
  }
  /// Who says or writes the clause, if anybody is named.
  [[nodiscard]] std::vector<std::uint32_t> speaker(std::uint32_t t) const {
    std::vector<std::uint32_t> out;
    const auto take = [&](const Voice& voice) {
      if (voice.stance == table::Stance::asserts)
        for (const auto m : voice.sources) out.push_back(m_.all[m].head);
    };
    const auto status = StatusReader(a_, tree_, m_, out_.scan, lexicon_).read(t);
    for (const auto& voice : status.voices)
      if (out.empty()) take(voice);
    if (const auto* voice = quotes_->voice(t); out.empty() && voice != nullptr) take(*voice);
    return out;
  }
  [[nodiscard]] std::vector<std::uint32_t> subject_of(std::uint32_t t) const {
    if (a_[t].upos == Upos::adj) {
      if (a_[t].deprel == Deprel::amod && a_[t].head != kNone) return {a_[t].head};
      // "with the group responsible for …": the nominal before it that hangs on it.
      for (const auto c : a_.children[t])
        if (c < t && (a_[c].deprel == Deprel::nsubj || a_[c].deprel == Deprel::obl) && m_.of_token[c] != kNone && tree_.case_of(c).empty()) return {c};
      auto s = tree_.subject(t);
      if (s.empty() && a_[t].head != kNone && (a_[t].deprel == Deprel::acl || a_[t].deprel == Deprel::acl_relcl)) return {a_[t].head};
      return s;
    }
    if (const auto who = issuer(t); who != kNone) return {who};
    auto s = tree_.subject(t);
    if (s.empty() && !tree_.passive(t)) s = loose_child(t, false);
    return s;
  }
  /// "a UN resolution calling the camps illegal and demanding …": whose the document before the participle is; kNone if there is none.
  [[nodiscard]] std::uint32_t issuer(std::uint32_t verb) const {
    auto first = verb;
    while (a_[first].deprel == Deprel::conj && a_[first].head != kNone && a_[first].head < first && a_[first].xpos == "VBG" && a_[a_[first].head].xpos == "VBG") first = a_[first].head;
    if (a_[first].xpos != "VBG" || (a_[first].deprel != Deprel::acl && a_[first].deprel != Deprel::advcl) || a_.child(first, Deprel::nsubj) != kNone || a_.child(first, Deprel::mark) != kNone) return kNone;
    const auto begin = a_.sentences[a_[verb].sentence].tokens.first;
    for (auto t = first; t-- > begin && t + kDocumentReach >= first;) {
      if (verbal(a_[t].upos) || a_[t].form == ",") return kNone;
      if (a_[t].upos != Upos::noun || !in_set(t, documents_)) continue;
      const auto m = owner_of(t);
      return m == kNone ? kNone : m_.all[m].head;
    }
    return kNone;
  }
  /// A political name that hangs on the verb with no preposition and an odd relation (a mistaken tree): left of it the subject,
  /// right of it the object.
  [[nodiscard]] std::vector<std::uint32_t> loose_child(std::uint32_t verb, bool right) const {
    for (const auto c : a_.children[verb]) {
      if ((c > verb) != right || m_.of_token[c] == kNone || !tree_.case_of(c).empty()) continue;
      const auto d = a_[c].deprel;
      if (d == Deprel::nsubj || d == Deprel::nsubj_pass || d == Deprel::obj || d == Deprel::conj || d == Deprel::obl_tmod || d == Deprel::nmod_tmod || d == Deprel::parataxis) continue;
      if (political(c)) return {c};
    }
    return {};
  }
  /// The verb's own object; of a unit that ends in a preposition and has no other ("agree to", "pay tribute to") what that
  /// preposition governs.
  [[nodiscard]] std::vector<std::uint32_t> object_of_unit(const Event& e) const {
    auto own = object_of(e.head);
    own.erase(std::remove_if(own.begin(), own.end(), [&](auto t) { return t > e.head && e.trigger.contains(t); }), own.end());
    if (!own.empty() || e.unit == kNoRow) return own;
    const auto rest = lexicon_.items(lexicon_.row<table::VerbUnit>(e.unit).rest);
    if (rest.empty()) return own;
    const auto word = lexicon_.text(rest.back());
    const auto last = e.trigger.last - 1;
    if (last > e.head && a_[last].deprel == Deprel::case_mark && a_[last].lower == word && a_[last].head != kNone) {
      std::vector<std::uint32_t> out{a_[last].head};
      for (const auto c : a_.children[a_[last].head])
        if (a_[c].deprel == Deprel::conj && !verbal(a_[c].upos)) out.push_back(c);
      return out;
    }
    return tree_.preposition(e.head, word, rest.size() > 1);
  }
  [[nodiscard]] std::vector<std::uint32_t> object_of(std::uint32_t t) const {
    auto o = tree_.object(t);
    if (o.empty() && !tree_.passive(t)) o = loose_child(t, true);
    return o;
  }
  [[nodiscard]] std::vector<std::uint32_t> support_party(std::uint32_t noun) const {
    std::uint32_t verb = kNone;
    const StatusReader reader(a_, tree_, m_, out_.scan, lexicon_);
    const auto* cue = reader.support(noun, verb);
    if (cue == nullptr) {  // "is in talks", "was on a visit": the noun itself is the predicate
      // "are on the fifth day of a hunger strike"
      const auto whole = tree_.outer(noun);
      for (const auto c : a_.children[whole])
        if (a_[c].deprel == Deprel::nsubj) return tree_.subject(whole);
      // "the minister, on a visit to Beijing, said": whom the phrase stands beside.
      const auto beside = a_[whole].head;
      if (beside != kNone && beside < whole && a_[whole].deprel == Deprel::nmod && tree_.case_of(whole) == "on" && m_.of_token[beside] != kNone && is_human(m_.of_token[beside])) return {beside};
      return {};
    }
    if (cue->role != table::SupportRole::actor && cue->role != table::SupportRole::end) return {};
    return cue->party.count != 0 ? reader.fill(verb, cue->party) : tree_.subject(verb);
  }
  [[nodiscard]] std::vector<std::uint32_t> suffering_party(std::uint32_t noun) const {
    std::uint32_t verb = kNone;
    const StatusReader reader(a_, tree_, m_, out_.scan, lexicon_);
    const auto* cue = reader.support(noun, verb);
    if (cue == nullptr || cue->role != table::SupportRole::recipient) return {};
    return cue->party.count != 0 ? reader.fill(verb, cue->party) : tree_.subject(verb);
  }
  [[nodiscard]] std::vector<std::uint32_t> nearest(std::uint32_t t, bool after) const {
    const auto& s = a_.sentences[a_[t].sentence].tokens;
    if (after) {
      for (auto i = t + 1; i < s.last; ++i)
        if (m_.of_token[i] != kNone && political(i)) return {i};
    } else {
      for (auto i = t; i-- > s.first;)
        if (m_.of_token[i] != kNone && political(i)) return {i};
    }
    return {};
  }
  [[nodiscard]] std::vector<std::uint32_t> fill_tokens(const Event& e, table::Slice<table::Slot> slots) const {
    for (const auto& slot : lexicon_.items(slots)) {
      auto found = fill_slot(e, slot);
      if (!found.empty()) return found;
    }
    return {};
  }

  /// A thing that is nobody's: "a drone", "a car" do nothing by themselves; "Pakistani warplanes" do.
  [[nodiscard]] bool lifeless(std::uint32_t mention) const {
    const auto& m = m_.all[mention];
    return m.kind == table::Kind::thing && m.actor == kNoRow && m.owners.empty() && m.owner_mention == kNone && m.antecedent == kNone;
  }
  /// A thing where anybody may live: "the city", "areas".
  [[nodiscard]] bool land(std::uint32_t mention) const {
    const auto& m = m_.all[mention];
    if (m.agent == kNoRow || m.actor != kNoRow) return false;
    const auto& agent = lexicon_.row<table::Agent>(m.agent);
    if (agent.kind != table::Kind::thing) return false;
    const auto sectors = lexicon_.items(agent.sectors);
    return !sectors.empty() && lexicon_.text(sectors.front()) == "CVL";
  }
  /// Can the phrase be a party at all?
  [[nodiscard]] bool party(std::uint32_t mention) const {
    const auto& m = m_.all[mention];
    const auto& ids = who(mention);
    if (ids.empty()) return false;
    if (ids.front().political) return true;
    if (m.place != kNoRow || m.time) return false;
    if (m.pronoun && m.antecedent != kNone && m.antecedent < mention && m_.all[m.antecedent].kind != table::Kind::thing) return party(m.antecedent);
    if (m.agent != kNoRow) return true;
    // A name beside names of places is a place ("Sharana and Asadabad").
    if (m.named && a_[m.head].deprel == Deprel::conj && a_[m.head].head != kNone)
      if (const auto other = m_.of_token[a_[m.head].head]; other != kNone && (m_.all[other].place != kNoRow || m_.all[other].kind == table::Kind::place)) return false;
    return m.named && (m.kind == table::Kind::person || m.kind == table::Kind::organisation) && !m.modifier;
  }

  std::vector<std::uint32_t> parties(const Event& e, table::Slice<table::Slot> slots, const std::vector<std::uint32_t>& taken) const {
    for (const auto& slot : lexicon_.items(slots)) {
      std::vector<std::uint32_t> out;
      for (const auto t : fill_slot(e, slot)) {
        for (const auto inner : people_in(t)) {
          auto m = mention_of(inner);
          if (m == kNone || !party(m)) m = owner_of(inner);
          // "Thai soldiers and insurgents traded fire, leaving one dead": the soldiers, not "Thai".
          if (m != kNone && m_.all[m].modifier && a_[m_.all[m].head].head != kNone)
            if (const auto whole = m_.of_token[a_[m_.all[m].head].head]; whole != kNone && m_.all[whole].agent != kNoRow && is_human(whole) && party(whole)) m = whole;
          if (m == kNone || !party(m) || bound_or_held(m_.all[m].head) || (a_.below(m_.all[m].head, e.head) && circumstance(m_.all[m].head, e.head))) continue;
          // "the Kabul bombing", "Geneva talks": the capital is where, not who.
          if (m_.all[m].capital && m_.all[m].modifier && (e.kind == Trigger::noun || deed_of(m_.all[m].head))) continue;
          if (std::find(out.begin(), out.end(), m) != out.end()) continue;
          // Nor is "US" in "US authorities" another side than these.
          if (std::any_of(taken.begin(), taken.end(), [&](auto other) { return other == m || same_chain(other, m) || (m_.all[m].modifier && m_.all[other].range.contains(m_.all[m].head)); })) continue;
          out.push_back(m);
        }
      }
      if (!out.empty()) return out;
    }
    return {};
  }
  /// Does the name stand before the noun of a deed ("a Mogadishu car bombing")?
  [[nodiscard]] bool deed_of(std::uint32_t name) const { return a_[name].head != kNone && a_[a_[name].head].upos == Upos::noun && !out_.scan.nouns[a_[name].head].empty(); }
  /// "the Israeli raid", "Rwanda's decision", "a UN report": whose the thing is.
  [[nodiscard]] std::uint32_t owner_of(std::uint32_t t) const {
    if (a_[t].upos == Upos::verb || a_[t].upos == Upos::pron) return kNone;
    if (const auto m = m_.of_token[t]; m != kNone && (m_.all[m].place != kNoRow || m_.all[m].time)) return kNone;
    for (const auto p : tree_.possessor(t))
      if (m_.of_token[p] != kNone && political(p)) return m_.of_token[p];
    for (const auto p : tree_.modifiers(t))
      if (m_.of_token[p] != kNone && political(p) && p < t && !bound_or_held(p)) return m_.of_token[p];
    for (const std::string_view prep : {"by", "of"})
      for (const auto p : tree_.preposition(t, prep, false))
        if (m_.of_token[p] != kNone && political(p)) return m_.of_token[p];
    return kNone;
  }
  /// "dozens of soldiers", "the killing of two guards", "a town in Chad": the phrase in which the party stands.
  /// "a boat with forty migrants", "a bus carrying soldiers": those in it; else the word itself.
  [[nodiscard]] std::vector<std::uint32_t> aboard(std::uint32_t t) const {
    if (a_[t].upos != Upos::noun || !in_set(t, carrier_)) return {t};
    std::vector<std::uint32_t> out;
    const auto take = [&](std::uint32_t people) {
      for (const auto one : tree_.with_conjuncts(people))
        if (const auto m = mention_of(core(one)); m != kNone && m_.all[m].plural && !m_.all[m].pronoun && m_.all[m].agent != kNoRow && is_human(m)) out.push_back(core(one));
    };
    for (const auto c : a_.children[t]) {
      if (c < t) continue;
      if (a_[c].deprel == Deprel::nmod && (tree_.case_of(c) == "with" || tree_.case_of(c) == "of")) take(c);
      if ((a_[c].deprel != Deprel::acl && a_[c].deprel != Deprel::acl_relcl) || !in_set(c, carries_)) continue;
      for (const auto o : tree_.passive(c) ? tree_.preposition(c, "with", false) : tree_.object(c))
        if (o > c) take(o);
    }
    // "turned back a boat with migrants", where the phrase hangs on the verb.
    if (const auto up = a_[t].head; out.empty() && up != kNone && a_[t].deprel == Deprel::obj)
      for (const auto c : a_.children[up])
        if (const auto mark = a_.child(c, Deprel::case_mark); a_[c].deprel == Deprel::obl && mark == t + 1 && a_[mark].lower == "with") take(c);
    return out.empty() ? std::vector<std::uint32_t>{t} : out;
  }
  [[nodiscard]] std::vector<std::uint32_t> people_in(std::uint32_t t) const {
    const auto c = core(t);
    if (c == t) return aboard(t);
    std::vector<std::uint32_t> out{c};
    for (const auto k : a_.children[c])
      if (a_[k].deprel == Deprel::conj) out.push_back(k);
    return out;
  }
  [[nodiscard]] bool same_chain(std::uint32_t x, std::uint32_t y) const {
    return m_.all[x].chain != kNone && m_.all[x].chain == m_.all[y].chain;
  }

  void roles(Event& e) const {
    const auto& frame = lexicon_.row<table::Frame>(e.frame);
    const bool noun = e.kind == Trigger::noun;
    if (noun) {
      for (const auto t : suffering_party(e.head))
        for (const auto inner : people_in(t))
          if (const auto m = mention_of(inner); m != kNone && party(m)) e.recipients.push_back(m);
    }
    e.actors = parties(e, noun ? frame.noun_actor : frame.actor, e.recipients);
    // "their criticism of Israel by the two ministers": the phrase with "by" says who they are.
    if (noun && e.actors.size() == 1 && m_.all[e.actors.front()].possessive && m_.all[e.actors.front()].pronoun) {
      std::vector<std::uint32_t> named;
      for (const auto t : tree_.preposition(e.head, "by", false))
        if (const auto m = mention_of(t); m != kNone && party(m)) named.push_back(m);
      if (named.empty()) named = by_whom(e.head);
      if (!named.empty()) e.actors = std::move(named);
    }
    if (noun && lexicon_.text(frame.event) == "PROTEST") in_protest_of(e);
    // "a risk of an attack by rebels": the tree may hang the phrase on the risk.
    if (noun && e.actors.empty() && a_[e.head].deprel == Deprel::nmod) e.actors = by_whom(e.head);
    e.actors.erase(std::remove_if(e.actors.begin(), e.actors.end(), [&](auto m) { return lifeless(m); }), e.actors.end());
    if (e.recipients.empty()) e.recipients = parties(e, noun ? frame.noun_recipient : frame.recipient, e.actors);
    const bool taken = lexicon_.text(frame.process_kind) == "occupation";
    // Ground that is taken is nobody; a country invaded is.
    if (taken) e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return land(m); }), e.recipients.end());
    const bool stationed = lexicon_.text(frame.event) == "MOBILIZE";  // forces come to a place, they do nothing to it
    if (e.recipients.empty() && !taken && !stationed) e.recipients = struck_places(e, noun ? frame.noun_recipient : frame.recipient);
    if (e.recipients.empty() && lexicon_.text(frame.event) == "ASSAULT") e.aimed_at = aimed_at(e, noun ? frame.noun_recipient : frame.recipient);
    drop_words_of_frame(e, frame);
    // Towns and land are struck or searched; they are not visited, left or promised anything.
    const auto type = lexicon_.text(frame.event);
    if (type != "ASSAULT" && type != "COERCE")
      e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return land(m); }), e.recipients.end());
    // "resign from the presidency": an office of one's own.
    if (type == "CONCEDE")
      e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) {
        return !m_.all[m].named && m_.all[m].kind == table::Kind::organisation && tree_.case_of(m_.all[m].head) == "from" && !who(m).empty() && who(m).front().country_inferred;
      }), e.recipients.end());
    // "refused to tell the number of casualties": of these it is spoken, not to them.
    if (type != "ASSAULT" && type != "COERCE" && type != "AID" && type != "SUPPORT")
      e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return !m_.all[m].named && m_.all[m].owners.empty() && in_set(m_.all[m].head, victims_); }), e.recipients.end());
    if (type == "AGREE") e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return yet_to_be(m); }), e.recipients.end());
    if (e.recipients.empty() && e.kind == Trigger::verb && !frame.mutual) e.recipients = inside(e);
    // "withdraw its troops", "freed its men": one's own forces are given back to nobody.
    if (type == "RETREAT" || type == "CONCEDE") e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return theirs(e, m); }), e.recipients.end());
    one_person(e.actors);
    one_person(e.recipients);
    if (stationed) e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return own_force(e, m); }), e.recipients.end());
    // "Four soldiers are suspected of …, officials said": who says it suspects them.
    if (type == "ACCUSE" && e.kind == Trigger::verb && e.actors.empty() && !e.recipients.empty() && tree_.passive(e.head)) {
      const bool alleged = has_mode(frame, "allege");
      auto who_says = alleged ? speaker(e.head) : std::vector<std::uint32_t>{};
      if (alleged && who_says.empty())  // "… but remain at large, according to officials"
        for (const auto c : a_.children[e.head])
          if (a_[c].deprel == Deprel::conj && who_says.empty()) who_says = speaker(c);
      for (const auto t : who_says)
        if (const auto m = mention_of(t); m != kNone && party(m) && !contains(e.recipients, m) && !contains(e.actors, m)) e.actors.push_back(m);
    }
    if (type == "ACCUSE" && e.kind == Trigger::verb && has_mode(frame, "disapprove")) doers_not_victims(e);
    if (type == "COERCE" && e.recipients.empty()) protesters(e);
    // "marched to demand news of their sons": nobody protests against his own.
    if (type == "PROTEST")
      e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) {
        return its_own(e, m);
      }), e.recipients.end());
    e.blames = e.recipients.empty() && type == "ACCUSE" && e.kind == Trigger::verb && points_at_deed(e.head);
    e.rebuts = type == "REJECT" && e.kind == Trigger::verb && rebuts(e.head);
    const auto others = [&](table::Slice<table::Slot> slots, std::string_view role) {
      for (const auto m : parties(e, slots, {})) e.participants.emplace_back(role, m);
    };
    others(frame.mediator, "mediator");
    go_betweens(e);
    others(frame.host, "host");
    others(frame.beneficiary, "beneficiary");
    for (const auto t : fill_tokens(e, frame.instrument))
      if (const auto m = m_.of_token[t]; m != kNone) e.participants.emplace_back("instrument", m);
    for (const auto t : fill_tokens(e, frame.target))
      if (const auto m = m_.of_token[t]; m != kNone && std::find(e.recipients.begin(), e.recipients.end(), m) == e.recipients.end()) e.participants.emplace_back("target", m);
    if (frame.mutual) {
      // "a shootout between gangs killed 19 people": those whom the verb harms are no side of it, but in its figures.
      const auto verb = noun ? a_[tree_.outer(e.head)].head : kNone;
      const auto harms = [&](const Unit& unit) { return lexicon_.text(lexicon_.row<table::Frame>(unit.use.row).event) == "ASSAULT"; };
      const bool harm = verb != kNone && std::any_of(out_.scan.verbs[verb].begin(), out_.scan.verbs[verb].end(), harms);
      const auto objects = harm ? tree_.object(verb) : std::vector<std::uint32_t>{};
      for (const auto m : e.recipients) {
        const bool suffers = std::any_of(objects.begin(), objects.end(), [&](auto o) { return o != e.head && mention_of(core(o)) == m; });
        if (!suffers && !contains(e.actors, m)) e.actors.push_back(m);
      }
      e.recipients.clear();
    }
  }

  /// The persons of a "by" phrase behind a noun, on whichever noun the tree hangs it; a verb between ends the search.
  [[nodiscard]] std::vector<std::uint32_t> by_whom(std::uint32_t noun) const {
    const auto end = a_.sentences[a_[noun].sentence].tokens.last;
    for (auto t = noun + 1; t < end; ++t) {
      if (verbal(a_[t].upos)) return {};
      if (a_[t].lower != "by" || a_[t].deprel != Deprel::case_mark || a_[t].head == kNone) continue;
      if (const auto of = a_[a_[t].head].head; of != kNone && of != noun && !out_.scan.nouns[of].empty()) return {};  // another deed's
      std::vector<std::uint32_t> out;
      for (const auto one : tree_.with_conjuncts(a_[t].head))
        if (const auto m = mention_of(one); m != kNone && party(m) && is_human_or_body(m)) out.push_back(m);
      return out;
    }
    return {};
  }
  [[nodiscard]] bool has_mode(const table::Frame& frame, std::string_view name) const {
    const auto modes = lexicon_.items(frame.modes);
    return std::any_of(modes.begin(), modes.end(), [&](auto mode) { return lexicon_.text(mode) == name; });
  }
  /// "condemned the killing of a general": those who suffered the deed are not blamed for it; its doers are.
  void doers_not_victims(Event& e) const {
    for (const auto o : tree_.object(e.head)) {
      const auto deed = event_at_[core(o)];
      if (deed == kNone || o < e.head || (out_.events[deed].type != "ASSAULT" && out_.events[deed].type != "COERCE")) continue;
      const auto& inner = out_.events[deed];
      if (e.recipients.empty() || !std::all_of(e.recipients.begin(), e.recipients.end(), [&](auto m) { return contains(inner.recipients, m); })) continue;
      e.recipients.clear();
      if (std::none_of(inner.actors.begin(), inner.actors.end(), [&](auto m) { return own_side(e, m); })) e.recipients = inner.actors;
    }
  }
  /// "suppressed the protests": what is done to a protest is done to those who protest.
  void protesters(Event& e) const {
    auto things = e.kind == Trigger::verb ? tree_.object(e.head) : tree_.preposition(e.head, "of", false);
    if (e.kind == Trigger::noun)
      for (const auto t : tree_.preposition(e.head, "on", false)) things.push_back(t);
    for (const auto o : things) {
      const auto deed = event_at_[core(o)];
      if (deed == kNone || o < e.head || out_.events[deed].type != "PROTEST") continue;
      e.recipients = out_.events[deed].actors;
      e.crowd = e.recipients.empty();
      return;
    }
  }

  /// "agreed to form a team": a body that the words only make is no other side.
  [[nodiscard]] bool yet_to_be(std::uint32_t mention) const {
    const auto& m = m_.all[mention];
    return m.kind == table::Kind::organisation && !m.definite && !m.named && m.actor == kNoRow && m.antecedent == kNone && !who(mention).empty() && who(mention).front().country_inferred;
  }
  /// Forces that the text calls the actor's own ("its troops").
  [[nodiscard]] bool theirs(const Event& e, std::uint32_t m) const { return armed({m}) && its_own(e, m); }
  /// Whom the text calls the actor's own ("their sons").
  [[nodiscard]] bool its_own(const Event& e, std::uint32_t m) const {
    const auto owner = m_.all[m].owner_mention;
    return owner != kNone && m_.all[owner].possessive && own_side(e, owner);
  }
  /// "the Palestinian leader Yasser Arafat", read as two: the second names the first.
  void one_person(std::vector<std::uint32_t>& side) const {
    for (std::size_t i = side.size(); i-- > 1;)
      for (std::size_t k = 0; k < i; ++k) {
        const auto first = m_.all[side[k]].head, second = m_.all[side[i]].head;
        const bool named = a_[second].head == first && (a_[second].deprel == Deprel::appos || a_[second].deprel == Deprel::flat);
        const bool titled = a_[first].head == second && a_[first].deprel == Deprel::nmod && tree_.case_of(first).empty();
        if (!(named || titled) || !is_human(side[i]) || !is_human(side[k])) continue;
        side.erase(side.begin() + static_cast<std::ptrdiff_t>(i));
        break;
      }
  }

  /// "sent 700 more soldiers", "put the army on alert": forces that the text gives to nobody else.
  [[nodiscard]] bool own_force(const Event& e, std::uint32_t m) const {
    const auto prep = tree_.case_of(m_.all[m].head);
    if (!armed({m}) || prep == "against" || prep == "with" || prep == "from") return false;
    const auto& ids = who(m);
    return ids.front().country_inferred || ids.front().code.empty() || std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return same_code(x, m); });
  }

  /// "called him a dictator", "took two guards hostage": the word that the frame asks for is no party beside another one.
  void drop_words_of_frame(Event& e, const table::Frame& frame) const {
    const auto added = [&](std::uint32_t m) {  // "two guards and a driver" are all parties
      return a_[m_.all[m].head].deprel == Deprel::conj || a_.child(m_.all[m].head, Deprel::conj) != kNone;
    };
    for (const auto& r : lexicon_.items(frame.where))
      for (const auto& c : lexicon_.items(r.classes)) {
        if (c.kind != ClassKind::lemma && c.kind != ClassKind::set) continue;
        for (auto i = e.recipients.size(); i-- > 0 && e.recipients.size() > 1;)
          if (!m_.all[e.recipients[i]].named && !added(e.recipients[i]) && is_a(m_.all[e.recipients[i]].head, c)) e.recipients.erase(e.recipients.begin() + static_cast<std::ptrdiff_t>(i));
      }
  }

  /// "shelled Metula", "aid to Gaza": a place that gets it stands for its people.
  std::vector<std::uint32_t> struck_places(const Event& e, table::Slice<table::Slot> slots) const {
    std::vector<std::uint32_t> out;
    for (const auto& slot : lexicon_.items(slots)) {
      for (const auto t : fill_slot(e, slot))
        if (const auto m = m_.of_token[t]; m != kNone && m_.all[m].place != kNoRow && !locative(t)) out.push_back(m);
      if (!out.empty()) break;
    }
    return out;
  }
  /// "fired rockets at Ashkelon": the place that the frame's recipient slot names; kNone if there is none.
  [[nodiscard]] std::uint32_t aimed_at(const Event& e, table::Slice<table::Slot> slots) const {
    for (const auto& slot : lexicon_.items(slots))
      for (const auto t : fill_slot(e, slot))
        if (const auto m = m_.of_token[t]; m != kNone && m_.all[m].place != kNoRow && tree_.case_of(t) != "in") return m;
    return kNone;
  }
  /// No slot gives a recipient: whose the object is ("rejected Israel's offer", "lifted the curfew on Palestinians"), or whom the clause
  /// names ("refused to let UN planes land"). Places in which something happens are none.
  std::vector<std::uint32_t> inside(const Event& e) const {
    const auto type = lexicon_.text(lexicon_.row<table::Frame>(e.frame).event);
    const bool speech = type == "REJECT" || type == "REQUEST" || type == "AGREE" || type == "THREATEN" || type == "CONCEDE" || type == "ACCUSE" || type == "SUPPORT";
    const bool taken = e.process_kind == "occupation";
    // "Jordan and Britain agreed to hold exercises": they agree with each other.
    if (type == "AGREE" && several_countries(e.actors)) return {};
    auto roots = tree_.object(e.head);
    if (speech) {
      const auto more = tree_.clause(e.head);
      roots.insert(roots.end(), more.begin(), more.end());
    } else {
      for (const std::string_view prep : {"with", "against", "to", "toward", "towards"}) {
        const auto more = tree_.preposition(e.head, prep, false);
        roots.insert(roots.end(), more.begin(), more.end());
      }
    }
    for (const auto root : roots) {
      if (root < e.head) continue;
      // "condemned the killing of a dissident by soldiers": the doers of the deed, not those who suffered it.
      const auto deed = type == "ACCUSE" ? event_at_[core(root)] : kNone;
      if (deed != kNone && !out_.events[deed].actors.empty()) {
        const auto& doers = out_.events[deed].actors;
        const bool own = std::any_of(doers.begin(), doers.end(), [&](auto m) {
          return std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return x == m || same_chain(x, m); });
        });
        if (!own) return doers;
      }
      const auto range = a_.subtree(root);
      for (auto t = range.first; t < range.last; ++t) {
        if (!a_.below(t, root) || !political(t)) continue;
        const auto m = m_.of_token[t];
        if (deed != kNone && contains(out_.events[deed].recipients, m)) continue;
        // "overran the Congolese city": where the city lies.
        if (taken && m_.all[m].modifier && a_[t].head != kNone && m_.of_token[a_[t].head] != kNone && land(m_.of_token[a_[t].head])) continue;
        // "agreed to form a team", "to open embassies", "to democratize Serbia": what is made or changed at home is nobody else.
        if (speech && !m_.all[m].definite && !m_.all[m].named && m_.all[m].actor == kNoRow && (who(m).front().country_inferred || who(m).front().code.empty())) continue;
        if (bound_or_held(t) || circumstance(t, root) || (m_.all[m].actor == kNoRow && !out_.scan.nouns[t].empty() && t == core(root))) continue;
        if (type == "AGREE" && m_.all[m].kind == table::Kind::state && std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return same_code(x, m); })) continue;
        // "refused to let UN planes land": the clause is about what is theirs.
        const bool fleet = m_.all[m].kind == table::Kind::thing && speech && !m_.all[m].owners.empty() && (a_[t].deprel == Deprel::nsubj || a_[t].deprel == Deprel::obj || a_[t].deprel == Deprel::iobj);
        if (m_.all[m].modifier && a_[t].head != kNone && in_set(a_[t].head, tongues_)) continue;  // "the Russian language"
        if (m_.all[m].pronoun || locative(t) || m_.all[m].capital || (m_.all[m].kind == table::Kind::thing && !fleet) || land(m)) continue;
        if (own_side(e, m)) continue;
        // "linked to a Turkish firm": the firm.
        if (const auto h = a_[t].head; m_.all[m].modifier && h != kNone && h != e.head && a_.below(h, root) && m_.of_token[h] != kNone && political(h) && is_human_or_body(m_.of_token[h]) && !own_side(e, m_.of_token[h])) return {m_.of_token[h]};
        // "denied that its troops crossed": what is one's own is not the other side.
        if (const auto owner = m_.all[m].owner_mention; owner != kNone && std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return x == owner || same_chain(x, owner); })) continue;
        // "sent 700 soldiers": one's own forces suffer nothing.
        if ((type == "MOBILIZE" || type == "RETREAT") && std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return same_code(x, m); })) continue;
        // "embargoes on Iran, Libya and Sudan": all that stand in one row.
        std::vector<std::uint32_t> row{m};
        for (const auto k : a_.children[t])
          if (a_[k].deprel == Deprel::conj && k > t && political(k) && !m_.all[m_.of_token[k]].pronoun && !own_side(e, m_.of_token[k])) row.push_back(m_.of_token[k]);
        return row;
      }
    }
    const bool asked = type == "REQUEST" && lexicon_.row<table::Frame>(e.frame).process_kind.size == 0;
    if (asked)
      for (const auto t : tree_.preposition(e.head, "for", false)) roots.push_back(t);
    return (type == "THREATEN" || asked) && !e.actors.empty() ? threatened_land(e, roots) : std::vector<std::uint32_t>{};
  }
  /// "Israel-bound drones", "a Houthi-held port"
  [[nodiscard]] bool bound_or_held(std::uint32_t t) const {
    const auto end = a_.sentences[a_[t].sentence].tokens.last;
    return t + 2 < end && a_[t + 1].form == "-" && in_set(t + 2, holds_);
  }
  /// "… in exchange for NATO membership", "… days after the attack on the corps": the price and the circumstances.
  [[nodiscard]] bool circumstance(std::uint32_t t, std::uint32_t root) const {
    for (int step = 0; step < 8 && t != kNone && t != root; ++step, t = a_[t].head) {
      if (a_[t].deprel != Deprel::obl && a_[t].deprel != Deprel::nmod && a_[t].deprel != Deprel::advcl) continue;
      const auto prep = tree_.case_of(t);
      if (prep == "in" && in_set(t, exchanges_)) return true;
      if (is_one(prep, {"after", "before", "since", "following", "during", "amid", "despite"})) return true;
    }
    return false;
  }
  [[nodiscard]] bool own_side(const Event& e, std::uint32_t m) const {
    return std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return x == m || same_chain(x, m) || same_party(x, m); });
  }
  /// "threatened to resume attacks in Israel", "called for elections in Gabon": another state in which it would be done. A meeting may be
  /// held anywhere.
  [[nodiscard]] std::vector<std::uint32_t> threatened_land(const Event& e, const std::vector<std::uint32_t>& roots) const {
    for (const auto root : roots) {
      const auto range = a_.subtree(root);
      bool meeting = false;
      for (auto t = range.first; t < range.last; ++t) meeting = meeting || (event_at_[t] != kNone && out_.events[event_at_[t]].type == "CONSULT");
      if (meeting) continue;
      for (auto t = std::max(range.first, e.head + 1); t < range.last; ++t) {
        const auto m = m_.of_token[t];
        if (m == kNone || !political(t) || m_.all[m].kind != table::Kind::state || !locative(t)) continue;
        if (std::none_of(e.actors.begin(), e.actors.end(), [&](auto x) { return x == m || same_code(x, m); })) return {m};
      }
    }
    return {};
  }
  [[nodiscard]] bool several_countries(const std::vector<std::uint32_t>& side) const {
    std::string_view first;
    for (const auto m : side)
      for (const auto& id : who(m)) {
        if (id.code.empty()) continue;
        if (!first.empty() && first != id.code) return true;
        first = id.code;
      }
    return false;
  }
  /// "condemned the attack", "the operation was condemned": the object, or what stands for it, is a definite noun of a deed.
  [[nodiscard]] bool points_at_deed(std::uint32_t verb) const {
    for (const auto o : tree_.object(verb)) {
      const auto deed = core(o);
      if (a_[deed].upos != Upos::noun) continue;
      const auto d = a_.child(deed, Deprel::det);
      if (d == kNone || (a_[d].lower != "the" && a_[d].lower != "this" && a_[d].lower != "these" && a_[d].lower != "that")) continue;
      if (!out_.scan.nouns[deed].empty() || in_set(deed, deeds_)) return true;
    }
    return false;
  }
  /// "rounds of talks, which were brokered by Oman": who is told, behind the noun, to have brought it about.
  void go_betweens(Event& e) const {
    const auto type = lexicon_.text(lexicon_.row<table::Frame>(e.frame).event);
    if (type != "CONSULT" && type != "AGREE" && type != "CONCEDE" && type != "RETREAT") return;
    std::vector<std::uint32_t> nouns = e.kind == Trigger::noun ? std::vector<std::uint32_t>{e.head} : tree_.object(e.head);
    if (e.kind == Trigger::verb)
      for (const auto t : tree_.subject(e.head)) nouns.push_back(t);
    for (std::size_t i = 0, n = nouns.size(); i < n; ++i)
      if (const auto inner = core(nouns[i]); inner != nouns[i]) nouns.push_back(inner);
    for (const auto noun : nouns)
      for (const auto verb : a_.children[noun]) {
        if ((a_[verb].deprel != Deprel::acl && a_[verb].deprel != Deprel::acl_relcl) || a_[verb].xpos != "VBN" || !in_set(verb, mediations_)) continue;
        for (const auto agent : a_.children[verb]) {
          if (a_[agent].deprel != Deprel::obl_agent && !(a_[agent].deprel == Deprel::obl && tree_.case_of(agent) == "by")) continue;
          for (const auto one : tree_.with_conjuncts(agent)) {
            const auto m = m_.of_token[one];
            if (m != kNone && e.actors.size() > 0 && contains(e.actors, m)) std::erase(e.actors, m);  // "a truce proposed by Ankara": not Ankara's
            const bool known = m == kNone || contains(e.recipients, m) ||
                               std::any_of(e.participants.begin(), e.participants.end(), [&](const auto& p) { return p.second == m; });
            if (!known && political(one)) e.participants.emplace_back("mediator", m);
          }
        }
      }
  }
  /// "no such camps", "none"
  [[nodiscard]] bool none_such(std::uint32_t t) const {
    if (a_[t].lower == "none") return true;
    bool no = false, such = false;
    for (const auto c : a_.children[t]) no = no || a_[c].lower == "no", such = such || a_[c].lower == "such";
    return no && such;
  }
  /// "denied the accusation", "rejected that": the claim stands in another sentence.
  [[nodiscard]] bool rebuts(std::uint32_t verb) const {
    if (in_set(verb, disclaims_)) return true;
    auto clause = kNone;
    for (const auto c : a_.children[verb])
      if (a_[c].deprel == Deprel::ccomp || a_[c].deprel == Deprel::xcomp) clause = c;
    // "said the charge was untrue"
    if (clause != kNone && in_set(clause, falsehoods_)) {
      const auto subject = tree_.subject(clause);
      if (std::any_of(subject.begin(), subject.end(), [&](std::uint32_t s) { return is_one(a_[s].lower, {"it", "this", "that"}) || in_set(s, claims_); })) return true;
      // "said that Bogota was lying"
      if (verbal(a_[clause].upos) && std::any_of(subject.begin(), subject.end(), [&](std::uint32_t s) { return political(s); })) return true;
    }
    // "said there were no such camps", "said that there were none"
    if (clause != kNone && std::any_of(a_.children[clause].begin(), a_.children[clause].end(), [&](auto c) { return none_such(c); })) return true;
    if (!in_set(verb, rebuttals_)) return false;
    // "denied that it had done so"
    if (clause != kNone && a_[clause].lemma == "do") return true;
    // "denied that its fighters had been there": of whatever it was accused of
    if (clause != kNone && in_set(verb, denies_plainly_) && a_.child(clause, Deprel::mark) != kNone &&
        std::none_of(out_.events.begin(), out_.events.end(), [&](const Event& inner) { return inner.head == clause || a_.below(inner.head, clause); }))
      return true;
    auto objects = tree_.object(verb);
    for (const std::string_view word : {"at", "against"}) {  // "scoffed at the charge"
      const auto more = tree_.preposition(verb, word, true);
      objects.insert(objects.end(), more.begin(), more.end());
    }
    return std::any_of(objects.begin(), objects.end(), [&](std::uint32_t o) {
      return is_one(a_[o].lower, {"it", "this", "that", "which"}) || in_set(o, claims_);
    });
  }
  [[nodiscard]] bool in_set(std::uint32_t t, std::uint32_t set) const {
    return std::find(out_.scan.sets[t].begin(), out_.scan.sets[t].end(), set) != out_.scan.sets[t].end();
  }
  static bool contains(const std::vector<std::uint32_t>& some, std::uint32_t one) { return std::find(some.begin(), some.end(), one) != some.end(); }
  [[nodiscard]] bool locative(std::uint32_t t) const {
    const auto p = tree_.case_of(t);
    return !p.empty() && lexicon_.in_set(p, place_phrase_);
  }
  [[nodiscard]] bool same_party(std::uint32_t x, std::uint32_t y) const {
    const auto& p = who(x);
    const auto& q = who(y);
    return !p.empty() && !q.empty() && !p.front().code.empty() && p.front().code == q.front().code && p.front().sectors == q.front().sectors;
  }

  // ------------------------------------------------------------------------------------------- events among themselves
  /// "The attack killed five": the doer is the attack's, not the word "attack".
  void borrow() {
    for (auto& e : out_.events) {
      if (e.kind != Trigger::verb || !e.actors.empty()) continue;
      for (const auto t : tree_.subject(e.head)) {
        const auto inner = event_at_[core(t)];
        if (inner != kNone && out_.events[inner].type == e.type) e.actors = out_.events[inner].actors;
      }
    }
    for (auto& e : out_.events) told_beside(e);
  }
  /// "A truce declared by the rebels expired": whose it was stands in the participle, which tells nothing new.
  void told_beside(Event& e) {
    const auto kind = e.process_kind;
    if (kind != "ceasefire" || e.kind != Trigger::verb || !lexicon_.row<table::Frame>(e.frame).mutual) return;
    for (const auto t : tree_.subject(e.head))
      for (const auto c : a_.children[t]) {
        if (a_[c].deprel != Deprel::acl || event_at_[c] == kNone || c > e.head) continue;
        auto& before = out_.events[event_at_[c]];
        if (before.process_kind != kind) continue;
        if (e.actors.empty()) {
          e.actors = before.actors;
          e.recipients = before.recipients;
        }
        const auto on = e.process_transition;
        if (on == "expired" || on == "ended") swallowed(event_at_[c], static_cast<std::uint32_t>(&e - out_.events.data()));
      }
  }

  void contents() {
    for (std::uint32_t i = 0; i < out_.events.size(); ++i) {
      const auto& frame = lexicon_.row<table::Frame>(out_.events[i].frame);
      // What the frame's own words and restrictions swallow ("signed a deal").
      swallow(i, frame);
      if (frame.content.count == 0) continue;
      for (const auto& slot : lexicon_.items(frame.content)) {
        for (const auto t : fill_slot(out_.events[i], slot)) content_token(i, t);
        if (!out_.events[i].content.empty()) break;
      }
      if (!out_.events[i].content.empty()) apply_content(i);
    }
  }
  void swallow(std::uint32_t i, const table::Frame& frame) {
    for (auto t = out_.events[i].trigger.first; t < out_.events[i].trigger.last; ++t)
      if (t != out_.events[i].head && event_at_[t] != kNone) swallowed(event_at_[t], i);
    for (const auto& r : lexicon_.items(frame.where)) {
      bool open = false;
      for (const auto& c : lexicon_.items(r.classes)) open = open || c.kind == ClassKind::any || c.kind == ClassKind::none || c.kind == ClassKind::event;
      if (open) continue;
      for (const auto& slot : lexicon_.items(r.slots)) {
        const auto path = lexicon_.items(slot.path);
        if (path.size() != 1 || path.front().kind == table::StepKind::subject) continue;
        for (const auto t : fill_slot(out_.events[i], slot))
          if (const auto k = event_at_[core(t)]; k != kNone && k != i && out_.events[k].kind == Trigger::noun) swallowed(k, i);
      }
    }
  }
  void swallowed(std::uint32_t inner, std::uint32_t outer) {
    if (out_.events[inner].swallowed_by == kNone) out_.events[inner].swallowed_by = outer;
  }
  void content_token(std::uint32_t i, std::uint32_t t) {
    const auto add = [&](std::uint32_t k) {
      if (k == kNone || k == i || out_.events[k].outer != kNone) return;
      out_.events[k].outer = i;
      out_.events[i].content.push_back(k);
    };
    add(event_at_[core(t)]);
    for (const auto c : a_.children[t])
      if (a_[c].deprel == Deprel::conj) add(event_at_[c]);
    if (event_at_[core(t)] == kNone) {
      // "agreed to hold talks", "urged them to sit down and start negotiations": the event stands under the support verb.
      for (const auto c : a_.children[t])
        if ((a_[c].deprel == Deprel::obj || a_[c].deprel == Deprel::xcomp || a_[c].deprel == Deprel::obl) && event_at_[core(c)] != kNone) add(event_at_[core(c)]);
    }
  }
  void apply_content(std::uint32_t i) {
    auto& outer = out_.events[i];
    const auto& inner = out_.events[outer.content.front()];
    const table::Content* chosen = nullptr;
    for (const auto& row : lexicon_.all<table::Content>()) {
      if (lexicon_.text(row.outer) != outer.type || lexicon_.text(row.inner_type) != inner.type) continue;
      const auto mode = lexicon_.text(row.inner_mode);
      if (!mode.empty() && std::find(inner.modes.begin(), inner.modes.end(), mode) == inner.modes.end()) continue;
      if (chosen == nullptr || (!mode.empty() && chosen->inner_mode.size == 0)) chosen = &row;
    }
    if (chosen != nullptr) {
      if (chosen->event.size != 0) outer.type = lexicon_.text(chosen->event);
      if (chosen->mode.size != 0 && (outer.modes.empty() || chosen->event.size != 0)) outer.modes = {lexicon_.text(chosen->mode)};
      else if (chosen->event.size != 0) outer.modes.clear();
    }
    const bool keeps = outer.type == "ACCUSE";
    for (const auto k : outer.content) {
      auto& e = out_.events[k];
      if (!keeps) e.absorbed = true;
      // Whom one urges, accuses, threatens is the doer of what is asked, alleged; a promise or threat is the speaker's own deed.
      // "blamed the army for the violence": what was told before, if anything was.
      if (e.actors.empty() && e.recipients.empty() && keeps && e.kind == Trigger::noun && in_set(e.head, vague_)) e.echo = true;
      if (e.actors.empty() && keeps) {
        e.actors = outer.recipients;
        e.recipients.erase(std::remove_if(e.recipients.begin(), e.recipients.end(), [&](auto m) { return contains(e.actors, m); }), e.recipients.end());
      }
      // "accused each other of shelling": both are said to have done it.
      if (e.actors.empty() && keeps && outer.recipients.empty() && outer.actors.size() > 1 && lexicon_.row<table::Frame>(outer.frame).mutual) e.actors = outer.actors;
      // "is looking into claims that soldiers killed villagers": into what they did.
      if (keeps && outer.recipients.empty() && std::none_of(e.actors.begin(), e.actors.end(), [&](auto x) { return own_side(outer, x); })) outer.recipients = e.actors;
      if (outer.recipients.empty() && !keeps && (outer.type == "REQUEST")) outer.recipients = e.kind == Trigger::noun && lexicon_.row<table::Frame>(e.frame).mutual ? e.actors : outer.recipients;
      if (outer.recipients.empty() && outer.type == "REQUEST" && !e.actors.empty()) {
        for (const auto m : e.actors)
          if (std::none_of(outer.actors.begin(), outer.actors.end(), [&](auto x) { return same_chain(x, m); })) outer.recipients.push_back(m);
      }
      if (outer.recipients.empty() && (outer.type == "THREATEN" || outer.type == "AGREE" || outer.type == "REJECT")) {
        for (const auto m : e.recipients)
          if (std::none_of(outer.actors.begin(), outer.actors.end(), [&](auto x) { return same_chain(x, m); })) outer.recipients.push_back(m);
      }
    }
  }

  /// "said it will not accept refugees", "would not meet them": a deed its own doer says it will not do is a refusal; so is a concession
  /// that was not made ("did not give in to the demands").
  void refusals() {
    for (auto& e : out_.events) {
      if ((e.status.auxiliary & aux_negation) == 0 || ((e.status.auxiliary & aux_future) == 0 && e.type != "CONCEDE") || e.actors.empty() || e.absorbed) continue;
      if (e.type != "AID" && e.type != "COOPERATE" && e.type != "CONSULT" && e.type != "AGREE" && e.type != "CONCEDE" && e.type != "RETREAT" && e.type != "SUPPORT") continue;
      // "was prevented from leaving": not by his own will.
      if (a_[e.head].deprel == Deprel::advcl && tree_.case_of(e.head) == "from") continue;
      const auto inner = e.type;
      e.type = "REJECT";
      e.modes.clear();
      for (const auto& row : lexicon_.all<table::Content>())
        if (lexicon_.text(row.outer) == "REJECT" && lexicon_.text(row.inner_type) == inner && row.inner_mode.size == 0 && row.mode.size != 0) {
          e.modes = {lexicon_.text(row.mode)};
          break;
        }
      e.status.auxiliary = static_cast<std::uint8_t>(e.status.auxiliary & ~(aux_negation | aux_future | aux_hypothetical));
      e.status.steps.emplace_back("will not, by its own doer: a refusal");
      if (e.recipients.empty() && e.actors.size() > 1) {
        e.recipients.assign(e.actors.begin() + 1, e.actors.end());
        e.actors.resize(1);
      }
    }
  }

  /// "urged them to hold their fire", "will not negotiate": what a step that is asked, promised, refused, or not taken makes of the
  /// process; lexicon/events/content.toml has the table.
  void process_steps() {
    for (auto& e : out_.events) {
      if (step_of(e, e, true)) continue;
      if (!e.process_kind.empty()) continue;
      for (const auto k : e.content)
        if (step_of(e, out_.events[k], false)) break;
    }
    for (const auto& inner : out_.events)
      if (inner.swallowed_by != kNone && out_.events[inner.swallowed_by].process_kind.empty()) step_of(out_.events[inner.swallowed_by], inner, false);
  }
  /// "observe longer": the lemma of the word, and one that hangs on it.
  [[nodiscard]] bool of_words(std::uint32_t word, std::string_view asked) const {
    // "under ready": the word that it completes.
    if (asked.substr(0, 6) == "under ") return a_[word].head != kNone && a_[a_[word].head].lemma == asked.substr(6);
    const auto blank = asked.find(' ');
    if (a_[word].lemma != asked.substr(0, blank)) return false;
    if (blank == std::string_view::npos) return true;
    const auto beside = asked.substr(blank + 1);
    return std::any_of(a_.children[word].begin(), a_.children[word].end(), [&](auto c) { return a_[c].lower == beside; });
  }
  bool step_of(Event& e, const Event& inner, bool own) {
    if (own && inner.process_kind.empty()) return false;
    // A refusal denies what it speaks of.
    const bool negated = (inner.status.auxiliary & aux_negation) != 0 && (own || e.type != "REJECT");
    for (const auto& row : lexicon_.all<table::ProcessStep>()) {
      if (row.own != own || row.negated != negated || lexicon_.text(row.outer) != e.type) continue;
      const auto name = lexicon_.text(row.inner), word = lexicon_.text(row.word);
      const auto dot = name.find('.');
      if (dot == std::string_view::npos ? name != inner.type : name.substr(0, dot) != inner.process_kind || name.substr(dot + 1) != inner.process_transition) continue;
      if (!word.empty() && !of_words(e.head, word)) continue;
      e.process_kind = lexicon_.text(row.kind);
      e.process_transition = lexicon_.text(row.transition);
      if (const auto type = lexicon_.text(row.event); !type.empty() && type != e.type) {
        e.type = type;
        e.modes.clear();
      }
      if (own && negated) e.status.auxiliary = static_cast<std::uint8_t>(e.status.auxiliary & ~aux_negation);
      e.status.steps.emplace_back("by what it speaks of: " + std::string(e.process_kind) + " " + std::string(e.process_transition));
      return true;
    }
    return false;
  }

  /// "marched to demand that the government quit", "on strike in protest at the raid": the demand is the protest's own, and of whom it is
  /// made is the protest's recipient.
  void aims() {
    for (std::uint32_t i = 0; i < out_.events.size(); ++i) {
      if (out_.events[i].type != "PROTEST" || out_.events[i].swallowed_by != kNone) continue;
      std::vector<std::uint32_t> words{out_.events[i].head};
      if (out_.events[i].kind == Trigger::noun)
        if (const auto verb = tree_.governor(out_.events[i].head); verb != kNone && verb < out_.events[i].head && a_[verb].upos == Upos::verb) words.push_back(verb);
      for (const auto word : words)
        for (const auto c : a_.children[word])
          if (c > out_.events[i].head && aim(c)) take_aim(i, c);
          else if (c > out_.events[i].head && a_[c].deprel == Deprel::obl && locative(c))  // "marched in Dili against …"
            for (const auto g : a_.children[c])
              if (g > c && a_[g].deprel == Deprel::nmod && aim(g)) take_aim(i, g);
    }
  }
  /// "to demand", "calling for", "against the bill", "in protest at".
  [[nodiscard]] bool aim(std::uint32_t t) const {
    switch (a_[t].deprel) {
      case Deprel::advcl: case Deprel::acl: case Deprel::conj: case Deprel::xcomp:
        return (a_[t].xpos == "VB" || a_[t].xpos == "VBG") && in_set(t, demands_);
      case Deprel::obl: case Deprel::nmod: {
        const auto prep = tree_.case_of(t);
        return prep == "against" || prep == "over" || prep == "about" || (prep == "in" && event_at_[t] != kNone && out_.events[event_at_[t]].type == "PROTEST");
      }
      default: return false;
    }
  }
  void take_aim(std::uint32_t protest, std::uint32_t root) {
    auto& p = out_.events[protest];
    const auto range = a_.subtree(root);
    for (auto t = range.first; t < range.last; ++t) {
      const auto k = event_at_[t];
      if (k == kNone || k == protest || !a_.below(t, root)) continue;
      auto& e = out_.events[k];
      const bool speech = e.type == "REQUEST" || (e.type == "ACCUSE" && e.kind == Trigger::verb && t == root) || (e.type == "PROTEST" && t == root);
      if (!speech || !compatible(e.actors, p.actors)) continue;
      if (p.actors.empty()) p.actors = e.actors;
      for (const auto m : e.recipients)
        if (p.recipients.empty() && !own_side(p, m)) p.recipients.push_back(m);
      swallowed(k, protest);
    }
    if (!p.recipients.empty()) return;
    for (auto t = range.first; t < range.last; ++t) {
      if (!a_.below(t, root) || !political(t)) continue;
      const auto m = m_.of_token[t];
      if (m_.all[m].pronoun || locative(t) || m_.all[m].capital || m_.all[m].kind == table::Kind::thing || own_side(p, m)) continue;
      // "in protest of the arrest of activists": not against those who suffered it.
      const bool victim = std::any_of(out_.events.begin(), out_.events.end(), [&](const Event& deed) {
        return (deed.type == "COERCE" || deed.type == "ASSAULT") && a_.below(deed.head, root) && contains(deed.recipients, m);
      });
      if (victim) continue;
      p.recipients = {m};
      return;
    }
  }

  /// "killing one man and arresting 12": a bare number counts those who were spoken of.
  void numbers() {
    for (auto& e : out_.events) {
      if ((e.type != "COERCE" && e.type != "ASSAULT") || e.kind != Trigger::verb || !e.recipients.empty() || tree_.passive(e.head)) continue;
      const auto objects = tree_.object(e.head);
      if (objects.size() != 1 || a_[objects.front()].upos != Upos::num || objects.front() < e.head) continue;
      const auto& s = a_.sentences[a_[e.head].sentence].tokens;
      for (auto t = e.head; t-- > s.first && e.recipients.empty();) {
        const auto m = m_.of_token[t];
        if (m == kNone || m_.all[m].pronoun || m_.all[m].modifier || !m_.all[m].plural || !is_human(m) || own_side(e, m)) continue;
        e.recipients = {m};
      }
    }
  }
  [[nodiscard]] bool is_human_or_body(std::uint32_t m) const { return is_human(m) || (!who(m).empty() && who(m).front().kind == table::Kind::organisation); }
  [[nodiscard]] bool is_human(std::uint32_t m) const {
    const auto& ids = who(m);
    return !ids.empty() && (ids.front().kind == table::Kind::person || ids.front().kind == table::Kind::people);
  }

  /// "said it would cut off aid unless the prisoners were freed": a harmful step of one's own that hangs on a condition is a threat.
  void ultimatums() {
    for (auto& e : out_.events) {
      if (e.type != "SANCTION" && e.type != "COERCE" && e.type != "ASSAULT" && e.type != "PROTEST" && e.type != "MOBILIZE") continue;
      if (e.kind != Trigger::verb || e.actors.empty() || e.absorbed || (e.status.auxiliary & aux_negation) != 0) continue;
      if ((e.status.auxiliary & (aux_future | aux_hypothetical)) == 0 || !own_word(e) || !conditional(e.head)) continue;
      if (e.recipients.empty()) e.recipients = under_condition(e);
      const auto inner = e.type;
      const auto modes = e.modes;
      e.type = "THREATEN";
      e.modes.clear();
      for (const auto& row : lexicon_.all<table::Content>()) {
        if (lexicon_.text(row.outer) != "THREATEN" || lexicon_.text(row.inner_type) != inner) continue;
        const auto mode = lexicon_.text(row.inner_mode);
        if (row.mode.size != 0 && (mode.empty() ? e.modes.empty() : std::find(modes.begin(), modes.end(), mode) != modes.end())) e.modes = {lexicon_.text(row.mode)};
      }
      e.status.auxiliary = static_cast<std::uint8_t>(e.status.auxiliary & ~(aux_future | aux_hypothetical));
      e.status.steps.emplace_back("would, unless: a threat");
    }
  }
  /// "if Angola attacked its base", "unless Tirana freed the men": the first other side that the condition names.
  [[nodiscard]] std::vector<std::uint32_t> under_condition(const Event& e) const {
    for (const auto c : a_.children[e.head]) {
      if (a_[c].deprel != Deprel::advcl || a_.child(c, Deprel::mark) == kNone) continue;
      const auto range = a_.subtree(c);
      for (auto t = range.first; t < range.last; ++t)
        if (const auto m = m_.of_token[t]; m != kNone && a_.below(t, c) && political(t) && !m_.all[m].pronoun && !locative(t) && !own_side(e, m)) return {m};
    }
    return {};
  }
  /// "warned that its men would storm the line unless Delhi relents": whose deed is the condition is the one who is threatened, if the
  /// words of the threat name nobody.
  void conditions() {
    for (auto& e : out_.events) {
      if (e.type != "THREATEN" || e.kind != Trigger::verb || e.actors.empty()) continue;
      if (std::any_of(e.recipients.begin(), e.recipients.end(), [&](auto m) { return a_[m_.all[m].head].head == e.head; })) continue;
      auto verbs = tree_.clause(e.head);
      verbs.push_back(e.head);
      for (const auto verb : verbs)
        if (const auto m = who_must(e, verb); m != kNone) {
          e.recipients = {m};
          break;
        }
    }
  }
  /// The political subject of a condition on the verb, if it is another side than the event's doer; kNone if there is none.
  [[nodiscard]] std::uint32_t who_must(const Event& e, std::uint32_t verb) const {
    for (const auto c : a_.children[verb]) {
      const auto mark = a_.child(c, Deprel::mark);
      if (a_[c].deprel != Deprel::advcl || mark == kNone || (a_[mark].lower != "if" && a_[mark].lower != "unless" && a_[mark].lower != "until")) continue;
      for (const auto s : a_.children[c])
        if (const auto m = m_.of_token[s]; a_[s].deprel == Deprel::nsubj && m != kNone && political(s) && !own_side(e, m)) return m;
    }
    return kNone;
  }
  /// "agreed to step down amid the rebels' advance", "dropped the tax after protests broke out": whom a step back is made for stands
  /// elsewhere in the sentence.
  void yields() {
    for (auto& e : out_.events) {
      const bool disarms = e.type == "RETREAT" && std::find(e.modes.begin(), e.modes.end(), std::string_view("disarm")) != e.modes.end();
      if (!e.kept || (e.type != "CONCEDE" && !disarms) || !e.recipients.empty() || e.actors.empty() || e.crowd) continue;
      // Whose truce it is, the ledger knows.
      if (lexicon_.row<table::Frame>(e.frame).mutual || lexicon_.row<table::Frame>(e.frame).process_kind.size != 0) continue;
      e.implied_recipients = true;
      const auto sentence = a_[e.head].sentence;
      for (std::uint32_t i = 0; i < m_.all.size() && e.recipients.empty(); ++i)
        if (m_.all[i].sentence == sentence && against(e, i)) e.recipients = {i};
      if (!e.recipients.empty() || e.type != "CONCEDE" || !any_sector(e.actors, {"GOV", "LEG"})) continue;
      for (const auto& other : out_.events) {
        if (other.type != "PROTEST" || a_[other.head].sentence != sentence || other.status.auxiliary != aux_none) continue;
        e.recipients = other.actors;
        e.crowd = other.actors.empty();
      }
    }
  }
  /// A state's government or army against armed groups of the country, and the other way round.
  [[nodiscard]] bool against(const Event& e, std::uint32_t m) const {
    if (m_.all[m].time || m_.all[m].place != kNoRow || !political(m_.all[m].head) || own_side(e, m)) return false;
    const auto rebels = [&](std::uint32_t x) { return any_sector({x}, {"REB", "UAF", "PRM"}); };
    const auto state = [&](std::uint32_t x) { return any_sector({x}, {"GOV", "MIL"}); };
    return std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) {
      if (!(state(x) && rebels(m)) && !(rebels(x) && state(m) && m_.all[m].kind != table::Kind::person)) return false;
      return same_code(x, m) || who(m).front().code.size() != 3 || who(m).front().code == "IMG";
    });
  }
  /// Does its own doer say it?
  [[nodiscard]] bool own_word(const Event& e) const {
    return std::any_of(e.status.voices.begin(), e.status.voices.end(), [&](const Voice& v) {
      return std::any_of(v.sources.begin(), v.sources.end(), [&](auto m) { return std::any_of(e.actors.begin(), e.actors.end(), [&](auto x) { return x == m || same_chain(x, m) || same_code(x, m); }); });
    });
  }
  [[nodiscard]] bool conditional(std::uint32_t verb) const {
    return std::any_of(a_.children[verb].begin(), a_.children[verb].end(), [&](auto c) {
      if (a_[c].deprel != Deprel::advcl) return false;
      const auto mark = a_.child(c, Deprel::mark);
      return mark != kNone && (a_[mark].lower == "if" || a_[mark].lower == "unless" || a_[mark].lower == "until");
    });
  }

  /// PLOVER: exercises of one country are MOBILIZE, joint ones COOPERATE.
  void exercises() {
    for (auto& e : out_.events) {
      if (e.type != "MOBILIZE" || !several_countries(e.actors)) continue;
      bool drill = in_set(e.head, exercises_);
      if (e.kind == Trigger::verb)
        for (const auto t : tree_.object(e.head)) drill = drill || in_set(core(t), exercises_);
      if (!drill) continue;
      e.type = "COOPERATE";
      e.modes.clear();
      e.recipients.clear();
    }
  }

  /// "More than 1,000 people have been arrested": by the police (else the authorities) that the text spoke of last.
  void arrests() {
    for (auto& e : out_.events) {
      if (e.type != "COERCE" || !e.actors.empty() || e.recipients.empty() || e.absorbed) continue;
      if (std::find(e.modes.begin(), e.modes.end(), std::string_view("arrest")) == e.modes.end()) continue;
      auto police = last_with("COP", e, false);
      if (police == kNone) police = last_with("COP", e, true);
      for (const auto m : {police, last_with("GOV", e, false)})
        if (m != kNone) {
          e.actors = {m};
          e.implied = true;
          break;
        }
    }
  }
  /// The last one up to the event's sentence and at most six before it; with `anywhere`, in the whole text.
  [[nodiscard]] std::uint32_t last_with(std::string_view sector, const Event& e, bool anywhere) const {
    const auto sentence = a_[e.head].sentence;
    for (auto i = static_cast<std::uint32_t>(m_.all.size()); i-- > 0;) {
      const auto& m = m_.all[i];
      if (m.agent == kNoRow || m.pronoun) continue;
      if (!anywhere && (m.sentence > sentence || m.sentence + 6 < sentence)) continue;
      if (m.kind != table::Kind::organisation && !m.plural) continue;
      const auto& ids = who(i);
      if (!ids.empty() && !ids.front().sectors.empty() && ids.front().sectors.front() == sector &&
          std::none_of(e.recipients.begin(), e.recipients.end(), [&](auto x) { return x == i || same_chain(x, i); }))
        return i;
    }
    return kNone;
  }

  /// One deed told by two words of a sentence: "were killed in an attack", "shelled the town, killing ten".
  void same_clause() {
    for (std::uint32_t i = 0; i < out_.events.size(); ++i) {
      auto& x = out_.events[i];
      if (x.swallowed_by != kNone || x.merged != kNone) continue;
      for (std::uint32_t k = i + 1; k < out_.events.size(); ++k) {
        auto& y = out_.events[k];
        if (a_[y.head].sentence != a_[x.head].sentence) break;
        if (y.swallowed_by != kNone || y.merged != kNone || x.type != y.type || x.absorbed != y.absorbed) continue;
        if (over_the_table(x, y)) {
          join(x, y);
          y.merged = i;
          continue;
        }
        if (x.status.auxiliary != y.status.auxiliary || x.outer != y.outer || x.status.attempted != y.status.attempted) continue;
        if (!linked(x, y) || !compatible(x.actors, y.actors) || two_deeds(x, y)) continue;
        if (!bound(x, y) && !compatible(x.recipients, y.recipients) && x.actors.empty()) continue;
        if (step_beside(x, y)) {  // "the talks broke down": the verb says what became of them
          join(y, x);
          x.merged = k;
          break;
        }
        join(x, y);
        y.merged = i;
      }
    }
  }
  /// "met in Riga to discuss the border": what they met for is the same talk.
  [[nodiscard]] bool over_the_table(const Event& x, const Event& y) const {
    if (x.type != "CONSULT" || y.kind != Trigger::verb || a_[y.head].xpos != "VB" || !in_set(y.head, discussing_) || x.outer != y.outer) return false;
    return a_[y.head].head == x.head && (a_[y.head].deprel == Deprel::advcl || a_[y.head].deprel == Deprel::xcomp || a_[y.head].deprel == Deprel::acl);
  }
  /// A noun of a process, and a verb that tells another step of it.
  [[nodiscard]] bool step_beside(const Event& noun, const Event& verb) const {
    if (noun.kind != Trigger::noun || verb.kind == Trigger::noun) return false;
    return !verb.process_kind.empty() && noun.process_kind == verb.process_kind && noun.process_transition != verb.process_transition;
  }
  /// One hangs on the other without a clause of speech between, or both are coordinated.
  [[nodiscard]] bool linked(const Event& x, const Event& y) const {
    return climbs(x.head, y.head) || climbs(y.head, x.head) || subject_of_other(x, y) || subject_of_other(y, x) || means(x, y);
  }
  /// "the killing of a general in an airstrike": a deed of nobody behind "in" is how the one before it was done, wherever the tree hangs it.
  [[nodiscard]] bool means(const Event& x, const Event& y) const {
    if (x.type != "ASSAULT" || y.kind != Trigger::noun || y.head < x.head || !y.actors.empty() || !y.recipients.empty() || x.recipients.empty()) return false;
    const auto prep = tree_.case_of(tree_.outer(y.head));
    if (prep != "in" && prep != "during" && prep != "with") return false;
    return y.head < x.head + kMeansReach && std::none_of(out_.events.begin(), out_.events.end(), [&](const Event& e) { return e.head > x.head && e.head < y.head && e.kind == Trigger::verb; });
  }
  /// "closing the border, suspending the treaty and expelling diplomats": coordinated words with an object each are deeds of their own;
  /// of violence they tell one ("killed a dozen and wounded thirty").
  [[nodiscard]] bool two_deeds(const Event& x, const Event& y) const {
    if (x.type == "ASSAULT" || x.type == "PROTEST" || x.kind != y.kind || x.kind == Trigger::adjective) return false;
    auto t = y.head;
    while (t != x.head && a_[t].deprel == Deprel::conj && a_[t].head != kNone) t = a_[t].head;
    if (t != x.head || x.head == y.head) return false;
    return own_object(x) && own_object(y);
  }
  [[nodiscard]] bool own_object(const Event& e) const {
    for (const auto c : a_.children[e.head]) {
      const auto d = a_[c].deprel;
      if (e.kind == Trigger::verb && (d == Deprel::obj || d == Deprel::nsubj_pass || d == Deprel::obl)) return true;
      if (e.kind == Trigger::noun && d == Deprel::nmod) return true;
    }
    return false;
  }
  /// "A bombing was reported to have killed …"
  [[nodiscard]] bool subject_of_other(const Event& noun, const Event& verb) const {
    if (noun.kind != Trigger::noun || verb.kind != Trigger::verb) return false;
    for (const auto t : tree_.subject(verb.head))
      if (core(t) == noun.head) return true;
    return false;
  }
  [[nodiscard]] bool climbs(std::uint32_t from, std::uint32_t to) const {
    std::uint32_t t = from;
    for (int step = 0; step < 6; ++step) {
      if (t == to) return true;
      if (a_[t].head == to && a_[t].upos == Upos::noun && earlier(t, to)) return false;
      if (t != from && a_[t].xpos == "VBN" && in_set(t, held_for_)) return false;  // "hanged a man convicted of a bombing"
      const auto d = a_[t].deprel;
      if (d == Deprel::ccomp || d == Deprel::parataxis || d == Deprel::acl_relcl || d == Deprel::csubj || a_[t].head == kNone) return false;
      t = a_[t].head;
    }
    return false;
  }
  /// One is an argument of the other ("killed in an attack").
  [[nodiscard]] bool bound(const Event& x, const Event& y) const {
    const auto hangs = [&](std::uint32_t child, std::uint32_t head) {
      const auto t = tree_.outer(child);
      return a_[t].head == head && a_[t].deprel != Deprel::conj && !earlier(t, head);
    };
    return hangs(x.head, y.head) || hangs(y.head, x.head);
  }
  /// "Hours after the attack, the army destroyed a factory": what came before is another deed. (Of victims it is not: "died after a raid".)
  [[nodiscard]] bool earlier(std::uint32_t noun, std::uint32_t verb) const {
    const auto prep = tree_.case_of(noun);
    return (prep == "after" || prep == "before" || prep == "following" || prep == "since" || prep == "until") && a_[verb].upos == Upos::verb && !tree_.passive(verb) && own_object_of(verb);
  }
  [[nodiscard]] bool own_object_of(std::uint32_t verb) const { return a_.child(verb, Deprel::obj) != kNone && a_.child(verb, Deprel::nsubj) != kNone; }
  [[nodiscard]] bool compatible(const std::vector<std::uint32_t>& x, const std::vector<std::uint32_t>& y) const {
    if (x.empty() || y.empty()) return true;
    for (const auto i : x)
      for (const auto k : y) {
        if (i == k || same_chain(i, k)) return true;
        for (const auto& p : who(i))
          for (const auto& q : who(k))
            if (!p.code.empty() && p.code == q.code && p.sectors == q.sectors) return true;
      }
    return false;
  }
  void join(Event& x, const Event& y) const {
    const auto unite = [&](std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from, const std::vector<std::uint32_t>& other) {
      for (const auto m : from) {
        const auto same = [&](auto k) { return k == m || same_chain(k, m); };
        if (std::none_of(to.begin(), to.end(), same) && std::none_of(other.begin(), other.end(), same)) to.push_back(m);
      }
    };
    if (x.actors.empty()) unite(x.actors, y.actors, x.recipients);
    if (x.process_kind.empty()) x.process_kind = y.process_kind, x.process_transition = y.process_transition;
    // "launched mortars into Pakistan, killing four villagers": who is told to be struck stands before the land they were in.
    const auto ground = [&](const std::vector<std::uint32_t>& side) {
      return x.type == "ASSAULT" && !side.empty() && std::all_of(side.begin(), side.end(), [&](auto m) { return land(m) || (m_.all[m].kind == table::Kind::state && !m_.all[m].people && locative(m_.all[m].head)); });
    };
    if (ground(x.recipients) && !y.recipients.empty() && !ground(y.recipients)) x.recipients.clear();
    if (x.recipients.empty() || !ground(y.recipients)) unite(x.recipients, y.recipients, x.actors);
    for (const auto mode : y.modes)
      if (std::find(x.modes.begin(), x.modes.end(), mode) == x.modes.end()) x.modes.push_back(mode);
    for (const auto& p : y.participants)
      if (std::find(x.participants.begin(), x.participants.end(), p) == x.participants.end()) x.participants.push_back(p);
    for (const auto& v : y.status.voices)
      if (std::none_of(x.status.voices.begin(), x.status.voices.end(), [&](const Voice& o) { return o.cue == v.cue; })) x.status.voices.push_back(v);
  }

  // ------------------------------------------------------------------------------------------- which become records
  void settle() {
    for (auto& e : out_.events) {
      // What is only demanded, promised … hangs on a demand, a promise that is told; else it stands for itself.
      if (e.absorbed && e.outer != kNone && !enough(out_.events[e.outer], lexicon_.row<table::Frame>(out_.events[e.outer].frame))) e.absorbed = false;
      // "did not stop shelling": the outer step back is denied, so the inner deed goes on.
      if (e.absorbed && e.outer != kNone && out_.events[e.outer].type == "RETREAT" && (out_.events[e.outer].status.auxiliary & aux_negation) != 0 &&
          (e.status.auxiliary & aux_negation) == 0) {
        e.absorbed = false;
        out_.events[e.outer].lost = "denied: the deed goes on";
      }
      if (e.swallowed_by == kNone) continue;
      auto& outer = out_.events[e.swallowed_by];
      const bool goes_on = (outer.status.auxiliary & aux_negation) != 0 && (e.status.auxiliary & aux_negation) == 0 && e.kind == Trigger::verb;
      if (goes_on) outer.lost = "denied: the deed goes on";
      else if (!outer.quiet || outer.outer != kNone) e.lost = "part of another event's words";
    }
    for (auto& e : out_.events) {
      if (!e.lost.empty()) continue;
      const auto& frame = lexicon_.row<table::Frame>(e.frame);
      if (e.merged != kNone) e.lost = "told by another word of the sentence";
      else if (manner(e)) e.lost = "only the manner of another deed";
      else if (e.absorbed) e.lost = "only demanded, promised, refused or threatened";
      else if (e.quiet) e.lost = "only the content of others (quiet)";
      else if (one_sided(e, frame)) e.lost = "one side only of what takes two";
      else if (!enough(e, frame)) {
        const bool happened = takes_place(e);
        e.echo = !happened && e.actors.empty() && e.recipients.empty() && points_back(e);
        if (!e.echo && !happened && !bare_step(e, frame)) e.lost = "no recognised actor";
      }
      e.kept = e.lost.empty();
      promise(e);
    }
    // A word that told the same as one that is no record after all stands for itself.
    for (auto& e : out_.events) {
      if (e.merged == kNone || e.kept || out_.events[e.merged].kept || out_.events[e.merged].lost == "told by another word of the sentence") continue;
      if (e.absorbed || e.quiet || e.swallowed_by != kNone || !enough(e, lexicon_.row<table::Frame>(e.frame))) continue;
      // "In the 1967 war Israel captured the West Bank": a war with one side told is no record.
      if (out_.events[e.merged].lost != "no recognised actor" && out_.events[e.merged].lost != "one side only of what takes two") continue;
      e.lost.clear();
      e.kept = true;
    }
  }
  /// "set himself on fire in protest of the occupation": what "of" names is protested against, by who does it.
  void in_protest_of(Event& e) const {
    if (tree_.case_of(e.head) != "in" || a_.child(e.head, Deprel::det) != kNone) return;
    const auto against = tree_.preposition(e.head, "of", false);
    if (against.empty()) return;
    e.actors.clear();
    const auto verb = a_[e.head].head;
    if (verb == kNone || a_[verb].upos != Upos::verb) return;
    for (const auto t : tree_.subject(verb))
      if (const auto m = mention_of(t); m != kNone && party(m)) e.actors.push_back(m);
    for (const auto t : against) {
      const auto m = mention_of(t) != kNone ? mention_of(t) : owner_of(t);
      if (m != kNone && party(m) && !contains(e.actors, m)) e.recipients.push_back(m);
    }
  }
  /// "recalled their envoys in protest": how the deed was meant.
  [[nodiscard]] bool manner(const Event& e) const {
    if (e.type != "PROTEST" || e.kind != Trigger::noun || !e.actors.empty() || tree_.case_of(e.head) != "in" || a_.child(e.head, Deprel::det) != kNone) return false;
    const auto verb = tree_.governor(e.head);
    return verb != kNone && event_at_[verb] != kNone && out_.events[event_at_[verb]].type != "PROTEST";
  }
  /// PLOVER: a meeting, praise, cooperation or help that is still to come is AGREE, and as such reported.
  static void promise(Event& e) {
    if (e.type != "CONSULT" && e.type != "SUPPORT" && e.type != "COOPERATE" && e.type != "AID") return;
    if (e.status.auxiliary != aux_future) return;
    e.type = "AGREE";
    e.modes.clear();
    e.status.auxiliary = aux_none;
  }
  /// "this call", "the talks": a definite noun of the kind that a text uses for what it has told.
  [[nodiscard]] bool points_back(const Event& e) const {
    if (e.kind != Trigger::noun) return false;
    const auto d = a_.child(tree_.outer(e.head), Deprel::det);
    return d != kNone && (a_[d].lower == "the" || a_[d].lower == "this" || a_[d].lower == "these" || a_[d].lower == "that");
  }
  /// Kinds of processes between two sides.
  [[nodiscard]] static bool of_two(std::string_view kind) { return kind == "talks" || kind == "ceasefire" || kind == "agreement"; }
  /// "both sides", "the warring parties", "the rival camps", "negotiators of both sides": a word for the two whom the text speaks of.
  [[nodiscard]] bool sides(std::uint32_t mention) const { return m_.all[mention].plural && sides_word(m_.all[mention].head); }
  [[nodiscard]] bool sides_word(std::uint32_t head) const {
    const bool always = in_set(head, sides_), if_two = in_set(head, sides_if_two_);
    if (!always && !if_two && m_.of_token[head] == kNone) return false;
    bool two = false, theirs = false;
    for (const auto c : a_.children[head]) {
      const auto rel = a_[c].deprel;
      const bool modifies = rel == Deprel::amod || rel == Deprel::compound || rel == Deprel::nummod;
      if (modifies && !lexicon_.in_set(a_[c].lemma, beside_sides_)) return false;
      two = two || modifies || a_[c].lower == "both";
      const auto by = tree_.case_of(c);
      const bool of = rel == Deprel::nmod && by == "of";
      if (rel == Deprel::nmod && (by == "from" || by == "for") && m_.of_token[c] != kNone && named(m_.of_token[c])) return false;  // "negotiators from Moscow and Kyiv"
      if ((rel == Deprel::nmod_poss || of) && (in_set(c, sides_) || in_set(c, sides_if_two_)) && sides_word(c)) theirs = true;
      else if (of || (rel == Deprel::nmod_poss && a_[c].upos == Upos::pron)) return false;
    }
    return always || theirs || (if_two && two);
  }
  [[nodiscard]] bool only_sides(const Event& e) const {
    return !e.actors.empty() && e.recipients.empty() && std::all_of(e.actors.begin(), e.actors.end(), [&](auto m) { return sides(m); });
  }
  /// "the negotiations failed", "the two sides agreed": the parties of the talks told before.
  void running_process() {
    for (std::uint32_t i = 0; i < out_.events.size(); ++i) {
      auto& e = out_.events[i];
      if (!of_two(e.process_kind)) continue;
      // "Both delegations agreed to extend the truce between Colombia and the ELN": the two are these.
      if (std::count_if(e.actors.begin(), e.actors.end(), [&](auto m) { return !sides(m) && (named(m) || coded(m)); }) > 1)
        std::erase_if(e.actors, [&](auto m) { return sides(m); });
      beside_a_name(e);
      if (called_upon_both(e, i)) continue;
      if (e.process_kind == "talks") teller_takes_part(e);
      const bool both = only_sides(e) || (e.actors.empty() && e.recipients.empty() && e.kind == Trigger::verb && two_alone(tree_.subject(e.head)));
      if (!both && (!e.actors.empty() || !e.recipients.empty())) continue;
      if (!both && e.process_kind == "agreement") continue;
      bool found = e.process_kind == "ceasefire" && between_fighters(e);
      for (std::uint32_t k = i; k-- > 0 && !found;) {
        const auto& before = out_.events[k];
        if (!both && a_[before.head].sentence + 4 < a_[e.head].sentence) break;
        const bool same = before.process_kind == e.process_kind || (e.process_kind == "talks" && before.type == "CONSULT") ||
                          (both && (of_two(before.process_kind) || before.type == "CONSULT"));
        if (!same || before.actors.size() + before.recipients.size() < 2) continue;
        found = true;
        e.actors = before.actors;
        e.recipients = before.recipients;
        e.implied = true;
      }
      if (found || !both || std::any_of(e.actors.begin(), e.actors.end(), [&](auto m) { return named(m); })) continue;
      e.actors.clear();  // the ledger finds them
      e.sides = true;
    }
  }
  /// "Khartoum said talks with the rebels would resume": who tells of talks with its own adversary is the other side of them. "The army and the
  /// rebels said that the round had ended": both.
  void teller_takes_part(Event& e) const {
    std::vector<std::uint32_t> told = e.actors;
    told.insert(told.end(), e.recipients.begin(), e.recipients.end());
    if (told.size() > 1) return;
    std::vector<std::uint32_t> tellers;
    for (const auto& voice : e.status.voices)
      if (voice.stance == table::Stance::asserts)
        for (const auto m : voice.sources)
          if (!contains(tellers, m)) tellers.push_back(m);
    const auto opposed = [&](std::uint32_t x, std::uint32_t y) {
      return (armed_side(x) && stands_for_state(y) && same_code(x, y)) || (armed_side(y) && stands_for_state(x) && same_code(x, y));
    };
    if (told.empty()) {
      if (tellers.size() == 2 && opposed(tellers.front(), tellers.back())) e.actors = tellers, e.implied = true;
      return;
    }
    for (const auto m : tellers) {
      if (!opposed(m, told.front())) continue;
      e.actors = {m, told.front()};
      e.recipients.clear();
      e.implied = true;
      return;
    }
  }
  [[nodiscard]] bool stands_for_state(std::uint32_t mention) const {
    const auto& ids = who(mention);
    return std::any_of(ids.begin(), ids.end(), [](const Identity& id) {
      return id.kind == table::Kind::state || (!id.sectors.empty() && (id.sectors.front() == "GOV" || id.sectors.front() == "MIL" || id.sectors.front() == "LEG"));
    });
  }
  /// "The truce unravelled as Armenia and Azerbaijan traded fire": between those whom the sentence tells to fight each other.
  bool between_fighters(Event& e) const {
    const Event* found = nullptr;
    for (const auto& other : out_.events) {
      if (&other == &e || a_[other.head].sentence != a_[e.head].sentence || other.actors.size() < 2 || !other.recipients.empty()) continue;
      if (other.type != "ASSAULT" && other.process_kind != "ceasefire") continue;
      if (!lexicon_.row<table::Frame>(other.frame).mutual || only_sides(other)) continue;
      if (found != nullptr && found->actors != other.actors) return false;
      found = &other;
    }
    if (found == nullptr) return false;
    e.actors = found->actors;
    e.implied = true;
    return true;
  }
  [[nodiscard]] bool named(std::uint32_t mention) const {
    const auto& ids = who(mention);
    return std::any_of(ids.begin(), ids.end(), [](const Identity& id) { return !id.entity.empty(); });
  }
  [[nodiscard]] bool coded(std::uint32_t mention) const {
    const auto& ids = who(mention);
    return std::any_of(ids.begin(), ids.end(), [](const Identity& id) { return !id.code.empty() && !id.sectors.empty(); });
  }
  /// "Both", "the two" without a noun.
  [[nodiscard]] bool two_alone(const std::vector<std::uint32_t>& tokens) const {
    return tokens.size() == 1 && (a_[tokens.front()].lower == "both" || a_[tokens.front()].lower == "two") && a_.child(tokens.front(), Deprel::nmod) == kNone;
  }
  /// "Oman urged both to come back to the table": the two told of before.
  bool called_upon_both(Event& e, std::uint32_t i) const {
    if (e.type != "REQUEST" || e.kind != Trigger::verb || !e.recipients.empty()) return false;
    bool two_named = two_alone(tree_.object(e.head));
    for (const auto c : a_.children[e.head])
      if ((a_[c].deprel == Deprel::ccomp || a_[c].deprel == Deprel::xcomp) && two_alone(tree_.subject(c))) two_named = true;
    if (!two_named) return false;
    for (std::uint32_t k = i; k-- > 0;) {
      const auto& before = out_.events[k];
      if (!of_two(before.process_kind) && before.type != "CONSULT" && before.type != "ASSAULT") continue;
      auto two = before.actors;
      two.insert(two.end(), before.recipients.begin(), before.recipients.end());
      std::erase_if(two, [&](auto m) { return contains(e.actors, m); });
      if (two.size() != 2) continue;
      e.recipients = std::move(two);
      e.implied = true;
      return true;
    }
    return false;
  }
  /// "The government of Ukraine and rebels agreed", "the government in Colombo and the Tamil Tigers": the tree joins the second party to the
  /// name behind the first.
  void beside_a_name(Event& e) const {
    if (e.kind != Trigger::verb || e.actors.size() != 1 || !e.recipients.empty()) return;
    const auto first = e.actors.front();
    // "India and Pakistan said that they had agreed": both.
    if (m_.all[first].pronoun && a_[m_.all[first].head].lower == "they" && who(first).size() == 1) {
      for (std::uint32_t k = first; k-- > 0;) {
        if (!same_chain(k, first) || m_.all[k].pronoun) continue;
        auto told = m_.all[k].head;
        if (a_[told].deprel == Deprel::conj && a_[told].head != kNone) told = a_[told].head;
        std::vector<std::uint32_t> pair{told};
        for (const auto c : a_.children[told])
          if (a_[c].deprel == Deprel::conj) pair.push_back(c);
        std::vector<std::uint32_t> both;
        for (const auto t : pair)
          if (const auto m = m_.of_token[t]; m != kNone && (named(m) || coded(m))) both.push_back(m);
        if (both.size() > 1) e.actors = both;
        break;
      }
    }
    const auto head = m_.all[first].head;
    for (const auto n : a_.children[head]) {
      if (a_[n].deprel != Deprel::nmod || a_[n].upos != Upos::propn || (tree_.case_of(n) != "of" && tree_.case_of(n) != "in")) continue;
      for (const auto c : a_.children[n]) {
        if (a_[c].deprel != Deprel::conj) continue;
        const auto m = mention_of(c);
        if (m == kNone || m == e.actors.front() || same_chain(m, e.actors.front()) || !armed_side(m)) continue;
        e.actors.push_back(m);
      }
    }
  }
  [[nodiscard]] bool armed_side(std::uint32_t mention) const {
    const auto& ids = who(mention);
    return std::any_of(ids.begin(), ids.end(), [](const Identity& id) {
      return !id.sectors.empty() && (id.sectors.front() == "REB" || id.sectors.front() == "UAF" || id.sectors.front() == "PRM" || id.sectors.front() == "OPP");
    });
  }
  /// "The truce has run out": a step of a truce whose parties the text does not tell there; the ledger finds them.
  [[nodiscard]] bool bare_step(const Event& e, const table::Frame& frame) const {
    if (sport_ || topic_ == Topic::private_life || e.kind == Trigger::noun || !e.recipients.empty()) return false;
    // "Dhlakama announced that the truce would continue": nobody whom the tables know.
    if (std::any_of(e.actors.begin(), e.actors.end(), [&](auto m) { return is_public(m) || !m_.all[m].named; }) || (!e.actors.empty() && e.process_kind != "ceasefire")) return false;
    if (e.sides) return (e.status.auxiliary & (aux_hypothetical | aux_negation)) == 0;
    if ((e.process_kind != "ceasefire" && e.process_kind != "talks") || (!frame.mutual && !passive_step(e) && e.process_transition != "extended")) return false;
    const bool coming = e.process_kind == "ceasefire" && (e.process_transition == "extended" || e.process_transition == "in_force");  // "it will take effect on Friday"
    if (e.status.auxiliary != aux_none && !(e.status.auxiliary == aux_future && coming)) return false;
    // "The truce had lasted a year": what was before.
    const auto aux = a_.child(e.head, Deprel::aux);
    if (e.process_transition == "in_force" && aux != kNone && a_[aux].lower == "had") return false;
    auto subject = subject_of(e.head);
    // "fighting ended a truce", "mediators adjourned the talks"
    if (subject.empty() || lexicon_.in_set(a_[subject.front()].lemma, hostilities_)) subject = tree_.object(e.head);
    else if (auto object = tree_.object(e.head); object.size() == 1 && in_set(object.front(), lexicon_.set("process_talks"))) subject = std::move(object);
    if (subject.size() != 1) return false;
    // "Talks broke down on Tuesday", of public affairs
    if (e.process_kind == "talks" && topic_ == Topic::public_affairs && e.kind == Trigger::verb && a_[subject.front()].upos == Upos::noun) return true;
    if (e.process_kind == "talks" && (told_where(e.head) || told_where(subject.front()))) return true;  // "Talks on reunification restarted in Nicosia"
    const auto det = a_.child(subject.front(), Deprel::det);
    const auto owner = a_.child(subject.front(), Deprel::nmod_poss);  // "Yemen's truce"
    if (owner != kNone && a_[owner].upos == Upos::propn) return true;
    return a_[subject.front()].lower == "it" || (det != kNone && (a_[det].lower == "the" || a_[det].lower == "a"));
  }
  /// "The truce was extended": whoever did it.
  [[nodiscard]] bool passive_step(const Event& e) const { return e.kind == Trigger::verb && a_.child(e.head, Deprel::nsubj_pass) != kNone; }
  /// "The attack occurred in the village of Nwonko": that violence happened, and where, is told though nobody is named.
  [[nodiscard]] bool takes_place(const Event& e) const {
    if (e.kind != Trigger::noun || (e.type != "ASSAULT" && e.type != "PROTEST") || sport_ || topic_ == Topic::private_life || e.status.auxiliary != aux_none) return false;
    std::uint32_t verb = kNone;
    const StatusReader reader(a_, tree_, m_, out_.scan, lexicon_);
    const auto* cue = reader.support(e.head, verb);
    if (toll_beside(e)) return true;
    if (cue == nullptr || cue->role != table::SupportRole::happen || verb == kNone || a_[verb].lemma == "be" || (a_[verb].xpos != "VBD" && a_[verb].xpos != "VBN")) return false;
    if (told_where(verb) || told_where(e.head)) return true;
    // "The attack occurred as the convoy passed through Nwonko."
    if (lexicon_.row<table::Frame>(e.frame).strength == table::Strength::weak) return false;
    return std::any_of(a_.children[verb].begin(), a_.children[verb].end(), [&](auto c) { return a_[c].deprel == Deprel::advcl && told_where(c); });
  }
  /// "The attack on the market in Nwonko left 17 dead": violence with its dead or injured and its place.
  [[nodiscard]] bool toll_beside(const Event& e) const {
    if (e.type != "ASSAULT" || lexicon_.row<table::Frame>(e.frame).strength == table::Strength::weak) return false;
    const auto dead = lexicon_.set("size_dead"), injured = lexicon_.set("size_injured"), toll = lexicon_.set("size_toll");
    // "The death toll of the attack in Nwonko": what it is the toll of.
    bool where = told_where(e.head);
    if (in_set(e.head, toll))
      for (const auto c : a_.children[e.head]) where = where || (a_[c].deprel == Deprel::nmod && (told_where(c) || (event_at_[c] != kNone && out_.events[event_at_[c]].type == "ASSAULT")));
    // "put the toll of the attack at 45"
    where = where || (a_[e.head].deprel == Deprel::nmod && a_[e.head].head != kNone && in_set(a_[e.head].head, toll));
    if (!where) return false;
    const auto& s = a_.sentences[a_[e.head].sentence].tokens;
    bool figure = false, harm = false;
    for (auto t = s.first; t < s.last; ++t) {
      figure = figure || a_[t].upos == Upos::num || a_[t].lemma == "dozen" || a_[t].lemma == "score" || a_[t].lemma == "hundred";
      harm = harm || ((t != e.head || in_set(t, toll)) && (in_set(t, dead) || in_set(t, injured) || in_set(t, toll)));
    }
    return figure && harm;
  }
  /// A phrase of place with a name in it hangs on the word.
  [[nodiscard]] bool told_where(std::uint32_t word) const {
    for (const auto c : a_.children[word]) {
      if ((a_[c].deprel != Deprel::obl && a_[c].deprel != Deprel::nmod) || !locative(c) || tree_.case_of(c) == "from") continue;
      const auto range = a_.subtree(c);
      for (auto t = range.first; t < range.last; ++t) {
        const auto m = m_.of_token[t];
        // A name that nobody knows: "in the village of Nwonko".
        if (m == kNone || (m_.all[m].actor == kNoRow && m_.all[m].agent == kNoRow && !m_.all[m].time)) {
          if (a_[t].upos == Upos::propn) return true;
        } else if (m_.all[m].place != kNoRow || m_.all[m].capital || m_.all[m].kind == table::Kind::place) {
          return true;
        }
      }
    }
    return false;
  }
  /// "peace talks", "contacts": a noun for what takes two, with one party told.
  [[nodiscard]] bool one_sided(const Event& e, const table::Frame& frame) const {
    if (!frame.mutual || e.kind != Trigger::noun || frame.strength == table::Strength::strong || (e.type != "CONSULT" && e.type != "ASSAULT")) return false;
    std::uint32_t verb = kNone;
    const StatusReader reader(a_, tree_, m_, out_.scan, lexicon_);
    const auto* cue = reader.support(e.head, verb);
    if (cue != nullptr && cue->role == table::SupportRole::actor) return false;
    // "the country's civil war": only whose war it is.
    if (e.type == "ASSAULT") return e.actors.size() == 1 && who(e.actors.front()).size() == 1 && who(e.actors.front()).front().kind == table::Kind::state;
    return e.actors.size() < 2 && !(e.actors.size() == 1 && (who(e.actors.front()).size() > 1 || m_.all[e.actors.front()].plural));
  }
  [[nodiscard]] bool enough(const Event& e, const table::Frame& frame) const {
    const auto known = [&](const std::vector<std::uint32_t>& side) {
      return std::any_of(side.begin(), side.end(), [&](auto m) {
        for (const auto& id : who(m))
          if (id.political) return true;
        return false;
      });
    };
    const bool harm = e.type == "ASSAULT" || e.type == "COERCE" || e.type == "SANCTION" || e.type == "RETREAT";
    const bool actor = known(e.actors) || (e.type == "ASSAULT" && communal(e.actors)), recipient = known(e.recipients) || (harm && human(e.recipients));
    if ((sport_ || frame.strength != table::Strength::strong) && is_private(e)) return false;
    if (topic_ == Topic::private_life && !between_publics(e)) return false;
    if (in_a_game(e) || in_a_story(e)) return false;
    switch (frame.strength) {
      case table::Strength::weak:
        if (frame.mutual) return e.actors.size() > 1 || (actor && who(e.actors.front()).size() > 1);
        return actor && (recipient || (e.type == "AGREE" && e.actors.size() > 1) || (armed(e.actors) && (e.type == "MOBILIZE" ? placed(e) : e.type == "ASSAULT" && !e.recipients.empty())));
      case table::Strength::strong: return actor || recipient || !e.actors.empty() || !e.recipients.empty() || placed(e);
      // "The company threatened to sack workers": in a text of public affairs people without a country told are public enough.
      case table::Strength::normal: return actor || recipient || (topic_ == Topic::public_affairs && !sport_ && !e.actors.empty() && !e.recipients.empty());
    }
    return false;
  }
  /// "The grandmaster sacrificed a rook and forced his rival to surrender": in a sentence with two words of games and none of force.
  [[nodiscard]] bool in_a_game(const Event& e) const {
    if (armed(e.actors) || armed(e.recipients)) return false;
    const auto& range = a_.sentences[a_[e.head].sentence].tokens;
    std::vector<std::string_view> seen;
    for (auto t = range.first; t < range.last; ++t)
      if (in_set(t, game_word_) && std::find(seen.begin(), seen.end(), a_[t].lemma) == seen.end()) seen.push_back(a_[t].lemma);
    return seen.size() >= 2;
  }
  /// "A ceasefire is an agreement by which the parties stop fighting": what a word means, of nobody in particular.
  [[nodiscard]] bool in_a_definition(const Event& e) const {
    auto root = e.head;
    while (a_[root].head != kNone) root = a_[root].head;
    const auto cop = a_.child(root, Deprel::cop), subject = a_.child(root, Deprel::nsubj);
    if (root == e.head || cop == kNone || subject == kNone || (a_[cop].xpos != "VBZ" && a_[cop].xpos != "VBP")) return false;
    const auto general = [&](std::uint32_t noun) {
      if (a_[noun].upos != Upos::noun || a_.child(noun, Deprel::nmod_poss) != kNone || a_.child(noun, Deprel::nummod) != kNone) return false;
      const auto det = a_.child(noun, Deprel::det);
      return det == kNone ? a_[noun].xpos == "NNS" : a_[det].lower == "a" || a_[det].lower == "an";
    };
    return general(root) && general(subject) && !a_.below(e.head, subject);
  }
  /// "sentenced the hero of the new television series": what befalls figures of fiction.
  [[nodiscard]] bool in_a_story(const Event& e) const {
    if (e.kind != Trigger::verb) return false;
    const auto figure = [&](std::uint32_t t) {
      if (!in_set(t, story_figure_)) return false;
      return std::any_of(a_.children[t].begin(), a_.children[t].end(), [&](auto c) { return a_[c].deprel == Deprel::nmod && in_set(c, story_); }) ||
             std::any_of(a_.children[t].begin(), a_.children[t].end(), [&](auto c) { return a_[c].deprel == Deprel::compound && in_set(c, story_); });
    };
    const auto objects = tree_.object(e.head), subjects = tree_.subject(e.head);
    return std::any_of(objects.begin(), objects.end(), figure) || std::any_of(subjects.begin(), subjects.end(), figure);
  }
  /// In a text of private matters: two parties that stand for more than themselves, by their own words.
  [[nodiscard]] bool between_publics(const Event& e) const {
    const auto stands = [&](std::uint32_t mention, std::initializer_list<std::string_view> sectors) {
      const auto& ids = who(mention);
      return std::any_of(ids.begin(), ids.end(), [&](const Identity& id) {
        if (!id.political || id.country_inferred || id.sectors.empty()) return false;
        return std::find(sectors.begin(), sectors.end(), std::string_view(id.sectors.front())) != sectors.end();
      });
    };
    const auto power = [&](std::uint32_t m) { return stands(m, {"GOV", "MIL", "LEG", "PTY", "OPP", "REB", "PRM"}); };
    const auto party = [&](std::uint32_t m) { return power(m) || stands(m, {"JUD", "SPY", "UAF", "SOC", "BUS", "JRN", "LAB", "REF"}); };
    if (e.recipients.empty()) return std::count_if(e.actors.begin(), e.actors.end(), power) > 1;
    return std::any_of(e.actors.begin(), e.actors.end(), power) && std::any_of(e.recipients.begin(), e.recipients.end(), party);
  }
  /// Is nobody in it public? Private persons and firms among themselves make no political event; people harmed by nobody told count if
  /// they are several.
  [[nodiscard]] bool is_private(const Event& e) const {
    // "Boeing settled with the airline": firms among themselves, known or not.
    const auto firms = [&](const std::vector<std::uint32_t>& side) { return std::all_of(side.begin(), side.end(), [&](auto m) { return any_sector({m}, {"BUS"}) && !is_one(who(m).front().code, {"IGO", "UNO", "EUR"}); }); };
    if (e.type != "ASSAULT" && e.type != "PROTEST" && e.type != "COERCE" && firms(e.actors) && firms(e.recipients) && e.actors.size() + e.recipients.size() > 0) return true;
    const auto any = [&](const std::vector<std::uint32_t>& side) { return std::any_of(side.begin(), side.end(), [&](auto m) { return is_public(m); }); };
    if (any(e.actors) || any(e.recipients)) return false;
    if (e.type == "PROTEST" || (e.type == "ASSAULT" && communal(e.actors))) return false;
    if (e.type == "ASSAULT" && e.actors.empty() && (arms_beside(e) || any_sector(e.recipients, {"JRN", "REL"}))) return false;
    if (e.type == "ASSAULT" && e.actors.empty())
      return std::none_of(e.recipients.begin(), e.recipients.end(), [&](auto m) { return m_.all[m].plural || who(m).size() > 1; });
    return true;
  }
  /// "Herdsmen raided the village", "a mob killed eight people": violence of one community against another, in which nobody holds an office.
  [[nodiscard]] bool communal(const std::vector<std::uint32_t>& side) const {
    return std::any_of(side.begin(), side.end(), [&](auto i) {
      const auto& m = m_.all[i];
      if (m.agent == kNoRow || m.pronoun) return false;
      if (!m.plural && m.kind != table::Kind::people) return false;
      return (lexicon_.row<table::Agent>(m.agent).flags & table::agent_ethnic) != 0 || in_set(m.head, communities_);
    });
  }
  [[nodiscard]] bool any_sector(const std::vector<std::uint32_t>& side, std::initializer_list<std::string_view> sectors) const {
    return std::any_of(side.begin(), side.end(), [&](auto m) {
      const auto& ids = who(m);
      return !ids.empty() && !ids.front().sectors.empty() && std::find(sectors.begin(), sectors.end(), std::string_view(ids.front().sectors.front())) != sectors.end();
    });
  }
  /// "was shot when assailants stopped his car", "in an ambush": forces or another deed of arms stand in the sentence.
  [[nodiscard]] bool arms_beside(const Event& e) const {
    const auto sentence = a_[e.head].sentence;
    for (std::uint32_t i = 0; i < m_.all.size(); ++i)
      if (m_.all[i].sentence == sentence && any_sector({i}, {"REB", "UAF", "MIL", "PRM"})) return true;
    return std::any_of(out_.events.begin(), out_.events.end(), [&](const Event& other) {
      return other.head != e.head && other.type == "ASSAULT" && other.kind == Trigger::noun && a_[other.head].sentence == sentence;
    });
  }
  /// A country of its own, an entry in the lexicon, or an office, arms or mandate.
  [[nodiscard]] bool is_public(std::uint32_t mention) const {
    static constexpr std::string_view sectors[] = {"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "OPP", "REB", "UAF", "PRM", "SPY", "CRM", "REF"};
    for (const auto& id : who(mention)) {
      if (sport_ && (id.kind == table::Kind::state || id.sectors.empty() || id.sectors.front() == "SOC" || id.sectors.front() == "CVL" || id.sectors.front() == "BUS")) continue;  // a team
      if (!id.entity.empty() || (!id.code.empty() && !id.country_inferred && id.political)) return true;
      if (!id.sectors.empty() && std::find(std::begin(sectors), std::end(sectors), std::string_view(id.sectors.front())) != std::end(sectors)) return true;
    }
    return false;
  }
  /// Harm done to people counts whoever they are.
  [[nodiscard]] bool human(const std::vector<std::uint32_t>& side) const {
    return std::any_of(side.begin(), side.end(), [&](auto m) {
      const auto kind = who(m).empty() ? table::Kind::thing : who(m).front().kind;
      return kind == table::Kind::person || kind == table::Kind::people;
    });
  }
  /// Forces by their own word: what they patrol, gather at or strike needs no other party.
  [[nodiscard]] bool armed(const std::vector<std::uint32_t>& side) const {
    static constexpr std::string_view sectors[] = {"MIL", "COP", "REB", "UAF", "PRM"};
    return std::any_of(side.begin(), side.end(), [&](auto m) {
      const auto& ids = who(m);
      return !ids.empty() && !ids.front().sectors.empty() && std::find(std::begin(sectors), std::end(sectors), std::string_view(ids.front().sectors.front())) != std::end(sectors);
    });
  }
  /// Does a place stand beside a strong event word?
  [[nodiscard]] bool placed(const Event& e) const {
    // Ground that is taken is a place itself ("We captured the Nwonko base").
    if (e.process_kind == "occupation" && e.kind == Trigger::verb)
      for (const auto o : tree_.object(e.head))
        if (a_[o].upos == Upos::propn || std::any_of(a_.children[o].begin(), a_.children[o].end(), [&](auto k) { return k < o && a_[k].upos == Upos::propn && a_[k].deprel == Deprel::compound; })) return true;
    const auto& s = a_.sentences[a_[e.head].sentence].tokens;
    for (auto t = s.first; t < s.last; ++t)
      if (const auto m = m_.of_token[t]; m != kNone && (m_.all[m].place != kNoRow || m_.all[m].kind == table::Kind::state || m_.all[m].kind == table::Kind::place)) return true;
    return told_where(e.head);
  }

  /// A denial whose object is no event of its own binds to the claim before it ("a charge that Baku denied").
  void denials(const StatusReader& reader) {
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      for (const auto& unit : out_.scan.cue_verbs[t]) {
        const auto& cue = lexicon_.row<table::Cue>(unit.use.row);
        if (cue.stance != table::Stance::denies || !verbal(a_[t].upos) || reader.negated(t)) continue;
        const auto who = reader.fill(t, cue.source);
        deny(t, who);
        if (rebuts(t)) deny_described(t, tree_.subject(t));
        break;
      }
    }
  }
  /// "The victors denied it": who is only described, by no word for an actor, is the one that was accused right before.
  void deny_described(std::uint32_t cue, const std::vector<std::uint32_t>& tokens) {
    if (tokens.size() != 1 || political(tokens.front()) || a_[tokens.front()].upos != Upos::noun) return;
    const auto det = a_.child(tokens.front(), Deprel::det);
    if (det == kNone || a_[det].lower != "the") return;
    const auto sentence = a_[cue].sentence;
    for (auto i = static_cast<std::uint32_t>(out_.events.size()); i-- > 0;) {
      auto& e = out_.events[i];
      if (e.head >= cue || a_[e.head].sentence + 1 < sentence || e.type == "ACCUSE" || e.actors.empty()) continue;
      const auto own = [&](const Voice& v) { return v.stance == table::Stance::asserts && std::none_of(v.sources.begin(), v.sources.end(), [&](auto m) { return contains(e.actors, m); }); };
      if (std::none_of(e.status.voices.begin(), e.status.voices.end(), own)) continue;
      Voice voice;
      voice.cue = cue;
      voice.stance = table::Stance::denies;
      voice.sources = e.actors;
      e.status.voices.push_back(std::move(voice));
      return;
    }
  }
  void deny(std::uint32_t cue, const std::vector<std::uint32_t>& tokens) {
    Voice voice;
    voice.cue = cue;
    voice.stance = table::Stance::denies;
    for (const auto t : tokens)
      if (const auto m = m_.of_token[t]; m != kNone) voice.sources.push_back(m);
    if (voice.sources.empty()) return;
    const auto sentence = a_[cue].sentence;
    std::uint32_t accuse = kNone;
    for (std::uint32_t i = 0; i < out_.events.size(); ++i) {
      const auto& e = out_.events[i];
      if (a_[e.head].sentence > sentence) break;
      if (e.type != "ACCUSE" || e.head == cue || a_[e.head].sentence + 2 < sentence) continue;
      if (e.recipients.empty() || compatible(e.recipients, voice.sources)) accuse = i;
    }
    if (accuse == kNone) return;
    for (const auto k : out_.events[accuse].content) {
      auto& voices = out_.events[k].status.voices;
      if (std::none_of(voices.begin(), voices.end(), [&](const Voice& v) { return v.cue == cue; })) voices.push_back(voice);
    }
  }

  std::string_view text_;
  const Analysis& a_;
  const Mentions& m_;
  const Lexicon& lexicon_;
  std::optional<Day> published_;
  bool keep_losers_;
  Tree tree_;
  std::uint32_t transparent_ = kNoRow, carrier_ = kNoRow, game_word_ = kNoRow, story_figure_ = kNoRow, story_ = kNoRow, carries_ = kNoRow, held_for_ = kNoRow, deeds_ = kNoRow, rebuttals_ = kNoRow, claims_ = kNoRow, disclaims_ = kNoRow, falsehoods_ = kNoRow, mediations_ = kNoRow, vague_ = kNoRow, demands_ = kNoRow, exercises_ = kNoRow, tongues_ = kNoRow, holds_ = kNoRow, exchanges_ = kNoRow, documents_ = kNoRow, victims_ = kNoRow, discussing_ = kNoRow, place_phrase_ = kNoRow, sides_ = kNoRow, beside_sides_ = kNoRow, hostilities_ = kNoRow, communities_ = kNoRow, sides_if_two_ = kNoRow, denies_plainly_ = kNoRow;
  bool sport_ = false;  ///< the text is about games
  Topic topic_ = Topic::open;
  Coding out_;
  std::unique_ptr<Quotes> quotes_;
  std::vector<std::uint32_t> event_at_;
  mutable std::vector<std::vector<Identity>> identities_;
  mutable std::vector<bool> known_;
};

}  // namespace

Coding find_events(std::string_view text, const Analysis& analysis, const Mentions& mentions, const Lexicon& lexicon,
                   std::optional<Day> published, bool keep_losers) {
  return Coder(text, analysis, mentions, lexicon, published, keep_losers).run();
}

}  // namespace khaldun
