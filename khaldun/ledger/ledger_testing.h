#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/ledger/assertion.h"
#include "khaldun/lexicon/lexicon.h"

/// What the tests of this stage build their input from.
namespace khaldun::testing {

/// The lexicon of the source tree, opened once.
inline const Lexicon& lexicon() {
  static const Lexicon open = [] {
    auto result = Lexicon::open(std::string(KHALDUN_SOURCE_DIR) + "/lexicon");
    return std::move(result).value();
  }();
  return open;
}

inline Who who(std::string_view key, std::string_view sector = "REB", std::string_view code = "PAK") {
  Who out;
  out.entity = out.key = out.name = key;
  out.code = code;
  out.sectors = {std::string(sector)};
  out.kind = "organisation";
  return out;
}

inline Assertion event(std::string_view id, std::string_view type, std::string_view day) {
  Assertion out;
  out.id = id;
  out.doc = "d-" + std::string(id);
  out.type = type;
  out.first = out.last = parse_day(day);
  out.told = out.first;
  out.precision = "day";
  out.completion = "accomplished";
  return out;
}

inline Assertion turn(std::string_view id, std::string_view kind, std::string_view on, std::string_view day, std::vector<Who> actors,
                      std::vector<Who> recipients) {
  Assertion out = event(id, kind == "talks" ? "CONSULT" : "REJECT", day);
  out.process = kind;
  out.transition = on;
  out.actors = std::move(actors);
  out.recipients = std::move(recipients);
  return out;
}

inline Testimony voice(const Who& source, std::string_view stance) {
  Testimony out;
  out.source = source;
  out.stance = stance;
  out.about = "event";
  return out;
}

}  // namespace khaldun::testing
