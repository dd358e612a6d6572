#include "app/khaldun/lexicon_examples.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include "app/khaldun/documents.h"
#include "app/khaldun/share.h"
#include "khaldun/actors/mentions.h"
#include "khaldun/khaldun.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

namespace fs = std::filesystem;

/// table::Example::kind; the last are the tests in actors/*.toml.
constexpr std::uint8_t kCounter = 1, kTodo = 2, kActorTest = 3;

bool contains(const std::string& words, const std::string& part) {
  return words.find(part) != std::string::npos;
}

/// Either lies within the other: a mark may leave out an article that the record has, or the
/// reverse.
bool same_words(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && (contains(a, b) || contains(b, a));
}

bool among(const std::vector<Party>& parties, const std::string& words) {
  return std::any_of(parties.begin(), parties.end(),
                     [&](const Party& p) { return same_words(p.text, words); });
}

bool has_part(const Record& r, const std::string& words, const std::string& role) {
  if (role == "actor") return among(r.actors, words);
  // The other side of a meeting or clash is one of the actors.
  if (role == "recipient")
    return among(r.recipients, words) || (r.recipients.empty() && among(r.actors, words));
  if (role == "source") {
    return std::any_of(r.attribution.begin(), r.attribution.end(),
                       [&](const Attribution& a) { return same_words(a.source.text, words); });
  }
  if (role == "place") return r.place && same_words(r.place->extracted, words);
  return std::any_of(r.participants.begin(), r.participants.end(), [&](const Participant& p) {
    return p.role == role && same_words(p.party.text, words);
  });
}

bool has_status(const Record& r, const std::string& word) {
  if (word == "historical") return (r.auxiliary & aux_historical) != 0;
  if (word == "future") return (r.auxiliary & aux_future) != 0;
  if (word == "hypothetical") return (r.auxiliary & aux_hypothetical) != 0;
  if (word == "negation") return (r.auxiliary & aux_negation) != 0;
  if (word == "none") return r.auxiliary == aux_none;
  if (word == "attempted") return r.attempted;
  return std::any_of(r.attribution.begin(), r.attribution.end(),
                     [&](const Attribution& a) { return a.stance == word; });
}

/// A text and its tree. What is taken out of it is parsed again by whoever wants it once more.
struct Prepared {
  explicit Prepared(const std::string& text) : document("", text, source()) {}
  static Source source() {
    Source out;
    out.id = "example";
    out.published = make_day(2024, 1, 15);
    return out;
  }
  Document document;
  std::optional<Analysis> analysis;
};

/// The examples of one lexicon: first all are collected, then they are run, several at a time.
class Examiner {
 public:
  /// `prepared`: what is parsed already; used up.
  Examiner(const Khaldun& khaldun, std::string folder, std::deque<Prepared>& prepared)
      : khaldun_(khaldun), folder_(std::move(folder)) {
    for (Prepared& one : prepared) prepared_.emplace(one.document.text(), &one);
    actors();
    frames();
    cues();
  }

  [[nodiscard]] ExampleReport run(unsigned jobs) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < checks_.size(); i = next++) checks_[i].right = right(checks_[i]);
    };
    std::vector<std::thread> helpers;
    for (unsigned k = 1; k < jobs; ++k) helpers.emplace_back(work);
    work();
    for (auto& helper : helpers) helper.join();
    return report();
  }

 private:
  enum class Claim : std::uint8_t { coded, not_coded, named };
  struct Check {
    Claim claim = Claim::coded;
    bool todo = false;
    std::string_view event;  ///< type that it must have, "" = any
    std::string origin, text;
    bool right = false;
    MarkedExample example;
    Prepared* prepared = nullptr;  ///< this check's alone
  };

  void add(Check check) {
    check.example = read_example(check.text);
    if (const auto at = prepared_.find(check.example.text); at != prepared_.end()) {
      check.prepared = at->second;
      prepared_.erase(at);
    }
    checks_.push_back(std::move(check));
  }

  void frames() {
    const Lexicon& lexicon = khaldun_.lexicon();
    for (const table::Frame& frame : lexicon.all<table::Frame>()) {
      for (const table::Example& e : lexicon.items(frame.examples)) {
        if (e.kind != kCounter && frame.quiet) continue;
        add({e.kind == kCounter ? Claim::not_coded : Claim::coded, e.kind == kTodo,
             lexicon.text(frame.event), lexicon.origin(frame.origin),
             std::string(lexicon.text(e.text)), false, {}, nullptr});
      }
    }
  }

  void cues() {
    const Lexicon& lexicon = khaldun_.lexicon();
    for (const table::Cue& cue : lexicon.all<table::Cue>()) {
      for (const table::Example& e : lexicon.items(cue.examples))
        add({Claim::coded, e.kind == kTodo, {}, lexicon.origin(cue.origin),
             std::string(lexicon.text(e.text)), false, {}, nullptr});
    }
  }

  /// "TTP @ 2010-05-01 = PAK REB": who a name was on a day.
  void actors() {
    const Lexicon& lexicon = khaldun_.lexicon();
    for (const table::Example& e : lexicon.all<table::Example>()) {
      if (e.kind == kActorTest)
        checks_.push_back({Claim::named, false, {}, "actors", std::string(lexicon.text(e.text)), false, {}, nullptr});
    }
  }

  [[nodiscard]] bool right(Check& check) const {
    switch (check.claim) {
      case Claim::coded:
        return codes(check);
      case Claim::not_coded:
        return stays_out(check);
      case Claim::named:
        return names(check.text);
    }
    return false;
  }

  static std::string_view complaint(Claim claim) {
    switch (claim) {
      case Claim::coded:
        return "not coded as marked";
      case Claim::not_coded:
        return "coded in spite of the counter-example";
      case Claim::named:
        return "not so";
    }
    return "";
  }

  [[nodiscard]] ExampleReport report() const {
    ExampleReport r;
    std::size_t right = 0, todo = 0, todo_right = 0;
    for (const Check& check : checks_) {
      if (check.todo) {
        ++todo;
        todo_right += check.right ? 1 : 0;
      } else if (check.right) {
        ++right;
      } else {
        ++r.wrong;
        r.text += (folder_.empty() ? "" : folder_ + "/") + check.origin + ": " +
                  std::string(complaint(check.claim)) + ": " + check.text + "\n";
      }
    }
    r.text += std::to_string(right + r.wrong) + " examples, " + std::to_string(r.wrong) +
              " come out differently; " + std::to_string(todo) + " marked todo, " +
              std::to_string(todo_right) + " of them now right\n";
    return r;
  }

  [[nodiscard]] std::vector<Record> code(Check& check) const {
    Prepared* const ready = check.prepared;
    if (ready != nullptr && ready->analysis) {
      Analysis analysis = std::move(*ready->analysis);
      ready->analysis.reset();
      return khaldun_.code(ready->document, std::move(analysis));
    }
    return khaldun_.code(Document("", check.example.text, Prepared::source()));
  }

  [[nodiscard]] bool names(const std::string& test) const {
    const auto at = test.find(" @ ");
    const auto is = test.find(" = ");
    if (at == std::string::npos || is == std::string::npos || is < at) return false;
    const std::string text = test.substr(0, at) + " attacked the town.";
    const auto day = parse_partial_day(test.substr(at + 3, is - at - 3), false);
    const Analysis analysis = khaldun_.language().analyse(text);
    const Mentions mentions = recognise(text, analysis, khaldun_.lexicon(), day, {}, khaldun_.names());
    for (std::uint32_t i = 0; i < mentions.all.size(); ++i) {
      if (mentions.all[i].at.begin != 0) continue;
      for (const Identity& who : identify(mentions, i, day, khaldun_.lexicon(), text)) {
        const std::string codes = who.code + (who.sectors.empty() ? "" : " " + who.sectors.front());
        if (codes == test.substr(is + 3)) return true;
      }
    }
    return false;
  }

  /// Is there one record of that type ("" = any) with everything that is marked?
  [[nodiscard]] bool codes(Check& check) const {
    const auto records = code(check);
    return std::any_of(records.begin(), records.end(), [&](const Record& r) {
      return (check.event.empty() || r.event_type == check.event) &&
             coded_as_marked(r, check.example);
    });
  }

  /// A counter-example must give no event of its frame that is told as having happened.
  [[nodiscard]] bool stays_out(Check& check) const {
    const auto records = code(check);
    return std::none_of(records.begin(), records.end(), [&](const Record& r) {
      return r.lexicon == check.origin && (r.auxiliary & (aux_negation | aux_hypothetical)) == 0;
    });
  }

  const Khaldun& khaldun_;
  std::string folder_;
  std::vector<Check> checks_;
  std::unordered_map<std::string_view, Prepared*> prepared_;
};

}  // namespace

MarkedExample read_example(std::string_view marked) {
  MarkedExample example;
  if (const auto arrow = marked.find("=>"); arrow != std::string_view::npos) {
    std::string word;
    for (char c : std::string(marked.substr(arrow + 2)) + " ") {
      if (c != ' ') {
        word += c;
      } else if (!word.empty()) {
        example.expected.push_back(std::exchange(word, {}));
      }
    }
    marked = marked.substr(0, arrow);
    while (!marked.empty() && marked.back() == ' ') marked.remove_suffix(1);
  }
  while (!marked.empty()) {
    const auto close = marked.front() == '[' ? marked.find(']') : std::string_view::npos;
    if (close == std::string_view::npos) {
      example.text += marked.front();
      marked.remove_prefix(1);
      continue;
    }
    const std::string words(marked.substr(1, close - 1));
    marked.remove_prefix(close + 1);
    std::string role;
    while (!marked.empty() && std::islower(static_cast<unsigned char>(marked.front())) != 0) {
      role += marked.front();
      marked.remove_prefix(1);
    }
    example.text += words;
    if (!role.empty()) example.marks.emplace_back(words, role);
  }
  return example;
}

bool coded_as_marked(const Record& record, const MarkedExample& example) {
  const auto marked = [&](const auto& mark) { return has_part(record, mark.first, mark.second); };
  const auto expected = [&](const std::string& word) { return has_status(record, word); };
  return std::all_of(example.marks.begin(), example.marks.end(), marked) &&
         std::all_of(example.expected.begin(), example.expected.end(), expected);
}

struct ExampleReading::Inside {
  static constexpr std::size_t kTogether = 32;  ///< texts: their sentences are read side by side
  unsigned jobs = 1;
  std::optional<Error> error;
  std::optional<Result<Language>> language;
  std::once_flag opened;
  fs::path weights;
  std::mutex mutex;
  std::condition_variable more;
  std::deque<Prepared> texts;  ///< they never move
  std::size_t next = 0;
  bool last = false;
  std::vector<std::thread> helpers;

  void open() {
    std::call_once(opened, [this] { language.emplace(Language::open(weights)); });
  }
  void analyse(const std::vector<Prepared*>& some) const {
    std::vector<std::string_view> views;
    for (const Prepared* one : some) views.push_back(one->document.text());
    std::vector<Analysis> all = language->value().analyse_all(views);
    for (std::size_t i = 0; i < some.size(); ++i) some[i]->analysis = std::move(all[i]);
  }
  void work() {
    open();
    if (!*language) return;
    std::unique_lock lock(mutex);
    for (;;) {
      more.wait(lock, [this] { return last || next < texts.size(); });
      if (last) return;
      std::vector<Prepared*> some;
      while (some.size() < kTogether && next < texts.size()) some.push_back(&texts[next++]);
      lock.unlock();
      analyse(some);
      lock.lock();
    }
  }
  /// After the helpers: what they did not come to, on all threads.
  void analyse_the_rest() {
    std::atomic<std::size_t> from = next;
    const auto work = [&] {
      for (std::size_t i = from.fetch_add(kTogether); i < texts.size(); i = from.fetch_add(kTogether)) {
        std::vector<Prepared*> some;
        for (std::size_t k = i; k < std::min(i + kTogether, texts.size()); ++k) some.push_back(&texts[k]);
        analyse(some);
      }
    };
    for (unsigned k = 1; k < jobs; ++k) helpers.emplace_back(work);
    work();
    for (std::thread& helper : helpers) helper.join();
    helpers.clear();
  }
  void stop() {
    {
      const std::scoped_lock lock(mutex);
      last = true;
    }
    more.notify_all();
    for (std::thread& helper : helpers) helper.join();
    helpers.clear();
  }
};

ExampleReading::ExampleReading(const Call& call) : inside_(std::make_unique<Inside>()) {
  const auto weights = find_weights(call);
  const auto jobs = jobs_of(call);
  if (!weights) inside_->error = weights.error();
  else if (!jobs) inside_->error = jobs.error();
  if (inside_->error) return;
  inside_->weights = weights.value();
  inside_->jobs = jobs.value();
  for (unsigned k = 1; k < inside_->jobs; ++k)
    inside_->helpers.emplace_back([inside = inside_.get()] { inside->work(); });
}

ExampleReading::~ExampleReading() { inside_->stop(); }

void ExampleReading::add(std::string_view marked) {
  if (inside_->error) return;
  {
    const std::scoped_lock lock(inside_->mutex);
    inside_->texts.emplace_back(read_example(marked).text);
  }
  inside_->more.notify_one();
}

Result<ExampleReport> ExampleReading::finish(std::string bytes, const fs::path& folder) {
  inside_->stop();
  if (inside_->error) return *inside_->error;
  inside_->open();
  if (!*inside_->language) return inside_->language->error();
  inside_->analyse_the_rest();
  KHALDUN_TRY(Lexicon lexicon, Lexicon::from_bytes(std::move(bytes), folder.string()));
  const Khaldun khaldun(std::move(lexicon), std::move(*inside_->language).value());
  return Examiner(khaldun, folder.string(), inside_->texts).run(inside_->jobs);
}

}  // namespace khaldun::app
