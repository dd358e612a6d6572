#include <algorithm>
#include <cctype>
#include <set>

#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/store_of.h"
#include "khaldun/showing/ledger.h"

namespace khaldun::app {
namespace {

struct Row {
  std::string doc, id;
  StoredHypothesis hypothesis;
  std::set<std::string> topic;  ///< words of the antecedent that say what it is about
};

/// Longer words only: "the", "with", "could" tell nothing.
std::set<std::string> topic_of(std::string_view text) {
  std::set<std::string> out;
  std::string word;
  for (char c : std::string(text) + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (word.size() >= 4) out.insert(word);
    word.clear();
  }
  static const std::set<std::string> kEmpty = {"that", "this", "with", "will", "would", "could", "able", "from", "have", "been", "were", "into", "them", "they", "their", "than", "once", "unless", "should", "might"};
  std::erase_if(out, [](const std::string& w) { return kEmpty.count(w) > 0; });
  return out;
}

/// Two hypotheses of one document from the same thing, one for the better and one for the worse.
bool compete(const Row& a, const Row& b) {
  if (a.doc != b.doc || a.hypothesis.sign == b.hypothesis.sign) return false;
  if (a.topic.empty() || b.topic.empty()) return false;
  std::size_t shared = 0;
  for (const auto& word : a.topic) shared += b.topic.count(word);
  return 2 * shared >= std::min(a.topic.size(), b.topic.size());
}

}  // namespace

int run_hypotheses(const Call& call) {
  const auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  std::vector<Row> rows;
  std::set<std::string> ids;
  const auto done = store.value().hypotheses([&](std::string_view doc, const StoredHypothesis& h) {
    Row row{std::string(doc), std::string(doc) + ":" + std::to_string(h.start) + "-" + std::to_string(h.end), h, topic_of(h.antecedent)};
    std::size_t same = 0;
    for (auto id = ids.lower_bound(row.id); id != ids.end() && id->rfind(row.id, 0) == 0; ++id) ++same;
    if (same > 0) row.id += "." + std::to_string(same);
    ids.insert(row.id);
    rows.push_back(std::move(row));
  });
  if (!done) return refuse(done.error(), exit_failure);
  Listing listing(call, {"doc", "sentence", "sign", "modality", "if", "then", "holder", "competes with"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    std::vector<std::string> rivals;
    // Rows of one document stand together.
    const auto look = [&](std::size_t j) {
      if (compete(row, rows[j])) rivals.push_back(rows[j].id);
    };
    for (std::size_t j = i; j-- > 0 && rows[j].doc == row.doc;) look(j);
    std::reverse(rivals.begin(), rivals.end());
    for (std::size_t j = i + 1; j < rows.size() && rows[j].doc == row.doc; ++j) look(j);
    std::string json;
    write_hypothesis(json, row.doc, row.hypothesis, row.id, rivals);
    const auto& h = row.hypothesis;
    listing.add({row.doc, std::to_string(h.sentence), h.sign > 0 ? "+" : "-", h.modality, h.antecedent, h.consequent, h.holder,
                 std::to_string(rivals.size())},
                json);
  }
  return listing.finish("no hypotheses are known");
}

}  // namespace khaldun::app
