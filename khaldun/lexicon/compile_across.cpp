// What contradicts itself between the entries of actors/*.toml.
#include <algorithm>

#include "khaldun/lexicon/compile.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::compile {
namespace {

class Across {
 public:
  explicit Across(Compiler& c) : c_(c), actors_(c.builder.rows<table::Actor>()) {}

  void confusables() {
    for (const auto& [row, keys] : c_.across.confusable) {
      std::vector<std::uint32_t> rows;
      for (const auto& key : keys) {
        const auto other = c_.actors.find(key);
        if (other == c_.actors.end()) fault(row, "confusable: there is no actor \"" + key + "\"");
        else rows.push_back(other->second);
      }
      actors_[row].confusable = c_.builder.add_all(rows);
    }
  }

  /// Aliases that do not hold at the same time are not confused.
  void bearers() {
    for (const auto& [name, all] : c_.across.bearers)
      for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = i + 1; k < all.size(); ++k)
          if (all[i].actor != all[k].actor && all[i].term.meets(all[k].term) && !declared(all[i].actor, all[k].actor))
            fault(all[k].actor, "\"" + all[k].written + "\" names " + key(all[i].actor) + " (" + place(all[i].actor) + "), too: date the aliases, or list it under confusable");
  }

  /// `wing_of` of an organisation, `group` of a person's role.
  void groups() {
    for (const auto& named : c_.across.groups) {
      const auto at = c_.actors.find(named.key);
      if (at == c_.actors.end() || actors_[at->second].kind != table::Kind::organisation) c_.problems.add("there is no organisation \"" + named.key + "\"", named.file, named.line);
    }
  }

  void reigns() {
    for (auto& [state_office, all] : c_.across.reigns) {
      std::stable_sort(all.begin(), all.end(), [](const Reign& x, const Reign& y) { return x.term.from < y.term.from; });
      for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = i + 1; k < all.size(); ++k)
          if (all[i].actor != all[k].actor && all[i].term.meets(all[k].term) && !all[i].rival && !all[k].rival)
            c_.problems.add("two at a time: " + key(all[i].actor) + " and " + key(all[k].actor) + " as " + state_office.second + " of " + state_office.first + "; mend the dates, or mark one role rival = true",
                            all[k].file, all[k].line);
    }
  }

 private:
  [[nodiscard]] std::string key(std::uint32_t row) const { return std::string(c_.builder.view(actors_[row].key)); }
  [[nodiscard]] std::string place(std::uint32_t row) const {
    return std::string(c_.builder.view(actors_[row].origin.file)) + ":" + std::to_string(actors_[row].origin.line);
  }
  void fault(std::uint32_t row, std::string what) const { c_.problems.add(std::move(what), c_.builder.view(actors_[row].origin.file), actors_[row].origin.line); }
  [[nodiscard]] bool lists(std::uint32_t row, std::uint32_t other) const {
    const auto at = c_.across.confusable.find(row);
    return at != c_.across.confusable.end() && std::find(at->second.begin(), at->second.end(), key(other)) != at->second.end();
  }
  [[nodiscard]] bool declared(std::uint32_t a, std::uint32_t b) const { return lists(a, b) || lists(b, a); }

  Compiler& c_;
  std::vector<table::Actor>& actors_;
};

}  // namespace

void check_across_actors(Compiler& c) {
  Across across(c);
  across.confusables();
  across.bearers();
  across.reigns();
  across.groups();
}

}  // namespace khaldun::compile
