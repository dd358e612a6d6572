#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "app/khaldun/store_of.h"
#include "khaldun/actors/join.h"
#include "khaldun/language/language.h"
#include "khaldun/ledger/blocs.h"
#include "khaldun/lexicon/lexicon.h"
#include "khaldun/showing/export.h"

namespace khaldun::app {
namespace {

/// Bytes that are gathered before they are written.
constexpr std::size_t kChunk = 1U << 20U;

/// Events that a layout does not get, for the lines on standard error.
struct LeftOut {
  std::size_t status = 0, cameo = 0, place = 0, rows = 0, events = 0;
};

std::string events_are(std::size_t n, std::string_view what) {
  return std::to_string(n) + (n == 1 ? " event " : " events ") + std::string(what);
}

void tell(const LeftOut& left, const LayoutFacts& layout) {
  const std::string name(layout.name);
  if (left.status > 0) {
    say(events_are(left.status, "left out: told neither as fact or claim nor as past, and " + name + " cannot say so; --status all takes them in"));
  }
  if (left.cameo > 0) say(events_are(left.cameo, "left out: no CAMEO code, which " + name + " needs"));
  if (left.place > 0) say(events_are(left.place, "left out: not of a kind that " + name + " holds (docs/exports.md)"));
  if (layout.shaped) say("these rows have the shape of " + name + " and are not its data: coded by machine, by the rules of docs/exports.md");
  if (left.events == 0) say("no events fit");
}

class Export {
 public:
  Export(const Call& call, const LayoutFacts& layout, Store store, Lexicon lexicon, EventFilter filter)
      : call_(call), layout_(layout), store_(std::move(store)), lexicon_(std::move(lexicon)), filter_(std::move(filter)),
        parties_(parties_of(call)), blocs_(lexicon_), reader_(lexicon_, std::string("khaldun ") + KHALDUN_VERSION),
        statuses_(call.all("status")) {}

  int run() {
    const int code = layout_.layout == Layout::brat     ? write_brat()
                     : layout_.layout == Layout::conllu ? write_conllu()
                                                        : write_rows();
    if (code == exit_done && layout_.layout != Layout::conllu) tell(left_, layout_);
    return code;
  }

 private:
  [[nodiscard]] bool wanted_status(const Assertion& told) {
    const std::string_view status = status_of(told);
    if (!statuses_.empty()) {
      return std::any_of(statuses_.begin(), statuses_.end(), [&](const std::string& s) { return s == "all" || s == status; });
    }
    if (layout_.status || status == "fact" || status == "claimed" || status == "past") return true;
    ++left_.status;
    return false;
  }

  /// Calls `give` with each event that is wanted.
  template <class Give>
  Result<Done> each(Give give) {
    return store_.events(filter_, [&](const EventRow& stored) {
      auto read = reader_.read(stored);
      if (!read) return;
      ExportRow& row = read.value();
      if (!parties_.all.empty()) {
        std::vector<Assertion> one{row.told};
        blocs_.fill(one);
        if (!parties_.fits(one.front())) return;
      }
      if (!wanted_status(row.told)) return;
      if (layout_.cameo && row.record.cameo.empty()) {
        ++left_.cameo;
        return;
      }
      give(row);
    });
  }

  int write_rows() {
    auto output = Output::open(call_.value("output"));
    if (!output) return refuse(output.error(), exit_failure);
    std::string text;
    Network network;
    const bool graph = layout_.layout == Layout::gexf;
    begin_layout(layout_.layout, text);
    const auto done = each([&](const ExportRow& row) {
      if (graph) {
        network.add(row);
        ++left_.events;
        return;
      }
      const std::size_t rows = append_event(layout_.layout, text, row, left_.events == 0);
      if (rows == 0) ++left_.place;
      if (rows > 0) ++left_.events;
      left_.rows += rows;
      if (text.size() < kChunk) return;
      output.value().write(text);
      text.clear();
    });
    if (!done) return refuse(done.error(), exit_failure);
    if (graph) network.write(text);
    end_layout(layout_.layout, text);
    output.value().write(text);
    if (output.value().finish()) return exit_done;
    say(output.value().error());
    return exit_failure;
  }

  /// A file name for a document: its id with what names of files do not take replaced.
  std::string file_name(const std::string& id) {
    std::string name;
    for (char c : id) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
      name += plain ? c : '_';
    }
    if (name.empty() || name.front() == '.') name.insert(0, "_");
    const int copy = ++names_[name];
    return copy == 1 ? name : name + "-" + std::to_string(copy);
  }

  bool write_file(const std::filesystem::path& path, std::string_view text) {
    auto output = Output::open(path.string());
    if (!output) {
      say(output.error().text());
      return false;
    }
    output.value().write(text);
    if (output.value().finish()) return true;
    say(output.value().error());
    return false;
  }

  [[nodiscard]] bool wanted(const StoredDocument& d) const {
    if (!filter_.doc.empty() && d.id != filter_.doc) return false;
    return !filter_.known || !d.published || *d.published <= *filter_.known;
  }

  int write_brat() {
    const std::filesystem::path folder = call_.value("output");
    if (folder.empty() || folder == "-") {
      say("brat needs a folder: -o DIR");
      return exit_usage;
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return refuse({Fault::io, "cannot be made: " + error.message(), folder.string(), 0, 0}, exit_failure);
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::vector<ExportRow>> events;
    const auto done = each([&](ExportRow& row) {
      const Key key{row.record.doc, row.published ? to_iso(*row.published) : "", std::string(row.title)};
      row.json = row.title = row.outlet = row.url = {};  // of the row of the store, which goes on
      events[key].push_back(std::move(row));
    });
    if (!done) return refuse(done.error(), exit_failure);
    bool written = write_file(folder / "annotation.conf", brat_configuration());
    const auto all = store_.documents([&](const StoredDocument& d) {
      if (!written || !wanted(d)) return;
      const auto found = events.find({d.id, d.published ? to_iso(*d.published) : "", d.title});
      if (found == events.end() && chosen()) return;
      const std::vector<ExportRow> none;
      const auto& rows = found != events.end() ? found->second : none;
      const BratDocument document = brat_document(d.title, d.text, rows);
      const std::string name = file_name(d.id);
      written = write_file(folder / (name + ".txt"), document.text) && write_file(folder / (name + ".ann"), document.annotations);
      left_.place += document.left_out;
      left_.events += rows.size() - document.left_out;
    });
    if (!all) return refuse(all.error(), exit_failure);
    return written ? exit_done : exit_failure;
  }

  /// Single events are asked for: documents without any are of no use.
  [[nodiscard]] bool chosen() const {
    return filter_.first || filter_.last || !filter_.types.empty() || !parties_.all.empty() || !statuses_.empty();
  }

  int write_conllu() {
    const auto weights = find_weights(call_);
    if (!weights) return refuse(weights.error(), exit_failure);
    const auto language = Language::open(weights.value());
    if (!language) return refuse(language.error(), exit_failure);
    auto output = Output::open(call_.value("output"));
    if (!output) return refuse(output.error(), exit_failure);
    std::size_t documents = 0;
    std::map<std::string, bool> told;
    if (chosen()) {
      const auto done = each([&](const ExportRow& row) { told[row.record.doc] = true; });
      if (!done) return refuse(done.error(), exit_failure);
    }
    const auto done = store_.documents([&](const StoredDocument& d) {
      if (!wanted(d) || (chosen() && told.count(d.id) == 0)) return;
      ++documents;
      Analysis analysis = tokenise(d.text);
      [[maybe_unused]] const bool names = mark_names(analysis, d.text, lexicon_);
      language.value().annotate(analysis);
      output.value().write(to_conllu(analysis, d.text, d.id));
    });
    if (!done) return refuse(done.error(), exit_failure);
    if (documents == 0) say("no documents fit");
    if (output.value().finish()) return exit_done;
    say(output.value().error());
    return exit_failure;
  }

  const Call& call_;
  const LayoutFacts& layout_;
  Store store_;
  Lexicon lexicon_;
  EventFilter filter_;
  PartyFilter parties_;
  Blocs blocs_;
  ExportReader reader_;
  std::vector<std::string> statuses_;
  std::map<std::string, int> names_;
  LeftOut left_;
};

}  // namespace

int run_export(const Call& call) {
  const LayoutFacts* layout = layout_named(call.value("format"));
  if (layout == nullptr) {
    say("--format LAYOUT is needed; khaldun help export lists them");
    return exit_usage;
  }
  auto filter = filter_of(call);
  if (!filter) return refuse(filter.error(), exit_usage);
  filter.value().status.clear();  // --status may be given more than once here; the export chooses by all of them
  auto store = store_of(call, Store::Access::read);
  if (!store) return refuse(store.error());
  auto lexicon = lexicon_of(call);
  if (!lexicon) return refuse(lexicon.error(), exit_failure);
  return Export(call, *layout, std::move(store).value(), std::move(lexicon).value(), std::move(filter).value()).run();
}

}  // namespace khaldun::app
