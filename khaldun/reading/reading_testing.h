#pragma once
// What the tests of this stage share: reads bytes and keeps all that came.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "khaldun/reading/reading.h"

namespace khaldun::testing {

struct Read {
  std::vector<Document> documents;
  std::vector<std::string> complaints;  ///< as a person sees them
  ReadCounts counts;
};

template <class Call>
Read collect(const Call& call) {
  Read read;
  read.counts = call(
      [&read](Document&& document) {
        read.documents.push_back(std::move(document));
        return true;
      },
      [&read](const Error& error) { read.complaints.push_back(error.text()); });
  return read;
}

inline Read from_bytes(std::string_view bytes, std::string_view name,
                       const ReadOptions& options = {}) {
  return collect([&](const Give& give, const Complain& complain) {
    return read_bytes(bytes, name, options, give, complain);
  });
}

}  // namespace khaldun::testing
