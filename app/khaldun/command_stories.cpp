#include <cctype>
#include <map>
#include <set>

#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/store_of.h"
#include "khaldun/ledger/stories.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

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

}  // namespace

int run_stories(const Call& call) {
  const auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  const auto lexicon = lexicon_of(call);
  if (!lexicon) return refuse(lexicon.error(), exit_failure);
  std::map<std::string, std::set<std::string>> signs;
  AssertionReader reader;
  auto done = store.value().events({}, [&](const EventRow& row) {
    if (const auto told = reader.read(row.record)) signs_of(told.value(), signs[std::string(row.doc)]);
  });
  std::vector<StoryInput> inputs;
  if (done) {
    done = store.value().documents([&](const StoredDocument& d) {
      auto& mine = signs[d.id];
      const std::string text = d.title + "\n" + d.text;
      names_in(text, lexicon.value(), mine);
      inputs.push_back({d.id, d.published, story_words(text), {mine.begin(), mine.end()}});
    });
  }
  if (!done) return refuse(done.error(), exit_failure);
  Listing listing(call, {"doc", "story"});
  const auto stories = group_stories(inputs);
  std::map<std::size_t, std::string> named;  // after its first document: the same for any order of ingest
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string& name = named.emplace(stories[i], inputs[i].id).first->second;
    std::string json;
    json::Writer writer(json);
    writer.begin_object();
    writer.field("doc", inputs[i].id);
    writer.field("story", name);
    writer.end_object();
    listing.add({inputs[i].id, name}, json + "\n");
  }
  return listing.finish("the store has no documents");
}

}  // namespace khaldun::app
