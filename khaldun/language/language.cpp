#include "khaldun/language/language.h"

#include <algorithm>
#include <span>
#include <system_error>
#include <utility>

#include "khaldun/language/arena.h"
#include "khaldun/language/dateline.h"
#include "khaldun/language/lemmatiser.h"
#include "khaldun/language/neural_parser.h"
#include "khaldun/language/parser.h"
#include "khaldun/language/tagger.h"
#include "khaldun/language/weights_format.h"
#include "khaldun/learn/hash.h"
#include "khaldun/learn/weights_file.h"

namespace khaldun {

namespace {

std::uint32_t root_of(std::span<const Token> tokens) {
  const auto at =
      std::find_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.head == kNone; });
  return static_cast<std::uint32_t>(at - tokens.begin());
}

/// Tags that the tagger gets wrong in conflict news and that no reader would: a plural noun, a word in -ed that is called an adjective, and a
/// noun phrase right behind it ("M23 rebels shelled army positions") hold a finite verb.
void mend_tags(std::span<Token> tokens) {
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.upos != Upos::adj || !token.lower.ends_with("ed") || token.lower.size() < 5 || token.form != token.lower) continue;
    if (tokens[i - 1].xpos != "NNS" && tokens[i - 1].xpos != "NNPS") continue;
    const Upos next = tokens[i + 1].upos;
    if (next != Upos::noun && next != Upos::propn && next != Upos::det && next != Upos::num && next != Upos::pron) continue;
    token.upos = Upos::verb;
    token.xpos = "VBD";
  }
}

/// Parses a sentence; its first `apart` tokens get a tree of their own, which hangs on the root of
/// the rest.
void parse(const Parser& parser, std::span<Token> tokens, std::uint32_t apart) {
  const std::span<Token> body = tokens.subspan(apart);
  parser.parse(body);
  if (apart == 0) return;
  for (Token& token : body) {
    if (token.head != kNone) token.head += apart;
  }
  const std::span<Token> dateline = tokens.first(apart);
  parser.parse(dateline);
  Token& top = dateline[root_of(dateline)];
  top.head = apart + root_of(body);
  top.deprel = Deprel::parataxis;
}

}  // namespace

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

Result<Language> Language::open(const std::filesystem::path& weights_folder, Mode mode) {
  const std::filesystem::path path = weights_folder / kFastWeights;
  KHALDUN_TRY(WeightsFile file, WeightsFile::read(path, kWeightsFormat));
  auto inside = std::make_unique<Inside>();
  inside->hash = file.hash();
  KHALDUN_TRY(inside->tagger, Tagger::read(file));
  KHALDUN_TRY(inside->lemmatiser, Lemmatiser::read(file));
  const std::filesystem::path better = weights_folder / kNeuralWeights;
  std::error_code ignored;
  if (mode == Mode::best && std::filesystem::exists(better, ignored)) {
    KHALDUN_TRY(const WeightsFile neural, WeightsFile::read(better, kNeuralFormat));
    KHALDUN_TRY(inside->parser, NeuralParser::read(neural));
    inside->hash = mix(inside->hash, neural.hash());
  } else {
    KHALDUN_TRY(inside->parser, FastParser::read(file));
  }
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
    mend_tags(tokens);
    for (Token& token : tokens) inside_->lemmatiser.lemmatise(token, *arena);
    parse(*inside_->parser, tokens, dateline_size(tokens));
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
