#pragma once
#include <cstdint>
#include <limits>

/// The knowledge of lexicon/*.toml and *.tsv as plain records that lie in one block of memory: a compiled file is mapped and used
/// as it is, a folder of tables is compiled into the same block. No record holds a pointer: `Text` and `Slice` are positions.
namespace khaldun::table {

struct Text {
  std::uint32_t at = 0, size = 0;  ///< bytes of the string pool
};
template <class T>
struct Slice {
  std::uint32_t first = 0, count = 0;  ///< rows of T's section
};

inline constexpr std::uint32_t kNoRow = 0xffffffffU;
/// Days since 1970-01-01; open ends.
inline constexpr std::int32_t kAlways = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t kForever = std::numeric_limits<std::int32_t>::max();

struct Origin {
  Text file;  ///< "events/reject.toml"
  std::uint32_t line = 0;
};

enum class Kind : std::uint8_t { person, people, organisation, state, place, thing };

struct Role {
  Text country, office;
  Text group;  ///< of a person: key of the organisation that it speaks for
  Slice<Text> sectors;
  std::int32_t from = kAlways;  ///< first day
  std::int32_t to = kForever;   ///< first day on which it no longer holds
  bool rival = false;           ///< one of two who hold the office, or of two governments
};

struct Actor {
  Text key, name, wikidata;
  Text wing_of;  ///< key of the organisation whose armed or political wing it is
  Slice<Role> roles;
  Slice<std::uint32_t> confusable;  ///< rows of Actor
  Kind kind = Kind::organisation;
  bool doubt = false, famous = false, historical_state = false, partly_recognised = false;
  Origin origin;
};

enum AgentFlag : std::uint16_t {
  agent_title = 1, agent_head = 2, agent_armed = 4, agent_ethnic = 8, agent_weak = 16, agent_inherit = 32
};
struct Agent {
  Text phrase, code;  ///< code: fixed country or entity code, mostly ""
  Slice<Text> sectors;
  Kind kind = Kind::person;
  std::uint16_t flags = 0;
  bool plural = false;  ///< this row is the plural form
  Origin origin;
};

struct Place {
  Text name, country, admin;
  float lat = 0, lon = 0;
  std::uint32_t population = 0, geonameid = 0;
  std::uint8_t resolution = 4;  ///< PLOVER: 5 part of a city, 4 town, 3 district, 2 province, 1 country, 0 other
  bool ambiguous = false;       ///< also an ordinary word or personal name: wants a preposition before it
  bool located = false;
};

/// What a row of words means. Names are matched on forms, the rest on lemmas.
enum class UseType : std::uint8_t {
  actor, country_name, country_adjective, country_people, capital, seat, people, place,  // names
  agent, verb, noun, adjective, set, cue_verb, cue_noun, cue_adjective, cue_word, context_strong, context_word
};
enum UseFlag : std::uint8_t { use_caps = 1, use_capital = 2, use_short = 4, use_common = 8 };
struct Use {
  UseType type = UseType::actor;
  std::uint8_t flags = 0;
  std::uint32_t row = 0;        ///< of the type's section
  std::uint32_t extra = 0;      ///< verb: row of VerbUnit; seat: row of Text with the sector
  std::int32_t from = kAlways, to = kForever;
};

enum class StepKind : std::uint8_t {
  subject, object, indirect, preposition, clause, poss, modifier, support, after, before, auxiliary, speaker
};
struct Step {
  StepKind kind = StepKind::subject;
  Text word;  ///< the preposition
};
struct Slot {
  Slice<Step> path;
};

enum class ClassKind : std::uint8_t {
  set, lemma, actor, person, people, organisation, state, armed, civilian, official, place, thing, event, none, any, name
};
struct Class {
  ClassKind kind = ClassKind::any;
  std::uint32_t set = 0;  ///< row of Set
  Text word;              ///< lemma, or event type ("" = any)
};
struct Restriction {
  Slice<Slot> slots;  ///< any of them
  Slice<Class> classes;
};

struct Set {
  Text name;
};

enum class Strength : std::uint8_t { normal, weak, strong };

struct Example {
  Text text;
  std::uint8_t kind = 0;  ///< 0 example, 1 counter, 2 todo
};

struct Frame {
  Text name, event, cameo, process_kind, process_transition, cameo_appeal;
  Slice<Text> modes, contexts;
  Slice<Restriction> where, unless;
  Slice<Slot> actor, recipient, noun_actor, noun_recipient, mediator, host, instrument, target, content, topic, beneficiary;
  Slice<Example> examples;
  bool mutual = false, quiet = false, attempted = false;
  bool recipient_given = false, noun_recipient_given = false;  ///< written in the table, not the default
  Strength strength = Strength::normal;
  std::uint8_t status = 0;  ///< Auxiliary bits that the words carry
  Origin origin;
};

struct VerbUnit {
  std::uint32_t frame = 0;
  Slice<Text> rest;  ///< lemmas that must follow the verb, in order, with small gaps
};

enum class Effect : std::uint8_t { none, future, hypothetical, negation, attempted, historical };
enum class Stance : std::uint8_t { none, asserts, denies, doubts, demands, expects };
enum class SupportRole : std::uint8_t { none, actor, recipient, happen, end };

struct Cue {
  Slice<Slot> on, source, actor, party;
  Effect effect = Effect::none;
  Effect negated = Effect::none;  ///< effect if the cue itself is negated
  Stance stance = Stance::none;
  SupportRole role = SupportRole::none;
  bool passes = true;      ///< the cue's own status (will, may) falls on its event too
  bool complement = false;  ///< the source (or the event) is the noun that the word governs ("according to X")
  bool conditional = false;  ///< opens an if-clause: what hangs on it and what hangs above it are supposed
  Slice<Example> examples;
  Origin origin;
};
struct CueUnit {
  std::uint32_t cue = 0;
  Slice<Text> rest;  ///< verbs: lemmas that follow, as in VerbUnit
};

struct Content {
  Text outer, inner_type, inner_mode, mode, event;
  Slice<Text> unused;
};

/// What an event tells of a process by what it speaks of: a call to hold fire is a call for a truce.
struct ProcessStep {
  Text outer;             ///< type of the event
  Text inner;             ///< "kind.transition" of its content, or its own one
  Text word;              ///< lemma of the event's word; "": any
  Text kind, transition;  ///< the step that it is then
  Text event;             ///< type that it is then; "": as it was
  bool own = false;       ///< `inner` is its own step, where type or status make another of it
  bool negated = false;   ///< …and is told as not done
};

struct Context {
  Text name;
};

/// What a word does in a time expression; lexicon/cues/time.tsv says more.
enum class TimeKind : std::uint8_t {
  unit, part, season, near, reference, stretch, set, holiday, turn, after, portion, vague, about, age
};
struct TimeWord {
  Text phrase;  ///< as `normalise_words` cuts it, one blank between words; rows are sorted by it
  Text value;
  TimeKind kind = TimeKind::unit;
  Origin origin;
};

/// What a process is one of: a party's commitment, the parties together, who holds whom or what, or a place that is held.
enum class Per : std::uint8_t { party, parties, holding, place };
/// A kind of process that the ledger follows; lexicon/processes/ says more.
struct Machine {
  Text kind, initial;
  Slice<Text> active;            ///< states that a review age ends in UNKNOWN
  std::int32_t review_days = 0;  ///< without evidence; 0: never
  Per per = Per::parties;
  Slice<Example> histories;
  Origin origin;
};
/// Whose deed moves the state: the committed party's own, that of somebody else, of all parties at once, or anybody's.
enum class Mover : std::uint8_t { any, own, other, all };
struct MachineRule {
  Text kind, on, from, to;  ///< from "": any state
  Text planned;      ///< state while the deed lies ahead; "": a planned deed changes nothing
  Text presupposes;  ///< state that must have held before; back-filled where none is known
  Mover by = Mover::any;
  bool opens = false;  ///< a new process begins, linked to the old one
  Origin origin;
};

struct EventType {
  Text name, default_cameo;
  std::int32_t quad = 0;
  float score = 0;
};
struct Mode {
  Text event, name, default_cameo, default_cameo_appeal;
  float score = 0;
  bool has_score = false;
};
struct Cameo {
  Text code, name, plover, mode;
  float goldstein = 0;
  bool has_goldstein = false;
};

}  // namespace khaldun::table
