#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/khaldun/flags.h"
#include "khaldun/khaldun.h"
#include "khaldun/language/language.h"
#include "khaldun/showing/show.h"

/// Where the program finds what it knows, and how it opens it.
namespace khaldun::app {

/// The places that are looked at, in order: $KHALDUN_SHARE, beside the program, ../share/khaldun,
/// the source tree.
[[nodiscard]] std::vector<std::filesystem::path> share_folders();

/// --lexicon, else khaldun.lex or a folder lexicon/ in the first of share_folders() that has one.
[[nodiscard]] Result<std::filesystem::path> find_lexicon(const Call& call);
/// --weights, else the first weights/ with weights in it.
[[nodiscard]] Result<std::filesystem::path> find_weights(const Call& call);

/// Opens the weights of a folder one by one: their content number.
[[nodiscard]] Result<std::string> weights_number_in(const std::filesystem::path& folder);

/// Opens both.
[[nodiscard]] Result<Khaldun> open_khaldun(const Call& call);

/// Quad class, scale and Goldstein score from the tables of the lexicon, which must outlive the
/// result.
[[nodiscard]] Scores scores_of(const Record& record, const Lexicon& lexicon);

/// The content number of a lexicon as `khaldun version` and the runs of a store name it: 16 hexadecimal digits.
[[nodiscard]] std::string content_number(const Lexicon& lexicon);

/// The value of --date: nothing if it was not given. A value that is no day gives an error.
[[nodiscard]] Result<std::optional<Day>> date_flag_of(const Call& call);

}  // namespace khaldun::app
