#include "app/khaldun/ingest_records.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/settling.h"
#include "app/khaldun/store_of.h"
#include "khaldun/lexicon/blob.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/export.h"

namespace khaldun::app {
namespace {

struct Told {
  StoredDocument document;
  std::vector<ImportedRecord> records;
  bool has_text = false;
};

/// Documents with their records, in the order in which they come.
class Documents {
 public:
  explicit Documents(const ReadOptions& read) : read_(read) {}

  void add(const Document& d) {
    Told& told = at(d.source().id);
    told.document = {d.source().id, std::string(d.title()), d.source().outlet, d.source().url, std::string(d.text()), d.source().published};
    told.has_text = true;
  }

  void add(ImportedRecord&& record) {
    Told& told = at(record.doc);
    StoredDocument& d = told.document;
    if (d.title.empty()) d.title = record.title;
    if (d.outlet.empty()) d.outlet = record.outlet;
    if (d.url.empty()) d.url = record.url;
    if (!d.published) d.published = record.published;
    told.records.push_back(std::move(record));
  }

  std::vector<Told>& finish() {
    for (Told& told : all_) {
      if (!told.document.published) told.document.published = read_.date;
      if (!told.has_text) told.document.text = text_of_records(told.records);
    }
    return all_;
  }

 private:
  Told& at(const std::string& id) {
    const auto [found, added] = known_.emplace(id, all_.size());
    if (added) {
      all_.emplace_back();
      all_.back().document.id = id;
    }
    return all_[found->second];
  }

  const ReadOptions& read_;
  std::map<std::string, std::size_t> known_;
  std::vector<Told> all_;
};

std::optional<std::string> bytes_of(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) return std::nullopt;
  return bytes;
}

/// The number of lines that are no records; each is named.
std::size_t read_records(const std::string& path, std::string_view bytes, Documents& documents) {
  std::size_t faults = 0;
  std::uint32_t number = 0;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto record = import_record(line);
    if (!record) {
      Error error = record.error();
      error.file = path, error.line = number;
      say(error.text());
      ++faults;
      continue;
    }
    documents.add(std::move(record).value());
  }
  return faults;
}

Result<Done> add_all(Store& store, std::vector<Told>& all) {
  std::uint64_t added = 0, there = 0, events = 0;
  for (Told& told : all) {
    std::vector<StoredEvent> stored;
    std::stable_sort(told.records.begin(), told.records.end(),
                     [](const ImportedRecord& a, const ImportedRecord& b) { return a.sentence < b.sentence; });
    for (ImportedRecord& record : told.records) stored.push_back(std::move(record.event));
    KHALDUN_TRY(const bool is_new, store.add(told.document, stored, {}));
    is_new ? ++added : ++there;
    if (is_new) events += stored.size();
  }
  KHALDUN_DO(store.flush());
  say(std::to_string(added) + " documents added with " + std::to_string(events) + " events, " + std::to_string(there) + " were there");
  return Done{};
}

}  // namespace

int ingest_records(const Call& call, const ReadOptions& read) {
  Documents documents(read);
  std::size_t faults = 0;
  if (!call.arguments.empty()) {
    const auto counts = read_inputs(
        call.arguments, read,
        [&](Document&& d) {
          documents.add(d);
          return true;
        },
        [](const Error& error) { say(error.text()); });
    faults += counts.faults;
  }
  std::uint64_t content = 0;  // what was coded is known by the file's bytes, as a coding is by lexicon and weights
  for (const auto& path : call.all("records")) {
    const auto bytes = bytes_of(path);
    if (!bytes) {
      say(path + ": cannot be read");
      ++faults;
      continue;
    }
    content = blob::hash_bytes(*bytes, content);
    faults += read_records(path, *bytes, documents);
  }
  auto store = store_of(call, Store::Access::write);
  if (!store) return refuse(store.error());
  const auto lexicon = lexicon_of(call);
  if (!lexicon) return refuse(lexicon.error(), exit_failure);
  if (const auto begun = store.value().begin_run({KHALDUN_VERSION, "records", std::to_string(content)}, &lexicon.value()); !begun) return refuse(begun.error());
  if (const auto done = add_all(store.value(), documents.finish()); !done) return refuse(done.error());
  if (const auto settled = settle(store.value(), lexicon.value()); !settled) return refuse(settled.error(), exit_failure);
  return faults > 0 ? exit_unreadable : exit_done;
}

}  // namespace khaldun::app
