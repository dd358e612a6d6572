#!/usr/bin/python3
"""Trains the neural parser of the language core and writes default.kw. See neural.md beside this file.

  train_neural.py train TRAIN.tsv --beside NEWS.tsv --vectors words.vec --dev DEV.tsv... --minutes 90 --out model.pt
  train_neural.py export model.pt... default.kw

The .tsv files come from khaldun_tagged. Needs Debian's python3-torch (development only).
Method: Dozat & Manning 2017 (biaffine attention) over two bidirectional LSTM layers.
"""
import argparse
import collections
import math
import random
import struct
import time

import numpy
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# Shapes. The program reads them from the file; part tables stand in khaldun/language/neural_input.h.
PART_ROWS = [2048, 4096, 8192, 8192, 256, 2048, 4096, 8192, 4096]
WORD, PART, UPOS_DIM, XPOS_DIM, CONTEXT = 100, 32, 16, 32, 64
HIDDEN, ARC, REL = 200, 256, 64
FORMAT = 2
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
RELATIONS = """acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp clf compound compound:prt
conj cop csubj csubj:pass dep det discourse dislocated expl fixed flat goeswith iobj list mark nmod
nmod:poss nmod:tmod nsubj nsubj:pass nummod obj obl obl:agent obl:tmod orphan parataxis punct
reparandum root vocative xcomp""".split()  # the order of enum Deprel
LONGEST = 120  # words of a training sentence

Word = collections.namedtuple("Word", "key parts upos xpos head rel lower gold_upos gold_xpos")


def read(path):
    """Sentences of a .tsv file: lists of Word."""
    sentences, words = [], []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 2:
            if words:
                sentences.append(words)
            words = []
            continue
        words.append(Word(int(cells[0], 16), [int(c) for c in cells[1:10]], UPOS.index(cells[10]),
                          cells[11], int(cells[12]), RELATIONS.index(cells[13]), cells[14],
                          UPOS.index(cells[16]), cells[17]))
    return sentences


def without(words, gone):
    """The sentence without the words at the places `gone`, which have no dependents."""
    number, kept = {0: 0}, 0
    for i in range(len(words)):
        if i not in gone:
            kept += 1
            number[i + 1] = kept
    return [w._replace(head=number[w.head]) for i, w in enumerate(words) if i not in gone]


def varied(words, dice):
    """Now and then as in a headline: no closing mark, no articles and auxiliaries."""
    if len(words) < 4:
        return words
    heads = {w.head for w in words}
    free = lambda i: i + 1 not in heads and words[i].head != 0
    gone = set()
    throw = dice.random()
    if throw < 0.08 and words[-1].upos == UPOS.index("PUNCT") and free(len(words) - 1):
        gone.add(len(words) - 1)
    if throw < 0.03:
        for i, w in enumerate(words):
            article = w.lower in ("a", "an", "the") and w.rel == RELATIONS.index("det")
            being = w.lower in ("is", "are", "was", "were", "has", "have") and w.upos == UPOS.index("AUX")
            if (article or being) and free(i):
                gone.add(i)
    return without(words, gone) if gone else words


class Vocabulary:
    def __init__(self, sentences):
        counts = collections.Counter(w.key for s in sentences for w in s)
        self.keys = sorted(k for k, n in counts.items() if n >= 2)
        self.word = {k: i + 1 for i, k in enumerate(self.keys)}  # row 0: unknown
        tags = collections.Counter(w.xpos for s in sentences for w in s)
        self.xpos_names = sorted(t for t, n in tags.items() if n >= 2)
        self.xpos = {t: i + 1 for i, t in enumerate(self.xpos_names)}
        pairs = collections.Counter((w.gold_upos, self.xpos.get(w.gold_xpos, 0)) for s in sentences for w in s)
        self.pairs = sorted(p for p, n in pairs.items() if n >= 5 and p[1] > 0)  # tags that go together
        self.context = {}  # row 0: unknown
        self.vectors = numpy.zeros((1, CONTEXT), dtype=numpy.float32)

    def read_vectors(self, path):
        """What fastText learned of words (named by their hash) from the words around them."""
        rows = {}
        with open(path, encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                name, *numbers = line.split()
                if name != "</s>":
                    rows[int(name, 16)] = [float(n) for n in numbers]
        keys = sorted(rows)
        self.context = {k: i + 1 for i, k in enumerate(keys)}
        self.vectors = numpy.array([[0.0] * CONTEXT] + [rows[k] for k in keys], dtype=numpy.float32)
        self.vectors *= 0.25 / self.vectors[1:].std()


class Batch:
    """Sentences padded to one length; place 0 is the root."""

    def __init__(self, sentences, vocabulary):
        sentences = sorted(sentences, key=len, reverse=True)
        longest, count = len(sentences[0]), len(sentences)
        self.lengths = torch.tensor([len(s) + 1 for s in sentences])
        x = numpy.zeros((count, longest, 4 + len(PART_ROWS)), dtype=numpy.int64)
        head = numpy.full((count, longest + 1), -1, dtype=numpy.int64)
        rel = numpy.full((count, longest + 1), -1, dtype=numpy.int64)
        upos = numpy.full((count, longest + 1), -1, dtype=numpy.int64)
        xpos = numpy.full((count, longest + 1), -1, dtype=numpy.int64)
        for i, sentence in enumerate(sentences):
            for j, w in enumerate(sentence):
                x[i, j, 0] = vocabulary.word.get(w.key, 0)
                x[i, j, 1] = w.upos
                x[i, j, 2] = vocabulary.xpos.get(w.xpos, 0)
                x[i, j, 3:-1] = w.parts
                x[i, j, -1] = vocabulary.context.get(w.key, 0)
                head[i, j + 1] = w.head
                rel[i, j + 1] = w.rel
                upos[i, j + 1] = w.gold_upos
                xpos[i, j + 1] = vocabulary.xpos.get(w.gold_xpos, 0)
        self.x, self.head, self.rel, self.upos, self.xpos = map(torch.from_numpy, (x, head, rel, upos, xpos))


def batches(sentences, vocabulary, words_each, dice=None):
    """Batches of sentences of similar length, about `words_each` words each."""
    jitter = (lambda n: n + dice.random() * 3) if dice else (lambda n: n)
    order = sorted(sentences, key=lambda s: jitter(len(s)))
    groups, group, size = [], [], 0
    for sentence in order:
        group.append(sentence)
        size += len(sentence) + 1
        if size >= words_each:
            groups.append(group)
            group, size = [], 0
    if group:
        groups.append(group)
    if dice:
        dice.shuffle(groups)
    for group in groups:
        yield Batch(group, vocabulary)


class Dropped(nn.Module):
    """Dropout with one mask for all places of a sentence."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        mask = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.rate) / (1 - self.rate)
        return x * mask


class Parser(nn.Module):
    def __init__(self, words, xpos, vectors, dropout=0.25):
        super().__init__()
        self.context = nn.Embedding.from_pretrained(torch.from_numpy(vectors), freeze=True)
        self.word = nn.Embedding(words, WORD)
        self.upos = nn.Embedding(len(UPOS), UPOS_DIM)
        self.xpos = nn.Embedding(xpos, XPOS_DIM)
        self.parts = nn.ModuleList(nn.Embedding(rows, PART) for rows in PART_ROWS)
        for table in [self.word, self.upos, self.xpos, *self.parts]:
            nn.init.normal_(table.weight, std=0.1)
        size = WORD + UPOS_DIM + XPOS_DIM + PART * len(PART_ROWS) + CONTEXT
        self.root = nn.Parameter(torch.randn(size) * 0.1)
        self.lstm1 = nn.LSTM(size, HIDDEN, batch_first=True, bidirectional=True)
        self.lstm2 = nn.LSTM(2 * HIDDEN, HIDDEN, batch_first=True, bidirectional=True)
        for lstm in (self.lstm1, self.lstm2):
            for name, p in lstm.named_parameters():
                if "weight_hh" in name:
                    for gate in p.data.chunk(4):
                        nn.init.orthogonal_(gate)
                elif "weight_ih" in name:
                    nn.init.xavier_uniform_(p)
                else:
                    p.data.zero_()
                    if "bias_ih" in name:
                        p.data[HIDDEN:2 * HIDDEN] = 1  # remember at first
        self.project = nn.Linear(2 * HIDDEN, 2 * ARC + 2 * REL)  # dependent arc, head arc, dependent rel, head rel
        self.arc = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.rel = nn.Parameter(torch.zeros(len(RELATIONS), REL + 1, REL + 1))
        self.tags = nn.Linear(2 * HIDDEN, len(UPOS) + xpos)
        self.drop = Dropped(dropout)

    def encode(self, batch):
        x = batch.x
        words = x[:, :, 0]
        if self.training:
            words = words * torch.empty(words.shape).bernoulli_(0.9).long()
        pieces = [self.word(words), self.upos(x[:, :, 1]), self.xpos(x[:, :, 2])]
        pieces += [table(x[:, :, 3 + i]) for i, table in enumerate(self.parts)]
        pieces += [self.context(x[:, :, -1])]
        if self.training:
            # Whole pieces go, the others grow: the parser must not lean on one of them.
            # Predicted tags go more often: the network must find its own.
            rates = [0.9, 0.8, 0.8] + [0.9] * (len(pieces) - 3)
            keep = torch.stack([torch.empty(words.shape).bernoulli_(rate) for rate in rates])
            scale = len(pieces) / keep.sum(0).clamp(min=1)
            pieces = [p * (keep[i] * scale).unsqueeze(2) for i, p in enumerate(pieces)]
        out = torch.cat(pieces, 2)
        out = torch.cat([self.root.expand(len(out), 1, -1), out], 1)
        for lstm in (self.lstm1, self.lstm2):
            packed = pack_padded_sequence(out, batch.lengths, batch_first=True)
            out, _ = pad_packed_sequence(lstm(packed)[0], batch_first=True)
            out = self.drop(out)
        return out

    def forward(self, batch):
        read = self.encode(batch)
        tags = self.tags(read)
        out = nn.functional.leaky_relu(self.project(read), 0.1)
        out = self.drop(out)
        arc_dep, arc_head, rel_dep, rel_head = out.split([ARC, ARC, REL, REL], 2)
        arcs = (arc_dep @ self.arc + self.arc_bias) @ arc_head.transpose(1, 2)  # [batch, dependent, head]
        place = torch.arange(arcs.shape[2])
        arcs = arcs.masked_fill((place[None, :] >= batch.lengths[:, None])[:, None, :], -1e9)
        arcs = arcs.masked_fill(torch.eye(arcs.shape[1], dtype=torch.bool), -1e9)
        return arcs, rel_dep, rel_head, tags

    def relations(self, dep, head):
        """Scores [places, relations] of arcs given as pairs of rows."""
        one = dep.new_ones(len(dep), 1)
        dep, head = torch.cat([dep, one], 1), torch.cat([head, one], 1)
        left = (dep @ self.rel.permute(1, 0, 2).reshape(REL + 1, -1)).view(len(dep), len(RELATIONS), REL + 1)
        return (left * head.unsqueeze(1)).sum(2)

    def loss(self, batch):
        arcs, rel_dep, rel_head, tags = self(batch)
        true = batch.head >= 0
        arc_loss = nn.functional.cross_entropy(arcs[true], batch.head[true], reduction="sum")
        index = batch.head.clamp(min=0).unsqueeze(2).expand(-1, -1, REL)
        scores = self.relations(rel_dep[true], rel_head.gather(1, index)[true])
        rel_loss = nn.functional.cross_entropy(scores, batch.rel[true], reduction="sum")
        tags = tags[true]
        tag_loss = nn.functional.cross_entropy(tags[:, :len(UPOS)], batch.upos[true], reduction="sum")
        tag_loss = tag_loss + nn.functional.cross_entropy(tags[:, len(UPOS):], batch.xpos[true], reduction="sum")
        return (arc_loss + rel_loss + 0.5 * tag_loss) / true.sum()


MAIN = [RELATIONS.index(r.split(":")[0]) for r in RELATIONS]


def measure(model, sentences, vocabulary):
    """UAS, LAS without subtypes, UPOS, Penn tags; heads greedily (trees differ little)."""
    model.eval()
    total = heads = both = upos = xpos = 0
    main = torch.tensor(MAIN)
    with torch.no_grad():
        for batch in batches(sentences, vocabulary, 3000):
            arcs, rel_dep, rel_head, tags = model(batch)
            true = batch.head >= 0
            guess = arcs.argmax(2)
            index = guess.unsqueeze(2).expand(-1, -1, REL)
            rel = model.relations(rel_dep[true], rel_head.gather(1, index)[true]).argmax(1)
            right = guess[true] == batch.head[true]
            total += int(true.sum())
            upos += int((tags[true][:, :len(UPOS)].argmax(1) == batch.upos[true]).sum())
            xpos += int((tags[true][:, len(UPOS):].argmax(1) == batch.xpos[true]).sum())
            heads += int(right.sum())
            both += int((right & (main[rel] == main[batch.rel[true]])).sum())
    model.train()
    return tuple(100 * n / total for n in (heads, both, upos, xpos))


def begin_with(model, path):
    """Starts from the weights of a file of the shape that had no context vectors and no tags."""
    data = open(path, "rb").read()
    _, _, count, _, _ = struct.unpack("<8sIIQQ", data[:32])
    section = {}
    for i in range(count):
        name, at, size = struct.unpack("<24sQQ", data[32 + 40 * i:72 + 40 * i])
        section[name.rstrip(b"\0").decode()] = data[at:at + size]

    def table(name):
        scale = numpy.frombuffer(section[name + ".s"], "<f4")
        rows = numpy.frombuffer(section[name + ".w"], "i1").reshape(len(scale), -1)
        return torch.from_numpy(rows * scale[:, None])

    def bias(name):
        return torch.from_numpy(numpy.frombuffer(section[name + ".b"], "<f4").copy())

    with torch.no_grad():
        for module, name in [(model.word, "word"), (model.upos, "upos"), (model.xpos, "penn"),
                             *((part, f"part{i}") for i, part in enumerate(model.parts))]:
            module.weight.copy_(table(name))
        model.root[:-CONTEXT].copy_(table("root")[0])
        for layer in ("lstm1", "lstm2"):
            for way, end in (("f", ""), ("b", "_reverse")):
                into = getattr(model, layer)
                rows = table(f"{layer}.{way}.in")
                getattr(into, "weight_ih_l0" + end)[:, :rows.shape[1]].copy_(rows)
                getattr(into, "bias_ih_l0" + end).copy_(bias(f"{layer}.{way}.in"))
                getattr(into, "bias_hh_l0" + end).zero_()
                getattr(into, "weight_hh_l0" + end).copy_(table(f"{layer}.{way}.hid"))
        model.project.weight.copy_(table("project"))
        model.project.bias.copy_(bias("project"))
        model.arc.copy_(table("arc").T)
        model.arc_bias.copy_(bias("arc"))
        form = torch.cat([table("relation"), bias("relation")[:, None]], 1)
        model.rel.copy_(form.view(len(RELATIONS), REL + 1, REL + 1))


def learn(options):
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    dice = random.Random(options.seed)
    train = [s for s in read(options.train) if len(s) <= LONGEST]
    dev = {path: read(path) for path in options.dev}
    vocabulary = Vocabulary(train)
    train += [s for path in options.beside for s in read(path) if len(s) <= LONGEST]
    if options.vectors:
        vocabulary.read_vectors(options.vectors)
    model = Parser(len(vocabulary.keys) + 1, len(vocabulary.xpos_names) + 1, vocabulary.vectors, options.dropout)
    if options.start:
        begin_with(model, options.start)
    before = {"step": 0, "epoch": 0, "minutes": 0}
    if options.resume:
        before = torch.load(options.resume)
        assert before["keys"] == vocabulary.keys, "trained on other data"
        model.load_state_dict(before["model"])
    print(len(train), "sentences", len(vocabulary.keys), "words",
          sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    mean = {name: p.detach().clone() for name, p in model.state_dict().items()}  # of the last steps
    adam = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=options.rate, betas=(0.9, 0.95), eps=1e-8)
    begin, step, epoch, done = time.process_time(), 0, 0, False

    def save():
        torch.save({"model": mean, "last": model.state_dict(), "context": sorted(vocabulary.context), "pairs": vocabulary.pairs, "keys": vocabulary.keys, "xpos": vocabulary.xpos_names,
                    "step": before["step"] + step, "epoch": before["epoch"] + epoch,
                    "minutes": before["minutes"] + (time.process_time() - begin) / 60}, options.out)

    while not done:
        epoch += 1
        total = count = 0
        for batch in batches([varied(s, dice) for s in train], vocabulary, options.batch, dice):
            part = step / options.steps if options.steps else (time.process_time() - begin) / 60 / options.minutes
            if part >= 1:
                done = True
                break
            # A short start, then down to nothing: half flat, half a line.
            rate = options.rate * min(1, (step + 1) / 100) * min(1, 1.25 * (1 - part) + 0.005)
            for group in adam.param_groups:
                group["lr"] = rate
            loss = model.loss(batch)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            adam.step()
            step += 1
            keep = min(0.998, step / (step + 10))  # exponential mean of the weights: what is kept
            with torch.no_grad():
                for name, p in model.state_dict().items():
                    mean[name].mul_(keep).add_(p, alpha=1 - keep)
            total += float(loss)
            count += 1
            if step % 200 == 0:
                save()
            if step % 50 == 0:
                print(f"step {step} part {part:.3f} loss {total / count:.3f} {time.process_time() - begin:.0f} s", flush=True)
        save()
        last = {name: p.clone() for name, p in model.state_dict().items()}
        model.load_state_dict(mean)
        scores = " ".join("%s UAS %.2f LAS %.2f UPOS %.2f XPOS %.2f" % (path, *measure(model, s if done else s[::3], vocabulary))
                          for path, s in dev.items())
        model.load_state_dict(last)
        print(f"epoch {epoch} step {step} {scores} {time.process_time() - begin:.0f} s", flush=True)


# --- the weights file (khaldun/learn/weights_file.h) ---

BITS = (1 << 64) - 1


def mixed(value):
    value = ((value ^ value >> 30) * 0xBF58476D1CE4E5B9) & BITS
    value = ((value ^ value >> 27) * 0x94D049BB133111EB) & BITS
    return value ^ value >> 31


def mixed_two(a, b):
    return mixed((a * 0x9E3779B97F4A7C15 + b) & BITS)


def hash_bytes(data):
    """As hash_bytes in weights_file.cpp."""
    lanes, whole = [1, 2, 3, 4], len(data) // 32 * 32
    for i, number in enumerate(struct.unpack(f"<{whole // 8}Q", data[:whole])):
        lane = ((lanes[i & 3] ^ number) * 0x9FB21C651E98DF25) & BITS
        lanes[i & 3] = lane ^ lane >> 32
    rest = 0xCBF29CE484222325
    for byte in data[whole:]:
        rest = ((rest ^ byte) * 0x100000001B3) & BITS
    value = mixed_two(len(data), mixed(rest))
    for lane in lanes:
        value = mixed_two(value, lane)
    return value


def weights_file(sections, number=FORMAT):
    """The bytes of a file of named sections."""
    round_up = lambda n: (n + 63) // 64 * 64
    table, body = b"", b""
    start = round_up(32 + 40 * len(sections))
    for name, data in sections.items():
        table += struct.pack("<24sQQ", name.encode(), start + len(body), len(data))
        body += data + bytes(round_up(len(data)) - len(data))
    after = table + bytes(start - 32 - len(table)) + body
    return struct.pack("<8sIIQQ", b"KHALDUNW", number, len(sections), 32 + len(after), hash_bytes(after)) + after


def export(options):
    every = [torch.load(path) for path in options.models]
    saved = every[-1]
    assert all(one["keys"] == saved["keys"] for one in every), "trained on different data"
    model = {name: sum(one["model"][name].double() for one in every).numpy() / len(every)
             for name in saved["model"]}
    sections = {"shape": numpy.array([WORD, PART, UPOS_DIM, XPOS_DIM, HIDDEN, ARC, REL, CONTEXT], "<u4").tobytes(),
                "relations": "".join(r + "\n" for r in RELATIONS).encode(),
                "words": numpy.array(saved["keys"], "<u8").tobytes(),
                "pairs": numpy.array([u * 256 + x for u, x in saved["pairs"]], "<u4").tobytes(),
                "seen": numpy.array(saved["context"], "<u8").tobytes(),
                "xpos": "".join(t + "\n" for t in saved["xpos"]).encode()}

    def put(name, rows, bias=None):
        """8-bit numbers, a scale for each row, a bias if there is one."""
        scale = numpy.maximum(numpy.abs(rows).max(1), 1e-12) / 127
        sections[name + ".w"] = numpy.rint(rows / scale[:, None]).astype("i1").tobytes()
        sections[name + ".s"] = scale.astype("<f4").tobytes()
        if bias is not None:
            sections[name + ".b"] = bias.astype("<f4").tobytes()

    put("word", model["word.weight"])
    put("upos", model["upos.weight"])
    put("penn", model["xpos.weight"])
    for i in range(len(PART_ROWS)):
        put(f"part{i}", model[f"parts.{i}.weight"])
    put("context", model["context.weight"])
    put("root", model["root"][None, :])
    put("tags", model["tags.weight"], model["tags.bias"])  # UPOS, then row 0 of the Penn tags and the others
    for layer in ("lstm1", "lstm2"):
        for way, end in (("f", ""), ("b", "_reverse")):
            bias = model[f"{layer}.bias_ih_l0{end}"] + model[f"{layer}.bias_hh_l0{end}"]
            put(f"{layer}.{way}.in", model[f"{layer}.weight_ih_l0{end}"], bias)
            put(f"{layer}.{way}.hid", model[f"{layer}.weight_hh_l0{end}"])
    # The views of a place: arc dependent, arc head, relation dependent, relation head.
    put("project", model["project.weight"], model["project.bias"])
    put("arc", model["arc"].T, model["arc_bias"])
    form = model["rel"].reshape(-1, REL + 1)  # a row for each relation and number of the dependent's view
    put("relation", form[:, :REL], form[:, REL])
    data = weights_file(sections)
    with open(options.out, "wb") as out:
        out.write(data)
    print(f"{options.out}: {len(data)} bytes, hash {data[24:32][::-1].hex()}, "
          f"{saved['step']} steps, {saved['epoch']} epochs, {saved['minutes']:.0f} minutes; "
          f"largest vector number {max(abs(model[k]).max() for k in model if k in ('word.weight', 'context.weight', 'root') or 'parts' in k):.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("train")
    one.add_argument("train")
    one.add_argument("--dev", nargs="*", default=[])
    one.add_argument("--minutes", type=float, default=35)
    one.add_argument("--steps", type=int, default=0, help="instead of minutes")
    one.add_argument("--rate", type=float, default=2e-3)
    one.add_argument("--batch", type=int, default=1000)
    one.add_argument("--dropout", type=float, default=0.25)
    one.add_argument("--vectors", help="fastText's .vec of word hashes")
    one.add_argument("--start", help="begin from this default.kw of format 1")
    one.add_argument("--resume", help="go on from this model")
    one.add_argument("--beside", nargs="*", default=[], help="sentences that give no words of their own")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--out", required=True)
    two = commands.add_parser("export")
    two.add_argument("models", nargs="+", help="their mean is written: the last one and those it went on from")
    two.add_argument("out")
    options = parser.parse_args()
    learn(options) if options.command == "train" else export(options)
