#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/language/language.h"
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

/// Dates and things without a part in politics are no actors.
bool is_actor(const Mention& mention) {
  if (mention.time) return false;
  return mention.actor != table::kNoRow ||
         (mention.kind != table::Kind::thing && mention.kind != table::Kind::place);
}

void write_mention(std::string& out, const Document& document, const Mention& mention,
                   const Identity& who) {
  json::Writer json(out);
  json.begin_object();
  json.field("doc", document.source().id);
  mention.chain == kNone ? json.field_null("chain") : json.field_integer("chain", mention.chain);
  json.field_integer("start", document.code_points(mention.at.begin));
  json.field_integer("end", document.code_points(mention.at.end));
  json.field("text", document.slice(mention.at));
  json.field("kind", kind_name(who.kind));
  json.field("entity", who.entity);
  json.field("name", who.name);
  json.field("code", who.code);
  json.field_list("sector", who.sectors);
  json.field("via", name(who.via));
  json.end_object();
  out += '\n';
}

std::size_t write_actors(const Khaldun& khaldun, const Document& document, std::string& out) {
  const Analysis analysis = khaldun.language().analyse(document.text());
  const auto published = document.source().published;
  const Mentions mentions = recognise(document.text(), analysis, khaldun.lexicon(), published);
  std::size_t written = 0;
  for (std::uint32_t i = 0; i < mentions.all.size(); ++i) {
    const Mention& mention = mentions.all[i];
    if (!is_actor(mention)) continue;
    auto parties = identify(mentions, i, published, khaldun.lexicon(), document.text());
    if (parties.empty()) {
      Identity nobody;
      nobody.kind = mention.kind;
      nobody.via = mention.via;
      parties.push_back(nobody);
    }
    for (const Identity& who : parties) write_mention(out, document, mention, who);
    ++written;
  }
  return written;
}

}  // namespace

int run_actors(const Call& call) {
  return show_documents(call, call.arguments, "actors", write_actors);
}

}  // namespace khaldun::app
