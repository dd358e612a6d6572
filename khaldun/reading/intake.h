#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "khaldun/reading/fields.h"
#include "khaldun/reading/reading.h"

namespace khaldun {

/// Where a document begins: line and column from 1, 0 = not known; row among the documents of its
/// file.
struct Place {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t row = 0;  ///< 0: its file holds only this one
};

/// The desk at which all documents of a run arrive: gives them a name, checks them, counts,
/// complains.
class Intake {
 public:
  Intake(const ReadOptions& options, const Give& give, const Complain& complain);

  /// The file from which comes what follows; "" or "-" for bytes without a name.
  void open(std::string_view name);
  /// Makes a document of the fields and gives it away. False: the reader is to stop.
  bool add(Fields&& fields, Place place);
  /// Something of the input gives no document.
  void fault(Fault kind, std::string what, Place place = {});
  void fault(Error error);
  /// Something is wrong with a document that is given all the same.
  void warn(Fault kind, std::string what, Place place = {});
  /// Invalid bytes were repaired; the first call of each file is told. `offset`: of the first one
  /// in the file.
  void repaired(std::uint64_t offset, std::string_view encoding = "UTF-8");
  /// `what` ("a row") is longer than the options allow.
  void too_long(std::string_view what, Place place = {});
  void skipped(std::uint64_t files, std::string_view directory);

  [[nodiscard]] const ReadOptions& options() const { return options_; }
  /// There is no file name to make ids of.
  [[nodiscard]] bool names_by_content() const { return name_.empty() || name_ == "-"; }
  [[nodiscard]] bool stopped() const { return counts_.stopped; }
  [[nodiscard]] const ReadCounts& counts() const { return counts_; }
  /// Of this run so far, documents and faults: tells whether something has been said about a file.
  [[nodiscard]] std::uint64_t outcomes() const { return counts_.documents + counts_.faults; }

 private:
  void tell(Fault kind, std::string what, Place place) const;
  [[nodiscard]] std::string name_for(std::string_view text, Place place) const;
  [[nodiscard]] std::string unique(std::string id);
  [[nodiscard]] std::optional<Day> published(std::string_view told, Place place);

  ReadOptions options_;
  const Give& give_;
  const Complain& complain_;
  ReadCounts counts_;
  std::string name_;
  bool told_repair_ = false;
  std::unordered_map<std::string, std::uint64_t> ids_;  ///< each with the copies counted so far
};

/// The reader of each kind takes all documents of one file, behind its byte order mark and not in
/// UTF-16. `offset`: of `bytes` in the file.
void read_text(std::string_view bytes, std::uint64_t offset, Intake& intake);
void read_html(std::string_view bytes, std::uint64_t offset, Intake& intake);
void read_petrarch(std::string_view bytes, std::uint64_t offset, Intake& intake);
void read_tabari(std::string_view bytes, std::uint64_t offset, Intake& intake);
/// By the first bytes of a file.
[[nodiscard]] bool looks_like_petrarch(std::string_view start);
[[nodiscard]] bool looks_like_tabari(std::string_view start);
class ByteSource;
void read_json(ByteSource& source, Intake& intake);
/// `separator` is tried first, then ',', ';' and tab.
void read_csv(ByteSource& source, char separator, Intake& intake);

/// Valid UTF-8 of `bytes` that begin at `offset` of the file: `bytes` themselves, or repaired in
/// `held`; the intake is told of a repair.
[[nodiscard]] std::string_view sound_utf8(std::string_view bytes, std::uint64_t offset,
                                          Intake& intake, std::string& held);

}  // namespace khaldun
