#include "khaldun/language/language.h"

#include <utility>

#include "khaldun/language/arena.h"
#include "khaldun/language/lemmatiser.h"
#include "khaldun/language/parser.h"
#include "khaldun/language/tagger.h"
#include "khaldun/language/weights_format.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

struct Language::Inside {
  std::uint64_t hash = 0;
  WeightsFile file;  ///< xpos and lemmas of an Analysis point into it
  Tagger tagger;
  Lemmatiser lemmatiser;
  std::unique_ptr<Parser> parser;
};

Language::Language(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Language::Language(Language&&) noexcept = default;
Language& Language::operator=(Language&&) noexcept = default;
Language::~Language() = default;

Result<Language> Language::open(const std::filesystem::path& weights_folder) {
  const std::filesystem::path path = weights_folder / kFastWeights;
  KHALDUN_TRY(WeightsFile file, WeightsFile::read(path, kWeightsFormat));
  auto inside = std::make_unique<Inside>();
  inside->hash = file.hash();
  KHALDUN_TRY(inside->tagger, Tagger::read(file));
  KHALDUN_TRY(inside->lemmatiser, Lemmatiser::read(file));
  KHALDUN_TRY(inside->parser, FastParser::read(file));
  inside->file = std::move(file);
  return Language(std::move(inside));
}

std::string Language::weights_hash() const { return to_hex(inside_->hash); }

Analysis Language::analyse(std::string_view text, TextKind kind) const {
  Analysis analysis = tokenise(text, kind);
  annotate(analysis);
  return analysis;
}

void Language::annotate(Analysis& analysis) const {
  auto arena = std::make_shared<Arena>();
  if (analysis.strings) arena->hold(analysis.strings);
  arena->hold(std::make_shared<WeightsFile>(inside_->file));
  for (const Sentence& sentence : analysis.sentences) {
    const std::uint32_t first = sentence.tokens.first;
    const std::span<Token> tokens(analysis.tokens.data() + first, sentence.tokens.size());
    inside_->tagger.tag(tokens);
    for (Token& token : tokens) inside_->lemmatiser.lemmatise(token, *arena);
    inside_->parser->parse(tokens);
    for (Token& token : tokens) {
      if (token.head != kNone) token.head += first;
    }
  }
  analysis.children.assign(analysis.tokens.size(), {});
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) {
    if (analysis.tokens[t].head != kNone) analysis.children[analysis.tokens[t].head].push_back(t);
  }
  analysis.strings = arena;
}

}  // namespace khaldun
