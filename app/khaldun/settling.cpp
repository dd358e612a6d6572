#include "app/khaldun/settling.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "khaldun/ledger/linking.h"
#include "khaldun/ledger/stories.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

using Signs = std::map<std::string, std::set<std::string>>;  ///< document → parties and places of its events

void signs_of(const Assertion& told, std::set<std::string>& signs) {
  const auto add = [&](const Who& who) {
    if (!who.entity.empty() && who.entity.rfind("state-", 0) != 0) signs.insert(who.entity);
    if (!who.code.empty()) signs.insert(who.code);
  };
  for (const Who& who : told.actors) add(who);
  for (const Who& who : told.recipients) add(who);
  if (told.country.empty()) return;
  signs.insert(told.country);
  signs.insert(told.country + (told.type == "ASSAULT" ? " violence" : " politics"));
}

/// Countries and organisations that a text names, found by the words alone.
void names_in(const std::string& text, const Lexicon& lexicon, std::set<std::string>& signs) {
  const auto pieces = normalise_words(text);
  std::vector<std::string_view> words;
  for (const auto& piece : pieces) words.push_back(piece.word);
  std::vector<Lexicon::Hit> hits;
  for (std::uint32_t at = 0; at < words.size();) {
    const auto first = static_cast<unsigned char>(text[pieces[at].begin]);
    hits.clear();
    if (std::isupper(first) != 0 || first >= 0x80) lexicon.find_at(words, at, Words::forms, hits);
    std::uint32_t next = at + 1;
    if (!hits.empty()) {
      // The longest only.
      for (const auto& use : hits.back().uses) {
        const bool country = use.type == table::UseType::country_name || use.type == table::UseType::country_adjective ||
                             use.type == table::UseType::country_people || use.type == table::UseType::capital;
        if (!country && use.type != table::UseType::actor) continue;
        const auto& actor = lexicon.row<table::Actor>(use.row);
        if (actor.kind == table::Kind::state) {
          std::string code(lexicon.text(actor.key));
          code = code.rfind("state-", 0) == 0 ? code.substr(6) : code;
          for (char& c : code) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
          signs.insert(code);
        } else if (actor.kind == table::Kind::organisation) {
          signs.emplace(lexicon.text(actor.key));
        }
        next = hits.back().last;
        break;
      }
    }
    at = next;
  }
}

Result<Links> work_out_links(const Store& store, const Lexicon& lexicon, std::optional<Day> known, Signs* signs) {
  EventFilter filter;
  filter.known = known;
  std::vector<Assertion> all;
  KHALDUN_DO(each_document(store, lexicon, filter, [&](std::vector<Assertion>&& document) {
    for (Assertion& told : document) {
      if (signs != nullptr) signs_of(told, (*signs)[told.doc]);
      all.push_back(std::move(told));
    }
  }));
  Links out;
  for (const Happening& happening : link_events(all)) {
    for (std::size_t i = 1; i < happening.reports.size(); ++i) {
      out[all[happening.reports[i]].row] = {all[happening.reports.front()].row, happening.why[i - 1]};
    }
  }
  return out;
}

struct Grouped {
  std::vector<StoredDocument> documents;  ///< without their texts
  std::vector<std::size_t> first;         ///< for each, the place of the first document of its story
};

Result<Grouped> group(const Store& store, const Lexicon& lexicon, Signs& signs) {
  Grouped out;
  std::vector<StoryInput> inputs;
  KHALDUN_DO(store.documents([&](const StoredDocument& d) {
    auto& mine = signs[d.id];
    const std::string text = d.title + "\n" + d.text;
    names_in(text, lexicon, mine);
    inputs.push_back({d.id, d.published, story_words(text), {mine.begin(), mine.end()}});
    StoredDocument kept;
    kept.id = d.id, kept.number = d.number;
    out.documents.push_back(std::move(kept));
  }));
  std::map<std::size_t, std::size_t> named;  // after its first document: the same for any order of ingest
  const auto stories = group_stories(inputs);
  for (std::size_t i = 0; i < stories.size(); ++i) out.first.push_back(named.emplace(stories[i], i).first->second);
  return out;
}

}  // namespace

Result<Links> links_of(const Store& store, const Lexicon& lexicon, std::optional<Day> known) {
  KHALDUN_TRY(const bool settled, store.settled(Store::kLinks));
  if (!settled) return work_out_links(store, lexicon, known, nullptr);
  // The first report is the first told: whatever was known on a day was linked so on that day.
  Links out;
  KHALDUN_DO(store.query("SELECT event, happening, linked_by FROM events WHERE happening IS NOT NULL", [](const auto&) {},
                         [&](const Store::Row& row) {
    const auto number = [&](std::size_t i) { return static_cast<std::int64_t>(std::stoll(row[i].value_or("0"))); };
    out[number(0)] = {number(1), row[2].value_or("")};
  }));
  return out;
}

Result<std::vector<std::pair<std::string, std::string>>> stories_of(const Store& store, const Lexicon& lexicon) {
  std::vector<std::pair<std::string, std::string>> out;
  KHALDUN_TRY(const bool settled, store.settled(Store::kStories));
  if (settled) {
    KHALDUN_DO(store.query("SELECT d.id, f.id FROM documents d JOIN documents f ON f.doc = coalesce(d.story, d.doc) "
                           "ORDER BY d.published, d.id, d.content", [](const auto&) {},
                           [&](const Store::Row& row) { out.emplace_back(row[0].value_or(""), row[1].value_or("")); }));
    return out;
  }
  Signs signs;
  EventFilter all;
  all.no_sentences = true;
  KHALDUN_DO(each_document(store, lexicon, all, [&](std::vector<Assertion>&& document) {
    for (const Assertion& told : document) signs_of(told, signs[told.doc]);
  }));
  KHALDUN_TRY(const Grouped grouped, group(store, lexicon, signs));
  for (std::size_t i = 0; i < grouped.first.size(); ++i) out.emplace_back(grouped.documents[i].id, grouped.documents[grouped.first[i]].id);
  return out;
}

Result<Done> settle(Store& store, const Lexicon& lexicon) {
  KHALDUN_TRY(const bool linked, store.settled(Store::kLinks));
  KHALDUN_TRY(const bool grouped, store.settled(Store::kStories));
  if (linked && grouped) return Done{};
  KHALDUN_TRY(const std::string now, store.content());
  Signs signs;
  KHALDUN_TRY(const Links links, work_out_links(store, lexicon, std::nullopt, &signs));
  std::vector<Settled> rows;
  for (const auto& [row, first] : links) rows.push_back({row, first.first, first.second});
  KHALDUN_DO(store.settle(Store::kLinks, now, rows));
  KHALDUN_TRY(const Grouped stories, group(store, lexicon, signs));
  rows.clear();
  for (std::size_t i = 0; i < stories.first.size(); ++i) {
    if (stories.first[i] != i) rows.push_back({stories.documents[i].number, stories.documents[stories.first[i]].number, {}});
  }
  return store.settle(Store::kStories, now, rows);
}

}  // namespace khaldun::app
