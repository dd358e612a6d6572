#pragma once
#include <vector>

#include "khaldun/khaldun.h"
#include "khaldun/ledger/store.h"
#include "khaldun/showing/show.h"

/// From a coded document to the rows of a store.
namespace khaldun::app {

[[nodiscard]] StoredDocument stored(const Document& document);
[[nodiscard]] std::vector<StoredEvent> stored_events(const Document& document, const std::vector<Record>& records,
                                                     const ShowOptions& show);
[[nodiscard]] std::vector<StoredHypothesis> stored_hypotheses(const Document& document, const std::vector<Hypothesis>& found);
/// How records go into a store: without their sentences, which are kept as places in the text. `khaldun` outlives the result.
[[nodiscard]] ShowOptions storing_options(const Khaldun& khaldun);
/// Program, lexicon and weights.
[[nodiscard]] Coder coder_of(const Khaldun& khaldun);

}  // namespace khaldun::app
