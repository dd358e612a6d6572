#!/usr/bin/env python3
"""Does the ledger say what held on a day, who claimed it, and which reports tell the same event?

    ledger.py --khaldun PROGRAM [FOLDER] [--half odd|even] [--only d07] [--one-store] [--records] [--errors] [--lexicon DIR]

FOLDER       holds histories/, histories-later/, histories-newswire/, duplicates/ and duplicates-later/ (tests/ledger; its README says what the files are)
--half       only the dyads of histories/ with odd or even numbers; without it all, and each half apart
--later      only histories-later/, which has no records
--newswire   only histories-newswire/: those that have been read, and those that have not
--one-store  all dyads in one store; by default each has a store of its own
--records    from the records coded by hand instead of the texts: the ledger's rules without the coding
--errors     each wrong cell, transition, claim and pair, with what the program has and the documents' sentences about it

A cell is right if the process with exactly these parties (and whose commitment it is, or which place is held) has that state on
that day; no such process means NONE. "Loosely" forgives parties that are missing or too many: it tells wrong states from wrong
parties. A transition is exact if the process turned to that state on that date; where the text tells no day, a turn within the
month counts. Contested: over all cells whose state is not NONE. A claim is found if type, actor, recipient and everybody who asserts
and denies it agree; what is only feared must never have anybody who asserts it. A pair is linked if an event of `timeline` has
both documents. Python 3, standard library only.
"""
import argparse, collections, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def write(path, rows):
    with open(path, 'w', encoding='utf-8') as f:
        for row in rows:
            f.write(json.dumps(row, ensure_ascii=False) + '\n')


class Program:
    def __init__(self, a, work):
        self.a, self.work, self.stores = a, work, {}

    def run(self, *args):
        done = subprocess.run([self.a.khaldun, *args], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit('%s: exit %d: %s' % (' '.join(args), done.returncode, done.stderr.strip()[-300:]))
        return done.stdout

    def store(self, name, docs, records):
        """A store of these documents, from text or with the records given."""
        path = os.path.join(self.work, name + '.khaldun')
        source = os.path.join(self.work, name + '.jsonl')
        write(source, [{k: v for k, v in d.items() if k != 'doc_set'} for d in docs])
        args = ['ingest', source, '--store', path] + (['--lexicon', self.a.lexicon] if self.a.lexicon else [])
        if records is not None:
            coded = os.path.join(self.work, name + '.records.jsonl')
            write(coded, records)
            args += ['--records', coded]
        self.run(*args)
        return path

    def ask(self, what, store, *args):
        return [json.loads(line) for line in self.run(what, '--store', store, '--format', 'jsonl', *args).splitlines() if line]


# ---- histories ---------------------------------------------------------------------------------------------------------------

def belongs(p, g):
    """Whether the process is the gold one: 2 exactly, 1 but for its parties, 0 no."""
    if p['kind'] != g['kind']:
        return 0
    mine, gold = set(p['parties']), set(g['parties'])
    if g['kind'] in ('siege', 'occupation', 'captivity', 'office', 'organisation'):
        if g.get('place') and g['place'] not in (p.get('place') or ''):
            return 1 if mine & gold and not p.get('place') else 0
        return 2 if mine == gold else 1 if mine & gold or not mine else 0
    if g['committed'] and p['committed'] != g['committed']:
        return 0
    if mine == gold:
        return 2
    return 1 if mine & gold or not mine else 0


def chosen(processes, g, least):
    """The process asked for: the closest match, of those the latest."""
    found = [(belongs(p, g), p.get('number', 0), p['since'] or '', p) for p in processes]
    found = [x for x in found if x[0] >= least]
    return max(found, key=lambda x: x[:3])[3] if found else None


def key_of(party):
    return party.get('bloc') or party.get('entity') or party.get('entity_text') or ''


def same_claim(c, g):
    return (c['event_type'] in g['event_type'].split('|') and {key_of(x) for x in c['actor']} == set(g['actor']) and
            {key_of(x) for x in c['recipient']} == set(g['recipient']))


def by(claims, stance):
    return {r['by'] for c in claims for r in c['readings'] if r['stance'] == stance}


def relevant(docs, g):
    """Sentences for a reader: of the documents told by the day, newest first."""
    day = g.get('on') or g.get('date') or '9999'
    told = [d for d in docs if d['doc_set'] == g['doc_set'] and d['date'] <= day] or [d for d in docs if d['doc_set'] == g['doc_set']]
    return ['      %s %s: %s' % (d['id'], d['date'], d['text'].replace('\n', ' ')) for d in told[-2:]]


class Tally(collections.Counter):
    def share(self, hit, of):
        return '%.3f (%d of %d)' % (self[hit] / self[of] if self[of] else 0, self[hit], self[of])


def judge(program, stores, gold, docs, errors):
    total = Tally()
    asked = {}

    def ask(store, day):
        if (store, day) not in asked:
            asked[store, day] = program.ask('processes', store, *(['--on', day] if day else []))
        return asked[store, day]

    def wrong(g, text):
        if errors:
            what = ' '.join(filter(None, (g.get('kind') or g.get('event_type'), '+'.join(g.get('parties') or g['actor'] + ['>'] + g['recipient']),
                                          'of ' + g['committed'] if g.get('committed') else '', g.get('place', ''))))
            print('%s %s %s: %s' % (g['doc_set'], g['what'], what, text))
            print('\n'.join(relevant(docs, g)))

    for g in gold:
        store = stores[g['doc_set']]
        if g['what'] == 'cell':
            there = ask(store, g['on'])
            exact, loose = chosen(there, g, 2), chosen(there, g, 1)
            state, loosely = (p['state'] if p else 'NONE' for p in (exact, loose))
            total['cells'] += 1
            total['right'] += state == g['state']
            total['loosely'] += state == g['state'] or loosely == g['state']
            contested = bool(exact and exact['contested'])
            if g['state'] != 'NONE':
                total['not none'] += 1
                total['not none right'] += state == g['state']
                total['contested gold'] += g['contested']
                total['contested got'] += contested
                total['contested both'] += contested and g['contested']
            if state != g['state']:
                wrong(g, 'on %s is %s, must be %s%s' % (g['on'], state, g['state'], '' if loosely == state else
                                                        ' (%s of %s)' % (loosely, '+'.join(loose['parties']))))
            elif contested != g['contested'] and g['state'] != 'NONE':
                wrong(g, 'on %s %s is%s contested, must%s be: %s' % (g['on'], state, '' if contested else ' not', '' if g['contested'] else ' not',
                                                                    ', '.join('%s %s' % (r['by'] or 'writers', r['state']) for r in exact['readings'])))
        elif g['what'] == 'transition':
            # All days asked for: a turn that opens the next process ends the list of the one before.
            days = sorted({x['on'] for x in gold if x['what'] == 'cell' and x['doc_set'] == g['doc_set']})
            turns = [t for day in days + [None] for p in ask(store, day) if belongs(p, g) == 2
                     for t in p.get('turns', []) if t['to'] == g['to']]
            if g['precision'] == 'day':
                hit = any(t['date'] == g['date'] or t['enddate'] == g['date'] and not t['date'] for t in turns)
            else:
                hit = any((t['date'] or '')[:7] == g['date'][:7] or (t['date'] or '9') <= g['date'] <= (t['enddate'] or '') for t in turns)
            total['transitions'] += 1
            total['dated'] += hit
            total['turned'] += bool(turns)
            if not hit:
                wrong(g, 'to %s on %s, has %s' % (g['to'], g['date'], sorted({t['date'] for t in turns}) or 'no such turn'))
        else:
            mine = [c for c in program.ask('claims', store) if same_claim(c, g)] if (store, 'claims') not in asked else \
                   [c for c in asked[store, 'claims'] if same_claim(c, g)]
            if g['what'] == 'claim':
                total['claims'] += 1
                asserted, denied = by(mine, 'asserts') - {''}, by(mine, 'denies') - {''}
                found = any(set(g['asserted_by']) <= by([c], 'asserts') for c in mine)
                total['claimed'] += found
                full = any(by([c], 'asserts') - {''} == set(g['asserted_by']) and by([c], 'denies') - {''} == set(g['denied_by']) for c in mine)
                total['claim right'] += full
                if not full:
                    wrong(g, 'asserted by %s and denied by %s; must be %s and %s' % (sorted(asserted) or 'nobody', sorted(denied) or 'nobody',
                                                                                    g['asserted_by'], g['denied_by'] or 'nobody'))
            else:
                total['feared'] += 1
                alleged = any(r['stance'] == 'asserts' for c in mine for r in c['readings'])
                total['alleged'] += alleged
                if alleged:
                    wrong(g, 'was only feared, but is asserted by %s' % sorted(by(mine, 'asserts')))
    return total


def show(title, t):
    both, got, told = t['contested both'], t['contested got'], t['contested gold']
    print(title)
    print('  right state of a process on a day   %s, loosely %s' % (t.share('right', 'cells'), t.share('loosely', 'cells')))
    print('  … where something holds             %s' % t.share('not none right', 'not none'))
    print('  transitions with the exact date     %s, any date %s' % (t.share('dated', 'transitions'), t.share('turned', 'transitions')))
    print('  contested                           precision %.3f recall %.3f (%d of %d)' % (both / got if got else 0, both / told if told else 0, both, told))
    print('  claims with all who say and deny it %s, with those who say it %s' % (t.share('claim right', 'claims'), t.share('claimed', 'claims')))
    print('  only feared, but became alleged     %d of %d' % (t['alleged'], t['feared']))


UNREAD = 'r40'  # from here on nobody has read the errors of histories-newswire/


def part_of(doc_set):
    return 'later' if doc_set < 'r24' else 'newswire, read' if doc_set < UNREAD else 'newswire, unread'


def histories(program, a, folder, halves=True):
    files = [os.path.join(folder, name + '.jsonl') for name in ('docs', 'gold', 'records')]
    docs, gold, records = (lines(path) if os.path.exists(path) else [] for path in files)
    if a.only:
        docs, gold = ([x for x in rows if x['doc_set'] in a.only.split(',')] for rows in (docs, gold))
    half = lambda name: 'odd' if int(name[1:]) % 2 else 'even'
    if a.half:
        docs, gold = ([x for x in rows if half(x['doc_set']) == a.half] for rows in (docs, gold))
    sets = collections.defaultdict(list)
    for d in docs:
        sets['all' if a.one_store else d['doc_set']].append(d)
    of = collections.defaultdict(list)
    for r in records:
        of[r['doc']].append(r)
    stores = {}
    for name, some in sorted(sets.items()):
        path = program.store(name, some, [r for d in some for r in of[d['id']]] if a.records else None)
        stores.update({d['doc_set']: path for d in some})
    print('%d dyads, %d documents%s%s' % (len({d['doc_set'] for d in docs}), len(docs), ', one store' if a.one_store else '',
                                          ', from records coded by hand' if a.records else ', from text'))
    whole = Tally()
    parts = {'odd': 'odd', 'even': 'even'} if halves else {part_of(g['doc_set']): '' for g in gold}
    for part in parts:
        mine = [g for g in gold if (half if halves else part_of)(g['doc_set']) == part]
        if not mine:
            continue
        t = judge(program, stores, mine, docs, a.errors)
        whole.update(t)
        show('%s dyads' % part, t)
    if halves and not a.half and len(stores) > 1:
        show('all', whole)


# ---- duplicates --------------------------------------------------------------------------------------------------------------

def duplicates(program, a, folder):
    docs, pairs = lines(os.path.join(folder, 'docs.jsonl')), lines(os.path.join(folder, 'pairs.jsonl'))
    store = program.store(os.path.basename(folder), docs, None)
    together = set()
    for event in program.ask('timeline', store):
        for x in event['documents']:
            together.update((x, y) for y in event['documents'])
    text = {d['id']: d['text'] for d in docs}
    kinds, right = collections.Counter(), collections.Counter()
    hit = got = told = 0
    for p in pairs:
        linked = (p['a'], p['b']) in together
        kinds[p['kind']] += 1
        right[p['kind']] += linked == p['same']
        hit, got, told = hit + (linked and p['same']), got + linked, told + p['same']
        if a.errors and linked != p['same']:
            print('%s %s %s\n      %s\n      %s' % (p['a'], p['b'], ('%s, but linked' if linked else '%s, but not linked') % p['kind'], text[p['a']], text[p['b']]))
    print('%s: %d pairs of reports: same event precision %.3f recall %.3f' % (os.path.basename(folder), len(pairs), hit / got if got else 0, hit / told if told else 0))
    for kind, n in sorted(kinds.items()):
        print('  %-38s right %.3f (%d of %d)' % (kind, right[kind] / n, right[kind], n))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--khaldun', default='build/release/khaldun')
    p.add_argument('--lexicon')
    p.add_argument('--half', choices=('odd', 'even'))
    p.add_argument('--later', action='store_true')
    p.add_argument('--newswire', action='store_true')
    p.add_argument('--only', help='these dyads, with commas')
    p.add_argument('--one-store', action='store_true')
    p.add_argument('--records', action='store_true')
    p.add_argument('--errors', action='store_true')
    p.add_argument('--no-pairs', action='store_true', help='histories only')
    p.add_argument('folder', nargs='?', default=os.path.join(HERE, '..', '..', 'tests', 'ledger'))
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as work:
        program = Program(a, work)
        if a.records and '--records' not in program.run('help', 'ingest'):
            print('this program cannot ingest records (ingest --records): skipped')
            return
        part = a.later or a.newswire
        if not part:
            histories(program, a, os.path.join(a.folder, 'histories'))
        for name, asked in (('histories-later', a.later), ('histories-newswire', a.newswire)):
            if (asked or not part) and not a.half and not a.records and os.path.isdir(os.path.join(a.folder, name)):
                histories(program, a, os.path.join(a.folder, name), halves=False)
        if not a.records and not a.no_pairs and not part:
            for name in ('duplicates', 'duplicates-later'):
                if os.path.isdir(os.path.join(a.folder, name)):
                    duplicates(program, a, os.path.join(a.folder, name))


if __name__ == '__main__':
    main()
