#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/share.h"
#include "khaldun/language/language.h"
#include "khaldun/lexicon/lexicon.h"

namespace khaldun::app {
namespace {

/// A list of findings; remembers whether one was bad.
class Findings {
 public:
  void good(const std::string& what) { text_ += "ok    " + what + "\n"; }
  void bad(const std::string& what, const std::string& remedy) {
    text_ += "BAD   " + what + "\n      do: " + remedy + "\n";
    sound_ = false;
  }
  [[nodiscard]] int conclude() {
    text_ += sound_ ? "\nEverything works. A first try: khaldun code ARTICLE.txt\n"
                    : "\nSomething is wrong; see above.\n";
    const int printed = print(text_);
    return sound_ ? printed : exit_failure;
  }

 private:
  std::string text_;
  bool sound_ = true;
};

void check_lexicon(const Call& call, Findings& findings) {
  const auto path = find_lexicon(call);
  if (!path)
    return findings.bad(path.error().text(),
                        "build again, or: khaldun lexicon compile DIR -o khaldun.lex");
  const auto lexicon = Lexicon::open(path.value());
  if (!lexicon)
    return findings.bad(lexicon.error().text(), "khaldun lexicon check DIR, then compile it again");
  findings.good("lexicon " + path.value().string());
}

void check_weights(const Call& call, Findings& findings) {
  const auto path = find_weights(call);
  if (!path)
    return findings.bad(path.error().text(),
                        "copy the folder weights/ of the source tree, or: khaldun train");
  const auto number = weights_number_in(path.value());
  if (!number)
    return findings.bad(number.error().text(),
                        "copy the folder weights/ again: the file is damaged or too old");
  findings.good("weights " + path.value().string() + " (" + number.value() + ")");
}

/// The whole way, with a sentence that every lexicon should know how to code.
void check_coding(const Call& call, Findings& findings) {
  const auto khaldun = open_khaldun(call);
  if (!khaldun) return findings.bad("cannot code: " + khaldun.error().text(), "mend the above");
  Source source;
  source.id = "doctor";
  source.published = make_day(2024, 3, 5);
  const Document document("", "Russian troops attacked Ukrainian soldiers near Kharkiv on Monday.",
                          source);
  const auto records = khaldun.value().code(document);
  if (records.empty())
    return findings.bad("a plain sentence gives no event",
                        "check that lexicon and program are of one version");
  const Record& r = records.front();
  findings.good("coding: " + r.event_type + ", " + party_words(r.actors) + " -> " +
                party_words(r.recipients) + ", " + status_words(r));
}

}  // namespace

int run_doctor(const Call& call) {
  Findings findings;
  findings.good(std::string("khaldun ") + KHALDUN_VERSION);
  check_lexicon(call, findings);
  check_weights(call, findings);
  check_coding(call, findings);
  return findings.conclude();
}

}  // namespace khaldun::app
