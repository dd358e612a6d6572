#include "khaldun/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "khaldun/base/span.h"

namespace khaldun {
namespace {

TEST(Error, NamesFileLineAndColumn) {
  const Error error{Fault::bad_value, "role ends (2007) before it begins (2017)",
                    "actors/pakistan.toml", 41, 7};
  EXPECT_EQ(error.text(), "actors/pakistan.toml:41:7: role ends (2007) before it begins (2017)");
}

TEST(Error, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ((Error{Fault::io, "cannot be read", "a.tsv", 3, 0}.text()), "a.tsv:3: cannot be read");
  EXPECT_EQ((Error{Fault::io, "cannot be read", "a.tsv", 0, 0}.text()), "a.tsv: cannot be read");
  EXPECT_EQ((Error{Fault::io, "cannot be read", "a.tsv", 0, 9}.text()), "a.tsv: cannot be read");
  EXPECT_EQ((Error{Fault::io, "nothing to do", "", 0, 0}.text()), "nothing to do");
}

Result<int> half(int n) {
  if (n % 2 != 0) return Error{Fault::bad_value, "odd", "numbers", 1, 2};
  return n / 2;
}

Result<std::string> quarter(int n, int& calls) {
  ++calls;
  KHALDUN_TRY(const int once, half(n));
  ++calls;
  KHALDUN_TRY(const int twice, half(once));
  ++calls;
  return std::to_string(twice);
}

TEST(Result, HoldsAValueOrAnError) {
  const auto good = half(8), bad = half(3);
  EXPECT_TRUE(good.ok());
  EXPECT_TRUE(static_cast<bool>(good));
  EXPECT_EQ(good.value(), 4);
  EXPECT_FALSE(bad.ok());
  EXPECT_FALSE(static_cast<bool>(bad));
  EXPECT_EQ(bad.error().what, "odd");
}

TEST(Result, TryPassesTheFirstErrorOnAndStops) {
  int calls = 0;
  EXPECT_EQ(quarter(12, calls).value(), "3");
  EXPECT_EQ(calls, 3);
  calls = 0;
  const auto failed = quarter(6, calls);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().text(), "numbers:1:2: odd");
  EXPECT_EQ(calls, 2);
}

TEST(Result, CarriesWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const auto value = std::move(result).value();
  EXPECT_EQ(*value, 7);
}

TEST(Span, EndsAreExclusive) {
  constexpr Span a{2, 5}, b{5, 8}, inside{3, 5};
  EXPECT_EQ(a.size(), 3U);
  EXPECT_FALSE(a.overlaps(b));
  EXPECT_TRUE(a.overlaps(inside));
  EXPECT_TRUE(a.covers(inside));
  EXPECT_FALSE(inside.covers(a));
  EXPECT_TRUE((Span{4, 4}.empty()));
  EXPECT_FALSE(a.empty());
}

TEST(TokenRange, ContainsItsFirstAndNotItsLast) {
  constexpr TokenRange range{2, 5};
  EXPECT_TRUE(range.contains(2));
  EXPECT_TRUE(range.contains(4));
  EXPECT_FALSE(range.contains(5));
  EXPECT_FALSE(range.overlaps({5, 6}));
  EXPECT_TRUE(range.overlaps({4, 9}));
  EXPECT_TRUE((TokenRange{3, 3}.empty()));
}

}  // namespace
}  // namespace khaldun
