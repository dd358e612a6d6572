#include "khaldun/language/neural_parser.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "khaldun/language/spanning_tree.h"

namespace khaldun {
namespace {

constexpr std::size_t kRelations = static_cast<std::size_t>(Deprel::xcomp) + 1;
constexpr std::size_t kUposTags = static_cast<std::size_t>(Upos::x) + 1;
// Fixed-point steps. Vectors of words stay within ±3, views of a place within ±20 (both measured on
// the treebanks), so neither is cut.
constexpr float kVectorSteps = 2048.0F;
constexpr float kViewSteps = 1024.0F;
constexpr float kLeak = 0.1F;           // slope of the leaky rectifier below 0, as in training
constexpr std::size_t kLargest = 4096;  // any size in the file
constexpr std::size_t kSideBySide = 8;  // sentences: two rounds of four fill the registers

Error unfit(std::string what) {
  return Error{Fault::bad_format, std::move(what) + "; train the weights again", kNeuralWeights};
}

/// Sizes as the file tells them.
struct Shape {
  std::uint32_t word = 0, part = 0, upos = 0, xpos = 0, hidden = 0, arc = 0, relation = 0, context = 0;
  [[nodiscard]] std::size_t input() const {
    return word + upos + xpos + NeuralInput::kParts * part + context;
  }
};

Result<Shape> read_shape(const WeightsFile& file) {
  KHALDUN_TRY(const std::span<const std::uint32_t> sizes, file.array<std::uint32_t>("shape"));
  if (sizes.size() != 8) return unfit("shape of the network is damaged");
  for (const std::uint32_t size : sizes) {
    if (size == 0 || size > kLargest || size % 2 != 0) return unfit("odd shape of the network");
  }
  return Shape{sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6], sizes[7]};
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

/// The file's relations must be ours, in our order.
Result<Done> check_relations(const WeightsFile& file) {
  KHALDUN_TRY(const std::string_view text, file.section("relations"));
  const std::vector<std::string_view> names = lines(text);
  bool same = names.size() == kRelations;
  for (std::size_t i = 0; same && i < kRelations; ++i)
    same = names[i] == name(static_cast<Deprel>(i));
  if (!same) return unfit("relations of the weights are not those of this program");
  return Done{};
}

bool finite(std::span<const float> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); });
}

/// scores[d][h] = Σ wanted[d][i] · heads[i][h]. Each sum runs in the order of i, in one number at a
/// time, however wide the processor is.
void multiply(std::span<const float> wanted, std::span<const float> heads, std::size_t places,
              std::size_t size, std::span<float> scores) {
  for (std::size_t d = 0; d < places; ++d) {
    float* const row = scores.data() + d * places;
    for (std::size_t i = 0; i < size; ++i) {
      const float times = wanted[d * size + i];
      const float* const from = heads.data() + i * places;
      for (std::size_t h = 0; h < places; ++h) row[h] += times * from[h];
    }
  }
}

/// `weights`: for each relation, one per number of the dependent's view and one that stands alone.
Deprel best_relation(std::span<const float> dependent, std::span<const float> weights) {
  constexpr std::size_t kLanes = 16;  // sums side by side, added up in a fixed order
  const std::size_t size = dependent.size();
  std::size_t best = kRelations;
  float best_score = 0;
  for (std::size_t r = 0; r < kRelations; ++r) {
    if (static_cast<Deprel>(r) == Deprel::root) continue;
    const float* const w = weights.data() + r * (size + 1);
    std::array<float, kLanes> sums = {};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes) {
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        sums[lane] += w[i + lane] * dependent[i + lane];
    }
    float score = w[size];
    for (; i < size; ++i) score += w[i] * dependent[i];
    for (const float sum : sums) score += sum;
    if (best == kRelations || score > best_score) {
      best = r;
      best_score = score;
    }
  }
  return static_cast<Deprel>(best);
}

/// Row of a word in a table whose row 0 stands for what is not in `known`.
std::size_t row_of(std::span<const std::uint64_t> known, std::uint64_t word) {
  const auto at = std::lower_bound(known.begin(), known.end(), word);
  return at == known.end() || *at != word ? 0 : static_cast<std::size_t>(at - known.begin()) + 1;
}

/// The first pair of tags with the greatest sum. `pairs`: UPOS · 256 + row of Penn tag, not empty.
std::uint32_t best_pair(std::span<const std::uint32_t> pairs, std::span<const float> upos,
                        std::span<const float> penn) {
  std::uint32_t best = pairs.front();
  float most = upos[best >> 8U] + penn[best & 255U];
  for (const std::uint32_t pair : pairs.subspan(1)) {
    const float score = upos[pair >> 8U] + penn[pair & 255U];
    if (score > most) {
      best = pair;
      most = score;
    }
  }
  return best;
}

}  // namespace

Result<VectorTable> VectorTable::read(const WeightsFile& file, std::string_view name,
                                      std::size_t rows, std::size_t columns) {
  const std::string base(name);
  VectorTable out;
  KHALDUN_TRY(out.values_, file.array<std::int8_t>(base + ".w"));
  KHALDUN_TRY(out.scales_, file.array<float>(base + ".s"));
  out.columns_ = columns;
  if (out.values_.size() != rows * columns || out.scales_.size() != rows || !finite(out.scales_))
    return unfit("table \"" + base + "\" does not have its size");
  return out;
}

void VectorTable::copy(std::size_t row, float steps, std::int16_t* out) const {
  assert(row < scales_.size());
  const float unit = scales_[row];
  const std::int8_t* const from = values_.data() + row * columns_;
  for (std::size_t i = 0; i < columns_; ++i)
    out[i] = to_fixed(static_cast<float>(from[i]) * unit, steps);
}

/// What the network makes of a sentence: for place 0 (the root) and each word, scores of all heads
/// and the views that relations are chosen from.
struct NeuralParser::Views {
  std::vector<float> arcs;                  // [dependent][head]
  std::vector<float> dependent;             // [place][relation size]
  std::vector<std::int16_t> relation_head;  // [place][relation size]
};

Result<std::unique_ptr<NeuralParser>> NeuralParser::read(const WeightsFile& file) {
  auto out = std::make_unique<NeuralParser>();
  out->file_ = file;
  KHALDUN_TRY(const Shape shape, read_shape(file));
  KHALDUN_TRY([[maybe_unused]] const Done done, check_relations(file));
  KHALDUN_TRY(out->words_, file.array<std::uint64_t>("words"));
  KHALDUN_TRY(out->pairs_, file.array<std::uint32_t>("pairs"));
  KHALDUN_TRY(out->seen_, file.array<std::uint64_t>("seen"));
  KHALDUN_TRY(const std::string_view tags, file.section("xpos"));
  out->xpos_ = lines(tags);
  if (!std::is_sorted(out->words_.begin(), out->words_.end()) ||
      !std::is_sorted(out->seen_.begin(), out->seen_.end()) ||
      !std::is_sorted(out->xpos_.begin(), out->xpos_.end()) || out->xpos_.empty() || out->pairs_.empty())
    return unfit("words or tags are out of order");
  // Row 0, a Penn tag too rare to be learned, is in no pair.
  for (const std::uint32_t pair : out->pairs_)
    if ((pair >> 8U) >= kUposTags || (pair & 255U) == 0 || (pair & 255U) > out->xpos_.size())
      return unfit("a pair of tags that this program does not know");
  KHALDUN_TRY(out->word_table_,
              VectorTable::read(file, "word", out->words_.size() + 1, shape.word));
  KHALDUN_TRY(out->upos_table_, VectorTable::read(file, "upos", kUposTags, shape.upos));
  KHALDUN_TRY(out->xpos_table_, VectorTable::read(file, "penn", out->xpos_.size() + 1, shape.xpos));
  for (std::size_t i = 0; i < NeuralInput::kParts; ++i) {
    KHALDUN_TRY(out->part_tables_[i], VectorTable::read(file, "part" + std::to_string(i),
                                                        NeuralInput::kRows[i], shape.part));
  }
  KHALDUN_TRY(out->context_table_,
              VectorTable::read(file, "context", out->seen_.size() + 1, shape.context));
  KHALDUN_TRY(const VectorTable root, VectorTable::read(file, "root", 1, shape.input()));
  out->root_.resize(shape.input());
  root.copy(0, kVectorSteps, out->root_.data());
  KHALDUN_TRY(out->lower_, TwoWayLstm::read(file, "lstm1", shape.input(), shape.hidden));
  KHALDUN_TRY(out->upper_, TwoWayLstm::read(file, "lstm2", 2 * shape.hidden, shape.hidden));
  const std::size_t both = shape.arc + shape.relation;
  KHALDUN_TRY(out->project_, Dense::read(file, "project", 2 * both, 2 * shape.hidden, true));
  KHALDUN_TRY(out->arc_, Dense::read(file, "arc", shape.arc, shape.arc, true));
  KHALDUN_TRY(out->relation_, Dense::read(file, "relation", kRelations * (shape.relation + 1),
                                          shape.relation, true));
  KHALDUN_TRY(out->tags_, Dense::read(file, "tags", kUposTags + out->xpos_.size() + 1,
                                      2 * shape.hidden, true));
  out->arc_size_ = shape.arc;
  out->relation_size_ = shape.relation;
  return out;
}

std::size_t NeuralParser::row_of_xpos(std::string_view xpos) const {
  const auto at = std::lower_bound(xpos_.begin(), xpos_.end(), xpos);
  return at == xpos_.end() || *at != xpos ? 0 : static_cast<std::size_t>(at - xpos_.begin()) + 1;
}

void NeuralParser::embed(const Token& token, Casing casing, std::int16_t* out) const {
  const NeuralInput input = neural_input(token, casing);
  const auto put = [&](const VectorTable& table, std::size_t row) {
    table.copy(row, kVectorSteps, out);
    out += table.columns();
  };
  put(word_table_, row_of(words_, input.word));
  put(upos_table_, static_cast<std::size_t>(token.upos));
  put(xpos_table_, row_of_xpos(token.xpos));
  for (std::size_t i = 0; i < NeuralInput::kParts; ++i) put(part_tables_[i], input.part[i]);
  put(context_table_, row_of(seen_, input.word));
}

/// The root's vector, then one for each token.
void NeuralParser::embed(std::span<const Token> sentence, std::int16_t* out) const {
  std::copy(root_.begin(), root_.end(), out);
  const Casing casing = casing_of(sentence);
  for (const Token& token : sentence) embed(token, casing, out += root_.size());
}

/// `projected`: one row for the root and each token.
NeuralParser::Views NeuralParser::views(std::span<const float> projected) const {
  const std::size_t places = projected.size() / project_.rows();
  Views out;

  // Of each place: as a dependent in an arc, as a head in an arc, the same for relations.
  std::vector<std::int16_t> arc_dependent(places * arc_size_);
  std::vector<float> arc_head(arc_size_ * places);  // [number][place]: the sums run over places
  out.dependent.resize(places * relation_size_);
  out.relation_head.resize(places * relation_size_);
  for (std::size_t p = 0; p < places; ++p) {
    const float* from = projected.data() + p * project_.rows();
    for (std::size_t i = 0; i < arc_size_; ++i)
      arc_dependent[p * arc_size_ + i] = to_fixed(*from++, kViewSteps);
    for (std::size_t i = 0; i < arc_size_; ++i) arc_head[i * places + p] = *from++;
    for (std::size_t i = 0; i < relation_size_; ++i)
      out.dependent[p * relation_size_ + i] = *from++;
    for (std::size_t i = 0; i < relation_size_; ++i)
      out.relation_head[p * relation_size_ + i] = to_fixed(*from++, kViewSteps);
  }
  std::vector<float> wanted(places * arc_size_);
  arc_.apply(arc_dependent, places, kViewSteps, wanted);
  out.arcs.assign(places * places, 0.0F);
  multiply(wanted, arc_head, places, arc_size_, out.arcs);
  return out;
}

void NeuralParser::label(const Views& views, std::span<Token> sentence) const {
  const std::size_t size = relation_size_;
  constexpr std::size_t kHeads = 4;  // at once
  std::vector<std::uint32_t> order;  // by head: its weights are worked out once
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i].head == kNone) sentence[i].deprel = Deprel::root;
    else order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return sentence[a].head < sentence[b].head;
  });
  std::vector<float> weights(kHeads * relation_.rows());
  std::vector<std::int16_t> heads(kHeads * size);
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from, ready = 0;
    for (; to < order.size(); ++to) {
      const std::uint32_t head = sentence[order[to]].head;
      if (to > from && head == sentence[order[to - 1]].head) continue;
      if (ready == kHeads) break;
      std::copy_n(views.relation_head.data() + (head + 1U) * size, size, heads.data() + ready++ * size);
    }
    relation_.apply(heads, ready, kViewSteps, weights);
    std::size_t row = 0;
    for (std::size_t k = from; k < to; ++k) {
      if (k > from && sentence[order[k]].head != sentence[order[k - 1]].head) ++row;
      sentence[order[k]].deprel =
          best_relation({views.dependent.data() + (order[k] + 1U) * size, size},
                        {weights.data() + row * relation_.rows(), relation_.rows()});
    }
    from = to;
  }
}

/// `read`: one row for the root and each token.
void NeuralParser::tag(std::span<const std::int16_t> read, std::span<Token> sentence) const {
  const std::size_t size = read.size() / (sentence.size() + 1);
  std::vector<float> scores(sentence.size() * tags_.rows());
  tags_.apply(read.subspan(size), sentence.size(), TwoWayLstm::kHiddenSteps, scores);
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const std::span<const float> row(scores.data() + i * tags_.rows(), tags_.rows());
    const std::uint32_t pair = best_pair(pairs_, row.first(kUposTags), row.subspan(kUposTags));
    sentence[i].upos = static_cast<Upos>(pair >> 8U);
    sentence[i].xpos = xpos_[(pair & 255U) - 1];
  }
}

namespace {
void bind_units(std::span<const Token> sentence, std::span<float> arcs) {
  for (std::size_t t = 0; t < sentence.size();) {
    std::size_t end = t + 1;
    while (sentence[t].unit != 0 && end < sentence.size() && sentence[end].unit == sentence[t].unit) ++end;
    if (end > t + 1) bind_phrase(arcs, sentence.size(), t + 1, end + 1);
    t = end;
  }
}
}  // namespace

void NeuralParser::parse_batch(std::span<const std::span<Token>> sentences) const {
  std::vector<std::size_t> counts;
  std::size_t places = 0;
  for (const std::span<Token> sentence : sentences) {
    counts.push_back(sentence.size() + 1);
    places += counts.back();
  }
  std::vector<std::int16_t> in(places * root_.size());
  std::size_t at = 0;
  for (const std::span<Token> sentence : sentences) {
    embed(sentence, in.data() + at * root_.size());
    at += sentence.size() + 1;
  }
  const std::vector<std::int16_t> low = lower_.read_rows(in, counts, kVectorSteps);
  const std::vector<std::int16_t> read = upper_.read_rows(low, counts, TwoWayLstm::kHiddenSteps);
  std::vector<float> projected(places * project_.rows());
  project_.apply(read, places, TwoWayLstm::kHiddenSteps, projected);
  for (float& x : projected) x = x < 0 ? kLeak * x : x;

  std::span<const std::int16_t> read_left = read;
  std::span<const float> projected_left = projected;
  for (const std::span<Token> sentence : sentences) {
    const std::size_t size = sentence.size() + 1;
    Views seen = views(projected_left.first(size * project_.rows()));
    bind_units(sentence, seen.arcs);
    tag(read_left.first(size * 2 * upper_.hidden()), sentence);
    const std::vector<std::uint32_t> heads = best_tree(seen.arcs, sentence.size());
    for (std::size_t i = 0; i < sentence.size(); ++i)
      sentence[i].head = heads[i + 1] == 0 ? kNone : heads[i + 1] - 1;
    label(seen, sentence);
    read_left = read_left.subspan(size * 2 * upper_.hidden());
    projected_left = projected_left.subspan(size * project_.rows());
  }
}

void NeuralParser::parse(std::span<Token> sentence) const {
  if (!sentence.empty()) parse_batch({&sentence, 1});
}

void NeuralParser::parse_all(std::span<const std::span<Token>> sentences) const {
  // Of like length together, so that few wait for the longest.
  std::vector<std::span<Token>> order;
  for (const std::span<Token> sentence : sentences)
    if (!sentence.empty()) order.push_back(sentence);
  std::stable_sort(order.begin(), order.end(),
                   [](std::span<Token> a, std::span<Token> b) { return a.size() < b.size(); });
  std::span<const std::span<Token>> left = order;
  while (!left.empty()) {
    const std::size_t now = std::min(left.size(), kSideBySide);
    parse_batch(left.first(now));
    left = left.subspan(now);
  }
}

}  // namespace khaldun
