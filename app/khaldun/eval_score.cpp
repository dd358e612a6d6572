#include "app/khaldun/eval_score.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace khaldun::app {
namespace {

using Matrix = std::vector<std::vector<double>>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr unsigned bit(std::size_t level) { return 1U << level; }

// Positions in kLevels.
enum Level : std::size_t {
  detection,
  type,
  some_country,
  same_country,
  some_actor,
  same_actor,
  some_triple,
  same_triple
};

Matrix transposed(const Matrix& m) {
  Matrix t(m.front().size(), std::vector<double>(m.size()));
  for (std::size_t i = 0; i < m.size(); ++i) {
    for (std::size_t j = 0; j < m[i].size(); ++j) t[j][i] = m[i][j];
  }
  return t;
}

/// The state of the algorithm; rows and columns count from 1, 0 stands for "none".
class Assignment {
 public:
  explicit Assignment(const Matrix& weight)
      : weight_(weight),
        columns_(weight.front().size()),
        u_(weight.size() + 1),
        v_(columns_ + 1),
        row_of_(columns_ + 1),
        way_(columns_ + 1) {
    for (std::size_t row = 1; row <= weight.size(); ++row) place(row);
  }
  /// Row of a column, 0 if it has none.
  [[nodiscard]] const std::vector<std::size_t>& rows() const { return row_of_; }

 private:
  void place(std::size_t row) {
    std::vector<double> least(columns_ + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> used(columns_ + 1, false);
    std::size_t column = 0;
    row_of_[0] = row;
    do {
      used[column] = true;
      column = step(column, least, used);
    } while (row_of_[column] != 0);
    while (column != 0) {
      row_of_[column] = row_of_[way_[column]];
      column = way_[column];
    }
  }

  /// Moves to the nearest free column and adapts the potentials.
  std::size_t step(std::size_t from, std::vector<double>& least, const std::vector<bool>& used) {
    const std::size_t row = row_of_[from];
    double delta = std::numeric_limits<double>::infinity();
    std::size_t next = 0;
    for (std::size_t j = 1; j <= columns_; ++j) {
      if (used[j]) continue;
      const double cost = -weight_[row - 1][j - 1] - u_[row] - v_[j];
      if (cost < least[j]) {
        least[j] = cost;
        way_[j] = from;
      }
      if (least[j] < delta) {
        delta = least[j];
        next = j;
      }
    }
    for (std::size_t j = 0; j <= columns_; ++j) {
      if (used[j]) {
        u_[row_of_[j]] += delta;
        v_[j] -= delta;
      } else {
        least[j] -= delta;
      }
    }
    return next;
  }

  const Matrix& weight_;
  std::size_t columns_;
  std::vector<double> u_, v_;
  std::vector<std::size_t> row_of_, way_;
};

/// Do two events stand in the same place? Up to 1 for common words, 0.5 more for a common trigger.
double overlap(const Happening& a, const Happening& b) {
  double best = 0;
  for (std::size_t i = 0; i < a.spans.size(); ++i) {
    for (std::size_t j = 0; j < b.spans.size(); ++j) {
      const Stretch &x = a.spans[i], &y = b.spans[j];
      const auto common =
          x.in_title == y.in_title ? std::min(x.end, y.end) - std::max(x.start, y.start) : 0;
      if (common <= 0) continue;
      const Stretch &t = a.triggers[i], &s = b.triggers[j];
      const bool hit =
          t.in_title == s.in_title && std::min(t.end, s.end) > std::max(t.start, s.start);
      const auto shorter = std::min(x.end - x.start, y.end - y.start);
      best = std::max(best,
                      static_cast<double>(common) / static_cast<double>(shorter) + (hit ? 0.5 : 0));
    }
  }
  return best;
}

std::set<std::string> countries(const Side& side) {
  std::set<std::string> out;
  for (const auto& party : side) {
    if (!party.first.empty()) out.insert(party.first);
  }
  return out;
}

template <class Set>
std::size_t common(const Set& a, const Set& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& x) { return b.count(x) != 0; }));
}

/// A member in common, or both empty.
template <class Set>
bool share(const Set& a, const Set& b) {
  return (a.empty() && b.empty()) || common(a, b) > 0;
}

Side both(const Happening& h) {
  Side all = h.actor;
  all.insert(h.recipient.begin(), h.recipient.end());
  return all;
}

/// Levels at which sets need only share a member; for a two-sided event both sides together.
unsigned loose_levels(const Happening& a, const Happening& b) {
  const bool mutual =
      (a.recipient.empty() && a.actor.size() > 1) || (b.recipient.empty() && b.actor.size() > 1);
  const Side x = both(a), y = both(b);
  const bool country = share(countries(a.actor), countries(b.actor)) ||
                       (mutual && share(countries(x), countries(y)));
  if (!country) return 0;
  if (!share(a.actor, b.actor) && !(mutual && share(x, y))) return bit(some_country);
  const bool triple = share(a.recipient, b.recipient) || (mutual && common(x, y) > 1);
  return bit(some_country) | bit(some_actor) | (triple ? bit(some_triple) : 0);
}

unsigned strict_levels(const Happening& a, const Happening& b) {
  if (countries(a.actor) != countries(b.actor)) return 0;
  if (a.actor != b.actor) return bit(same_country);
  return bit(same_country) | bit(same_actor) | (a.recipient == b.recipient ? bit(same_triple) : 0);
}

/// Weight of a pair in the overall alignment. The weights are those of the gold standard's own
/// scorer.
double fit(const Happening& a, const Happening& b, unsigned levels) {
  if (levels == 0) return 0;
  const auto has = [&](Level level) { return (levels & bit(level)) != 0 ? 1.0 : 0.0; };
  return 1 + overlap(a, b) + 4 * has(type) + 0.5 * has(some_country) + 0.5 * has(some_actor) +
         0.5 * has(some_triple) + 0.2 * (a.status == b.status ? 1 : 0) +
         0.1 * (a.date == b.date ? 1 : 0);
}

bool same_name(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::any_of(b.begin(), b.end(),
                       [&](const std::string& y) { return x == y || same_phrase(x, y); });
  });
}

struct Attribute {
  std::string_view name;
  std::function<bool(const Happening& gold)> counts;
  std::function<bool(const Happening& gold, const Happening& system)> right;
};

const std::vector<Attribute>& attributes() {
  using H = const Happening&;
  const auto always = [](H) { return true; };
  static const std::vector<Attribute> all = {
      {"status", always, [](H a, H b) { return a.status == b.status; }},
      {"historical", always, [](H a, H b) { return a.historical == b.historical; }},
      {"attribution", always,
       [](H a, H b) { return a.attribution.empty() == b.attribution.empty(); }},
      {"attribution_source", [](H a) { return !a.attribution.empty(); },
       [](H a, H b) { return same_name(a.attribution, b.attribution); }},
      {"contested", always, [](H a, H b) { return a.contested == b.contested; }},
      {"mode", always, [](H a, H b) { return share(a.modes, b.modes); }},
      {"date_exact", [](H a) { return !a.date.empty(); },
       [](H a, H b) { return a.date == b.date; }},
      {"date_month", [](H a) { return a.date.size() >= 7; },
       [](H a, H b) { return a.date.substr(0, 7) == b.date.substr(0, 7); }},
      {"date_open", [](H a) { return a.date.empty(); }, [](H, H b) { return b.date.empty(); }},
      {"country", [](H a) { return !a.country.empty(); },
       [](H a, H b) { return a.country == b.country; }},
      {"place", [](H a) { return !a.place.empty(); },
       [](H a, H b) { return !b.place.empty() && same_name({a.place}, {b.place}); }},
      {"dead", [](H a) { return a.dead.has_value(); }, [](H a, H b) { return a.dead == b.dead; }},
      {"dead_overlaps", [](H a) { return a.dead.has_value(); },
       [](H a, H b) {
         return b.dead && a.dead->first <= b.dead->second && b.dead->first <= a.dead->second;
       }},
      {"dead_none", [](H a) { return !a.dead; }, [](H, H b) { return !b.dead; }},
      {"injured", [](H a) { return a.injured.has_value(); },
       [](H a, H b) { return a.injured == b.injured; }},
      {"process", [](H a) { return !a.process.empty(); },
       [](H a, H b) { return a.process == b.process; }},
      {"process_none", [](H a) { return a.process.empty(); },
       [](H, H b) { return b.process.empty(); }}};
  return all;
}

/// What was paired, missed and invented at one level.
struct Outcome {
  Pairs sure;
  std::vector<std::size_t> missed, invented;
};

std::vector<std::size_t> left_over(std::size_t n, const Pairs& pairs, bool gold) {
  std::vector<bool> taken(n);
  for (const auto& [i, j] : pairs) taken[gold ? i : j] = true;
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < n; ++i) {
    if (!taken[i]) left.push_back(i);
  }
  return left;
}

/// The events of one document.
class Scorer {
 public:
  Scorer(Tally& tally, const std::vector<Happening>& gold, const std::vector<Happening>& system,
         bool decoy)
      : tally_(tally), a_(gold), b_(system), decoy_(decoy) {
    for (const Happening& x : a_) {
      auto& levels = levels_.emplace_back();
      auto& fits = fits_.emplace_back();
      for (const Happening& y : b_) {
        levels.push_back(agreement(x, y));
        fits.push_back(fit(x, y, levels.back()));
      }
    }
  }

  void run() {
    for (std::size_t level = 0; level < kLevels.size(); ++level) count(level, at_level(level));
    attribute_pairs();
    for (const Happening& y : b_) {
      if (y.status != "reported") continue;
      ++tally_.facts;
      tally_.unfounded += is_founded(y) ? 0U : 1U;
    }
  }

 private:
  bool is_founded(const Happening& fact) const {
    return std::any_of(a_.begin(), a_.end(), [&](const Happening& x) {
      return x.status == "reported" && overlap(x, fact) > 0;
    });
  }

  /// Pairs with lines that are not demanded are no use and no harm; records that fit only such
  /// lines are left out.
  Outcome at_level(std::size_t level) const {
    Matrix worth = fits_;
    for (std::size_t i = 0; i < a_.size(); ++i) {
      for (std::size_t j = 0; j < b_.size(); ++j) {
        const bool fits = (levels_[i][j] & bit(level)) != 0;
        worth[i][j] = fits ? (a_[i].sure ? 1000 : 0) + 10 + fits_[i][j] : 0;
      }
    }
    const Pairs got = assign(worth);
    Outcome outcome;
    for (const auto& pair : got) {
      if (a_[pair.first].sure) outcome.sure.push_back(pair);
    }
    const auto left_gold = left_over(a_.size(), got, true),
               left_system = left_over(b_.size(), got, false);
    for (std::size_t i : left_gold) {
      if (a_[i].sure) outcome.missed.push_back(i);
    }
    const auto excused = excused_records(left_gold, left_system);
    for (std::size_t j : left_system) {
      if (excused.count(j) == 0) outcome.invented.push_back(j);
    }
    return outcome;
  }

  std::set<std::size_t> excused_records(const std::vector<std::size_t>& gold,
                                        const std::vector<std::size_t>& system) const {
    Matrix spare;
    for (std::size_t i : gold) {
      auto& row = spare.emplace_back();
      for (std::size_t j : system) row.push_back(a_[i].sure ? 0 : fits_[i][j]);
    }
    std::set<std::size_t> excused;
    for (const auto& pair : assign(spare)) excused.insert(system[pair.second]);
    return excused;
  }

  void count(std::size_t level, const Outcome& o) {
    Counts& c = tally_.levels[level];
    c.pairs += o.sure.size();
    c.gold += o.sure.size() + o.missed.size();
    c.system += o.sure.size() + o.invented.size();
    if (level == detection) count_events(o);
    if (level == type) count_types(o);
    if (level != same_triple) return;
    for (const auto& pair : o.sure) tell_sureness(pair.second, true);
    for (std::size_t j : o.invented) tell_sureness(j, false);
  }

  void tell_sureness(std::size_t record, bool right) {
    if (b_[record].confidence) tally_.sureness.emplace_back(*b_[record].confidence, right);
  }

  void count_events(const Outcome& o) {
    tally_.system_events += o.sure.size() + o.invented.size();
    tally_.gold_events += o.sure.size() + o.missed.size();
    if (decoy_) {
      ++tally_.decoys;
      tally_.false_in_decoys += o.invented.size();
      tally_.clean_decoys += o.invented.empty() ? 1U : 0U;
    }
    if (a_.empty()) {
      ++tally_.empty;
      tally_.false_in_empty += o.invented.size();
    }
  }

  void count_types(const Outcome& o) {
    const auto of_type = [&](std::size_t i, std::size_t j) {
      return (levels_[i][j] & bit(type)) != 0;
    };
    for (const auto& [i, j] : o.sure) {
      Counts& c = tally_.types[a_[i].type];
      ++c.pairs, ++c.gold, ++c.system;
    }
    for (std::size_t i : o.missed) {
      ++tally_.types[a_[i].type].gold;
      tally_.errors.emplace_back("missed", &a_[i]);
      const bool joined = std::any_of(o.sure.begin(), o.sure.end(),
                                      [&](const auto& pair) { return of_type(i, pair.second); });
      tally_.joined_wrongly += joined ? 1U : 0U;
    }
    for (std::size_t j : o.invented) {
      ++tally_.types[b_[j].type].system;
      const bool twice = std::any_of(o.sure.begin(), o.sure.end(),
                                     [&](const auto& pair) { return of_type(pair.first, j); });
      tally_.told_twice += twice ? 1U : 0U;
      tally_.errors.emplace_back(twice ? "twice" : "false", &b_[j]);
    }
  }

  void attribute_pairs() {
    for (const auto& [i, j] : assign(fits_)) {
      const Happening &x = a_[i], &y = b_[j];
      const bool fact = x.status == "reported", coded_fact = y.status == "reported";
      ++(fact ? tally_.fact : tally_.not_fact);
      tally_.fact_as_not += fact && !coded_fact ? 1U : 0U;
      tally_.not_fact_as_fact += !fact && coded_fact ? 1U : 0U;
      tally_.coded_fact += coded_fact ? 1U : 0U;
      if (!x.sure) continue;
      x.type == y.type ? judge_attributes(x, y) : confuse(x.type, y.type);
    }
  }

  void confuse(const std::string& gold, const std::string& system) {
    const auto key = std::make_pair(gold, system);
    const auto at = std::find_if(tally_.confused.begin(), tally_.confused.end(),
                                 [&](const auto& c) { return c.first == key; });
    if (at == tally_.confused.end()) {
      tally_.confused.emplace_back(key, 1);
    } else {
      ++at->second;
    }
  }

  void judge_attributes(const Happening& x, const Happening& y) {
    for (std::size_t k = 0; k < attributes().size(); ++k) {
      const Attribute& attribute = attributes()[k];
      if (!attribute.counts(x)) continue;
      ++tally_.attributes[k].second.of;
      tally_.attributes[k].second.right += attribute.right(x, y) ? 1U : 0U;
    }
  }

  Tally& tally_;
  const std::vector<Happening>&a_, &b_;
  bool decoy_;
  std::vector<std::vector<unsigned>> levels_;
  Matrix fits_;
};

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double Counts::precision() const { return ratio(pairs, system); }
double Counts::recall() const { return ratio(pairs, gold); }
double Counts::f1() const {
  const double p = precision(), r = recall();
  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

Pairs assign(const Matrix& weight) {
  Pairs pairs;
  if (weight.empty() || weight.front().empty()) return pairs;
  const bool flip = weight.size() > weight.front().size();
  const Matrix turned = flip ? transposed(weight) : weight;
  const Assignment assignment(turned);
  for (std::size_t j = 1; j < assignment.rows().size(); ++j) {
    const std::size_t row = assignment.rows()[j];
    if (row == 0 || !(turned[row - 1][j - 1] > 0)) continue;
    flip ? pairs.emplace_back(j - 1, row - 1) : pairs.emplace_back(row - 1, j - 1);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

unsigned agreement(const Happening& gold, const Happening& system) {
  if (!(overlap(gold, system) > 0)) return 0;
  if (gold.type != system.type) return bit(detection);
  return bit(detection) | bit(type) | loose_levels(gold, system) | strict_levels(gold, system);
}

Tally score(const std::vector<EvalDoc>& docs, const Happenings& gold, const Happenings& system) {
  static const std::vector<Happening> none;
  Tally tally;
  for (const Attribute& attribute : attributes())
    tally.attributes.emplace_back(attribute.name, Share());
  const auto of = [&](const Happenings& all,
                      const std::string& id) -> const std::vector<Happening>& {
    const auto at = all.find(id);
    return at == all.end() ? none : at->second;
  };
  for (const EvalDoc& doc : docs) {
    ++tally.documents;
    Scorer(tally, of(gold, doc.id), of(system, doc.id), doc.decoy).run();
  }
  return tally;
}

}  // namespace khaldun::app
