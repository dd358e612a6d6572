#!/usr/bin/env python3
"""Do actor phrases get the right country and sector? `khaldun actors` on sentences whose actors are coded by hand.

    resolution.py --khaldun PROGRAM FOLDER [--bare] [--errors N]

FOLDER  docs.jsonl and gold.jsonl with source and target [{text, code, sector}] (PLOVER's gold standard records)
--bare  the phrases alone, without their sentences (what tests of actor dictionaries do)
For each gold phrase that stands in its sentence, the mention whose text overlaps it best is asked. A gold phrase without a sector is a
bare state or entity: only its country counts. Python 3, standard library only.
"""
import argparse, collections, json, os, subprocess, tempfile

SAME = {'JAP': 'JPN', 'ROM': 'ROU', 'PAL': 'PSE', 'GER': 'DEU', 'ZAR': 'COD', 'TMP': 'TLS', 'WSB': 'PSE', 'GZS': 'PSE', 'YUG': 'SRB', 'SCG': 'SRB', 'HLD': 'NLD', 'ITL': 'ITA', 'UNO': 'IGO', 'EUR': 'IGO', 'NGO': 'IGO'}

# Codes that no PLOVER sector list has: unsure (***), a faith or people behind the sector (cut off below), older names.
PLAIN = {'***': '', 'CIV': 'CVL', 'MOS': 'REL', None: ''}


def same(code):
    return SAME.get(code or '', code or '')


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--khaldun', default='build/release/khaldun')
    p.add_argument('--lexicon')
    p.add_argument('--bare', action='store_true')
    p.add_argument('--errors', type=int, default=0)
    p.add_argument('folder')
    a = p.parse_args()
    read = lambda name: [json.loads(l) for l in open(os.path.join(a.folder, name), encoding='utf-8')]
    docs, gold = {d['id']: d for d in read('docs.jsonl')}, read('gold.jsonl')
    ask = []                                             # (doc id, text, phrase, gold)
    for g in gold:
        for k, e in enumerate(g['source'] + g['target']):
            if e.get('text') and e['text'] in docs[g['id']]['text']:
                ask.append(('%s/%d' % (g['id'], k) if a.bare else g['id'], e['text'] if a.bare else docs[g['id']]['text'], e))
    with tempfile.TemporaryDirectory() as work:
        path, out = os.path.join(work, 'd.jsonl'), os.path.join(work, 'a.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for i, t in dict((x[0], x[1]) for x in ask).items():
                f.write(json.dumps({'id': i, 'text': t}, ensure_ascii=False) + '\n')
        subprocess.run([a.khaldun, 'actors', path, '-o', out] + (['--lexicon', a.lexicon] if a.lexicon else []), check=True)
        mentions = collections.defaultdict(list)
        for line in open(out, encoding='utf-8'):
            m = json.loads(line)
            mentions[m['doc']].append(m)
    n, shown = collections.Counter(), 0
    for i, text, e in ask:
        at = text.find(e['text'])
        end = at + len(e['text'])
        def fit(m):                                      # the shortest that holds all of it, else the best overlap
            if m['start'] <= at and m['end'] >= end:
                return 2 - (m['end'] - m['start']) / 10000
            return 2 * (min(end, m['end']) - max(at, m['start'])) / (end - at + m['end'] - m['start'])
        if a.bare:
            found = [m for m in mentions[i] if m['code'] or m['sector']]
            found = [max(found, key=lambda m: (m['end'] - m['start'], -m['start']))] if found else []
        else:
            found = [m for m in mentions[i] if m['start'] < end and m['end'] > at]
            top = max(map(fit, found), default=0)
            found = [m for m in found if fit(m) == top]
        n['phrases'] += 1
        n['found'] += bool(found)
        country = any(same(m['code']) == same(e['code']) for m in found)
        n['country'] += country
        sector = PLAIN.get(e.get('sector'), (e.get('sector') or '')[:3])
        sectors = [m['sector'][0] if m['sector'] else '' for m in found]
        right = any((m['sector'] or [''])[0] == sector for m in found) if sector else None
        if sector:
            n['with sector'] += 1
            n['sector'] += bool(right)
        both = any(same(m['code']) == same(e['code']) and (not sector or (m['sector'] or [''])[0] == sector) for m in found)
        n['both'] += both
        if not both and shown < a.errors:
            shown += 1
            print('%-26s %-34.34s want %s %s  got %s' % (i, e['text'], e['code'], sector or '',
                  '; '.join('%.40s [%s %s]' % (m['text'], m['code'], ','.join(m['sector'])) for m in found) or 'nothing'))
    share = lambda x, y: '%4d / %4d  %.3f' % (n[x], n[y], n[x] / max(1, n[y]))
    print('found    ', share('found', 'phrases'))
    print('country  ', share('country', 'phrases'))
    print('sector   ', share('sector', 'with sector'))
    print('all right', share('both', 'phrases'))


if __name__ == '__main__':
    main()
