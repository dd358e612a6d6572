#include "app/khaldun/storing.h"

#include <string>
#include <utility>

#include "app/khaldun/share.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
StoredDocument stored(const Document& d) {
  return {d.source().id, std::string(d.title()), d.source().outlet, d.source().url, std::string(d.text()), d.source().published};
}

std::vector<StoredEvent> stored_events(const Document& document, const std::vector<Record>& records, const ShowOptions& show) {
  std::vector<StoredEvent> out;
  for (const Record& record : records) {
    StoredEvent event;
    event.id = record.id;
    write_jsonl(event.record, record, document, show);
    event.record.pop_back();  // the line break
    event.sentence_text = record.sentence_text;
    out.push_back(std::move(event));
  }
  return out;
}

std::vector<StoredHypothesis> stored_hypotheses(const Document& document, const std::vector<Hypothesis>& found) {
  std::vector<StoredHypothesis> out;
  for (const Hypothesis& h : found) {
    out.push_back({h.sentence, h.antecedent, h.consequent, h.sign, h.modality, h.holder, document.code_points(h.at.begin),
                   document.code_points(h.at.end)});
  }
  return out;
}

ShowOptions storing_options(const Khaldun& khaldun) {
  ShowOptions show;
  show.text = false;
  show.scores = [&khaldun](const Record& r) { return scores_of(r, khaldun.lexicon()); };
  return show;
}

Coder coder_of(const Khaldun& khaldun) {
  return {KHALDUN_VERSION, content_number(khaldun.lexicon()), khaldun.weights_number()};
}

}  // namespace khaldun::app
