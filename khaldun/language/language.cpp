#include "khaldun/language/language.h"

#include <algorithm>
#include <span>
#include <system_error>
#include <utility>

#include "khaldun/language/arena.h"
#include "khaldun/language/dateline.h"
#include "khaldun/language/features.h"
#include "khaldun/language/lemmatiser.h"
#include "khaldun/language/mend.h"
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

/// Part of a sentence that is parsed by itself. Its first `apart` tokens get a tree of their own,
/// which hangs on the root of the rest.
struct Part {
  std::span<Token> tokens;
  std::uint32_t apart = 0;
  [[nodiscard]] std::span<Token> dateline() const { return tokens.first(apart); }
  [[nodiscard]] std::span<Token> body() const { return tokens.subspan(apart); }
};

/// One tree of the two.
void join(const Part& part) {
  if (part.apart == 0) return;
  for (Token& token : part.body()) {
    if (token.head != kNone) token.head += part.apart;
  }
  Token& top = part.dateline()[root_of(part.dateline())];
  top.head = root_of(part.body()) + part.apart;
  top.deprel = Deprel::parataxis;
}

/// The parts of a sentence that are parsed by themselves: one, unless it is far too long.
std::vector<std::span<Token>> parts_of(std::span<Token> tokens) {
  std::vector<std::span<Token>> out;
  for (; tokens.size() > kLongestSentence; tokens = tokens.subspan(kLongestSentence))
    out.push_back(tokens.first(kLongestSentence));
  if (!tokens.empty()) out.push_back(tokens);
  return out;
}

/// Heads of a part → indices of the analysis, where the part begins at `first`. `top`: the root of
/// the sentence's first part, or kNone in that part; what it is afterwards is returned.
std::uint32_t place(std::span<Token> part, std::uint32_t first, std::uint32_t top) {
  const std::uint32_t root = first + root_of(part);
  for (Token& token : part) {
    if (token.head != kNone) token.head += first;
  }
  if (top == kNone) return root;
  Token& token = part[root - first];
  token.head = top;
  token.deprel = Deprel::parataxis;
  return top;
}

}  // namespace

struct Language::Inside {
  std::uint64_t hash = 0;
  WeightsFile file;    ///< xpos and lemmas of an Analysis point into it
  WeightsFile neural;  ///< xpos too, if the neural parser tags
  Tagger tagger;
  Lemmatiser lemmatiser;
  std::unique_ptr<Parser> parser;

  /// Tags and trees; heads count from the first token of a part.
  void annotate(std::span<Part> parts) const {
    std::vector<std::span<Token>> trees;
    for (Part& part : parts) {
      tagger.tag(part.tokens);
      mend_tags(part.tokens);
      part.apart = dateline_size(part.tokens);
      trees.push_back(part.body());
      if (part.apart > 0) trees.push_back(part.dateline());
    }
    parser->parse_all(trees);
    for (const Part& part : parts) {
      join(part);
      mend_tags(part.tokens);
      mend_tree(part.tokens);
    }
  }

  /// The rest, once all parts of the analysis have their trees.
  void finish(Analysis& analysis) const {
    auto arena = std::make_shared<Arena>();
    if (analysis.strings) arena->hold(analysis.strings);
    arena->hold(std::make_shared<WeightsFile>(file));
    arena->hold(std::make_shared<WeightsFile>(neural));
    for (Token& token : analysis.tokens) lemmatiser.lemmatise(token, *arena);
    for (const Sentence& sentence : analysis.sentences) {
      std::uint32_t first = sentence.tokens.first;
      std::uint32_t top = kNone;
      for (const std::span<Token> part :
           parts_of({analysis.tokens.data() + first, sentence.tokens.size()})) {
        top = place(part, first, top);
        first += static_cast<std::uint32_t>(part.size());
      }
    }
    analysis.children.assign(analysis.tokens.size(), {});
    for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) {
      if (analysis.tokens[t].head != kNone) analysis.children[analysis.tokens[t].head].push_back(t);
    }
    set_features(analysis);
    analysis.strings = arena;
  }
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
    KHALDUN_TRY(inside->neural, WeightsFile::read(better, kNeuralFormat));
    KHALDUN_TRY(inside->parser, NeuralParser::read(inside->neural));
    inside->hash = mix(inside->hash, inside->neural.hash());
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

std::vector<Analysis> Language::analyse_all(std::span<const std::string_view> texts) const {
  std::vector<Analysis> all;
  for (const std::string_view text : texts) all.push_back(tokenise(text));
  annotate(std::span<Analysis>(all));
  return all;
}

void Language::annotate(Analysis& analysis) const { annotate(std::span<Analysis>(&analysis, 1)); }

void Language::annotate(std::span<Analysis> all) const {
  std::vector<Part> parts;
  for (Analysis& analysis : all) {
    for (const Sentence& sentence : analysis.sentences)
      for (const std::span<Token> tokens :
           parts_of({analysis.tokens.data() + sentence.tokens.first, sentence.tokens.size()}))
        parts.push_back({tokens});
  }
  inside_->annotate(parts);
  for (Analysis& analysis : all) inside_->finish(analysis);
}

}  // namespace khaldun
