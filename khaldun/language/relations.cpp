#include "khaldun/language/relations.h"

#include <algorithm>
#include <cassert>
#include <string_view>

#include "khaldun/language/words_seen.h"
#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

bool is_form_of_be(std::string_view lower) {
  constexpr auto kForms =
      std::to_array<std::string_view>({"am", "are", "be", "been", "being", "is", "was", "were",
                                       "'s", "'re", "'m", "get", "gets", "got", "getting"});
  return std::find(kForms.begin(), kForms.end(), lower) != kForms.end();
}

std::uint64_t distance(std::uint32_t token, std::uint32_t head) {
  if (head == kNone) return 0;
  const std::uint32_t far = token < head ? head - token : token - head;
  return (token < head ? 50U : 60U) + (far < 4 ? far : (far < 8 ? 4U : 5U));
}

}  // namespace

RelationView::RelationView(std::span<const Token> sentence) : nodes_(sentence.size()) {
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    Node& node = nodes_[i];
    const std::string_view lower = sentence[i].lower;
    node.word = see_word(lower);
    node.tag = hash_text(sentence[i].xpos) + static_cast<std::uint64_t>(sentence[i].upos);
    node.suffix = see_word(lower.substr(lower.size() > 3 ? lower.size() - 3 : 0)) + 3;
    node.head = sentence[i].head;
  }
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    if (nodes_[i].head == kNone) continue;
    Node& head = nodes_[nodes_[i].head];
    if (i < nodes_[i].head) {
      if (head.first == kNone) head.first = i;
      head.near_left = i;
      if (is_form_of_be(sentence[i].lower))
        (sentence[i].upos == Upos::aux ? head.passive : head.linked) = true;
      if (sentence[i].upos == Upos::sconj || sentence[i].xpos == "TO" ||
          sentence[i].xpos == "WDT" || sentence[i].xpos == "WP") {
        head.marked = true;
      }
    } else {
      if (head.near_right == kNone) head.near_right = i;
      head.last = i;
    }
  }
  nothing_.word = 1;
  nothing_.tag = 2;
}

void RelationView::choose(std::uint32_t token, Deprel relation) {
  if (nodes_[token].head == kNone) return;
  Node& head = nodes_[nodes_[token].head];
  head.last_chosen = static_cast<std::uint64_t>(relation) + 1;
  head.chosen |= std::uint64_t{1} << static_cast<unsigned>(relation);
}

void RelationView::features(std::uint32_t token, Features& out) const {
  const Node& d = nodes_[token];
  const Node& h = node(d.head);
  const Node& grand = node(h.head);
  const Node& first = node(d.first);
  const Node& near = node(d.near_left);
  const Node& last = node(d.last);
  const Node& before = token == 0 ? nothing_ : nodes_[token - 1];
  const Node& after = token + 1 < nodes_.size() ? nodes_[token + 1] : nothing_;
  const std::uint64_t side = d.head == kNone ? 1 : (token < d.head ? 2 : 3);
  const std::uint64_t far = distance(token, d.head);
  const std::uint64_t head_flags =
      (h.passive ? 1U : 0U) + (h.marked ? 2U : 0U) + (h.linked ? 4U : 0U) + 70;
  const std::uint64_t own_flags =
      (d.passive ? 1U : 0U) + (d.marked ? 2U : 0U) + (d.linked ? 4U : 0U) + 80;
  const std::uint64_t subject_bits =
      (std::uint64_t{1} << static_cast<unsigned>(Deprel::nsubj)) |
      (std::uint64_t{1} << static_cast<unsigned>(Deprel::nsubj_pass)) |
      (std::uint64_t{1} << static_cast<unsigned>(Deprel::obj)) |
      (std::uint64_t{1} << static_cast<unsigned>(Deprel::expl)) |
      (std::uint64_t{1} << static_cast<unsigned>(Deprel::cop));
  std::size_t n = 0;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    out[n] = feature(n + 301, a, b, c);
    ++n;
  };
  add(side);
  add(d.word, side);
  add(d.tag, side);
  add(d.word, d.tag, side);
  add(h.word, side);
  add(h.tag, side);
  add(h.word, h.tag, side);
  add(d.word, h.word, side);
  add(d.tag, h.tag, side);
  add(d.tag, h.word, side);
  add(d.word, h.tag, side);
  add(d.tag, h.tag, far);
  add(d.tag, far);
  add(d.suffix, h.tag, side);
  add(d.suffix, h.suffix, side);
  add(d.tag, h.tag, head_flags + side * 100);
  add(d.tag, h.suffix, head_flags + side * 100);
  add(d.tag, h.tag, own_flags + side * 100);
  add(d.tag, own_flags);
  add(d.tag, h.word, head_flags + side * 100);
  add(first.word, d.tag, h.tag);
  add(first.word, h.tag, side);
  add(first.tag, d.tag, h.tag);
  add(near.word, d.tag, h.tag);
  add(near.word, h.word, side);
  add(near.tag, d.tag);
  add(last.tag, d.tag, h.tag);
  add(last.word, d.tag);
  add(grand.tag, h.tag, d.tag);
  add(grand.word, h.tag, d.tag);
  add(h.last_chosen + 10, d.tag, h.tag);
  add(h.last_chosen + 10, h.tag, side);
  add(h.last_chosen + 10, d.word, side);
  add((h.chosen & subject_bits) + 5, d.tag, h.tag ^ side);
  add((h.chosen & subject_bits) + 5, h.word, d.tag ^ side);
  add(before.tag, d.tag, h.tag);
  add(after.tag, d.tag, h.tag);
  add(before.word, d.tag, side);
  add(after.word, d.tag, side);
  add(node(h.near_left).tag, h.tag, d.tag);
  add(node(h.near_right).tag, h.tag, d.tag ^ side);
  add(node(h.first).tag, h.tag, d.tag);
  add(d.head != kNone && h.near_right == token ? 1 : (h.last == token ? 2 : 3), h.tag, d.tag);
  add(first.word, near.word, d.tag);
  assert(n == kFeatures);
}

}  // namespace khaldun
