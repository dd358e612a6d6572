#!/usr/bin/env python3
"""Which step of a truce, of talks, of a siege does a sentence tell?

    steps.py --khaldun PROGRAM [FILE] [--lexicon DIR] [--errors]

FILE       sentences with the step that each tells (tests/ledger/steps.txt)
--errors   each sentence that is wrong, with the steps that the program has
A step is right if a record of that sentence has its kind and transition and is neither negated nor supposed; with parties, if it
names those told, and who asserts and denies it, too. A type of event in capitals ("AID|SUPPORT") stands for what is claimed. Captives who are released end a captivity, and talks that are promised are scheduled, without a transition of
their own. Python 3, standard library only.
"""
import argparse, collections, json, os, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def tests(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                want, text = line.strip().split(' | ', 1)
                kind, *rest = want.split()
                yield kind, dict(x.split('=', 1) for x in rest), text


def step(record):
    process = record['process']
    name = process['kind'] + '.' + process['transition'] if process else 'captivity.ended' if 'release' in record['mode'] else ''
    if record['event_type'] == 'AGREE' and name in ('talks.held', 'talks.resumed'):
        return 'talks.scheduled'
    return 'ceasefire.ended' if name == 'ceasefire.collapsed' else name


def names(parties, wanted):
    return all(any(w in (p['entity'], p['code']) or p['entity'].startswith(w) for p in parties) for w in wanted.split('+') if w)


def judge(kind, want, records):
    """(step right, parties right, too)"""
    real = [r for r in records if not {'negation', 'hypothetical'} & set(r['auxiliary'])]
    if kind.startswith('!'):
        none = all(step(r) != kind[1:] for r in real)
        return none, none
    told = (lambda r: r['event_type'] in kind.split('|')) if kind.isupper() else (lambda r: step(r) == kind)
    found = [r for r in real if told(r) and (want.get('s') != 'fut' or 'future' in r['auxiliary'])]
    says = lambda r, stance, who: not who or names([a['source'] for a in r['attribution'] if a['stance'] == stance], who)
    voiced = lambda r: says(r, 'asserts', want.get('C')) and says(r, 'denies', want.get('D'))
    return bool(found), any(names(r['actor'], want.get('A', '')) and names(r['actor'] + r['recipient'], want.get('B', '')) and voiced(r) for r in found)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--khaldun', default='build/release/khaldun')
    p.add_argument('--lexicon')
    p.add_argument('--errors', action='store_true')
    p.add_argument('file', nargs='?', default=os.path.join(HERE, '..', '..', 'tests', 'ledger', 'steps.txt'))
    a = p.parse_args()
    rows = list(tests(a.file))
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
        for i, (_, _, text) in enumerate(rows):
            f.write(json.dumps({'id': str(i), 'date': '2024-10-16', 'text': text}) + '\n')
        f.flush()
        told = subprocess.run([a.khaldun, *(['--lexicon', a.lexicon] if a.lexicon else []), 'code', f.name], capture_output=True, text=True, check=True).stdout
    records = collections.defaultdict(list)
    for line in told.splitlines():
        r = json.loads(line)
        records[int(r['doc'])].append(r)
    count = collections.defaultdict(lambda: [0, 0, 0])
    for i, (kind, want, text) in enumerate(rows):
        right, full = judge(kind, want, records[i])
        for key in (kind, 'all'):
            count[key] = [x + y for x, y in zip(count[key], (1, right, full))]
        if a.errors and not full:
            print('%s %s | %s' % (kind, want, text))
            for r in records[i]:
                print('     %s %s %s > %s' % (step(r), r['event_type'], [x['entity'] or x['code'] for x in r['actor']], [x['entity'] or x['code'] for x in r['recipient']]))
    for key, (n, right, full) in sorted(count.items()):
        print('%-26s %3d  step %.3f  with parties %.3f' % (key, n, right / n, full / n))


if __name__ == '__main__':
    main()
