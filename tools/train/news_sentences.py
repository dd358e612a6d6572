#!/usr/bin/python3
"""Writes sentences of conflict news with their trees, in CoNLL-U, for train_neural.py to learn beside the treebanks.

  news_sentences.py LEXICON COUNT SEED > news.conllu

The treebanks hold little news of conflict, and its commonest patterns are read worst: nouns that are verbs elsewhere ("clashes
between", "strikes into"), two titles with names, victims in lists, "X-backed", headlines, digests in the present tense. Each pattern
below is a small tree with open places; names of states, people and towns come from the lexicon's tables, the rest from the lists here.
Trees follow the guidelines of UD's English treebanks (EWT, GUM): titles are nmod of the name, "on Monday" obl of the verb, the last of
"A, B and C" carries the conjunction. Names of groups and people are put together at random: the sentences tell nothing that happened.
"""
import glob
import random
import re
import sys


class Node:
    """A word with what hangs on it, in order: left of it and right of it."""

    def __init__(self, form, upos, xpos, rel="dep", left=(), right=(), lemma=""):
        self.form, self.upos, self.xpos, self.rel, self.lemma = form, upos, xpos, rel, lemma
        self.left, self.right = list(left), list(right)

    def as_(self, rel):
        self.rel = rel
        return self

    def first(self, *nodes):
        """Hangs these on it, before all else."""
        self.left = list(nodes) + self.left
        return self

    def last(self, *nodes):
        self.right += [n for n in nodes if n is not None]
        return self


AUXILIARY = {"was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "has": "have", "had": "have", "having": "have"}
SINGULAR = {"children": "child", "policemen": "policeman", "militiamen": "militiaman", "people": "people", "police": "police"}


def lemma_of(node):
    if node.lemma:
        return node.lemma
    low = node.form.lower()
    if node.upos == "AUX":
        return AUXILIARY.get(low, low)
    if node.upos == "PROPN" or (node.upos == "ADJ" and node.form[0].isupper()):
        return node.form
    if node.xpos == "NNS":
        if low in SINGULAR:
            return SINGULAR[low]
        if low.endswith("ies"):
            return low[:-3] + "y"
        return low[:-2] if low.endswith(("ches", "shes", "sses")) else low[:-1]
    return low if node.form != "'s" else "'s"


def flat(root):
    """Rows of (form, lemma, upos, xpos, head, rel)."""
    order = []

    def walk(node):
        for n in node.left:
            walk(n)
        order.append(node)
        for n in node.right:
            walk(n)

    walk(root)
    place, head = {id(n): i + 1 for i, n in enumerate(order)}, {id(root): 0}
    for n in order:
        for c in n.left + n.right:
            head[id(c)] = place[id(n)]
    return [(n.form, lemma_of(n), n.upos, n.xpos, head[id(n)], n.rel) for n in order]


dice = random.Random(1)
one_of = lambda some: some[dice.randrange(len(some))]
often = lambda share: dice.random() < share

# ------------------------------------------------------------------ words
ARMED = "rebels militants gunmen insurgents fighters jihadists separatists guerrillas militiamen bandits extremists".split()
FORCES = ["security forces", "government forces", "government troops", "special forces", "border guards", "riot police", "security forces", "armed forces",
          "air force", "coast guard"]
PEOPLE = ["civilians", "people", "soldiers", "villagers", "protesters", "police officers", "policemen", "children", "journalists", "aid workers", "students",
          "farmers", "residents", "worshippers", "militants", "civilians", "migrants", "peacekeepers", "troops", "security guards", "teachers", "migrant workers"]
HARMED = ["hospital", "school", "market", "mosque", "church", "checkpoint", "military base", "police station", "army convoy", "village", "refugee camp",
          "power station", "fuel depot", "residential building", "television station", "oil refinery", "air base", "prison", "border post", "bus station"]
TITLES = [("President", 0), ("Prime Minister", 2), ("Foreign Minister", 2), ("Defense Minister", 2), ("Interior Minister", 2), ("Vice President", 2), ("King", 0),
          ("Ambassador", 0), ("General", 0), ("Information Minister", 2), ("Defence Minister", 2), ("Senator", 0), ("Chancellor", 0)]
OFFICES = ["president", "foreign minister", "army chief", "spokesman", "military spokesman", "interior minister", "police chief", "opposition leader", "governor",
           "prime minister", "defense minister", "rebel commander", "presidential adviser", "lawmaker", "ambassador", "special envoy", "general", "mayor"]
BODIES = ["government", "army", "military", "parliament", "foreign ministry", "police", "interior ministry", "defense ministry", "opposition", "presidency",
          "authorities", "navy", "junta", "president", "supreme court"]
GROUPS = ["Hamas", "Hezbollah", "Taliban", "Houthis", "al-Shabaab", "ISIS", "M23", "FARC", "Fatah", "PKK", "YPG", "RSF", "ELN", "TTP", "ETA", "LTTE", "ADF", "CODECO",
          "Polisario", "JNIM", "ISWAP", "Boko Haram", "Al Qaeda", "Hizbul Mujahideen", "Jaish al-Adl", "Ansar Dine", "Abu Sayyaf", "Wagner Group", "Islamic State",
          "Rapid Support Forces", "Free Syrian Army", "African Union", "European Union", "Arab League", "Syrian Democratic Forces", "Red Crescent", "Muslim Brotherhood",
          "Shining Path", "Maoists", "Tigers", "Contras", "Fano", "Mai-Mai", "Janjaweed"]
BODIES_NAMED = ["UN", "EU", "NATO", "U.N.", "IAEA", "ECOWAS", "OSCE", "ASEAN", "IGAD", "UNHCR", "CENTCOM", "IDF", "ICC", "UNRWA", "UNICEF"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
NUMBERS = "two three four five six seven eight nine ten eleven twelve dozens".split()
# Event words that are verbs elsewhere: noun, plural.
DEEDS = [("attack", "attacks"), ("strike", "strikes"), ("raid", "raids"), ("clash", "clashes"), ("assault", "assaults"), ("protest", "protests"), ("ambush", "ambushes"),
         ("blast", "blasts"), ("fight", "fights"), ("march", "marches"), ("bombing", "bombings"), ("shelling", "shellings"), ("killing", "killings"),
         ("airstrike", "airstrikes"), ("offensive", "offensives"), ("crackdown", "crackdowns"), ("siege", "sieges"), ("bombardment", "bombardments")]
STRIKES = [d for d in DEEDS if d[0] not in ("clash", "protest", "fight", "march", "killing", "siege")]
KINDS = ["suicide", "car bomb", "drone", "rocket", "artillery", "missile", "terrorist", "mortar", "retaliatory", "deadly", "overnight", "cross-border", "joint", "fresh", "recent"]
ADJECTIVES = {"retaliatory", "deadly", "overnight", "joint", "fresh", "recent", "cross-border"}
# past, third person present, participle, gerund, base
HITS = ["attack attacks attacked attacking", "kill kills killed killing", "bomb bombs bombed bombing", "shell shells shelled shelling", "raid raids raided raiding",
        "target targets targeted targeting", "strike strikes struck striking", "storm storms stormed storming", "ambush ambushes ambushed ambushing", "seize seizes seized seizing",
        "capture captures captured capturing", "destroy destroys destroyed destroying", "abduct abducts abducted abducting", "wound wounds wounded wounding",
        "arrest arrests arrested arresting", "detain detains detained detaining", "shoot shoots shot shooting", "hit hits hit hitting", "injure injures injured injuring"]
MORE = ["blockade blockades blockaded blockading", "stone stones stoned stoning", "lynch lynches lynched lynching", "beat beats beat beating", "encircle encircles encircled encircling",
        "outlaw outlaws outlawed outlawing", "expel expels expelled expelling", "besiege besieges besieged besieging", "evacuate evacuates evacuated evacuating", "disarm disarms disarmed disarming",
        "ban bans banned banning", "jail jails jailed jailing", "release releases released releasing", "behead beheads beheaded beheading", "loot loots looted looting", "pelt pelts pelted pelting",
        "repel repels repelled repelling", "torch torches torched torching", "raze razes razed razing", "mourn mourns mourned mourning", "protect protects protected protecting", "fire fires fired firing"]
WORDS = ["criticize criticizes criticized criticizing", "condemn condemns condemned condemning", "denounce denounces denounced denouncing", "warn warns warned warning",
         "accuse accuses accused accusing", "blame blames blamed blaming", "urge urges urged urging", "threaten threatens threatened threatening"]


def verb(words, form):
    base, third, past, gerund = words.split()
    return {"base": (base, "VB"), "third": (third, "VBZ"), "past": (past, "VBD"), "done": (past, "VBN"), "ing": (gerund, "VBG"), "plain": (base, "VBP")}[form]


def V(words, form, rel="root", left=(), right=()):
    w, tag = verb(words, form)
    return Node(w, "VERB", tag, rel, left, right, words.split()[0])


def read_tables(folder):
    states, people, towns = [], [], []
    for line in open(folder + "/actors/countries.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("#") or len(cells) < 10 or cells[9] or not cells[3]:
            continue
        adjective = cells[3].split(";")[0]
        folk = cells[4].split(";")[-1]
        capital = cells[5].split(";")[0]
        if all(len(x.split()) <= 2 for x in (cells[1], adjective, folk)) and adjective != cells[1] and capital and "-" not in cells[1] + adjective:
            states.append((cells[1], adjective, folk, capital))
    for path in sorted(glob.glob(folder + "/actors/heads-*.toml") + [folder + "/actors/leaders.toml"]):
        for name in re.findall(r'^name = "([^"]+)"', open(path, encoding="utf-8").read(), re.M):
            if 2 <= len(name.split()) <= 3 and all(w[0].isupper() for w in name.split()) and not re.search(r"[^\w' .-]", name):
                people.append(name)
    for line in open(folder + "/places/cities.tsv", encoding="utf-8"):
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) > 6 and cells[6].isdigit() and int(cells[6]) > 60000 and re.fullmatch(r"[A-Z][\w]+( [A-Z]\w+)?", cells[0]):
            towns.append(cells[0])
    return states, people, towns


STATES, NAMES, TOWNS = [], [], []


# ------------------------------------------------------------------ phrases
def word(form, upos, xpos, rel):
    return Node(form, upos, xpos, rel)


def the(form="the"):
    return word(form, "DET", "DT", "det")


def name(text):
    """A name without grammar inside: its first word with the others as flat."""
    first, *rest = text.split()
    return Node(first, "PROPN", "NNP", right=[word(w, "PROPN", "NNP", "flat") for w in rest])


ADJ_NAMES = {"United", "New", "Islamic", "Free", "African", "European", "Arab", "Syrian", "Democratic", "Rapid", "Red", "Muslim", "Shining", "Saudi", "North", "South", "Central", "Equatorial"}
HEAD_LAST = {"States", "Emirates", "Kingdom", "Nations", "State", "Forces", "Army", "Union", "League", "Crescent", "Brotherhood", "Path", "Delhi", "Zealand", "Group", "Arabia",
             "Korea", "Africa", "Sudan", "Guinea"}


def proper(text):
    """A name of a state, town or group."""
    words = text.split()
    if len(words) > 1 and words[-1] in HEAD_LAST and words[0] in ADJ_NAMES | {"Support", "Wagner"}:
        plural = words[-1] in ("States", "Emirates", "Nations", "Forces")
        left = [word(w, "ADJ", "NNP", "amod") if w in ADJ_NAMES else word(w, "PROPN", "NNP", "compound") for w in words[:-1]]
        return Node(words[-1], "PROPN", "NNPS" if plural else "NNP", left=left)
    if len(words) == 1 and words[0] in ("Houthis", "Maoists", "Tigers", "Contras"):
        return Node(words[0], "PROPN", "NNPS")
    return name(text)


def demonym(adjective, rel="amod"):
    """"Afghan", "Sri Lankan" before a noun."""
    first, *rest = adjective.split()
    return Node(first, "ADJ", "JJ", rel, right=[word(w, "ADJ", "JJ", "flat") for w in rest])


def noun(text, left=(), plural=None):
    """"riot police", "military base": the last word with those before it as compounds."""
    words = text.split()
    adjectives = ("military", "residential", "special", "armed", "foreign", "presidential", "supreme", "prime", "interior")
    many = words[-1] in ("people", "children", "police", "policemen", "militiamen") or words[-1].endswith("s")
    plural = many if plural is None else plural
    mods = [word(w, "ADJ", "JJ", "amod") if w in adjectives else word(w, "NOUN", "NN", "compound") for w in words[:-1]]
    return Node(words[-1], "NOUN", "NNS" if plural else "NN", left=list(left) + mods)


def state():
    s = one_of(STATES)
    node = proper(s[0])
    if s[0].split()[0] == "United" or s[0] in ("Philippines", "Netherlands", "Maldives", "Gambia", "Bahamas"):
        node.first(the())
    return node


def short_state():
    return one_of([lambda: word("US", "PROPN", "NNP", ""), lambda: word("U.S.", "PROPN", "NNP", ""), lambda: word("UK", "PROPN", "NNP", ""), state])()


def adjective():
    return one_of(STATES)[1]


def town():
    return name(one_of(TOWNS))


def number(node):
    """Puts a number before the noun: "five", "at least 12", "more than 50", "dozens of"."""
    plain = lambda: word(str(dice.randrange(2, 90)), "NUM", "CD", "nummod") if often(0.6) else word(one_of(NUMBERS[:-1]), "NUM", "CD", "nummod")
    n, throw = plain(), dice.random()
    if throw < 0.2:
        n.first(Node("least", "ADJ", "JJS", "nmod", left=[word("at", "ADP", "IN", "case")]))
    elif throw < 0.32:
        n.first(Node("more", "ADJ", "JJR", "advmod", right=[word("than", "ADP", "IN", "fixed")]))
    elif throw < 0.38:
        n.first(word(one_of(["nearly", "about", "around", "almost"]), "ADV", "RB", "advmod"))
    elif throw < 0.46 and node.xpos == "NNS":
        return Node(one_of(["dozens", "hundreds", "thousands", "scores"]), "NOUN", "NNS", right=[node.first(word("of", "ADP", "IN", "case")).as_("nmod")])
    return node.first(n)


def person():
    return name(one_of(NAMES))


def title_person():
    """"Turkish President Recep Tayyip Erdogan", "US special envoy X", "Gen. X"."""
    who = person()
    throw = dice.random()
    if throw < 0.72:
        text, kind = one_of(TITLES)
        words = text.split()
        title = Node(words[-1], "PROPN", "NNP", "nmod")
        for w in words[:-1]:
            title.left.append(word(w, "ADJ", "NNP", "amod") if w in ("Prime", "Foreign", "Interior") else word(w, "PROPN", "NNP", "compound"))
        if often(0.25):
            title.first(short_state().as_("compound"))
        else:
            title.first(demonym(adjective()))
    elif throw < 0.85:
        words = one_of(OFFICES).split()
        title = noun(" ".join(words), plural=False).as_("nmod")
        title.first(demonym(adjective()))
    elif throw < 0.93:
        title = word(one_of(["Gen.", "Col.", "Lt.", "Maj.", "Dr", "Sheikh", "Mr"]), "PROPN", "NNP", "nmod")
    else:
        title = Node("Secretary-General" if often(0.6) else "Chief", "PROPN", "NNP", "nmod", left=[word(one_of(BODIES_NAMED), "PROPN", "NNP", "compound")])
    if title.left and often(0.12):
        title.first(word("former", "ADJ", "JJ", "amod"))
    return who.first(title)


def forces():
    """"Afghan security forces", "the Israeli army", "Kashmiri youth", "Houthi rebels"."""
    throw = dice.random()
    if throw < 0.25:
        return noun(one_of(FORCES), [demonym(adjective())])
    if throw < 0.5:
        return noun(one_of(BODIES), [the(), demonym(adjective())], plural=None)
    if throw < 0.65:
        return noun(one_of(ARMED), [proper(one_of(GROUPS)).as_("compound")])
    if throw < 0.8:
        return noun(one_of(ARMED), [demonym(adjective())])
    if throw < 0.9:
        return hyphened(noun(one_of(ARMED)))
    return noun(one_of(["officials", "leaders", "diplomats", "troops", "warplanes", "soldiers", "police", "youth", "protesters", "lawmakers", "negotiators", "commandos", "jets"]),
                [demonym(adjective())])


def hyphened(head):
    """"Russian-backed separatists", "a Pakistan-based group", "Houthi-controlled Yemen"."""
    how = one_of(["backed", "led", "controlled", "held", "based", "occupied", "administered", "supported", "run", "aligned", "linked"])
    who = one_of([lambda: demonym(adjective(), "compound"), lambda: proper(one_of(STATES)[0]).as_("obl"), lambda: proper(one_of(GROUPS)).as_("obl"),
                  lambda: word("rebel", "NOUN", "NN", "compound"), lambda: word("government", "NOUN", "NN", "compound")])()
    if len(who.right) or len(who.left):
        who = word(one_of(["Saudi", "Iran", "Hamas", "Israeli", "Russian", "Rwanda", "Taliban", "Turkish", "Houthi", "Indian", "Kurdish", "US"]), "PROPN", "NNP", "compound")
        if who.form.endswith(("i", "ish", "an")) and who.form not in ("Iran", "Houthi"):
            who.upos, who.xpos = "ADJ", "JJ"
    who.right.append(word("-", "PUNCT", "HYPH", "punct"))
    base = {"controlled": "control", "held": "hold", "led": "lead", "based": "base", "administered": "administer", "supported": "support", "aligned": "align", "linked": "link",
            "backed": "back", "occupied": "occupy", "run": "run"}[how]
    return head.first(Node(how, "VERB", "VBN", "amod", left=[who], lemma=base))


def group():
    g = proper(one_of(GROUPS))
    if g.form in ("Taliban", "Houthis", "PKK", "RSF", "Maoists", "Forces", "Union", "Army", "League", "Crescent", "YPG", "Contras", "Tigers", "Brotherhood", "State", "TTP", "FARC", "ELN"):
        if not (g.form == "State" or often(0.1)):
            g.first(the())
    elif often(0.12):
        g = noun(one_of(["group", "militia", "movement"]), [the(), g.as_("compound")])
    return g


def body():
    b = word(one_of(BODIES_NAMED), "PROPN", "NNP", "")
    if often(0.3) and b.form not in ("CENTCOM", "NATO", "UNICEF", "ASEAN", "IGAD"):
        b.first(the())
    return b


def actor(kind=None):
    kind = kind or one_of("state group forces person body forces group state".split())
    return {"state": state, "group": group, "forces": forces, "person": title_person, "body": body}[kind]()


def two(make, other=None):
    """Two coordinated, now and then three."""
    first, second = make(), (other or make)()
    if often(0.12):
        middle = make().as_("conj")
        middle.first(word(",", "PUNCT", ",", "punct"))
        first.last(middle)
    return first.last(second.first(word("and", "CCONJ", "CC", "cc")).as_("conj"))


def actors(kind=None):
    throw = dice.random()
    if throw < 0.3:
        return two(lambda: actor(kind))
    if throw < 0.34:  # "the Afghan military and provincial governor"
        first = noun(one_of(["military", "army", "government", "police", "parliament"]), [the(), demonym(adjective())], plural=False)
        second = noun(one_of(["governor", "police chief", "opposition", "mayor", "interior ministry"]), [word(one_of(["provincial", "local", "regional", "national"]), "ADJ", "JJ", "amod")], plural=False)
        return first.last(second.first(word("and", "CCONJ", "CC", "cc")).as_("conj"))
    return actor(kind)


def victims():
    node = number(noun(one_of(PEOPLE)))
    if often(0.25):
        node = number(noun(one_of(PEOPLE), [demonym(adjective())]))
    if often(0.3):
        other = number(noun(one_of(PEOPLE)))
        node.last(other.first(word("and", "CCONJ", "CC", "cc")).as_("conj"))
    if often(0.12):
        of = number(noun(one_of(PEOPLE))).first(Node("including", "VERB", "VBG", "case", lemma="include")).as_("nmod")
        of.first(word(",", "PUNCT", ",", "punct"))
        node.last(of)
    return node


def one_victim():
    """"a soldier", "a Palestinian farmer", "the commander of the group"."""
    n = noun(one_of(["soldier", "farmer", "civilian", "child", "journalist", "police officer", "woman", "protester", "politician", "cleric", "aid worker", "commander", "driver", "teenager"]), plural=False)
    if often(0.3):
        n.first(demonym(adjective()))
    n.first(the(one_of(["a", "a", "the"])))
    return n


def pp(prep, inner, rel="obl"):
    return inner.first(word(prep, "ADP", "IN", "case")).as_(rel)


def place_inner():
    throw = dice.random()
    if throw < 0.35:
        t = town()
        if often(0.4):
            s = state()
            t.last(s.first(word(",", "PUNCT", ",", "punct")).as_("appos" if often(0.5) else "nmod"))
        return t
    if throw < 0.5:
        return state()
    if throw < 0.68:
        t = noun(one_of(["city", "town", "village", "province", "district", "region", "port", "capital", "border town"]), [the()], plural=False)
        if often(0.4):
            t.left.insert(1, word(one_of(["northern", "southern", "eastern", "western", "northeastern", "coastal", "disputed", "besieged"]), "ADJ", "JJ", "amod"))
        return t.last(pp("of", town(), "nmod"))
    if throw < 0.82:
        s = state()
        if s.left and s.left[0].form == "the":
            return s
        return s.first(word(one_of(["northern", "southern", "eastern", "western", "central"]), "ADJ", "JJ", "amod"))
    if throw < 0.9:
        s = name(one_of(TOWNS))
        s.right = []
        return hyphened(s)
    return noun(one_of(["province", "district", "region", "area", "valley"]), [the(), town().as_("compound")], plural=False)


def in_place(rel="obl"):
    return pp(one_of(["in", "in", "in", "near", "at"]), place_inner(), rel)


def when(rel="obl"):
    throw = dice.random()
    if throw < 0.4:
        return pp("on", word(one_of(DAYS), "PROPN", "NNP", ""), rel)
    if throw < 0.5:
        return word(one_of(DAYS), "PROPN", "NNP", rel)
    if throw < 0.62:
        day = Node(str(dice.randrange(1, 32)), "NUM", "CD", "", left=[word(one_of(MONTHS), "PROPN", "NNP", "nmod")])
        return pp("on", day, rel)
    if throw < 0.72:
        return word("yesterday" if often(0.5) else "today", "NOUN", "NN", rel)
    if throw < 0.84:
        return Node(one_of(["week", "month", "year"]), "NOUN", "NN", rel, left=[word("last", "ADJ", "JJ", "amod") if often(0.7) else the("this")])
    if throw < 0.92:
        return pp("in", word(one_of(MONTHS), "PROPN", "NNP", ""), rel)
    return pp("on", Node(one_of(["morning", "night", "evening"]), "NOUN", "NN", "", left=[word(one_of(DAYS), "PROPN", "NNP", "compound")]), rel)


def deed(some=DEEDS, plural=None):
    single, many = one_of(some)
    plural = often(0.5) if plural is None else plural
    node = Node(many if plural else single, "NOUN", "NNS" if plural else "NN")
    if often(0.45):
        for w in one_of(KINDS).split():
            node.left.append(word(w, "ADJ", "JJ", "amod") if w in ADJECTIVES else word(w, "NOUN", "NN", "compound"))
    return node


def article(node, form=None):
    """An article where one is needed."""
    if node.xpos in ("NN",) and not any(c.rel in ("det", "nmod:poss") for c in node.left):
        first = node.left[0] if node.left else node
        while first.left:
            first = first.left[0]
        node.first(the(form or one_of([("an" if first.form[0] in "aeiou" else "a"), "the"])))
    return node


def struck():
    """What an attack is on."""
    throw = dice.random()
    if throw < 0.4:
        return article(noun(one_of(HARMED), [demonym(adjective())] if often(0.3) else [], plural=False))
    if throw < 0.6:
        return noun(one_of(["positions", "bases", "camps", "checkpoints", "targets", "villages", "sites"]), [one_of([lambda: demonym(adjective()), lambda: proper(one_of(GROUPS)).as_("compound"),
                                                                                                      lambda: word("rebel", "NOUN", "NN", "compound"), lambda: word("military", "ADJ", "JJ", "amod")])()])
    if throw < 0.75:
        return place_inner()
    if throw < 0.9:
        return victims()
    return actor("forces")


def comma():
    return word(",", "PUNCT", ",", "punct")


def and_():
    return word("and", "CCONJ", "CC", "cc")


def stop(root):
    return root.last(word(".", "PUNCT", ".", "punct"))


def tense(subject_plural):
    return one_of(["past", "past", "past", "third" if not subject_plural else "plain"])


def plural(node):
    return node.xpos in ("NNS", "NNPS") or any(c.rel == "conj" for c in node.right) or node.form == "police"


def killing():
    """", killing 12 people and wounding dozens"."""
    v = V(one_of(HITS[:2] + HITS[13:14] + HITS[1:2]), "ing", "advcl", right=[victims().as_("obj")])
    v.first(comma())
    if often(0.3):
        w = V("wound wounds wounded wounding" if often(0.6) else "injure injures injured injuring", "ing", "conj", right=[victims().as_("obj")])
        v.last(w.first(and_()))
    return v


def attach_end(root, share=0.6):
    """Where and when, in any order."""
    some = [f for f in (in_place, when) if often(share)]
    dice.shuffle(some)
    return root.last(*[f() for f in some])


def maybe_front(root):
    """"On Monday, …" before all else."""
    if often(0.12):
        root.first(when(), comma())
    elif often(0.05):
        day = Node(str(dice.randrange(1, 32)), "NUM", "CD", "obl", left=[], right=[])
        day.first(word("On", "ADP", "IN", "case"), word(one_of(MONTHS), "PROPN", "NNP", "nmod"))
        root.first(day, comma())
    return root


# ------------------------------------------------------------------ patterns
def active():
    s = actors()
    v = V(one_of(HITS), tense(plural(s)), left=[s.as_("nsubj")], right=[struck().as_("obj")])
    attach_end(v, 0.45)
    if often(0.3):
        v.last(killing())
    return maybe_front(stop(v))


def passive():
    s = victims() if often(0.6) else one_victim()
    many = plural(s)
    v = V(one_of(HITS), "done", left=[s.as_("nsubj:pass"), word(one_of(["were", "are"]) if many else one_of(["was", "is"]), "AUX", "VBD", "aux:pass")])
    if v.left[1].form in ("are", "is"):
        v.left[1].xpos = "VBP" if many else "VBZ"
    if often(0.25):
        s2 = victims() if often(0.6) else one_victim()
        be = word("were" if plural(s2) else "was", "AUX", "VBD", "aux:pass")
        other = V(one_of(["wound wounds wounded wounding", "injure injures injured injuring"]), "done", "conj", left=[and_(), s2.as_("nsubj:pass"), be] if often(0.5) else [and_(), s2.as_("nsubj:pass")])
        v.last(other)
        end = other if often(0.5) else v
    else:
        end = v
    throw = dice.random()
    if throw < 0.3:
        end.last(pp("by", deed(STRIKES).first(demonym(adjective())) if often(0.5) else actor("forces"), "obl:agent"))
    elif throw < 0.6:
        d = article(deed(STRIKES))
        if often(0.6):
            d.last(pp(one_of(["on", "against"]), struck(), "nmod"))
        end.last(pp("in", d))
    elif throw < 0.75:
        bomb = noun(one_of(["bomb", "car bomb", "mine", "rocket", "shell", "suicide bomber", "drone"]), [the("a")], plural=False)
        clause = V(one_of(["explode explodes exploded exploding", "detonate detonates detonated detonating", "strike strikes struck striking"]), "past", "advcl",
                   left=[word("when", "ADV", "WRB", "advmod"), bomb.as_("nsubj")])
        if clause.form == "struck":
            clause.last(struck().as_("obj"))
        end.last(clause)
    attach_end(end if often(0.5) else v, 0.4) if end is v else end.last(in_place() if often(0.5) else None)
    return maybe_front(stop(v))


def deed_kills():
    """"Clashes between X and Y left 12 dead", "an airstrike on X killed Y"."""
    throw = dice.random()
    if throw < 0.45:
        n = Node(one_of(["clashes", "fighting", "talks", "clashes", "skirmishes", "battles", "negotiations", "fights"]), "NOUN", "NNS")
        n.xpos = "NN" if n.form == "fighting" else "NNS"
        both = two(lambda: actor(one_of(["state", "group", "forces", "forces"])))
        if often(0.2):
            adj = Node("throwing", "VERB", "VBG", "amod", lemma="throw", left=[Node("stone", "NOUN", "NN", "compound", right=[word("-", "PUNCT", "HYPH", "punct")])])
            first = noun(one_of(["youth", "protesters", "demonstrators"]), [adj, demonym(adjective())])
            second = noun(one_of(FORCES), [demonym(adjective())])
            if often(0.5):
                second.last(V("fire fires fired firing", "ing", "acl", right=[noun("tear gas", plural=False).as_("obj")]))
            both = first.last(second.first(and_()).as_("conj"))
        n.last(pp("between", both, "nmod"))
        if often(0.25):
            n.last(in_place("nmod"))
        if n.form in ("talks", "negotiations"):
            v = V(one_of(["collapse collapses collapsed collapsing", "begin begins began beginning", "resume resumes resumed resuming", "fail fails failed failing", "end ends ended ending",
                          "stall stalls stalled stalling"]), "past", left=[n.as_("nsubj")])
            return maybe_front(stop(attach_end(v)))
        n.as_("nsubj")
    else:
        n = article(deed(STRIKES))
        if often(0.35):
            n.left = [c for c in n.left if c.rel != "det"]
            n.first(demonym(adjective()))
            article(n)
        elif often(0.3):
            n.left = [c for c in n.left if c.rel != "det"]
            n.first(actor(one_of(["state", "group"])).as_("nmod:poss").last(word("'s", "PART", "POS", "case")))
        if often(0.7):
            n.last(pp(one_of(["on", "on", "against", "in"]), struck(), "nmod"))
        if often(0.2):
            n.last(pp("by", actor(), "nmod"))
        n.as_("nsubj")
    throw = dice.random()
    have = [word("have" if plural(n) else "has", "AUX", "VBP" if plural(n) else "VBZ", "aux")] if often(0.25) else []
    if throw < 0.4:
        v = V("leave leaves left leaving", "done" if have else "past", left=[n, *have])
        v.last(victims().as_("obj"), word(one_of(["dead", "dead", "wounded"]), "ADJ", "JJ", "xcomp"))
        if often(0.2):
            v.right[-1].last(word("wounded", "ADJ", "JJ", "conj").first(and_()) if v.right[-1].form == "dead" else None)
    elif throw < 0.75:
        v = V(one_of(HITS[:2] + ["wound wounds wounded wounding", "injure injures injured injuring"]), "done" if have else tense(plural(n)), left=[n, *have], right=[victims().as_("obj")])
        if often(0.3):
            v.last(V("wound wounds wounded wounding", "past", "conj", left=[and_()], right=[victims().as_("obj")]))
    else:
        v = V(one_of(["erupt erupts erupted erupting", "continue continues continued continuing", "intensify intensifies intensified intensifying", "displace displaces displaced displacing",
                      "spark sparks sparked sparking", "begin begins began beginning"]), "past", left=[n])
        if v.form in ("displaced", "sparked"):
            v.last((victims() if v.form == "displaced" else noun(one_of(["protests", "outrage", "fears", "clashes"]))).as_("obj"))
    attach_end(v, 0.35)
    if often(0.12):
        since = Node(one_of(["death", "killing", "arrest", "coup", "attack", "election"]), "NOUN", "NN", "obl")
        since.first(word("Since", "ADP", "IN", "case"), word("his", "PRON", "PRP$", "nmod:poss") if often(0.4) else the())
        v.first(since, comma())
    return maybe_front(stop(v))


def launch():
    """"Pakistan launches retaliatory strikes into India and …", "carried out an attack on"."""
    s = actors()
    what = article(deed(STRIKES))
    words = one_of(["launch launches launched launching", "conduct conducts conducted conducting", "carry carries carried carrying", "stage stages staged staging", "begin begins began beginning",
                    "mount mounts mounted mounting"])
    v = V(words, tense(plural(s)), left=[s.as_("nsubj")])
    if words.startswith("carry"):
        v.last(word("out", "ADP", "RP", "compound:prt"))
    target = struck() if often(0.5) else place_inner()
    if often(0.2):
        second = name(one_of(TOWNS))
        second.right = []
        target.last(hyphened(second).first(and_()).as_("conj"))
    v.last(what.as_("obj"))
    where = pp(one_of(["on", "into", "against", "in", "across", "throughout"]), target, "nmod")
    if where.left[0].form in ("on", "against", "into"):
        what.last(where)
    else:
        v.last(where.as_("obl"))
    throw = dice.random()
    if throw < 0.25:
        v.last(killing())
    elif throw < 0.4:
        t = V("target targets targeted targeting", "ing", "advcl", right=[struck().as_("obj")])
        v.last(t)
    elif throw < 0.55:
        claims = V("claim claims claimed claiming", "third" if v.xpos == "VBZ" else "past" if v.xpos == "VBD" else "plain", "conj", left=[comma(), and_()])
        to = V(one_of(HITS), "done", "xcomp", left=[word("to", "PART", "TO", "mark"), word("have", "AUX", "VB", "aux")], right=[struck().as_("obj")])
        v.last(claims.last(to))
    else:
        attach_end(v, 0.4)
    return maybe_front(stop(v))


def meet():
    """"US President X and Turkish President Y spoke on the phone", "met in Z to discuss"."""
    s = two(title_person) if often(0.65) else actors()
    many = plural(s)
    words = one_of(["meet meets met meeting", "speak speaks spoke speaking", "hold holds held holding", "agree agrees agreed agreeing", "sign signs signed signing", "arrive arrives arrived arriving",
                    "discuss discusses discussed discussing"])
    v = V(words, "past" if often(0.7) else ("plain" if many else "third"), left=[s.as_("nsubj")])
    if words.startswith("speak"):
        v.last(pp(one_of(["on", "by"]), word("phone", "NOUN", "NN", "").first(the()) if often(0.6) else word("telephone", "NOUN", "NN", "")))
        if v.right[0].left[0].form == "by":
            v.right[0].left = [c for c in v.right[0].left if c.rel != "det"]
    elif words.startswith("hold"):
        v.last(noun(one_of(["talks", "peace talks", "a summit", "negotiations", "ceasefire talks"]).replace("a ", "")).as_("obj"))
        if v.right[0].xpos == "NN":
            v.right[0].first(the("a"))
        if often(0.5):
            v.last(pp("with", actor()))
    elif words.startswith("agree"):
        throw = dice.random()
        if throw < 0.5:
            do = V(one_of(["extend extends extended extending", "hold holds held holding", "end ends ended ending", "resume resumes resumed resuming", "exchange exchanges exchanged exchanging"]), "base",
                   "xcomp", left=[word("to", "PART", "TO", "mark")])
            do.last(noun(one_of(["talks", "prisoners", "hostilities", "negotiations", "peace talks"])).as_("obj"))
            v.last(do)
        else:
            truce = noun(one_of(["ceasefire", "truce", "cease-fire"]), [the("a")], plural=False)
            if often(0.5):
                truce.left.insert(1, Node("hour", "NOUN", "NN", "compound", left=[Node("72" if often(0.5) else "48", "NUM", "CD", "nummod", right=[word("-", "PUNCT", "HYPH", "punct")])]))
            v.last(pp("to" if often(0.6) else "on", truce))
    elif words.startswith("sign"):
        d = noun(one_of(["deal", "peace agreement", "ceasefire agreement", "accord", "treaty"]), [the("a")], plural=False)
        if often(0.3):
            d.last(V("broker brokers brokered brokering", "done", "acl", right=[pp("by", actor(one_of(["state", "body"])), "obl:agent")]))
        v.last(d.as_("obj"))
    elif words.startswith("discuss"):
        v.last(article(noun(one_of(["situation", "crisis", "conflict", "war", "ceasefire"]), plural=False), "the").as_("obj"))
    if often(0.25):
        v.last(pp("with" if words.startswith(("meet", "sign")) else "in", actor() if words.startswith(("meet", "sign")) else place_inner()))
    attach_end(v, 0.4)
    return maybe_front(stop(v))


def accuse():
    s, o = actors(), actors()
    throw = dice.random()
    t = tense(plural(s))
    if throw < 0.4:
        do = V(one_of(HITS + ["support supports supported supporting", "harbor harbors harbored harboring", "violate violates violated violating", "arm arms armed arming"]), "ing", "advcl",
               left=[word("of", "SCONJ", "IN", "mark")], right=[struck().as_("obj")])
        v = V("accuse accuses accused accusing", t, left=[s.as_("nsubj")], right=[o.as_("obj"), do])
    elif throw < 0.6:
        v = V("blame blames blamed blaming", t, left=[s.as_("nsubj")], right=[o.as_("obj"), pp("for", article(deed(DEEDS), "the"))])
    elif throw < 0.85:
        d = article(deed(STRIKES), "the")
        d.last(pp(one_of(["on", "against"]), struck(), "nmod") if often(0.6) else None)
        d.last(pp("by", actor(), "nmod") if often(0.3) else None)
        v = V(one_of(WORDS[:3]), t, left=[s.as_("nsubj")], right=[d.as_("obj")])
        if often(0.25):
            v.last(pp("as", Node(one_of(["violation", "crime", "provocation", "massacre"]), "NOUN", "NN", "", left=[the("a")])))
    else:
        d = article(deed(STRIKES), "the").as_("nsubj:pass")
        v = V(one_of(WORDS[1:3]), "done", left=[d, word("were" if plural(d) else "was", "AUX", "VBD", "aux:pass")], right=[pp("by", actors(), "obl:agent")])
    if often(0.3):
        v.last(when())
    return maybe_front(stop(v))


def ask():
    s, o = actors(), actors()
    do = V(one_of(["stop stops stopped stopping", "end ends ended ending", "halt halts halted halting", "withdraw withdraws withdrew withdrawing", "release releases released releasing",
                   "respect respects respected respecting", "lift lifts lifted lifting"]), "base", "xcomp", left=[word("to", "PART", "TO", "mark")])
    if do.form == "withdraw":
        do.last(noun("troops", [word("its", "PRON", "PRP$", "nmod:poss")]).as_("obj"), pp("from", place_inner()))
    elif do.form == "release":
        do.last(victims().as_("obj"))
    elif do.form == "lift":
        do.last(Node(one_of(["siege", "blockade", "ban", "curfew", "sanctions"]), "NOUN", "NN", "obj", left=[the()]))
    else:
        do.last(article(deed(DEEDS), "the").as_("obj") if often(0.6) else Node("violence", "NOUN", "NN", "obj", left=[the()]))
    t = tense(plural(s))
    throw = dice.random()
    if throw < 0.45:
        v = V(one_of(["urge urges urged urging", "order orders ordered ordering", "ask asks asked asking", "press presses pressed pressing"]), t, left=[s.as_("nsubj")], right=[o.as_("obj"), do])
    elif throw < 0.8:
        v = V(one_of(["call calls called calling", "appeal appeals appealed appealing"]), t, left=[s.as_("nsubj")])
        v.last(pp("on" if v.form.startswith("call") else "to", o), do)
    else:
        clause = do.as_("ccomp")
        clause.left = [word("that", "SCONJ", "IN", "mark"), o.as_("nsubj")]
        v = V("demand demands demanded demanding", t, left=[s.as_("nsubj")], right=[clause])
    if often(0.3):
        v.right.insert(len(v.right) - 1, when()) if often(0.3) else v.last(when())
    return maybe_front(stop(v))


def said(inner_maker):
    """"X said Y had …", "…, said X", "X told reporters that", "according to X"."""
    inner = inner_maker()
    inner.right = [c for c in inner.right if c.rel != "punct" or c.form != "."]
    s = actor(one_of(["person", "forces", "body", "person", "group"]))
    throw = dice.random()
    if throw < 0.5:
        v = V(one_of(["say says said saying"] * 4 + ["report reports reported reporting", "announce announces announced announcing", "claim claims claimed claiming", "confirm confirms confirmed confirming"]),
              "past" if often(0.7) else ("plain" if plural(s) else "third"), left=[s.as_("nsubj")])
        if often(0.25):
            v.last(when())
        inner.as_("ccomp")
        if often(0.45):
            inner.first(word("that", "SCONJ", "IN", "mark"))
        return stop(v.last(inner))
    if throw < 0.8:
        v = V("say says said saying", "past", left=[inner.as_("ccomp"), comma()])
        if often(0.5):
            v.last(s.as_("nsubj"))
        else:
            v.left.append(s.as_("nsubj"))
        if often(0.2):
            v.last(when())
        return stop(v)
    s.first(Node("according", "VERB", "VBG", "case", lemma="accord", right=[word("to", "ADP", "IN", "fixed")]))
    inner.as_("root").last(comma(), s.as_("obl"))
    return stop(inner)


def threaten():
    s = actors()
    o = actors()
    will = V(one_of(HITS), "base", "ccomp", left=[word(one_of(["it", "they", "he"]), "PRON", "PRP", "nsubj"), word(one_of(["will", "would", "could"]), "AUX", "MD", "aux")], right=[struck().as_("obj")])
    if often(0.6):
        will.first(word("that", "SCONJ", "IN", "mark"))
    cond = V(one_of(["end ends ended ending", "stop stops stopped stopping", "accept accepts accepted accepting"]), "third" if not plural(o) else "plain", "advcl",
             left=[word(one_of(["unless", "if"]), "SCONJ", "IN", "mark"), o.as_("nsubj")], right=[article(deed(DEEDS), "the").as_("obj")])
    v = V("warn warns warned warning", tense(plural(s)), left=[s.as_("nsubj")])
    if often(0.3):
        v.last(when())
    return maybe_front(stop(v.last(will.last(cond))))


def headline():
    """No articles, no auxiliaries, often no stop."""
    throw = dice.random()
    if throw < 0.3:
        s = one_of([lambda: noun(one_of(ARMED)), lambda: proper(one_of(STATES)[0]), lambda: noun(one_of(FORCES), [demonym(adjective())]), lambda: proper(one_of(GROUPS)), lambda: noun("army", plural=False)])()
        v = V(one_of(HITS[:2] + HITS), "plain" if plural(s) else "third", left=[s.as_("nsubj")], right=[(victims() if often(0.5) else noun(one_of(HARMED), plural=False)).as_("obj")])
        v.last(in_place() if often(0.5) else pp("in", deed(STRIKES, plural=False)))
    elif throw < 0.55:
        s = deed(STRIKES).first(one_of([lambda: demonym(adjective()), lambda: proper(one_of(GROUPS)).as_("compound"), lambda: proper(one_of(STATES)[0]).as_("compound")])())
        v = V(one_of(HITS[:2] + ["leave leaves left leaving"]), "plain" if plural(s) else "third", left=[s.as_("nsubj")], right=[victims().as_("obj")])
        if v.form.startswith("leave"):
            v.last(word("dead", "ADJ", "JJ", "xcomp"))
        v.last(in_place() if often(0.6) else None)
    elif throw < 0.75:
        s = victims()
        v = V(one_of(HITS[:2] + ["arrest arrests arrested arresting", "injure injures injured injuring"]), "done", left=[s.as_("nsubj:pass")])
        if often(0.5):
            v.last(pp("in", deed(STRIKES).first(demonym(adjective()))))
        elif often(0.6):
            both = two(lambda: one_of([lambda: noun(one_of(["rebels", "army", "troops", "police", "militants", "protesters"])), lambda: proper(one_of(GROUPS))])())
            v.last(V(one_of(["clash clashes clashed clashing", "battle battles battled battling", "fight fights fought fighting"]), "plain", "advcl",
                     left=[word("as", "SCONJ", "IN", "mark"), both.as_("nsubj")]))
        v.last(in_place() if often(0.5) else None)
    else:
        s = one_of([lambda: word("UN", "PROPN", "NNP", ""), lambda: proper(one_of(STATES)[0]), lambda: noun("chief", [word("UN", "PROPN", "NNP", "compound")], plural=False), lambda: proper(one_of(GROUPS)),
                    lambda: noun(one_of(["president", "PM", "minister", "army"]), [demonym(adjective())], plural=False)])()
        form = "plain" if plural(s) else "third"
        kind = dice.random()
        if kind < 0.4:
            v = V(one_of(WORDS), form, left=[s.as_("nsubj")], right=[one_of([lambda: proper(one_of(STATES)[0]), lambda: proper(one_of(GROUPS)), lambda: noun("rivals", [demonym(adjective())])])().as_("obj")])
            if v.form.startswith("urge"):
                v.last(V("end ends ended ending", "base", "xcomp", left=[word("to", "PART", "TO", "mark")], right=[noun(one_of(["fighting", "violence", "strikes", "attacks", "siege"])).as_("obj")]))
            else:
                v.last(pp("over", deed(DEEDS)))
        elif kind < 0.7:
            v = V(one_of(["vow vows vowed vowing", "agree agrees agreed agreeing", "refuse refuses refused refusing", "threaten threatens threatened threatening"]), form, left=[s.as_("nsubj")])
            v.last(V(one_of(["end ends ended ending", "launch launches launched launching", "resume resumes resumed resuming", "halt halts halted halting"]), "base", "xcomp",
                     left=[word("to", "PART", "TO", "mark")], right=[deed(STRIKES, plural=True).as_("obj") if often(0.6) else noun("talks").as_("obj")]))
        else:
            v = V(one_of(["reject rejects rejected rejecting", "deny denies denied denying", "announce announces announced announcing", "welcome welcomes welcomed welcoming"]), form, left=[s.as_("nsubj")],
                  right=[noun(one_of(["truce offer", "ceasefire", "peace plan", "claims", "withdrawal", "talks offer"])).as_("obj")])
    return stop(v) if often(0.25) else v


def apposed():
    """"X, commander of Y, issued …", "X, who heads Y, said"."""
    s = person()
    throw = dice.random()
    if throw < 0.6:
        office = noun(one_of(OFFICES), [the()] if often(0.6) else [], plural=False).last(pp("of", actor(one_of(["state", "group", "forces"])), "nmod"))
        s.last(office.first(comma()).as_("appos"), comma())
    else:
        rel = V(one_of(["head heads headed heading", "lead leads led leading", "command commands commanded commanding"]), "third", "acl:relcl", left=[comma(), word("who", "PRON", "WP", "nsubj")],
                right=[actor(one_of(["group", "forces"])).as_("obj")])
        s.last(rel, comma())
    v = V(one_of(["issue issues issued issuing", "reject rejects rejected rejecting", "announce announces announced announcing", "order orders ordered ordering", "denounce denounces denounced denouncing",
                  "welcome welcomes welcomed welcoming"]), "past", left=[s.as_("nsubj")],
          right=[article(noun(one_of(["warning", "statement", "ceasefire", "offer", "decision", "withdrawal", "attack", "strikes", "demand", "call"])), "the").as_("obj")])
    if often(0.5):
        v.last(when())
    return stop(v)


def nominal():
    """"The killing of X by Y sparked protests", "X's withdrawal from Y", "the arrest of 12 people"."""
    n = Node(one_of(["killing", "arrest", "abduction", "release", "detention", "murder", "assassination", "shooting", "expulsion"]), "NOUN", "NN", left=[the()])
    n.last(pp("of", one_of([victims, one_victim, person])(), "nmod"))
    if often(0.5):
        n.last(pp("by", actor(), "nmod"))
    throw = dice.random()
    if throw < 0.35:
        v = V(one_of(["spark sparks sparked sparking", "trigger triggers triggered triggering", "prompt prompts prompted prompting", "follow follows followed following"]), "past", left=[n.as_("nsubj")],
              right=[noun(one_of(["protests", "clashes", "outrage", "riots", "strikes"])).as_("obj")])
    elif throw < 0.7:
        s = actors()
        v = V(one_of(WORDS[:3] + ["announce announces announced announcing", "report reports reported reporting", "confirm confirms confirmed confirming"]), tense(plural(s)), left=[s.as_("nsubj")], right=[n.as_("obj")])
    else:
        s = victims()
        v = V(one_of(["protest protests protested protesting", "march marches marched marching", "rally rallies rallied rallying", "demonstrate demonstrates demonstrated demonstrating"]), "past", left=[s.as_("nsubj")],
              right=[pp(one_of(["over", "against", "after"]), n)])
    attach_end(v, 0.35)
    return stop(v)


def retreat():
    s = actors(one_of(["forces", "group", "state"]))
    throw = dice.random()
    t = tense(plural(s))
    if throw < 0.35:
        v = V(one_of(["withdraw withdraws withdrew withdrawing", "retreat retreats retreated retreating", "pull pulls pulled pulling"]), t, left=[s.as_("nsubj")])
        if v.form.startswith("pull"):
            v.last(word("out", "ADP", "RP", "compound:prt"))
            v.last(pp("of", place_inner()))
        else:
            v.last(pp("from", place_inner()))
    elif throw < 0.6:
        v = V(one_of(["release releases released releasing", "free frees freed freeing"]), t, left=[s.as_("nsubj")], right=[victims().as_("obj")])
        if often(0.4):
            v.last(pp("as", Node("part", "NOUN", "NN", "").last(pp("of", noun(one_of(["deal", "swap", "exchange"]), [the("a"), word("prisoner", "NOUN", "NN", "compound")], plural=False), "nmod"))))
    elif throw < 0.8:
        v = V("surrender surrenders surrendered surrendering", t, left=[s.as_("nsubj")])
        if often(0.4):
            v.last(pp("to", actor()))
    else:
        clause = V("surrender surrenders surrendered surrendering", "past", "advcl", left=[word("as", "SCONJ", "IN", "mark"), s.as_("nsubj")])
        s2 = group()
        v = V("face faces faced facing", "past", left=[s2.as_("nsubj")], right=[Node("resistance", "NOUN", "NN", "obj", left=[the("no")]), clause])
    attach_end(v, 0.3)
    return stop(v)


def truce():
    t = noun(one_of(["truce", "ceasefire", "cease-fire", "siege", "blockade", "peace deal", "agreement"]), [the(one_of(["the", "a"]))], plural=False)
    if often(0.45):
        t.last(comma(), V(one_of(["broker brokers brokered brokering", "mediate mediates mediated mediating", "announce announces announced announcing"]), "done", "acl",
                        right=[pp("by", actor(one_of(["state", "body"])), "obl:agent")]), comma())
    elif often(0.6):
        t.last(pp("between", two(lambda: actor(one_of(["state", "group", "forces"]))), "nmod"))
    throw = dice.random()
    if throw < 0.3:
        v = V("take takes took taking", "past", left=[t.as_("nsubj")], right=[Node("effect", "NOUN", "NN", "obj")])
    elif throw < 0.6:
        v = V(one_of(["collapse collapses collapsed collapsing", "hold holds held holding", "expire expires expired expiring", "end ends ended ending"]), "past", left=[t.as_("nsubj")])
    elif throw < 0.8:
        v = V(one_of(["violate violates violated violating", "break breaks broke breaking"]), "done", left=[t.as_("nsubj:pass"), word("was", "AUX", "VBD", "aux:pass")], right=[pp("by", actor(), "obl:agent")])
        if v.form == "broke":
            v.form = "broken"
    else:
        v = V("enter enters entered entering", "past", left=[t.as_("nsubj")], right=[pp("into", Node("force", "NOUN", "NN", ""))])
    attach_end(v, 0.35)
    return maybe_front(stop(v))


def relative():
    """"X repelled Pakistani warplanes that were attacking Y"."""
    s, o = actors(), noun(one_of(["warplanes", "drones", "tanks", "troops", "fighters", "ships", "helicopters"]), [demonym(adjective())])
    rel = V(one_of(HITS), "ing", "acl:relcl", left=[word("that", "PRON", "WDT", "nsubj"), word("were", "AUX", "VBD", "aux")], right=[struck().as_("obj")])
    v = V(one_of(["repel repels repelled repelling", "intercept intercepts intercepted intercepting", "destroy destroys destroyed destroying", "attack attacks attacked attacking"]), tense(plural(s)),
          left=[s.as_("nsubj")], right=[o.last(rel).as_("obj")])
    return stop(v)


def listed():
    """"Three policemen, a journalist and two civilians were killed", with semicolons now and then."""
    first = number(noun(one_of(PEOPLE)))
    middle = one_victim() if often(0.5) else number(noun(one_of(PEOPLE)))
    last = one_victim() if often(0.5) else number(noun(one_of(PEOPLE)))
    mark = word(";", "PUNCT", ":", "punct") if often(0.2) else comma()
    first.last(middle.first(mark).as_("conj"), last.first(and_()).as_("conj"))
    v = V(one_of(HITS[:2] + ["wound wounds wounded wounding"]), "done", left=[first.as_("nsubj:pass"), word("were", "AUX", "VBD", "aux:pass")])
    v.last(pp("in", article(deed(STRIKES).first(demonym(adjective())) if often(0.5) else deed(STRIKES)), "obl"))
    attach_end(v, 0.4)
    return stop(v)


def suspected():
    s = victims()
    v = V(one_of(["suspect suspects suspected suspecting", "accuse accuses accused accusing", "report reports reported reporting", "believe believes believed believing"]), "done",
          left=[s.as_("nsubj:pass"), word("are", "AUX", "VBP", "aux:pass")])
    if v.form in ("suspected", "accused"):
        v.last(V(one_of(HITS), "done", "advcl", left=[word("of", "SCONJ", "IN", "mark"), word("having", "AUX", "VBG", "aux")], right=[struck().as_("obj")]))
    else:
        v.last(V(one_of(HITS[1:2] + HITS), "done", "xcomp", left=[word("to", "PART", "TO", "mark"), word("have", "AUX", "VB", "aux"), word("been", "AUX", "VBN", "aux:pass")],
                 right=[pp("by", actor(), "obl:agent")] if often(0.5) else []))
    return stop(v)


def series():
    """"India announces several measures, including closing the border, suspending the treaty and expelling diplomats"."""
    s = actors()
    things = ["close closes closed closing", "suspend suspends suspended suspending", "expel expels expelled expelling", "recall recalls recalled recalling", "halt halts halted halting", "ban bans banned banning",
              "impose imposes imposed imposing"]
    objects = ["border", "treaty", "diplomats", "ambassador", "trade", "flights", "curfew", "sanctions", "visas", "border crossing"]
    t = tense(plural(s))
    form = {"past": "past", "third": "third", "plain": "plain"}[t]
    def part(rel):
        n = noun(one_of(objects))
        article(n, "the")
        return V(one_of(things), form, rel, right=[n.as_("obj")])
    v = part("root")
    v.first(s.as_("nsubj"))
    if often(0.5):
        v.last(part("conj").first(comma()))
    v.last(part("conj").first(*([comma(), and_()] if often(0.4) else [and_()])))
    if often(0.4):
        v.last(pp("after", article(deed(STRIKES), "the")))
    return maybe_front(stop(v))


def by_whom():
    """"Police in Athens were pelted with firebombs by anarchists", "the party was outlawed by the government"."""
    s = one_of([victims, one_victim, lambda: actor(one_of(["group", "forces"])), lambda: article(noun(one_of(HARMED), plural=False))])()
    if often(0.25):
        s.last(in_place("nmod"))
    many = plural(s)
    v = V(one_of(HITS + MORE), "done", left=[s.as_("nsubj:pass"), word("were" if many else "was", "AUX", "VBD", "aux:pass")])
    if often(0.2):
        v.left[-1:] = [word("have" if many else "has", "AUX", "VBP" if many else "VBZ", "aux"), word("been", "AUX", "VBN", "aux:pass")]
    if often(0.2):
        v.last(pp("with", noun(one_of(["stones", "firebombs", "tear gas", "machetes", "rubber bullets", "mortars", "knives", "water cannon"]), plural=None)))
    elif often(0.15):
        v.last(in_place())
    v.last(pp("by", actor(one_of(["forces", "group", "state", "body", "forces"])), "obl:agent"))
    attach_end(v, 0.25)
    return maybe_front(stop(v))


def fired_by():
    """"Mortar shells fired by the militia killed six pupils": what looks like the verb of the sentence is none."""
    n = number(noun(one_of(["mortar shells", "rockets", "missiles", "shots", "shells", "bullets", "drones"])) ) if often(0.4) else article(noun(one_of(["bomb", "rocket", "missile", "car bomb", "mortar shell",
        "drone", "mine"]), plural=False))
    part = V(one_of(["fire fires fired firing", "launch launches launched launching", "plant plants planted planting", "detonate detonates detonated detonating"]), "done", "acl",
             right=[pp("by", actor(one_of(["group", "forces"])), "obl:agent") if often(0.75) else pp("from", place_inner())])
    v = V(one_of(HITS[:1] + HITS[1:2] * 4 + ["wound wounds wounded wounding", "hit hits hit hitting", "strike strikes struck striking", "destroy destroys destroyed destroying"]), "past",
          left=[n.last(part).as_("nsubj")], right=[struck().as_("obj") if often(0.4) else victims().as_("obj")])
    attach_end(v, 0.3)
    return stop(v)


def of_by():
    """"The siege of the town was ended by French troops", "the kidnapping of three nuns by rebels was condemned"."""
    n = Node(one_of(["siege", "bombing", "shelling", "occupation", "kidnapping", "blockade", "recognition", "expulsion", "evacuation", "massacre", "killing", "arrest", "surrender"]), "NOUN", "NN", left=[the()])
    n.last(pp("of", one_of([town, victims, lambda: actor("state"), one_victim])(), "nmod"))
    if often(0.5):
        n.last(pp("by", actor(), "nmod"))
    v = V(one_of(["condemn condemns condemned condemning", "end ends ended ending", "announce announces announced announcing", "lift lifts lifted lifting", "order orders ordered ordering",
                  "document documents documented documenting"]), "done", left=[n.as_("nsubj:pass"), word("was", "AUX", "VBD", "aux:pass")])
    if often(0.6):
        v.last(pp("by", actor(), "obl:agent"))
    attach_end(v, 0.3)
    return stop(v)


SUPPORT = ["repel repels repelled repelling", "suspend suspends suspended suspending", "halt halts halted halting", "stop stops stopped stopping", "resume resumes resumed resuming", "order orders ordered ordering",
           "end ends ended ending", "plan plans planned planning", "threaten threatens threatened threatening", "continue continues continued continuing", "lift lifts lifted lifting"]


def light():
    """"The army suspended its attacks on the pipeline", "a convoy came under attack", "the garrison repelled an attack by"."""
    s = actors()
    throw = dice.random()
    if throw < 0.65:
        n = deed(STRIKES + [("siege", "sieges"), ("blockade", "blockades"), ("operation", "operations"), ("crackdown", "crackdowns")])
        if often(0.5):
            n.left = []
            n.first(word(one_of(["its", "their"]), "PRON", "PRP$", "nmod:poss"))
        else:
            article(n)
        if often(0.6):
            n.last(pp(one_of(["on", "against"]), struck(), "nmod"))
        elif often(0.5):
            n.last(pp("by", actor(), "nmod"))
        words = one_of(SUPPORT + ["call calls called calling", "scale scales scaled scaling"])
        v = V(words, tense(plural(s)), left=[s.as_("nsubj")])
        if words.startswith(("call", "scale")):
            v.last(word("off" if words.startswith("call") else "back", "ADP", "RP", "compound:prt"))
        v.last(n.as_("obj"))
        if words.startswith("lift"):
            n.form = one_of(["siege", "blockade", "ban", "curfew"])
            n.xpos = "NN"
    else:
        s = article(noun(one_of(["convoy", "town", "city", "village", "base", "patrol"]), [demonym(adjective())] if often(0.4) else [], plural=False)) if often(0.7) else s
        v = V("come comes came coming", "past", left=[s.as_("nsubj")])
        under = pp("under", Node(one_of(["attack", "fire", "siege", "shelling"]), "NOUN", "NN", ""))
        if often(0.6):
            under.last(pp("from" if often(0.6) else "by", actor(one_of(["forces", "group"])), "nmod")) if often(0.4) else None
        v.last(under)
        if not under.right and often(0.5):
            v.last(pp("from", actor(one_of(["forces", "group"]))))
    attach_end(v, 0.3)
    return maybe_front(stop(v))


def give():
    """"Cuba gave Angola technical assistance", "denied the UN access to the camps", "aid to"."""
    s, o = actors(one_of(["state", "body", "forces", "group"])), actor(one_of(["state", "body", "forces", "group"]))
    words = one_of(["give gives gave giving", "grant grants granted granting", "deny denies denied denying", "offer offers offered offering", "send sends sent sending", "pledge pledges pledged pledging"])
    what = noun(one_of(["access", "aid", "weapons", "asylum", "assistance", "protection", "troops", "food aid", "medical supplies", "visas", "military aid", "support", "safe passage", "loans"]))
    if what.form in ("access", "passage"):
        what.xpos = "NN"
        if what.left and what.left[0].form == "safe":
            what.left[0] = word("safe", "ADJ", "JJ", "amod")
    if what.left and what.left[0].form == "medical":
        what.left[0] = word("medical", "ADJ", "JJ", "amod")
    t = tense(plural(s))
    if often(0.45):
        v = V(words, t, left=[s.as_("nsubj")], right=[o.as_("iobj"), what.as_("obj")])
        if what.form == "access":
            what.last(pp("to", place_inner(), "nmod"))
    elif often(0.6):
        v = V(words, t, left=[s.as_("nsubj")], right=[what.as_("obj"), pp("to", o)])
    else:
        v = V("grant grants granted granting" if often(0.5) else "deny denies denied denying", "done", left=[o.as_("nsubj:pass"), word("were" if plural(o) else "was", "AUX", "VBD", "aux:pass")], right=[what.as_("obj")])
        if often(0.6):
            v.last(pp("by", s, "obl:agent"))
    attach_end(v, 0.25)
    return stop(v)


def calls():
    """"The Taliban repeated their demand that troops leave", "issued an appeal to Eritrea to withdraw"."""
    s, o = actors(), actor()
    n = Node(one_of(["call", "demand", "appeal", "threat", "offer", "request", "plea", "proposal", "warning"]), "NOUN", "NN")
    n.first(word(one_of(["its", "their", "his"]), "PRON", "PRP$", "nmod:poss") if often(0.5) else the("an" if n.form in ("appeal", "offer") else "a"))
    throw = dice.random()
    leave = lambda rel: V(one_of(["withdraw withdraws withdrew withdrawing", "surrender surrenders surrendered surrendering", "leave leaves left leaving", "end ends ended ending", "release releases released releasing"]),
                          "base", rel)
    if throw < 0.35:
        n.last(pp("for", one_of([lambda: noun(one_of(["truce", "ceasefire", "dialogue", "restraint"]), plural=False), lambda: Node("release", "NOUN", "NN", "", left=[the()]).last(pp("of", victims(), "nmod")),
                                 lambda: Node("end", "NOUN", "NN", "", left=[the("an")]).last(pp("to", article(deed(DEEDS), "the"), "nmod")), lambda: noun("peace talks")])(), "nmod"))
        if n.right[0].form in ("truce", "ceasefire"):
            n.right[0].left.append(the("a"))
    elif throw < 0.6:
        do = leave("acl")
        n.last(pp("to", o, "nmod") if often(0.6) else None, do.first(word("to", "PART", "TO", "mark")))
        if do.form in ("end", "release", "leave"):
            do.last(article(deed(DEEDS), "the").as_("obj") if do.form == "end" else victims().as_("obj") if do.form == "release" else state().as_("obj"))
    elif throw < 0.8:
        do = leave("acl")
        do.first(word("that", "SCONJ", "IN", "mark"), o.as_("nsubj"))
        if do.form in ("end", "release", "leave"):
            do.last(article(deed(DEEDS), "the").as_("obj") if do.form == "end" else victims().as_("obj") if do.form == "release" else state().as_("obj"))
        n.last(do)
    else:
        n.last(pp("to", o, "nmod"))
    v = V(one_of(["repeat repeats repeated repeating", "issue issues issued issuing", "reject rejects rejected rejecting", "make makes made making", "renew renews renewed renewing",
                  "welcome welcomes welcomed welcoming", "ignore ignores ignored ignoring", "accept accepts accepted accepting"]), tense(plural(s)), left=[s.as_("nsubj")], right=[n.as_("obj")])
    if often(0.3):
        v.last(when())
    return maybe_front(stop(v))


def whose():
    """"Israel's war with Hamas entered its third month", "China's crackdown on monks went on"."""
    n = Node(one_of(["war", "conflict", "crackdown", "attack", "raid", "dispute", "blockade", "invasion", "assault", "talks", "truce", "withdrawal", "strikes", "claim"]), "NOUN", "NN")
    if n.form in ("talks", "strikes"):
        n.xpos = "NNS"
    n.first(actor(one_of(["state", "group", "forces"])).last(word("'s", "PART", "POS", "case")).as_("nmod:poss"))
    prep = {"war": "with", "conflict": "with", "dispute": "with", "talks": "with", "truce": "with", "withdrawal": "from", "blockade": "of", "invasion": "of", "claim": "to"}.get(n.form, "on")
    n.last(pp(prep, actor(one_of(["state", "group", "forces"])) if prep == "with" else place_inner() if prep in ("from", "of", "to") else struck(), "nmod"))
    throw = dice.random()
    if throw < 0.4:
        v = V(one_of(["continue continues continued continuing", "end ends ended ending", "escalate escalates escalated escalating", "begin begins began beginning", "collapse collapses collapsed collapsing"]), "past",
              left=[n.as_("nsubj")])
    elif throw < 0.7:
        v = V(one_of(["anger angers angered angering", "alarm alarms alarmed alarming", "kill kills killed killing", "displace displaces displaced displacing", "worry worries worried worrying"]), "past",
              left=[n.as_("nsubj")], right=[(victims() if often(0.6) else actor("state")).as_("obj")])
    else:
        v = V(one_of(WORDS[:3]), "done", left=[n.as_("nsubj:pass"), word("were" if n.xpos == "NNS" else "was", "AUX", "VBD", "aux:pass")], right=[pp("by", actor(), "obl:agent")])
    attach_end(v, 0.3)
    return stop(v)


def is_():
    """"Islamabad is open to talks with Delhi", "the president has been under house arrest since April"."""
    throw = dice.random()
    s = actors(one_of(["state", "group", "person", "forces"]))
    many = plural(s)
    be = word("are" if many else "is", "AUX", "VBP" if many else "VBZ", "cop")
    if often(0.4):
        be = word("were" if many else "was", "AUX", "VBD", "cop")
    if throw < 0.35:
        v = Node(one_of(["open", "ready", "willing", "opposed"]), "ADJ", "JJ", "root", left=[s.as_("nsubj"), be])
        if v.form in ("open", "opposed"):
            v.last(pp("to", noun(one_of(["talks", "dialogue", "negotiations", "peace talks"])).last(pp("with", actor(one_of(["state", "group"])), "nmod"))))
        else:
            v.last(V(one_of(["meet meets met meeting", "hold holds held holding", "negotiate negotiates negotiated negotiating", "talk talks talked talking"]), "base", "xcomp",
                     left=[word("to", "PART", "TO", "mark")]))
            if v.right[0].form == "hold":
                v.right[0].last(noun("talks").as_("obj"))
            else:
                v.right[0].last(pp("with", actor(one_of(["state", "group"])))) if v.right[0].form != "meet" else v.right[0].last(actor("person").as_("obj"))
    elif throw < 0.6:
        v = noun(one_of(["house arrest", "attack", "siege", "custody", "detention", "fire", "control"]), plural=False)
        v.first(s.as_("nsubj"), be, word("in" if v.form in ("custody", "detention", "control") else "under", "ADP", "IN", "case"))
        if v.form == "control":
            v.last(pp("of", place_inner(), "nmod"))
        if often(0.4):
            v.last(pp("since", word(one_of(MONTHS), "PROPN", "NNP", ""), "obl"))
    elif throw < 0.8:
        v = Node("responsible", "ADJ", "JJ", "root", left=[s.as_("nsubj"), be], right=[pp("for", article(deed(DEEDS), "the").last(pp("on", struck(), "nmod")))])
    else:
        v = Node(one_of(["group", "militia", "movement", "organisation"]), "NOUN", "NN", "root")
        s = group()
        v.left = [s.as_("nsubj"), word("is", "AUX", "VBZ", "cop"), the("a"), word(one_of(["militant", "armed", "rebel"]), "ADJ", "JJ", "amod")]
        v.last(V("base bases based basing", "done", "acl", right=[in_place()]))
    return stop(v)


def will():
    """"threatened to sever ties with", "refused to allow", "plans to withdraw from", "failed to agree"."""
    s = actors()
    do = V(one_of(HITS + MORE + ["withdraw withdraws withdrew withdrawing", "sever severs severed severing", "close closes closed closing", "deploy deploys deployed deploying", "hold holds held holding",
                                 "join joins joined joining", "recognise recognises recognised recognising", "sign signs signed signing", "expel expels expelled expelling"]), "base", "xcomp",
           left=[word("to", "PART", "TO", "mark")])
    if do.form == "withdraw":
        do.last(pp("from", place_inner()))
    elif do.form == "sever":
        do.last(noun("ties").last(pp("with", actor("state"), "nmod")).as_("obj"))
    elif do.form == "close":
        do.last(Node("border", "NOUN", "NN", "obj", left=[word("its", "PRON", "PRP$", "nmod:poss")]).last(pp("with", actor("state"), "nmod")))
    elif do.form == "deploy":
        do.last(noun(one_of(["troops", "peacekeepers", "warships"])).as_("obj"), pp("to", place_inner()))
    elif do.form in ("hold", "join"):
        do.last(noun("talks", [] if do.form == "hold" else [the()]).last(pp("with", actor(one_of(["state", "group"])), "nmod") if often(0.6) else None).as_("obj"))
    elif do.form == "sign":
        do.last(noun(one_of(["deal", "treaty", "ceasefire agreement"]), [the("a")], plural=False).as_("obj"))
    elif do.form == "recognise":
        do.last(actor("state").as_("obj"))
    elif do.form == "expel":
        do.last(noun("diplomats", [demonym(adjective())]).as_("obj"))
    else:
        do.last(struck().as_("obj"))
    v = V(one_of(["threaten threatens threatened threatening", "refuse refuses refused refusing", "agree agrees agreed agreeing", "plan plans planned planning", "fail fails failed failing", "vow vows vowed vowing",
                  "decide decides decided deciding", "promise promises promised promising", "try tries tried trying", "decline declines declined declining"]), tense(plural(s)), left=[s.as_("nsubj")], right=[do])
    if often(0.2):
        v.last(when())
    return maybe_front(stop(v))


def office():
    """"Hichilema was sworn in in Lusaka", "the former president went on trial", "was sentenced to ten years"."""
    s = one_of([title_person, person, one_victim, lambda: noun(one_of(OFFICES), [the(), word("former", "ADJ", "JJ", "amod")], plural=False)])()
    throw = dice.random()
    if throw < 0.25:
        v = V("swear swears sworn swearing", "done", left=[s.as_("nsubj:pass"), word("was", "AUX", "VBD", "aux:pass")], right=[word("in", "ADP", "RP", "compound:prt")])
        v.last(pp("as", noun(one_of(OFFICES), plural=False)) if often(0.4) else None)
    elif throw < 0.45:
        v = V("go goes went going", "past", left=[s.as_("nsubj")], right=[pp("on", Node("trial", "NOUN", "NN", ""))])
    elif throw < 0.7:
        v = V(one_of(["sentence sentences sentenced sentencing", "convict convicts convicted convicting", "charge charges charged charging", "jail jails jailed jailing"]), "done",
              left=[s.as_("nsubj:pass"), word("was", "AUX", "VBD", "aux:pass")])
        if v.form == "sentenced":
            v.last(pp("to", Node("years", "NOUN", "NNS", "", left=[word(one_of(NUMBERS[:-1]), "NUM", "CD", "nummod")]).last(pp("in", Node("prison", "NOUN", "NN", ""), "nmod"))))
        elif v.form == "jailed":
            v.last(pp("for", Node(one_of(["treason", "sedition", "corruption"]), "NOUN", "NN", "")))
        else:
            v.last(pp("of" if v.form == "convicted" else "with", Node(one_of(["treason", "sedition", "murder", "terrorism"]), "NOUN", "NN", "")))
        if often(0.3):
            v.last(pp("by", noun(one_of(["court", "military tribunal", "judge"]), [the("a")], plural=False), "obl:agent"))
    else:
        v = V(one_of(["take takes took taking", "leave leaves left leaving"]), "past", left=[s.as_("nsubj")], right=[Node("office", "NOUN", "NN", "obj")])
    attach_end(v, 0.45)
    return stop(v)


def three():
    """"Mali, Niger and Burkina Faso joined forces against the jihadists"."""
    make = one_of([state, group, lambda: noun(one_of(ARMED + ["police", "soldiers"])), title_person])
    first, second, third = make(), make(), make()
    first.last(second.first(comma()).as_("conj"), third.first(and_()).as_("conj"))
    v = V(one_of(["join joins joined joining", "sign signs signed signing", "hold holds held holding", "condemn condemns condemned condemning", "attack attacks attacked attacking"]), "past" if often(0.7) else "plain",
          left=[first.as_("nsubj")])
    if v.form.startswith("join"):
        v.last(noun("forces").as_("obj"), pp("against", actor(one_of(["group", "forces"]))))
    elif v.form in ("signed", "sign"):
        v.last(noun(one_of(["deal", "defence pact", "accord"]), [the("a")], plural=False).as_("obj"))
    elif v.form in ("held", "hold"):
        v.last(noun(one_of(["talks", "exercises", "joint exercises"])).as_("obj"))
    else:
        v.last(struck().as_("obj") if v.form.startswith("attack") else article(deed(STRIKES), "the").as_("obj"))
    attach_end(v, 0.4)
    return stop(v)


def bare():
    """"The council plans to vote on Friday", "The ministry says": a body and a verb that is a noun elsewhere."""
    s = noun(one_of(BODIES + ["council", "ministry", "union", "court", "group", "committee", "cabinet", "company", "party", "commission", "militia"]), [the()])
    many = plural(s)
    words = one_of(["plan plans planned planning", "attempt attempts attempted attempting", "claim claims claimed claiming", "vow vows vowed vowing", "hope hopes hoped hoping", "want wants wanted wanting",
                    "demand demands demanded demanding", "offer offers offered offering", "threaten threatens threatened threatening"])
    do = V(one_of(["vote votes voted voting", "close closes closed closing", "leave leaves left leaving", "march marches marched marching", "strike strikes struck striking", "meet meets met meeting",
                   "attack attacks attacked attacking", "protest protests protested protesting", "withdraw withdraws withdrew withdrawing", "resume resumes resumed resuming"]), "base", "xcomp",
           left=[word("to", "PART", "TO", "mark")])
    if do.form in ("close", "leave", "attack"):
        do.last(article(noun(one_of(HARMED), plural=False), "the").as_("obj"))
    elif do.form == "resume":
        do.last(noun("talks").as_("obj"))
    v = V(words, ("plain" if many else "third") if often(0.7) else "past", left=[s.as_("nsubj")], right=[do])
    if often(0.5):
        do.last(when())
    return stop(v)


def simple():
    """A clause without its stop, to stand in another."""
    v = one_of([active, passive, launch, retreat, active])()
    v.right = [c for c in v.right if not (c.rel == "punct" and c.form == ".")]
    while v.left and v.left[0].rel in ("obl", "punct"):
        v.left.pop(0)
    return v


def after():
    """"Families fled after Ethiopian troops shelled Mekelle", "Ten years after rebels attacked Goma, …"."""
    main, other = simple(), simple().as_("advcl")
    if often(0.35):
        main = V(one_of(["flee flees fled fleeing", "die dies died dying", "resign resigns resigned resigning", "return returns returned returning", "stay stays stayed staying"]), "past",
                 left=[one_of([lambda: noun(one_of(["families", "residents", "villagers", "thousands", "civilians"])), victims, title_person])().as_("nsubj")])
        if main.left[0].form == "families":
            main.left[0].lemma = "family"
    mark = one_of(["after", "after", "after", "before", "as", "since", "although", "because", "while", "when", "when", "until"])
    first = word(mark, "ADV", "WRB", "advmod") if mark == "when" else word(mark, "SCONJ", "IN", "mark")
    if often(0.3):
        if often(0.35) and mark in ("after", "before"):
            time = Node(one_of(["years", "hours", "days", "weeks", "months"]), "NOUN", "NNS", "obl", left=[word(one_of(NUMBERS[:-1]), "NUM", "CD", "nummod")] if often(0.6) else [])
            other.first(time, first)
        else:
            other.first(first)
        main.first(other, comma())
    else:
        main.last(other.first(first))
    return stop(main)


def surname():
    """"Mr Deuba said", "Gen. Haftar ordered"."""
    who = person()
    who.form = who.right[-1].form if who.right else who.form
    who.right = []
    who.first(word(one_of(["Mr", "Mr.", "Gen.", "President", "Ms", "Mrs", "Dr", "Col.", "Sheikh"]), "PROPN", "NNP", "nmod"))
    if often(0.5):
        v = V(one_of(["order orders ordered ordering", "reject rejects rejected rejecting", "denounce denounces denounced denouncing", "announce announces announced announcing", "welcome welcomes welcomed welcoming"]),
              "past", left=[who.as_("nsubj")], right=[article(noun(one_of(["attack", "withdrawal", "strike", "ceasefire", "offer", "decision"]), plural=False), "the").as_("obj")])
    elif often(0.5):
        v = V(one_of(["arrest arrests arrested arresting", "dismiss dismisses dismissed dismissing", "detain detains detained detaining", "kill kills killed killing"]), "past",
              left=[noun(one_of(["soldiers", "police", "gunmen", "rebels", "king"]), [the()] if often(0.3) else []).as_("nsubj")], right=[who.as_("obj")])
        if v.left[0].form == "king" and not v.left[0].left:
            v.left[0].first(the("the"))
    else:
        v = V(one_of(["resign resigns resigned resigning", "leave leaves left leaving", "return returns returned returning", "speak speaks spoke speaking"]), "past", left=[who.as_("nsubj")])
    attach_end(v, 0.4)
    return stop(v)


NGOS = ["Human Rights Watch", "Amnesty International", "the Red Cross", "Save the Children", "Doctors Without Borders", "Reporters Without Borders", "the World Bank", "the Arab League",
        "Oxfam", "Greenpeace", "the Carter Center", "the Red Crescent", "International Crisis Group", "the International Criminal Court"]
NGO_TREES = {"Rights": ("NOUN", "NNS"), "the": ("DET", "DT"), "Without": ("ADP", "IN")}


def ngo():
    """"Human Rights Watch", "the Red Cross", "Save the Children"."""
    text = one_of(NGOS)
    words = text.split()
    article_ = words.pop(0) if words[0] == "the" else ""
    if words[0] in ("Save", "Doctors", "Reporters"):
        if words[0] == "Save":
            node = Node("Save", "VERB", "VB", right=[Node("Children", "PROPN", "NNPS", "obj", left=[word("the", "DET", "DT", "det")])])
        else:
            node = Node(words[0], "PROPN", "NNPS", right=[Node("Borders", "PROPN", "NNPS", "nmod", left=[word("Without", "ADP", "IN", "case")])])
    elif words[0] in ("Amnesty", "Oxfam", "Greenpeace"):
        node = name(" ".join(words))
    else:
        adjectives = ("Human", "Red", "International", "Arab", "Criminal")
        left = [word(w, "ADJ", "NNP", "amod") if w in adjectives else word(w, "NOUN" if w == "Rights" else "PROPN", "NNPS" if w == "Rights" else "NNP", "compound") for w in words[:-1]]
        node = Node(words[-1], "PROPN", "NNP", left=left)
    return node.first(the()) if article_ else node


def ngos():
    """"Human Rights Watch called for an independent inquiry into the killings", "the wounded were airlifted by the Red Cross"."""
    throw = dice.random()
    if throw < 0.5:
        what = Node(one_of(["inquiry", "investigation", "probe"]), "NOUN", "NN", left=[the("an"), word(one_of(["independent", "international", "immediate", "impartial"]), "ADJ", "JJ", "amod")])
        what.last(pp("into", article(noun(one_of(["killings", "attack", "strike", "massacre", "deaths", "crackdown"])), "the"), "nmod"))
        v = V("call calls called calling", one_of(["past", "third"]), left=[ngo().as_("nsubj")], right=[pp("for", what)])
    elif throw < 0.75:
        s = Node(one_of(["wounded", "injured", "dead", "detained", "displaced"]), "ADJ", "JJ", "nsubj:pass", left=[the()])
        if often(0.5):
            s = victims().as_("nsubj:pass")
        v = V(one_of(["airlift airlifts airlifted airlifting", "evacuate evacuates evacuated evacuating", "treat treats treated treating", "count counts counted counting"]), "done",
              left=[s, word("were", "AUX", "VBD", "aux:pass")], right=[pp("by", ngo(), "obl:agent")])
        v.last(pp("from", place_inner()) if v.form in ("airlifted", "evacuated") else None)
    else:
        v = V(one_of(["accuse accuses accused accusing", "condemn condemns condemned condemning", "say says said saying", "report reports reported reporting"]), "past", left=[ngo().as_("nsubj")])
        if v.form == "accused":
            v.last(actor(one_of(["forces", "state"])).as_("obj"), pp("of", article(deed(), None) if often(0.3) else noun(one_of(["attacks", "war crimes", "torture", "abuses"])).last(
                pp("on", victims(), "nmod") if often(0.4) else None)))
        elif v.form == "condemned":
            v.last(article(deed(STRIKES), "the").as_("obj"))
        else:
            v.last(simple().as_("ccomp"))
    attach_end(v, 0.3)
    return stop(v)


def chance():
    """"There is a risk of an attack by Boko Haram", "the anniversary of the massacre by the army": who did it hangs on the deed."""
    inner = noun(one_of(["attack", "raid", "massacre", "assault", "strike", "invasion", "attacks", "raids", "killings", "bombing", "crackdown", "talks", "offensive"]))
    many = plural(inner)
    if not many:
        inner.first(the(one_of(["a", "the", "another"]) if inner.form[0] not in "aio" else one_of(["an", "the", "another"])))
    if often(0.2):
        inner.last(pp("on", one_of([town, struck])(), "nmod"))
    inner.last(pp("by", actor(one_of(["group", "forces", "group", "state"])), "nmod"))
    head = one_of(["risk", "threat", "possibility", "fear", "sign", "trace", "wave", "series", "anniversary", "absence", "danger", "prospect", "report", "memory", "account", "proposal"])
    if often(0.3):  # "a risk of rebels seizing the town"
        inner = V(one_of(HITS[:12]), "ing", "acl", left=[word("of", "ADP", "IN", "mark"), actor(one_of(["group", "forces"])).as_("nsubj")], right=[struck().as_("obj")])
        head = one_of(["risk", "danger", "threat", "possibility", "chance", "prospect", "reports", "fears"])
        outer = Node(head, "NOUN", "NNS" if head.endswith("s") else "NN", right=[inner])
    else:
        outer = Node(head, "NOUN", "NN").last(pp("for" if head == "proposal" else "of", inner, "nmod"))
    throw = dice.random()
    if throw < 0.25:
        v = V(one_of(["see sees saw seeing", "fear fears feared fearing", "warn warns warned warning"]), one_of(["past", "plain"]),
              left=[noun(one_of(["diplomats", "analysts", "residents", "observers", "officials"])).as_("nsubj")])
        if v.lemma == "warn":
            v.last(pp("of", outer.first(the("a")) if outer.xpos == "NN" else outer))
        else:
            v.last((outer.first(the("a")) if outer.xpos == "NN" else outer).as_("obj"))
        if often(0.25):
            v.left[0].last(in_place("nmod"))
    elif throw < 0.45:
        outer.first(the("no" if outer.xpos == "NNS" else one_of(["an" if head[0] in "aeiou" else "a", "no", "the"])))
        v = Node(one_of(["is", "was"]), "VERB", "VBZ", left=[word("there", "PRON", "EX", "expl")], right=[outer.as_("nsubj")], lemma="be")
        if v.form == "was":
            v.xpos = "VBD"
    elif throw < 0.7:
        v = V(one_of(["worry worries worried worrying", "alarm alarms alarmed alarming", "frighten frightens frightened frightening", "delay delays delayed delaying"]), one_of(["past", "third"]),
              left=[outer.first(the()).as_("nsubj")], right=[noun(one_of(["villagers", "residents", "diplomats", "families", "investors"])).as_("obj")])
    else:
        v = V(one_of(["mark marks marked marking", "recall recalls recalled recalling", "discuss discusses discussed discussing", "fear fears feared fearing"]), "past",
              left=[one_of([lambda: noun(one_of(["families", "villagers", "survivors", "lawmakers"])), actor])().as_("nsubj")], right=[outer.first(the()).as_("obj")])
    attach_end(v, 0.2)
    return maybe_front(stop(v))


def two_peoples():
    """"Hungarian and Romanian officials signed the treaty", "clashes between Armenian and Azerbaijani forces"."""
    n = noun(one_of(["officials", "leaders", "diplomats", "troops", "forces", "soldiers", "delegations", "negotiators", "foreign ministers", "border guards", "presidents", "warplanes", "police"]))
    first, second = demonym(adjective()), demonym(adjective(), "conj")
    first.last(second.first(and_()))
    n.first(first)
    throw = dice.random()
    if throw < 0.45:
        v = V(one_of(["sign signs signed signing", "agree agrees agreed agreeing", "meet meets met meeting", "clash clashes clashed clashing", "hold holds held holding"]), "past", left=[n.as_("nsubj")])
        if v.form == "signed":
            v.last(noun(one_of(["treaty", "deal", "ceasefire"]), [the(one_of(["a", "the"]))], plural=False).as_("obj"))
        elif v.form == "held":
            v.last(noun(one_of(["talks", "joint exercises"])).as_("obj"))
    elif throw < 0.75:
        d = noun(one_of(["clashes", "fighting", "talks", "skirmishes", "exchange", "battles"]), plural=None)
        v = V(one_of(["erupt erupts erupted erupting", "continue continues continued continuing", "resume resumes resumed resuming", "break breaks broke breaking"]), "past",
              left=[d.last(pp("between", n, "nmod")).as_("nsubj")])
        v.last(word("out", "ADP", "RP", "compound:prt") if v.form == "broke" else None)
    else:
        v = V(one_of(HITS), "past", left=[n.as_("nsubj")], right=[struck().as_("obj")])
    attach_end(v, 0.5)
    return stop(v)


def inverted():
    """"Never did troops shell the town", "Should rebels attack the port, the state will retaliate", "Had it not been for …"."""
    s = actor(one_of(["forces", "group", "state"]))
    v = V(one_of(HITS[:12]), "base", left=[s.as_("nsubj")], right=[struck().as_("obj")])
    if often(0.4):
        v.first(word(one_of(["never", "nor", "not once"][:2]), "ADV", "RB", "advmod"), word("did", "AUX", "VBD", "aux"))
        return stop(v)
    v.first(word("should", "AUX", "MD", "aux")).as_("advcl")
    other = actor(one_of(["state", "group"]))
    main = V(one_of(["retaliate retaliates retaliated retaliating", "respond responds responded responding", "suffer suffers suffered suffering", "intervene intervenes intervened intervening"]), "base",
             left=[v, comma(), other.as_("nsubj"), word("will", "AUX", "MD", "aux")])
    if often(0.3):
        main.form, main.upos, main.xpos, main.lemma = one_of(["angry", "ready", "isolated", "responsible"]), "ADJ", "JJ", ""
        main.left.append(word("be", "AUX", "VB", "cop"))
    return stop(main)


def due():
    """"Troops are due to leave the capital", "is likely to attack", "is set to hold talks", "are about to strike"."""
    s = actor()
    many = plural(s)
    do = V(one_of(["leave leaves left leaving", "attack attacks attacked attacking", "visit visits visited visiting", "meet meets met meeting", "withdraw withdraws withdrew withdrawing", "return returns returned returning",
                   "resume resumes resumed resuming", "seize seizes seized seizing"]), "base", "xcomp", left=[word("to", "PART", "TO", "mark")])
    if do.form in ("attack", "seize"):
        do.last(struck().as_("obj"))
    elif do.form in ("leave", "visit"):
        do.last(one_of([state, town])().as_("obj"))
    elif do.form == "resume":
        do.last(noun("talks").as_("obj"))
    elif do.form == "meet":
        do.last(title_person().as_("obj"))
    be = word(one_of(["are", "were"]) if many else one_of(["is", "was"]), "AUX", "VBD" if often(0.4) else "VBZ", "cop")
    be.xpos = {"are": "VBP", "were": "VBD", "is": "VBZ", "was": "VBD"}[be.form]
    head = Node(one_of(["due", "likely", "ready", "set", "able", "unable", "unlikely", "eager", "prepared", "unwilling"]), "ADJ", "JJ", left=[s.as_("nsubj"), be], right=[do])
    if often(0.4):
        do.last(when())
    return stop(head)


def purpose():
    """"Troops attacked the village to free the hostages", "the army used tear gas to disperse protesters"."""
    v = V(one_of(["attack attacks attacked attacking", "storm storms stormed storming", "enter enters entered entering", "close closes closed closing", "raid raids raided raiding", "fire fires fired firing"]), "past",
          left=[actor(one_of(["forces", "group", "forces", "state"])).as_("nsubj")])
    if v.form == "fired":
        v.last(noun(one_of(["tear gas", "rubber bullets", "shots", "warning shots"])).as_("obj"))
    else:
        v.last(article(noun(one_of(HARMED + ["town", "border", "camp"]), plural=False), "the").as_("obj"))
    do = V(one_of(["free frees freed freeing", "disperse disperses dispersed dispersing", "arrest arrests arrested arresting", "stop stops stopped stopping", "punish punishes punished punishing",
                   "protect protects protected protecting", "repel repels repelled repelling", "drive drives drove driving"]), "base", "advcl", left=[word("to", "PART", "TO", "mark")])
    do.last(noun(one_of(["hostages", "protesters", "prisoners", "militants", "rebels", "migrants", "the attackers"][:6]), [the()] if often(0.6) else []).as_("obj"))
    if do.form == "drive":
        do.last(word("out", "ADV", "RB", "advmod"))
    v.last(do)
    return maybe_front(stop(v))


def participle():
    """"The clinic was looted by retreating rebels", "fleeing soldiers burned the depot"."""
    who = noun(one_of(ARMED + ["soldiers", "troops", "forces", "fighters", "police"]))
    if often(0.3):
        who.first(demonym(adjective()))
    who.first(word(one_of(["retreating", "fleeing", "advancing", "invading", "returning", "marauding", "occupying", "surrendering", "visiting", "attacking"]), "VERB", "VBG", "amod"))
    who.left[0].lemma = {"retreating": "retreat", "fleeing": "flee", "advancing": "advance", "invading": "invade", "returning": "return", "marauding": "maraud", "occupying": "occupy",
                         "surrendering": "surrender", "visiting": "visit", "attacking": "attack"}[who.left[0].form]
    if often(0.6):
        s = article(noun(one_of(HARMED + ["clinic", "warehouse", "town"]), plural=False), "the")
        v = V(one_of(["loot loots looted looting", "burn burns burned burning", "destroy destroys destroyed destroying", "mine mines mined mining", "shell shells shelled shelling", "seize seizes seized seizing"]), "done",
              left=[s.as_("nsubj:pass"), word("was", "AUX", "VBD", "aux:pass")], right=[pp("by", who, "obl:agent")])
    else:
        v = V(one_of(HITS), "past", left=[who.as_("nsubj")], right=[struck().as_("obj")])
    attach_end(v, 0.4)
    return maybe_front(stop(v))


FIRST_NAMES = ["Mark", "Will", "Grant", "Bill", "Rob", "Jack", "Pierce", "Chase", "Drew", "Chuck", "Rich", "Pat", "Art", "Dean", "Faith", "Hope", "Joy", "Grace"]
SURNAMES = ["Esper", "Hurd", "Shapps", "Barr", "Cook", "Straw", "Brown", "King", "Baker", "Carter", "Wallace", "Short", "Grant", "Young", "Cash", "Price", "Okello", "Tanaka", "Hassan"]


def names_that_are_words():
    """"Trump nominates Mark Esper as Secretary of the Army"."""
    who = Node(one_of(FIRST_NAMES), "PROPN", "NNP", right=[word(one_of(SURNAMES), "PROPN", "NNP", "flat")])
    v = V(one_of(["nominate nominates nominated nominating", "name names named naming", "appoint appoints appointed appointing", "dismiss dismisses dismissed dismissing", "meet meets met meeting",
                  "arrest arrests arrested arresting", "accuse accuses accused accusing", "replace replaces replaced replacing", "sack sacks sacked sacking"]), one_of(["third", "past"]),
          left=[one_of([title_person, person])().as_("nsubj")], right=[who.as_("obj")])
    if v.form.startswith(("nominat", "name", "appoint")):
        v.last(pp("as", noun(one_of(OFFICES), plural=False)))
    return maybe_front(stop(v))


def present():
    """"A court blocks the extradition", "The army raids three villages": verbs that are nouns elsewhere, told in the present."""
    s = one_of([lambda: noun(one_of(["court", "judge", "council", "company", "union", "committee", "militia", "party", "crowd", "mob", "regulator", "tribunal", "panel"]), [the(one_of(["a", "the"]))], plural=False),
                lambda: Node("court", "NOUN", "NN", left=[the(one_of(["a", "the"])), short_state().as_("compound")]), forces, state, group])()
    if s.left and s.left[0].rel == "det" and s.left[0].form == "a" and len(s.left) > 1 and s.left[1].left:
        s.left[1].left = [n for n in s.left[1].left if n.rel != "det"]
    many = plural(s)
    words, whats = one_of([("block blocks blocked blocking", ["extradition", "deal", "lawsuit", "road", "vote", "deportation"]), ("ban bans banned banning", ["protests", "party", "newspaper", "exports"]),
                           ("halt halts halted halting", ["talks", "flights", "evictions", "work"]), ("order orders ordered ordering", ["evacuation", "release", "inquiry", "arrest"]),
                           ("raid raids raided raiding", ["offices", "villages", "newspaper", "mosque"]), ("attack attacks attacked attacking", ["base", "village", "convoy", "town"]),
                           ("cut cuts cut cutting", ["ties", "aid", "exports"]), ("free frees freed freeing", ["hostages", "prisoners", "journalist"]),
                           ("claim claims claimed claiming", ["attack", "victory", "responsibility"]), ("plan plans planned planning", ["talks", "offensive", "protests"]),
                           ("demand demands demanded demanding", ["apology", "release", "inquiry"]), ("fine fines fined fining", ["newspaper", "company", "station"]),
                           ("strike strikes struck striking", ["base", "depot", "convoy"]), ("charge charges charged charging", ["journalist", "lawmaker", "officers"])])
    v = V(words, "plain" if many else "third", left=[s.as_("nsubj")], right=[article(noun(one_of(whats))).as_("obj")])
    if often(0.3):
        v.last(pp("against", actor()) if v.form in ("blocks", "block") and v.right[0].form == "lawsuit" else in_place())
    return maybe_front(stop(v))


def so_called():
    """"X declared the ceasefire over", "was declared persona non grata", "broke open the prison", "took tourists hostage"."""
    throw = dice.random()
    if throw < 0.3:
        v = V("declare declares declared declaring", one_of(["past", "third"]), left=[actor().as_("nsubj")],
              right=[article(noun(one_of(["ceasefire", "truce", "war", "curfew", "emergency"]), plural=False), "the").as_("obj"), word("over", "ADV", "RB", "xcomp")])
    elif throw < 0.55:
        people = one_of([lambda: noun(one_of(["tourists", "villagers", "workers", "sailors", "nuns", "engineers", "students"])), victims])().as_("obj")
        v = V("take takes took taking", "past", left=[actor(one_of(["group", "forces"])).as_("nsubj")], right=[people, word("hostage", "NOUN", "NN", "xcomp")])
    elif throw < 0.75:
        v = V("break breaks broke breaking", "past", left=[actor(one_of(["group", "forces"])).as_("nsubj")],
              right=[word("open", "ADJ", "JJ", "xcomp"), article(noun(one_of(["prison", "jail", "depot", "warehouse"]), plural=False), "the").as_("obj")])
    else:
        who = noun(one_of(["ambassador", "UN coordinator", "envoy", "diplomats", "military attaché"]), [the()])
        many = plural(who)
        v = V("declare declares declared declaring", "done", left=[who.as_("nsubj:pass"), word("were" if many else "was", "AUX", "VBD", "aux:pass")],
              right=[Node("persona", "NOUN", "NN", "xcomp", right=[word("non", "X", "FW", "flat"), word("grata", "X", "FW", "flat")])])
        v.last(pp("by", actor("state"), "obl:agent") if often(0.6) else None)
    attach_end(v, 0.35)
    return stop(v)


PATTERNS = [(active, 10), (passive, 10), (deed_kills, 14), (launch, 10), (meet, 10), (accuse, 8), (ask, 6), (lambda: said(one_of([active, passive, deed_kills, launch, retreat, truce])), 12), (threaten, 3),
            (headline, 14), (apposed, 5), (nominal, 5), (retreat, 4), (truce, 4), (relative, 2), (listed, 4), (suspected, 2), (series, 4), (by_whom, 8), (fired_by, 4),
            (of_by, 4), (light, 7), (give, 4), (calls, 6), (whose, 4), (is_, 4), (will, 7), (office, 4), (three, 3), (bare, 5),
            (after, 9), (surname, 4), (ngos, 5), (chance, 7), (two_peoples, 6), (inverted, 3), (due, 4), (purpose, 4), (participle, 4), (names_that_are_words, 2),
            (present, 7), (so_called, 4)]


def sentence():
    total = sum(n for _, n in PATTERNS)
    throw = dice.randrange(total)
    for make, n in PATTERNS:
        throw -= n
        if throw < 0:
            return make()


def main():
    folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    dice.seed(seed)
    for into, some in zip((STATES, NAMES, TOWNS), read_tables(folder)):
        into += some
    for _ in range(count):
        root = sentence().as_("root")
        rows = flat(root)
        form = rows[0][0]
        rows[0] = (form[:1].upper() + form[1:], *rows[0][1:])
        for i, (form, lemma, upos, xpos, head, rel) in enumerate(rows, 1):
            print(i, form, lemma, upos, xpos, "_", head, rel, "_", "_", sep="\t")
        print()


if __name__ == "__main__":
    main()
