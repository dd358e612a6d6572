#include <map>

#include "app/khaldun/actor_list.h"
#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "app/khaldun/output.h"
#include "app/khaldun/store_of.h"
#include "khaldun/actors/coreference.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {
namespace {

std::string_view kind_name(table::Kind kind) {
  switch (kind) {
    case table::Kind::person:
      return "person";
    case table::Kind::people:
      return "people";
    case table::Kind::organisation:
      return "organisation";
    case table::Kind::state:
      return "state";
    case table::Kind::place:
      return "place";
    case table::Kind::thing:
      return "thing";
  }
  return "thing";
}

/// Dates, and things without a part in politics, are no actors. Places are told if they are named.
bool is_actor(const Mention& mention) {
  if (mention.time) return false;
  return mention.actor != table::kNoRow || mention.place != table::kNoRow ||
         (mention.kind == table::Kind::place ? mention.named : mention.kind != table::Kind::thing);
}

/// Of a name of a place or state: where, or who is there; "" for others.
std::string_view reading_of(const Mention& mention) {
  return !mention.names_ground() ? "" : mention.metonym ? "metonymic" : "literal";
}

void write_mention(std::string& out, const Document& document, const Coreferent& where,
                   const Identity& who, std::string_view reading) {
  json::Writer json(out);
  json.begin_object();
  json.field("doc", document.source().id);
  json.field_integer("chain", where.chain);
  json.field_integer("start", document.code_points(where.at.begin));
  json.field_integer("end", document.code_points(where.at.end));
  json.field("text", document.slice(where.at));
  json.field("kind", kind_name(who.kind));
  json.field("entity", who.entity);
  json.field("name", who.name);
  json.field("code", who.code);
  json.field_list("sector", who.sectors);
  json.field("via", name(who.via));
  if (!reading.empty()) json.field("reading", reading);
  json.end_object();
  out += '\n';
}

std::vector<Identity> parties(const Khaldun& khaldun, const Document& document,
                              const Mentions& mentions, const Coreferent& where) {
  std::vector<Identity> found;
  if (!where.pair && !where.inner)
    found = identify(mentions, where.mention, document.source().published, khaldun.lexicon(),
                     document.text());
  if (found.empty()) {
    const Mention& mention = mentions.all[where.mention];
    Identity nobody;
    nobody.kind = where.pair ? table::Kind::people : mention.kind;
    nobody.via = mention.via;
    found.push_back(nobody);
  }
  return found;
}

std::size_t write_actors(const Khaldun& khaldun, const Document& document, std::string& out) {
  const Analysis analysis = khaldun.analyse(document);
  const Mentions mentions =
      recognise(document.text(), analysis, khaldun.lexicon(), document.source().published, {}, khaldun.names());
  const auto all = all_chains(mentions, document.text(), analysis, khaldun.lexicon());
  std::map<std::uint32_t, std::size_t> length;
  for (const Coreferent& where : all) ++length[where.chain];
  std::size_t written = 0;
  for (const Coreferent& where : all) {
    // A thing is listed if the text speaks of it again.
    const bool again = length[where.chain] > 1;
    if (!again && (where.pair || where.inner || !is_actor(mentions.all[where.mention]))) continue;
    for (const Identity& who : parties(khaldun, document, mentions, where))
      write_mention(out, document, where, who, where.pair || where.inner ? "" : reading_of(mentions.all[where.mention]));
    ++written;
  }
  return written;
}

/// Who takes part in the events of a store, or what is known of the actors that are named.
Result<std::string> actors_in_store(const Call& call) {
  KHALDUN_TRY(const Store store, store_of(call, Store::Access::read));
  KHALDUN_TRY(const Lexicon lexicon, lexicon_of(call));
  std::string out;
  for (const auto& key : call.arguments) {
    KHALDUN_DO(write_actor_card(out, store, lexicon, key));
  }
  if (!call.arguments.empty()) return out;
  KHALDUN_TRY(const auto actors, actors_of(store, lexicon));
  for (const ActorRow& row : actors) write_actor(out, row);
  return out;
}

}  // namespace

int run_actors(const Call& call) {
  if (call.has("store")) {
    const auto text = actors_in_store(call);
    if (text) return print_to(call.value("output"), text.value());
    say(text.error().text());
    return exit_failure;
  }
  if (call.arguments.empty()) {
    say("name files or folders, or --store FILE");
    return exit_usage;
  }
  return show_documents(call, call.arguments, "actors", write_actors);
}

}  // namespace khaldun::app
