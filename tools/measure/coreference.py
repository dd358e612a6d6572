#!/usr/bin/env python3
"""Coreference of `khaldun actors` against the OntoNotes-style layer of GUM: MUC, B3, CEAF-phi4 and their mean, the CoNLL F1.

    coreference.py --khaldun PROGRAM CONLLU ONTOGUM [--genre news] [--errors N] [--pairs]

CONLLU    the treebank, from which the texts are put together again (with their paragraphs)
ONTOGUM   the same documents in the same order, third column as in CoNLL-2012
The program sees texts only: mentions and trees are its own. A mention is right if its characters are exactly those of the gold
one, blanks at the ends aside; chains of one mention are dropped on both sides. --pairs prints how often each kind of link
(name, noun, personal pronoun by its word) was right. Python 3, standard library only.
Definitions: Vilain et al. 1995, Bagga & Baldwin 1998, Luo 2005; Pradhan et al. 2014 for mentions that only one side has.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile


def texts(conllu):
    """[(id, text, [(begin, end)] of the syntactic words)]"""
    out, text, spans, pending, in_word = [], '', [], 0, None
    glue = ''
    def flush(name):
        if name:
            out.append((name, text, spans))
    name = None
    for line in open(conllu, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# newdoc id = '):
            flush(name)
            name, text, spans, glue, skip = line[14:], '', [], '', 0
        elif line.startswith('# newpar') and '_block' not in line:
            glue = '\n\n' if text else ''
        elif not line or line.startswith('#'):
            continue
        else:
            c = line.split('\t')
            if '.' in c[0]:
                continue
            if '-' in c[0]:                              # one written word, several syntactic ones
                a, b = map(int, c[0].split('-'))
                text += glue
                word_at, skip, word = len(text), b - a + 1, c[1]
                text += word
                glue = '' if 'SpaceAfter=No' in c[9] else ' '
                continue
            if skip:                                     # a part of that word: where it stands in it, if it does
                k = text.find(c[1], word_at)
                spans.append((k, k + len(c[1])) if k >= 0 else (word_at, len(text)))
                if k >= 0:
                    word_at = k + len(c[1])
                skip -= 1
                continue
            text += glue
            spans.append((len(text), len(text) + len(c[1])))
            text += c[1]
            glue = '' if 'SpaceAfter=No' in c[9] else ' '
    flush(name)
    return out


def gold_chains(conll):
    """Per document: {chain: [(first token, last token)]}"""
    out = []
    for line in open(conll, encoding='utf-8'):
        if line.startswith('# begin document'):
            out.append(collections.defaultdict(list))
            token, open_at = 0, collections.defaultdict(list)
            continue
        c = line.rstrip('\n').split('\t')
        if line.startswith('#') or len(c) < 3:
            continue
        for opened, ident, closed in re.findall(r'(\()?(\d+)(\))?', c[2]):
            if opened:
                open_at[ident].append(token)
            if closed:
                out[-1][ident].append((open_at[ident].pop(), token))
        token += 1
    return out


def spans_of(chains):
    """Chains of two or more different mentions; a mention belongs to one chain only."""
    taken, out = set(), []
    for chain in chains:
        kept = [m for m in dict.fromkeys(chain) if m not in taken]
        taken.update(kept)
        if len(kept) > 1:
            out.append(kept)
    return out


def f1(p, q, r, s):
    p, r = (p / q if q else 0.0), (r / s if s else 0.0)
    return (2 * p * r / (p + r) if p + r else 0.0), p, r


def muc_side(key, other):
    where = {m: i for i, c in enumerate(other) for m in c}
    hit = all_ = 0
    for c in key:
        parts = len({where[m] for m in c if m in where}) + sum(m not in where for m in c)
        hit += len(c) - parts
        all_ += len(c) - 1
    return hit, all_


def b3_side(key, other):
    where = {m: set(c) for c in other for m in c}
    hit = sum(len(set(c) & where.get(m, set())) / len(c) for c in key for m in c)
    return hit, sum(len(c) for c in key)


def assign(score):
    """The best one-to-one assignment (Hungarian algorithm, O(n^3)); its sum."""
    n, m = len(score), len(score[0]) if score else 0
    if not n or not m:
        return 0.0
    if n > m:
        score = [list(col) for col in zip(*score)]
        n, m = m, n
    cost = [[-x for x in row] for row in score]
    u, v, p, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        p[0], j0 = i, 0
        low, used = [float('inf')] * (m + 1), [False] * (m + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = p[j0], float('inf'), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cur = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if cur < low[j]:
                        low[j], way[j] = cur, j0
                    if low[j] < delta:
                        delta, j1 = low[j], j
            for j in range(m + 1):
                if used[j]:
                    u[p[j]] += delta
                    v[j] -= delta
                else:
                    low[j] -= delta
            j0 = j1
            if p[j0] == 0:
                break
        while j0:
            j1 = way[j0]
            p[j0] = p[j1]
            j0 = j1
    return sum(score[p[j] - 1][j - 1] for j in range(1, m + 1) if p[j])


def ceaf(key, other):
    return assign([[2 * len(set(k) & set(o)) / (len(k) + len(o)) for o in other] for k in key])


def score(documents):
    """documents: [(gold chains, system chains)]"""
    muc, b3, ce = [0.0] * 4, [0.0] * 4, [0.0] * 3
    mentions = [0, 0, 0]
    for key, got in documents:
        for side, (x, y) in enumerate(((got, key), (key, got))):
            for total, fn in ((muc, muc_side), (b3, b3_side)):
                hit, all_ = fn(x, y)
                total[2 * side] += hit
                total[2 * side + 1] += all_
        ce[0] += ceaf(key, got)
        ce[1] += len(got)
        ce[2] += len(key)
        a, b = {m for c in key for m in c}, {m for c in got for m in c}
        mentions = [mentions[0] + len(a & b), mentions[1] + len(b), mentions[2] + len(a)]
    res = {'mentions': f1(mentions[0], mentions[1], mentions[0], mentions[2]), 'MUC': f1(*muc), 'B3': f1(*b3),
           'CEAF4': f1(ce[0], ce[1], ce[0], ce[2])}
    res['CoNLL'] = sum(res[k][0] for k in ('MUC', 'B3', 'CEAF4')) / 3
    return res


def strip(text, begin, end):
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


PRONOUNS = set('i me my mine we us our ours you your yours he him his she her hers it its they them their theirs himself herself '
               'itself themselves myself ourselves yourself who whom whose which that this these those'.split())


def kind(word):
    w = word.lower()
    return w if w in PRONOUNS else 'name' if word.split()[-1][:1].isupper() else 'noun'


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--khaldun', default='build/release/khaldun')
    p.add_argument('--genre', default='')
    p.add_argument('--errors', type=int, default=0)
    p.add_argument('--pairs', action='store_true')
    p.add_argument('--actors', help='use this output instead of running the program')
    p.add_argument('conllu')
    p.add_argument('ontogum')
    a = p.parse_args()
    docs = texts(a.conllu)
    gold = gold_chains(a.ontogum)
    assert len(docs) == len(gold)
    keep = [i for i, d in enumerate(docs) if a.genre in d[0]]
    with tempfile.TemporaryDirectory() as work:
        path, out = os.path.join(work, 'docs.jsonl'), a.actors or os.path.join(work, 'actors.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for i in keep:
                f.write(json.dumps({'id': docs[i][0], 'text': docs[i][1]}, ensure_ascii=False) + '\n')
        if not a.actors:
            subprocess.run([a.khaldun, 'actors', path, '-o', out], check=True)
        chains = collections.defaultdict(lambda: collections.defaultdict(list))
        for line in open(out, encoding='utf-8'):
            m = json.loads(line)
            if m['chain'] is not None:
                chains[m['doc']][m['chain']].append((m['start'], m['end']))
    documents, links, shown = [], collections.Counter(), 0
    for i in keep:
        name, text, spans = docs[i]
        key = spans_of([strip(text, spans[x][0], spans[y][1]) for x, y in c] for c in gold[i].values())
        got = spans_of([strip(text, *m) for m in sorted(c)] for c in chains[name].values())
        documents.append((key, got))
        of = {m: k for k, c in enumerate(key) for m in c}
        first = {c[0] for c in key}
        for c in got:
            for before, m in zip(c, c[1:]):
                word = text[m[0]:m[1]]
                right = m in of and before in of and of[m] == of[before]
                known = m in of
                links[kind(word), 'right' if right else 'mention right' if known else 'no mention'] += 1
                if shown < a.errors and not right:
                    shown += 1
                    print('%-24s %-16s %r -> %r' % (name, 'wrong link' if known else 'no mention', word, text[before[0]:before[1]]))
        mine = {m for c in got for m in c}
        for c in key:
            for m in c[1:]:
                if m not in mine:
                    links[kind(text[m[0]:m[1]]), 'missed'] += 1
                    if shown < a.errors:
                        shown += 1
                        print('%-24s %-16s %r (first %r)' % (name, 'missed', text[m[0]:m[1]], text[c[0][0]:c[0][1]]))
    if a.pairs:
        kinds = sorted({k for k, _ in links}, key=lambda k: -sum(links[k, x] for x in ('right', 'mention right', 'no mention', 'missed')))
        for k in kinds:
            r, w, n, m = (links[k, x] for x in ('right', 'mention right', 'no mention', 'missed'))
            print('%-10s right %4d  wrong link %4d  no such mention %4d  missed %4d  precision %.2f' % (k, r, w, n, m, r / max(1, r + w + n)))
    res = score(documents)
    for k in ('mentions', 'MUC', 'B3', 'CEAF4'):
        print('%-9s F1 %.3f  P %.3f  R %.3f' % ((k,) + res[k]))
    print('CoNLL F1  %.3f  (%d documents, %d gold mentions)' % (res['CoNLL'], len(documents), sum(len(c) for k, _ in documents for c in k)))


if __name__ == '__main__':
    main()
