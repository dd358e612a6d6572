#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "khaldun/events/resolve.h"
#include "khaldun/events/tree.h"

/// When the events of one text were. Private to this stage.
namespace khaldun {

class EventDates {
 public:
  /// O(times × depth of the trees). `effect_begins`: the lexicon's set of verbs of taking effect.
  EventDates(const Layers& layers, const Tree& tree, std::optional<Day> published,
             std::uint32_t effect_begins);
  /// Fills date, enddate, precision, text and place of the date, and whether it makes the event
  /// background; what the story around suggests for an event told without any time goes to
  /// `supposed`. Events in text order.
  void date(Record& record, const Event& event);
  void date_itself(Record& record, const Event& event);

 private:
  [[nodiscard]] std::uint32_t noun_of(const TimeExpression& t) const;
  [[nodiscard]] std::uint32_t noun_or_deed(std::uint32_t noun) const;
  [[nodiscard]] Day end_of(const TimeExpression& t) const;
  [[nodiscard]] bool ends_on(const TimeExpression& t) const;
  [[nodiscard]] std::optional<Day> last_day_of(const Event& e, const Record& r) const;
  [[nodiscard]] std::uint32_t anchor(const TimeExpression& t) const;
  [[nodiscard]] const TimeExpression* time_on(std::uint32_t word) const;
  [[nodiscard]] const TimeExpression* time_of(const Event& e) const;
  [[nodiscard]] std::optional<Day> next_time(const TimeExpression& t) const;
  [[nodiscard]] const TimeExpression* effect_of(const Event& e) const;
  [[nodiscard]] std::optional<Day> coming_weekday(const TimeExpression& t, std::uint32_t verb) const;
  [[nodiscard]] std::optional<Day> day_of_declaring(const Event& e, const TimeExpression& effect) const;
  [[nodiscard]] const TimeExpression* shared_time(std::uint32_t clause) const;
  [[nodiscard]] const TimeExpression* time_of_attack(std::uint32_t word) const;
  [[nodiscard]] bool is_end(const TimeExpression& t) const;
  [[nodiscard]] const TimeExpression* day_of_word(const Event& e, std::uint32_t word) const;
  [[nodiscard]] const TimeExpression* only_time(const Event& e) const;
  [[nodiscard]] bool separate_clause(std::uint32_t head) const;
  [[nodiscard]] bool content_of_charge(const Event& e, std::uint32_t outer) const;
  [[nodiscard]] bool open_way(std::uint32_t from) const;
  [[nodiscard]] bool nearer_noun(const TimeExpression& t, std::uint32_t word) const;
  [[nodiscard]] std::optional<When> counted_from(const Event& e) const;
  void suppose(Record& record, const Event& e) const;
  [[nodiscard]] std::optional<Day> told_before(const Record& record) const;
  [[nodiscard]] std::optional<Day> day_of_sentence(const Event& e) const;
  [[nodiscard]] bool simple_past(std::uint32_t verb) const;

  const Layers& l_;
  const Analysis& a_;
  const Tree& tree_;
  std::optional<Day> published_;
  std::uint32_t effect_begins_;
  std::vector<std::uint32_t> anchors_;                            // per time expression
  std::vector<std::pair<std::uint32_t, std::uint32_t>> on_word_;  // anchor, time expression; sorted
  std::vector<bool> event_head_;                                  // per token
  std::optional<Day> last_day_;
};

}  // namespace khaldun
