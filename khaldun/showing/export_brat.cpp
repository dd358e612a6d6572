// brat standoff: spans of parties and places, event triggers with their roles, the status as an attribute.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "khaldun/showing/export_row.h"

namespace khaldun {
namespace {

/// A text as code points.
class Letters {
 public:
  explicit Letters(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) starts_.push_back(at);
    }
    starts_.push_back(text.size());
  }
  [[nodiscard]] std::size_t size() const { return starts_.size() - 1; }
  [[nodiscard]] std::string_view slice(Span s) const { return text_.substr(starts_[s.begin], starts_[s.end] - starts_[s.begin]); }
  [[nodiscard]] char at(std::uint32_t i) const { return text_[starts_[i]]; }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

class Annotator {
 public:
  /// `shift`: code points before the text in doc.txt.
  Annotator(std::string_view all, std::uint32_t shift) : letters_(all), shift_(shift) {}

  bool add(const ExportRow& row) {
    const Record& r = row.record;
    const At& at = r.trigger.set ? r.trigger : r.at;
    const auto trigger = span(r.event_type, at);
    if (trigger.empty()) return false;
    std::string event = "E" + std::to_string(++events_) + "\t" + r.event_type + ":" + trigger;
    std::map<std::string, int> used;
    const auto role = [&](std::string name, const std::string& id) {
      if (id.empty()) return;
      const int n = ++used[name];  // brat wants numbers from the second of a role on
      event += " " + name + (n > 1 ? std::to_string(n) : "") + ":" + id;
    };
    for (const Party& p : r.actors) role("Actor", party(p));
    for (const Party& p : r.recipients) role("Recipient", party(p));
    for (const Participant& p : r.participants) role(capital(p.role), party(p.party));
    for (const Attribution& a : r.attribution) role("Source", party(a.source));
    if (r.place) role("Place", span("Place", r.place->at));
    out_ += event + "\n";
    const std::string id = "E" + std::to_string(events_);
    out_ += "A" + std::to_string(++attributes_) + "\tStatus " + id + " " + std::string(status_of(row.told)) + "\n";
    if (r.attempted) out_ += "A" + std::to_string(++attributes_) + "\tAttempted " + id + "\n";
    note(id, r);
    return true;
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  static std::string capital(std::string word) {
    if (!word.empty() && word.front() >= 'a' && word.front() <= 'z') word.front() = static_cast<char>(word.front() - 'a' + 'A');
    return word;
  }

  std::string party(const Party& p) { return span("Party", p.at); }

  /// The id of a span of that kind, written the first time; "" for what stands nowhere.
  std::string span(std::string_view kind, const At& at) {
    if (!at.set) return {};
    Span s = at.span;
    if (!at.in_title) s.begin += shift_, s.end += shift_;
    if (s.end > letters_.size() || s.empty()) return {};
    const auto key = std::make_tuple(std::string(kind), s.begin, s.end);
    if (const auto known = spans_.find(key); known != spans_.end()) return known->second;
    std::string id = "T" + std::to_string(spans_.size() + 1);
    spans_.emplace(key, id);
    out_ += id + "\t" + std::string(kind) + " " + fragments(s) + "\n";
    return id;
  }

  /// "3 8;9 12<TAB>words words": a span over line breaks is one piece for each line.
  std::string fragments(Span s) {
    std::string places, words;
    const auto piece = [&](std::uint32_t begin, std::uint32_t end) {
      if (begin >= end) return;
      if (!places.empty()) places += ';', words += ' ';
      places += std::to_string(begin) + " " + std::to_string(end);
      words += letters_.slice({begin, end});
    };
    std::uint32_t begin = s.begin;
    for (std::uint32_t i = s.begin; i < s.end; ++i) {
      if (letters_.at(i) != '\n' && letters_.at(i) != '\r') continue;
      piece(begin, i);
      begin = i + 1;
    }
    piece(begin, s.end);
    return places + "\t" + words;
  }

  void note(const std::string& id, const Record& r) {
    std::string words = "id=" + r.id;
    const auto add = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) words += " " + std::string(name) + "=" + value;
    };
    add("mode", layout::joined(r.modes, ","));
    add("date", r.date ? to_iso(*r.date) : "");
    add("enddate", r.enddate && r.enddate != r.date ? to_iso(*r.enddate) : "");
    add("cameo", r.cameo);
    add("process", r.process.kind.empty() ? "" : r.process.kind + "." + r.process.transition);
    add("place", r.place ? r.place->country_code : "");
    for (const SizeOf& s : r.sizes) add(s.what, std::to_string(s.size.low) + ".." + std::to_string(s.size.high));
    out_ += "#" + std::to_string(++notes_) + "\tAnnotatorNotes " + id + "\t" + words + "\n";
  }

  Letters letters_;
  std::uint32_t shift_;
  std::map<std::tuple<std::string, std::uint32_t, std::uint32_t>, std::string> spans_;
  std::string out_;
  int events_ = 0, attributes_ = 0, notes_ = 0;
};

}  // namespace

BratDocument brat_document(std::string_view title, std::string_view text, std::span<const ExportRow> rows) {
  BratDocument out;
  if (!title.empty()) out.text = std::string(title) + "\n\n";
  const auto shift = static_cast<std::uint32_t>(Letters(out.text).size());
  out.text += text;
  Annotator annotator(out.text, shift);
  for (const ExportRow& row : rows) out.left_out += annotator.add(row) ? 0U : 1U;
  out.annotations = annotator.take();
  return out;
}

std::string brat_configuration() {
  constexpr std::array<std::string_view, 16> kTypes = {"AGREE",  "CONSULT", "SUPPORT",  "CONCEDE",  "COOPERATE", "AID",
                                                       "RETREAT", "REQUEST", "ACCUSE",  "REJECT",   "THREATEN",  "PROTEST",
                                                       "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
  std::string out = "[entities]\nParty\nPlace\n\n[relations]\n\n[events]\n";
  for (const auto type : kTypes) {
    out += std::string(type) +
           "\tActor*:Party, Recipient*:Party, Source*:Party, Mediator*:Party, Host*:Party, Beneficiary*:Party, Instrument*:Party, "
           "Target*:Party, Cause*:Party, Topic*:Party, Place*:Place\n";
  }
  out += "\n[attributes]\nStatus\tArg:<EVENT>, Value:fact|claimed|denied|disputed|negated|feared|demanded|planned|past\n"
         "Attempted\tArg:<EVENT>\n";
  return out;
}

}  // namespace khaldun
