#include "app/khaldun/share.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

#include "khaldun/actors/name_kinds.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::string looked_at() {
  std::string list;
  for (const fs::path& folder : share_folders())
    list += (list.empty() ? "" : ", ") + folder.string();
  return list;
}

/// The first of `names` that is in one of the share folders.
std::optional<fs::path> first_of(std::initializer_list<const char*> names) {
  for (const fs::path& folder : share_folders()) {
    for (const char* name : names) {
      if (is_there(folder / name)) return folder / name;
    }
  }
  return std::nullopt;
}

Result<fs::path> given(const std::string& path) {
  if (is_there(path)) return fs::path(path);
  return Error{Fault::not_found, "there is no such file or folder", path, 0, 0};
}

}  // namespace

std::vector<fs::path> share_folders() {
  std::vector<fs::path> folders;
  if (const char* share = std::getenv("KHALDUN_SHARE"); share != nullptr && *share != '\0')
    folders.emplace_back(share);
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    folders.push_back(program.parent_path() / "share" / "khaldun");
    folders.push_back(program.parent_path().parent_path() / "share" / "khaldun");
  }
  folders.emplace_back(KHALDUN_SOURCE_SHARE);
  return folders;
}

Result<fs::path> find_lexicon(const Call& call) {
  if (call.has("lexicon")) return given(call.value("lexicon"));
  if (auto found = first_of({"khaldun.lex", "lexicon/ontology.toml"})) {
    return found->filename() == "ontology.toml" ? found->parent_path() : *found;
  }
  return Error{
      Fault::not_found,
      "no lexicon found (looked at " + looked_at() + "); give --lexicon PATH or set KHALDUN_SHARE",
      "", 0, 0};
}

Result<fs::path> find_weights(const Call& call) {
  if (call.has("weights")) return given(call.value("weights"));
  if (auto found = first_of({"weights/fast.kw"})) return found->parent_path();
  return Error{Fault::not_found,
               "no weights found (looked at " + looked_at() +
                   "); give --weights DIR, set KHALDUN_SHARE, or make them with khaldun train",
               "", 0, 0};
}

Result<std::string> weights_number_in(const fs::path& folder) {
  KHALDUN_TRY(const Language language, Language::open(folder));
  if (!is_there(folder / kNamesWeights)) return weights_number(language, nullptr);
  KHALDUN_TRY(const NameWeights names, NameWeights::read(folder / kNamesWeights));
  return weights_number(language, &names);
}

Result<Khaldun> open_khaldun(const Call& call) {
  KHALDUN_TRY(const fs::path lexicon, find_lexicon(call));
  KHALDUN_TRY(const fs::path weights, find_weights(call));
  return Khaldun::open(lexicon, weights);
}

std::string content_number(const Lexicon& lexicon) {
  std::uint64_t value = lexicon.content_hash();
  std::string out(16, '0');
  for (std::size_t i = out.size(); i-- > 0; value >>= 4U) out[i] = "0123456789abcdef"[value & 15U];
  return out;
}

Scores scores_of(const Record& record, const Lexicon& lexicon) {
  Scores scores;
  if (const auto* type = lexicon.event_type(record.event_type)) {
    scores.quad = type->quad;
    scores.scale = static_cast<double>(type->score);
  }
  for (const std::string& name : record.modes) {
    const auto* mode = lexicon.mode(record.event_type, name);
    if (mode == nullptr || !mode->has_score) continue;
    scores.scale = static_cast<double>(mode->score);
    break;  // the first mode is the primary one
  }
  const auto* cameo = record.cameo.empty() ? nullptr : lexicon.cameo(record.cameo);
  if (cameo != nullptr && cameo->has_goldstein)
    scores.goldstein = static_cast<double>(cameo->goldstein);
  return scores;
}

Result<std::optional<Day>> date_flag_of(const Call& call) {
  if (!call.has("date")) return std::optional<Day>();
  const std::string text = call.value("date");
  if (auto day = parse_day(text)) return day;
  return Error{Fault::bad_value, "--date: \"" + text + "\" is no day of the form YYYY-MM-DD", "", 0,
               0};
}

}  // namespace khaldun::app
