#!/usr/bin/python3
"""Trains what the factuality reader knows and writes factuality.kw with its card. One thread, two minutes.

  cmake --build --preset release --target khaldun_factuality
  tools/train/train_factuality.py SETS [--out weights/factuality.kw]

SETS: a folder with factuality-uds-train, factuality-uds-dev, factuality-meantime-train and factuality-meantime-dev, each with docs.jsonl
({"id", "text"}) and gold.jsonl ({"id", "targets": [{"span", "factuality"}]}, spans in code points). Train again after a change of the
parser's weights, of the cues, or of features() in khaldun/events/factuality.cpp. Needs Debian's python3-torch (development only).
Method: the sum of a learned row for each feature (as in fastText, Joulin et al. 2017) into one hidden layer and beside it; smooth L1
loss. How a sentence is written (web or news) is a logistic regression over the sentences of both sets.
"""
import argparse
import collections
import json
import os
import subprocess
import sys

import numpy
import torch
from torch import nn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from train_neural import BITS, hash_bytes, mixed, weights_file  # noqa: E402

FORMAT = 1          # kFactualityFormat
INPUTS = 32         # of the hidden layer
SEEN = 4            # a feature must occur so often
ROUNDS, BATCH, RATE = 2, 64, 0.003
DROP_FEATURES, DROP_INPUTS = 0.15, 0.25
NEWS_WEIGHT = 15    # a news sentence counts as so many web sentences
CLIP = 99.98        # percentile of the rows' weights that becomes 127

Words = collections.namedtuple("Words", "features told verb gold")


def hash_text(text):
    """As hash_text in learn/hash.h."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & BITS
    return mixed(value)


def read(options, name):
    """Words that the gold asks for, and the shares of every sentence."""
    folder = os.path.join(options.sets, "factuality-" + name)
    with open(os.path.join(folder, "docs.jsonl"), encoding="utf-8") as file:
        texts = [" ".join(json.loads(line)["text"].splitlines()) for line in file]
    run = subprocess.run([options.program, options.lexicon, options.weights], input="".join(t + "\n" for t in texts).encode(),
                         stdout=subprocess.PIPE, check=True)
    found, shares = collections.defaultdict(list), []
    for line in run.stdout.decode().splitlines():
        kind, number, *rest = line.split("\t")
        if kind == "sentence":
            shares.append([float(x) for x in rest])
        else:
            found[int(number)].append((int(rest[0]), int(rest[1]), rest[2] == "verb", float(rest[3]), rest[4:]))
    out = Words([], [], [], [])
    with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as file:
        for number, line in enumerate(file):
            for target in json.loads(line)["targets"]:
                first, last = (len(texts[number][:x].encode()) for x in target["span"])
                hit = next((w for w in found[number] if w[0] < last and first < w[1]), (0, 0, False, 3.0, []))
                out.verb.append(hit[2])
                out.told.append(hit[3])
                out.features.append(hit[4])
                out.gold.append(target["factuality"])
    return out, numpy.array(shares, numpy.float32)


class Network(nn.Module):
    def __init__(self, names):
        super().__init__()
        self.rows = nn.EmbeddingBag(names, INPUTS + 1, mode="sum", sparse=True)
        nn.init.normal_(self.rows.weight, std=0.03)
        with torch.no_grad():
            self.rows.weight[:, 0] = 0
        self.bias = nn.Parameter(torch.zeros(INPUTS + 1))
        self.hidden, self.out, self.drop = nn.Linear(INPUTS, INPUTS), nn.Linear(INPUTS, 1), nn.Dropout(DROP_INPUTS)

    def forward(self, batch):
        starts = numpy.cumsum([0] + [len(x) for x in batch[:-1]])
        sums = self.rows(torch.from_numpy(numpy.concatenate(batch)), torch.from_numpy(starts)) + self.bias
        inputs = self.drop(torch.relu(sums[:, 1:]))
        return sums[:, 0] + self.out(self.drop(torch.relu(self.hidden(inputs))))[:, 0]


def learn(features, gold, names, seed):
    torch.manual_seed(seed)
    dice, model = numpy.random.default_rng(seed), Network(names)
    sparse = torch.optim.SparseAdam([model.rows.weight], lr=RATE)
    dense = torch.optim.Adam([p for n, p in model.named_parameters() if n != "rows.weight"], lr=RATE)
    steps, step = ROUNDS * (len(gold) // BATCH), 0
    for _ in range(ROUNDS):
        order = dice.permutation(len(gold))
        for first in range(0, len(gold) - BATCH + 1, BATCH):
            chosen = order[first:first + BATCH]
            batch = [features[i][dice.random(len(features[i])) >= DROP_FEATURES] for i in chosen]
            loss = nn.functional.smooth_l1_loss(model(batch), torch.from_numpy(gold[chosen]))
            for group in sparse.param_groups + dense.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            sparse.zero_grad()
            dense.zero_grad()
            loss.backward()
            sparse.step()
            dense.step()
            step += 1
    model.eval()
    return model


def learn_register(web, news):
    """Weights of the shares, then a constant."""
    x = numpy.concatenate([web, news])
    mean, spread = x.mean(0), numpy.maximum(x.std(0), 1e-6)
    inputs = torch.from_numpy((x - mean) / spread)
    gold = torch.cat([torch.zeros(len(web)), torch.ones(len(news))])
    weight, bias = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=200)

    def closure():
        optimiser.zero_grad()
        each = nn.functional.binary_cross_entropy_with_logits(inputs @ weight + bias, gold, reduction="none")
        loss = (each * (1 + (NEWS_WEIGHT - 1) * gold)).mean() + 3e-3 * (weight ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    scaled = weight.detach().numpy() / spread
    return numpy.append(scaled, bias.item() - (scaled * mean).sum()).astype("<f4")


def scores(gold, value):
    def classes(x):
        return numpy.where(x >= 1.5, 1, numpy.where(x <= -1.5, -1, 0))
    f1 = []
    for c in (1, 0, -1):
        hit = ((classes(gold) == c) & (classes(value) == c)).sum()
        f1.append(2 * hit / max(1, (classes(gold) == c).sum() + (classes(value) == c).sum()))
    return {"mae": round(float(numpy.abs(gold - value).mean()), 3), "pearson": round(float(numpy.corrcoef(gold, value)[0, 1]), 3),
            "macro_f1_3": round(float(numpy.mean(f1)), 3)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets")
    parser.add_argument("--program", default="build/release/tools/train/khaldun_factuality")
    parser.add_argument("--lexicon", default="lexicon")
    parser.add_argument("--weights", default="weights")
    parser.add_argument("--out", default="weights/factuality.kw")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)

    web, web_shares = read(options, "uds-train")
    _, news_shares = read(options, "meantime-train")
    count = collections.Counter(f for names in web.features for f in names)
    known = sorted((hash_text(f), f) for f, n in count.items() if n >= SEEN)
    place = {f: i for i, (_, f) in enumerate(known)}

    def encode(words):
        return [numpy.array([place[f] for f in names if f in place], numpy.int64) for names in words.features]

    model = learn(encode(web), numpy.array(web.gold, numpy.float32), len(known), options.seed)
    register = learn_register(web_shares, news_shares)

    rows = model.rows.weight.detach().numpy()
    step = numpy.array([numpy.percentile(numpy.abs(rows[:, :1]), CLIP), numpy.percentile(numpy.abs(rows[:, 1:]), CLIP)]) / 127
    steps = numpy.array([step[0]] + [step[1]] * INPUTS)
    whole = numpy.clip(numpy.rint(rows / steps), -127, 127)
    with torch.no_grad():
        model.rows.weight.copy_(torch.from_numpy((whole * steps).astype(numpy.float32)))
    floats = lambda *parts: numpy.concatenate([numpy.asarray(p).reshape(-1) for p in parts]).astype("<f4").tobytes()
    layer = {n: p.detach().numpy() for n, p in model.named_parameters()}
    data = weights_file({
        "names": numpy.array([h for h, _ in known], "<u8").tobytes(), "rows": whole.astype("i1").tobytes(), "step": floats(step),
        "bias": floats(layer["bias"]), "hidden": floats(layer["hidden.weight"]), "hidden.bias": floats(layer["hidden.bias"]),
        "out": floats(layer["out.weight"], layer["out.bias"]), "register": register.tobytes()}, FORMAT)
    with open(options.out, "wb") as file:
        file.write(data)

    card = f"""# What factuality.kw was made from, and how well it does. Made with tools/train/train_factuality.py.
licence   = "CC BY-SA 4.0"
command   = "tools/train/train_factuality.py SETS"
format    = {FORMAT}
hash      = "{hash_bytes(data[32:]):016x}"
bytes     = {len(data)}
seed      = {options.seed}
names     = {len(known)}
words     = {len(web.gold)}
data      = ["UDS factuality (It Happened 2) on the English Web Treebank, train, CC BY-SA 4.0", "NewsReader MEANTIME on Wikinews, train, CC BY 4.0: only how its sentences are written"]
"""
    for name in ("uds-dev", "meantime-dev"):
        words, _ = read(options, name)
        gold = numpy.array(words.gold)
        with torch.no_grad():
            value = model(encode(words)).numpy().clip(-3, 3)
        value = numpy.where(words.verb, value, words.told)
        for what, x in (("learned", value), ("told", numpy.array(words.told))):
            got = scores(gold, x)
            print(name, what, got)
            if what == "learned":
                card += f'\n[[score]]  # the learned part alone\nset = "factuality-{name}"\nwords = {len(gold)}\n'
                card += "".join(f"{k} = {v}\n" for k, v in got.items())
    with open(os.path.splitext(options.out)[0] + ".card.toml", "w", encoding="utf-8") as file:
        file.write(card)


if __name__ == "__main__":
    main()
