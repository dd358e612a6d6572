#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/ledger/assertion.h"
#include "khaldun/ledger/claims.h"
#include "khaldun/ledger/linking.h"
#include "khaldun/ledger/processes.h"
#include "khaldun/ledger/series.h"
#include "khaldun/ledger/store.h"

namespace khaldun {

/// What the ledger says, as lines of JSON; docs/store.md lists the fields. Each appends one line.
void write_process(std::string& out, const ProcessState& process);
void write_claim(std::string& out, const Claim& claim);
/// `id`: of the hypothesis; `rivals`: ids of those that it competes with.
void write_hypothesis(std::string& out, std::string_view doc, const StoredHypothesis& hypothesis, std::string_view id,
                      const std::vector<std::string>& rivals);

/// One event with all its reports; fields of the first told, deaths over all.
void write_happening(std::string& out, const std::vector<Assertion>& all, const Happening& happening);
/// A period of a series; of a series of all pairs together with the lanes instead of the pair.
void write_cell(std::string& out, const Cell& cell, Pairing pairing = Pairing::pairs);
/// The same for a month, with what changed.
void write_month(std::string& out, const Cell& cell, Pairing pairing);
/// A place with its counts; lat and lon are null where the place has no coordinates.
void write_place(std::string& out, const PlaceCell& cell);
/// A line of khaldun diff: change: came went changed.
void write_change(std::string& out, std::string_view change, const Assertion& told, std::string_view field, std::string_view was,
                  std::string_view is);

/// "2022-11-28", or as much of it as the precision tells: "2022-11", "2022"; "" if nothing is known.
[[nodiscard]] std::string day_words(std::optional<Day> day, std::string_view precision);
/// When it happened, for a cell of a table: "2022-11-28", "2022-11", or "2022-11-28/2022-12-02" for a stretch of days.
[[nodiscard]] std::string shown_days(const Assertion& told);

/// A record as JSON with `text_info` put back after its `why`… the object as it was coded.
[[nodiscard]] std::string with_text(std::string_view record, std::string_view sentence_text);

}  // namespace khaldun
