#include "khaldun/reading/fields.h"

#include <gtest/gtest.h>

namespace khaldun {
namespace {

TEST(Fields, NamesAreReadInAnyDress) {
  EXPECT_EQ(field_named("Pub-Date")->field, Field::date);
  EXPECT_EQ(field_named("publishedAt")->field, Field::date);
  EXPECT_EQ(field_named(" TEXT ")->field, Field::text);
  EXPECT_EQ(field_named("headline")->field, Field::title);
  EXPECT_FALSE(field_named("texture").has_value());
  EXPECT_FALSE(field_named(std::string(100000, 'x')).has_value());
}

TEST(Fields, TheProperNameCountsMoreThanAnAlias) {
  Fields fields;
  fields.set(*field_named("content"), "from content");
  fields.set(*field_named("text"), "from text");
  fields.set(*field_named("body"), "from body");
  EXPECT_EQ(fields.get(Field::text), "from text");
  EXPECT_EQ(fields.take(Field::text), "from text");
  EXPECT_EQ(fields.get(Field::title), "");
}

TEST(Fields, DatesAsPeopleWriteThem) {
  for (const char* written :
       {"2022-11-28", "20221128", "2022/11/28", "2022-11-28T23:59:00Z", "2022-11-28 08:00:00+05:00",
        " 2022-11-28\n", "20221128T101500Z", "20221128101500", "Mon, 28 Nov 2022 10:00:00 GMT",
        "28 November 2022", "November 28, 2022", "Nov. 28, 2022, 9:15 p.m.",
        "Monday, November 28, 2022", "28 nov 2022"}) {
    EXPECT_EQ(parse_told_day(written), make_day(2022, 11, 28)) << written;
  }
  EXPECT_EQ(parse_told_day("5 Sept 2021"), make_day(2021, 9, 5));
}

TEST(Fields, WhatIsNoDateOrTwoIsNone) {
  for (const char* written : {"", "yesterday", "2022-13-01", "2022-02-30", "28/11/2022", "2022-11",
                              "2022-11-28x", "2022-11-28T", "20221328", "1669593600", "00000000",
                              "November 2022", "31 April 2022", "\xFF\xFE", "-", "28 11 2022"}) {
    EXPECT_FALSE(parse_told_day(written).has_value()) << written;
  }
}

}  // namespace
}  // namespace khaldun
