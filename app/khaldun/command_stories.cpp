#include "app/khaldun/commands.h"
#include "app/khaldun/listing.h"
#include "app/khaldun/output.h"
#include "app/khaldun/settling.h"
#include "app/khaldun/store_of.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/json.h"

namespace khaldun::app {

int run_stories(const Call& call) {
  const auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  const auto lexicon = lexicon_of(call);
  if (!lexicon) return refuse(lexicon.error(), exit_failure);
  const auto stories = stories_of(store.value(), lexicon.value());
  if (!stories) return refuse(stories.error());
  Listing listing(call, {"doc", "story"});
  for (const auto& [doc, story] : stories.value()) {
    std::string json;
    json::Writer writer(json);
    writer.begin_object();
    writer.field("doc", doc);
    writer.field("story", story);
    writer.end_object();
    listing.add({doc, story}, json + "\n");
  }
  return listing.finish("the store has no documents");
}

}  // namespace khaldun::app
