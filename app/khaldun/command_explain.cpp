#include <algorithm>

#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "khaldun/showing/show.h"

namespace khaldun::app {
namespace {

void line(std::string& out, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  std::string head = "  " + std::string(label);
  head.append(std::max(14U, display_width(head) + 1) - display_width(head), ' ');
  out += head;
  for (char c : text) out += (c == '\n' || c == '\t') ? ' ' : c;
  out += '\n';
}

std::string with_words(const Party& party) {
  std::string words = party_words(party);
  if (!party.text.empty() && party.text != party.name) words += ", from \"" + party.text + "\"";
  if (!party.via.empty()) words += " (" + party.via + ")";
  return words;
}

std::string date_line(const Record& r) {
  if (!r.date)
    return r.date_text.empty()
               ? "not known"
               : "not known: \"" + r.date_text + "\" needs the day of publication (--date)";
  std::string words = to_iso(*r.date);
  if (r.enddate && *r.enddate != *r.date) words += " to " + to_iso(*r.enddate);
  words += " (" + r.date_precision + ")";
  if (!r.date_text.empty()) words += ", from \"" + r.date_text + "\"";
  return words;
}

void parties(std::string& out, const Record& r) {
  for (const Party& party : r.actors) line(out, "actor", with_words(party));
  for (const Party& party : r.recipients) line(out, "recipient", with_words(party));
  for (const Participant& p : r.participants) line(out, p.role, with_words(p.party));
  for (const Attribution& a : r.attribution) {
    line(out, "source",
         with_words(a.source) + ": \"" + a.cue + "\", " + a.stance + " the " + a.about);
  }
}

void explain_record(std::string& out, const Record& r) {
  out += r.event_type;
  for (const std::string& mode : r.modes) out += (&mode == &r.modes.front() ? "/" : ",") + mode;
  if (!r.id.empty()) out += "  " + r.id;
  out += "\n";
  line(out, "words", "\"" + r.event_text + "\"");
  line(out, "sentence", r.sentence_text);
  line(out, "status", status_words(r));
  parties(out, r);
  if (!r.id.empty()) line(out, "date", date_line(r));
  if (r.place)
    line(out, "place",
         r.place->resolved.empty() ? r.place->extracted
                                   : r.place->resolved + " (" + r.place->country_code + ")");
  line(out, "frame", r.frame);
  line(out, "lexicon", r.lexicon);
  line(out, "path", r.path);
  for (const Reason& reason : r.reasons) line(out, "· " + reason.step, reason.text);
  out += '\n';
}

std::size_t explain_document(const Khaldun& khaldun, const Document& document,
                             const std::string& id, std::string& out) {
  const std::vector<Record> records = khaldun.explain(document);
  std::size_t shown = 0;
  for (const Record& r : records) {
    if (r.id.empty() || r.id.compare(0, id.size(), id) != 0) continue;
    explain_record(out, r);
    ++shown;
  }
  const auto lost = [](const Record& r) { return r.id.empty(); };
  if (id.empty() && std::any_of(records.begin(), records.end(), lost)) {
    out += "Almost coded:\n\n";
    for (const Record& r : records) {
      if (lost(r)) explain_record(out, r);
    }
  }
  return shown;
}

}  // namespace

int run_explain(const Call& call) {
  const std::string id = call.arguments.size() > 1 ? call.arguments[1] : "";
  std::size_t shown = 0;
  const std::string what = id.empty() ? "events" : "event with the id " + id;
  const int code =
      show_documents(call, {call.arguments.front()}, what,
                     [&](const Khaldun& khaldun, const Document& document, std::string& out) {
                       const std::size_t n = explain_document(khaldun, document, id, out);
                       shown += n;
                       return n;
                     });
  return code == exit_done && shown == 0 && !id.empty() ? exit_unreadable : code;
}

}  // namespace khaldun::app
