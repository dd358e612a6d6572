#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "khaldun/base/day.h"
#include "khaldun/base/span.h"

namespace khaldun {

/// A place in a document: bytes of the text, or of the title.
struct At {
  Span span;
  bool in_title = false;
  bool set = false;  ///< false: no place in the text (null offsets)
};

/// One of the parties to an event, or the source of a claim. Owns its strings: records outlive documents and lexicons.
struct Party {
  std::string text;    ///< as written here; "" if implicit
  At at;
  std::string entity;  ///< key in the actor lexicon, "" for one it does not know
  std::string of;      ///< without an entity: key of the organisation that he belongs to
  std::string name;    ///< its full name if known, else the best name in the document
  std::string kind;    ///< person people organisation state place thing
  std::string wikidata;
  std::string code;    ///< ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC, or "" unknown
  std::vector<std::string> sectors;  ///< PLOVER, primary first, valid on the event's date
  std::string cameo;   ///< CAMEO-style concatenation, "PAKREBTTP"
  std::string via;     ///< name alias acronym title metonym agent coreference implicit
};

struct Participant {
  Party party;
  std::string role;  ///< mediator host beneficiary instrument target cause topic
};

struct Attribution {
  Party source;
  std::string cue;
  At cue_at;
  std::string stance;  ///< asserts denies doubts demands expects
  std::string about;   ///< event actor size
};

struct EventPlace {
  std::string extracted;  ///< as written
  At at;
  std::string resolved, province, country_code;
  std::int64_t geonameid = 0;  ///< 0 = unknown
  double lat = 0, lon = 0;
  bool located = false;        ///< lat and lon are set
  bool inferred = false;       ///< not told with the event: of the scene before, or the country of the story (no words, null offsets)
  int resolution = 0;          ///< PLOVER: 5 part of a city, 4 town, 3 district, 2 province, 1 country, 0 unknown
};

struct Size {
  std::int64_t low = 0, high = 0;
  std::string text;
  At at;
  std::string of, source;  ///< entity_text or ""
};

/// What a size counts: "dead", "injured", "arrested", "abducted", "displaced", "participants". Contradicting figures: several rows.
struct SizeOf {
  std::string what;
  Size size;
  bool total = false;  ///< "the toll rose to 31": takes the place of what was told before. Not written out
};

struct Process {
  std::string kind, transition;  ///< both "" if none
  bool for_all = false;          ///< "the truce fell apart": ended, by nobody's act alone
  std::optional<Day> declared;   ///< of a truce or talks whose date is yet to come: when that was said
  std::optional<Day> until;      ///< of a truce with a term: the last day of it
};

/// Another place in the document that tells the same event.
struct Telling {
  std::uint32_t sentence = 0;
  At at;
  std::string text;
  At trigger;
};

enum Auxiliary : std::uint8_t { aux_none = 0, aux_historical = 1, aux_future = 2, aux_hypothetical = 4, aux_negation = 8 };

/// One step of the derivation that `khaldun explain` prints.
struct Reason {
  std::string step;  ///< "frame", "status", "actor", "recipient", "date", "place", "lost"
  std::string text;
};

/// One coded event: the row of design/RECORD.md in C++. Field names follow the JSON.
struct Record {
  std::string id, doc;
  std::uint32_t sentence = 0;
  std::string event_type;
  std::vector<std::string> modes, contexts;
  std::uint8_t auxiliary = aux_none;
  bool attempted = false;  ///< completion: attempted, else accomplished
  std::string cameo;
  std::vector<Party> actors, recipients;
  std::vector<Participant> participants;
  std::optional<Day> date, enddate;
  std::string date_precision;  ///< day week month season year interval unknown
  std::string date_text;
  At date_at;
  When supposed;  ///< of an event told without a time: what the story suggests, used where no telling says more
  std::optional<EventPlace> place;
  std::vector<EventPlace> places;
  std::vector<SizeOf> sizes;
  std::vector<Attribution> attribution;
  std::string content_of;  ///< id of the speech event whose content this is; "" = none
  Process process;
  std::string event_text;
  At at, trigger;
  std::string sentence_text;
  std::vector<Telling> mentions;
  float confidence = 0;
  std::string frame, lexicon, path;  ///< why: frame name, "events/reject.toml:212", "end -obj-> ceasefire"
  bool echo = false;                 ///< only tells an earlier event again; dropped if there is none
  std::string rebuts;                ///< word of a denial of a claim that another sentence tells ("denied the accusation"); "" = none
  bool in_favour = false;            ///< a rally in support of somebody: against nobody; for implied parties
  bool blames = false;               ///< an accusation for a deed that is told elsewhere; for implied parties
  bool nominal = false, definite = false;  ///< told by a noun ("the attack"): a back reference rather than news; for merging
  std::vector<Reason> reasons;       ///< for explain only
};

}  // namespace khaldun
