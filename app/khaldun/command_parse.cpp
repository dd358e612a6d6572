#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/khaldun/commands.h"
#include "app/khaldun/documents.h"
#include "app/khaldun/layers.h"
#include "app/khaldun/share.h"
#include "khaldun/language/language.h"

namespace khaldun::app {
namespace {

Result<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) return Error{Fault::io, "cannot be read", path, 0, 0};
  return bytes;
}

/// Words as they are in a treebank, tags and trees from Khaldun.
int annotate_treebanks(const Call& call) {
  const auto khaldun = open_khaldun(call);
  if (!khaldun) {
    say(khaldun.error().text());
    return exit_failure;
  }
  std::string text;
  int code = exit_done;
  for (const std::string& path : call.arguments) {
    const auto bytes = bytes_of(path);
    auto treebank = bytes ? from_conllu(bytes.value(), path) : Result<Treebank>(bytes.error());
    if (!treebank) {
      say(treebank.error().text());
      code = exit_unreadable;
      continue;
    }
    khaldun.value().language().annotate(treebank.value().analysis);
    text += to_conllu(treebank.value().analysis, *treebank.value().text,
                      std::filesystem::path(path).stem().string());
  }
  const int printed = print_to(call.value("output"), text);
  return printed != exit_done ? printed : code;
}

}  // namespace

int run_parse(const Call& call) {
  if (call.has("input")) return annotate_treebanks(call);
  std::optional<Output> layers;
  if (call.has("layers")) {
    auto opened = Output::open(call.value("layers"));
    if (!opened) {
      say(opened.error().text());
      return exit_failure;
    }
    layers.emplace(std::move(opened).value());
  }
  const int code =
      show_documents(call, call.arguments, "sentences",
                     [&](const Khaldun& khaldun, const Document& document, std::string& out) {
                       Analysis analysis = khaldun.language().analyse(document.text());
                       out = to_conllu(analysis, document.text(), document.source().id);
                       const auto sentences = analysis.sentences.size();
                       if (layers) {
                         std::string line;
                         write_layers(line, khaldun.layers(document, std::move(analysis)), document);
                         layers->write(line);
                       }
                       return sentences;
                     });
  if (layers && !layers->finish()) {
    say(layers->error());
    return exit_failure;
  }
  return code;
}

}  // namespace khaldun::app
