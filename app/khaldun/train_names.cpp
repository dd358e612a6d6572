#include "app/khaldun/train_names.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "khaldun/actors/train_names.h"

namespace khaldun::app {
namespace {

using Json = nlohmann::json;

std::optional<NameKind> kind_named(std::string_view text) {
  for (std::size_t k = 0; k < kNameKindCount; ++k)
    if (name(static_cast<NameKind>(k)) == text) return static_cast<NameKind>(k);
  return std::nullopt;
}

/// Byte of each code point, then the size.
std::vector<std::uint32_t> bytes_of_code_points(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) out.push_back(static_cast<std::uint32_t>(i));
  out.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

/// [begin, end, kind], offsets in code points.
std::optional<MarkedText::Name> name_of(const Json& mark, const std::vector<std::uint32_t>& bytes) {
  if (!mark.is_array() || mark.size() != 3 || !mark[0].is_number_unsigned() || !mark[1].is_number_unsigned() || !mark[2].is_string()) return std::nullopt;
  const auto begin = mark[0].get<std::uint64_t>(), end = mark[1].get<std::uint64_t>();
  const auto kind = kind_named(mark[2].get_ref<const std::string&>());
  if (!kind || begin >= end || end >= bytes.size()) return std::nullopt;
  return MarkedText::Name{{bytes[begin], bytes[end]}, *kind};
}

Result<std::vector<MarkedText>> read_marked(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Fault::not_found, "cannot be read", path};
  std::vector<MarkedText> out;
  std::string line;
  for (std::uint32_t row = 1; std::getline(file, line); ++row) {
    const auto fault = [&](const char* what) { return Error{Fault::bad_format, what, path, row, 0}; };
    const auto object = Json::parse(line, nullptr, false);
    if (!object.is_object()) return fault("no JSON object");
    const auto text = object.find("text");
    if (text == object.end() || !text->is_string()) return fault("no \"text\"");
    MarkedText marked;
    marked.text = text->get<std::string>();
    const auto names = object.find("names");
    marked.marked = names != object.end();
    if (marked.marked && !names->is_array()) return fault("\"names\" is no list");
    const auto bytes = bytes_of_code_points(marked.text);
    if (marked.marked)
      for (const Json& mark : *names) {
        const auto name = name_of(mark, bytes);
        if (!name) return fault("a name is no [begin, end, kind] within the text, the kind one of person, organisation, place, thing");
        marked.names.push_back(*name);
      }
    out.push_back(std::move(marked));
  }
  return out;
}

struct Share {
  std::size_t all = 0, rules = 0, learned = 0;
};
struct Measured {
  std::string file;
  Share every;
  std::array<Share, kNameKindCount> of{};
};

Measured measure(const std::string& path, const std::vector<NameVerdict>& verdicts) {
  Measured out{std::filesystem::path(path).filename().string(), {}, {}};
  for (const auto& v : verdicts)
    for (Share* share : {&out.every, &out.of[static_cast<std::size_t>(v.gold)]}) {
      ++share->all;
      share->rules += v.rules == v.gold ? 1U : 0U;
      share->learned += v.learned == v.gold ? 1U : 0U;
    }
  return out;
}

std::string share(std::size_t part, std::size_t all) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3f", all == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(all));
  return buffer.data();
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string card(const Call& call, const std::string& command, const std::string& bytes, std::uint64_t hash, std::uint64_t seed, const std::vector<MarkedText>& texts, const std::vector<Measured>& scores) {
  std::size_t marked = 0, names = 0;
  for (const auto& t : texts) {
    marked += t.marked ? 1U : 0U;
    names += t.names.size();
  }
  std::string out = "# What names.kw was made from, and how well it does. Written by `khaldun train --names`; docs/weights.md says more.\n"
      "# Scores: names that no table has, share whose kind is right by rules alone and with what was learned.\n";
  out += "licence   = " + toml_string(call.value("licence", "CC BY-SA 4.0")) + "\n";
  out += "command   = " + toml_string(command) + "\n";
  out += "format    = " + std::to_string(kNamesFormat) + "\nhash      = " + toml_string(to_hex(hash)) + "\nbytes     = " + std::to_string(bytes.size()) + "\nseed      = " + std::to_string(seed) + "\n";
  out += "texts     = { marked = " + std::to_string(marked) + ", without_marks = " + std::to_string(texts.size() - marked) + " }\nnames     = " + std::to_string(names) + "\n";
  const auto list = [&](const char* key, const std::vector<std::string>& items) {
    out += std::string(key) + " = [";
    for (std::size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : ", ") + toml_string(items[i]);
    out += "]\n";
  };
  std::vector<std::string> files;
  for (const auto& path : call.arguments) files.push_back(std::filesystem::path(path).filename().string());
  list("files    ", files);
  list("data     ", call.all("source"));
  for (const auto& s : scores) {
    out += "\n[[score]]\nfile = " + toml_string(s.file) + "\nnames = " + std::to_string(s.every.all) +
           "\nrules = " + share(s.every.rules, s.every.all) + "\nlearned = " + share(s.every.learned, s.every.all) + "\n";
    for (std::size_t k = 0; k < kNameKindCount; ++k)
      out += std::string(name(static_cast<NameKind>(k))) + " = { names = " + std::to_string(s.of[k].all) + ", rules = " + share(s.of[k].rules, s.of[k].all) + ", learned = " + share(s.of[k].learned, s.of[k].all) + " }\n";
  }
  return out;
}

Result<std::string> train_names(const Call& call, const std::string& command, std::uint64_t seed) {
  KHALDUN_TRY(const auto lexicon_path, find_lexicon(call));
  KHALDUN_TRY(const auto weights_path, find_weights(call));
  KHALDUN_TRY(const Lexicon lexicon, Lexicon::open(lexicon_path));
  KHALDUN_TRY(const Language language, Language::open(weights_path));
  std::vector<MarkedText> texts;
  for (const auto& path : call.arguments) {
    KHALDUN_TRY(auto some, read_marked(path));
    std::move(some.begin(), some.end(), std::back_inserter(texts));
  }
  NameTraining options;
  options.seed = seed;
  const auto bytes = khaldun::train_names(texts, lexicon, language, options);
  KHALDUN_TRY(const NameWeights weights, NameWeights::parse(bytes, kNamesWeights));
  std::vector<Measured> scores;
  for (const auto& path : call.all("dev")) {
    KHALDUN_TRY(const auto dev, read_marked(path));
    scores.push_back(measure(path, judge_names(dev, lexicon, language, weights)));
  }
  const std::filesystem::path out = call.value("output", "weights");
  KHALDUN_DO(write_file(out / kNamesWeights, bytes));
  KHALDUN_DO(write_file(out / kNamesCard, card(call, command, bytes, weights.hash(), seed, texts, scores)));
  std::string told;
  for (const auto& s : scores)
    told += s.file + ": " + std::to_string(s.every.all) + " unknown names, kind right by rules " + share(s.every.rules, s.every.all) + ", learned " + share(s.every.learned, s.every.all) + "\n";
  return told + "names " + to_hex(weights.hash()) + ", " + std::to_string(bytes.size()) + " bytes, in " + out.string() + "\n";
}

}  // namespace

int run_train_names(const Call& call, const std::string& command) {
  std::uint64_t seed = 1;
  if (call.has("seed")) {
    const auto told = whole_number(call.value("seed"), 0, 1L << 62);
    if (!told) {
      say("train: --seed: \"" + call.value("seed") + "\" is no whole number");
      return exit_usage;
    }
    seed = static_cast<std::uint64_t>(*told);
  }
  const auto told = train_names(call, command, seed);
  if (told) return print(told.value());
  say(told.error().text());
  return told.error().fault == Fault::io ? exit_failure : exit_unreadable;
}

}  // namespace khaldun::app
