#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/khaldun/flags.h"
#include "khaldun/base/result.h"
#include "khaldun/events/record.h"

/// The examples and counter-examples of the tables, run as tests.
namespace khaldun::app {

struct ExampleReport {
  std::string text;  ///< a line for each example that comes out differently, then the counts
  std::size_t wrong =
      0;  ///< examples and counter-examples that fail; those under `todo` are not counted
};

/// Parses the texts of examples while the tables are still being compiled: it needs the weights
/// alone, and is the better part of the work. Then codes them.
class ExampleReading {
 public:
  /// Begins with all threads but the caller's. Errors of `call` are told by finish().
  explicit ExampleReading(const Call& call);
  ~ExampleReading();
  ExampleReading(const ExampleReading&) = delete;
  ExampleReading& operator=(const ExampleReading&) = delete;

  /// An example with its marks.
  void add(std::string_view marked);
  /// Codes every example of the compiled lexicon `bytes`, made from `folder`, whether it was added
  /// or not. Call once. Errors: lexicon or weights cannot be opened.
  [[nodiscard]] Result<ExampleReport> finish(std::string bytes, const std::filesystem::path& folder);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// "The [TTP]actor ended it. => negation denies" taken apart.
struct MarkedExample {
  std::string text;                                        ///< without marks
  std::vector<std::pair<std::string, std::string>> marks;  ///< {words, role}
  std::vector<std::string> expected;                       ///< words after "=>"
};
[[nodiscard]] MarkedExample read_example(std::string_view marked);

/// Does the record have the parties that are marked and what is expected of its status?
[[nodiscard]] bool coded_as_marked(const Record& record, const MarkedExample& example);

}  // namespace khaldun::app
