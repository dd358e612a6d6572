#!/usr/bin/env python3
"""Entities and pairs of re3d (Dstl and Aleph Insights) against `khaldun actors`.

    re3d.py [--khaldun PROGRAM] [--errors N] FOLDER

FOLDER has a folder for each source with documents.json, entities.json and relations.json (one object a line). Told are
- the entities of type Organisation, Person, Location and Nationality: how many are a mention exactly (but for an article) or overlap one, and
  how many of these have a kind that fits;
- IsSynonymOf: how many pairs are in one chain or have one entity; and of all pairs of gold organisations and persons that stand in one sentence
  and share a chain, how many are such pairs or have the same words (the rest is where two were taken for one);
- BelongsTo: how many sources have the country or the entity of what they belong to.
Python 3, standard library only.
"""
import argparse, collections, glob, itertools, json, os, subprocess, tempfile

KINDS = {'Organisation': {'organisation', 'people', 'state'}, 'Person': {'person', 'people'}, 'Location': {'place', 'state'}, 'Nationality': {'state', 'people'}}
ARTICLES = ('the ', 'a ', 'an ')


def rows(pattern):
    for path in sorted(glob.glob(pattern)):
        with open(path, encoding='utf-8-sig') as f:
            for line in f:
                if line.strip():
                    yield json.loads(line)


def bare(text, start, end):
    """The span without an article before it."""
    for article in ARTICLES:
        if text[start:end].lower().startswith(article):
            return start + len(article), end
    return start, end


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--khaldun', default='build/release/khaldun')
    p.add_argument('--errors', type=int, default=0)
    p.add_argument('folder')
    a = p.parse_args()
    docs = {d['_id']: d['text'] for d in rows(os.path.join(a.folder, '*', 'documents.json'))}
    with tempfile.TemporaryDirectory() as work:
        path, out = os.path.join(work, 'd.jsonl'), os.path.join(work, 'a.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for i, text in docs.items():
                f.write(json.dumps({'id': i, 'date': '2016-06-01', 'text': text}, ensure_ascii=False) + '\n')
        subprocess.run([a.khaldun, 'actors', path, '-o', out], check=True)
        mentions = collections.defaultdict(list)
        for m in rows(out):
            m['bare'] = bare(docs[m['doc']], m['start'], m['end'])
            mentions[m['doc']].append(m)

    def best(doc, start, end):
        """The mentions that overlap the span most."""
        span = bare(docs[doc], start, end)
        fit = lambda m: 2 * (min(span[1], m['bare'][1]) - max(span[0], m['bare'][0])) / max(1, span[1] - span[0] + m['bare'][1] - m['bare'][0])
        found = [m for m in mentions[doc] if m['start'] < end and m['end'] > start]
        top = max(map(fit, found), default=0)
        return [m for m in found if fit(m) == top and top > 0], top

    n, shown = collections.Counter(), 0
    gold = collections.defaultdict(list)
    for e in rows(os.path.join(a.folder, '*', 'entities.json')):
        if e['type'] not in KINDS:
            continue
        if e['type'] in ('Organisation', 'Person'):
            gold[e['documentId']].append(e)
        found, fit = best(e['documentId'], e['begin'], e['end'])
        for t in (e['type'], 'all'):
            n[t] += 1
            n[t, 'exact'] += fit > 0.999
            n[t, 'overlap'] += bool(found)
            n[t, 'kind'] += any(m['kind'] in KINDS[e['type']] for m in found)
    for t in (*KINDS, 'all'):
        print('%-14s %5d  exact %.3f  overlap %.3f  with a kind that fits %.3f' % (t, n[t], *(n[t, k] / max(1, n[t]) for k in ('exact', 'overlap', 'kind'))))

    def same(x, y):
        return any(u['chain'] == v['chain'] or (u['entity'] and u['entity'] == v['entity']) for u in x for v in y)
    synonyms = set()
    for r in rows(os.path.join(a.folder, '*', 'relations.json')):
        if r['type'] not in ('IsSynonymOf', 'BelongsTo'):
            continue
        doc = r['documentId']
        x, y = best(doc, r['sourceBegin'], r['sourceEnd'])[0], best(doc, r['targetBegin'], r['targetEnd'])[0]
        n[r['type']] += 1
        if r['type'] == 'IsSynonymOf':
            synonyms |= {(doc, r['sourceBegin'], r['targetBegin']), (doc, r['targetBegin'], r['sourceBegin'])}
            right = same(x, y)
        else:
            right = same(x, y) or any(u['code'] and u['code'] == v['code'] for u in x for v in y)
            n['with code'] += any(u['code'] for u in x)
        n[r['type'], 'right'] += right
        if not right and shown < a.errors:
            shown += 1
            tell = lambda ms: '; '.join('%s [%s %s]' % (m['text'][:30], m['entity'], m['code']) for m in ms) or 'nothing'
            print('%-12s %.40s = %s | %.40s = %s' % (r['type'], r['source'], tell(x), r['target'], tell(y)))
    for doc, entities in gold.items():
        for u, v in itertools.combinations(entities, 2):
            if abs(u['begin'] - v['begin']) > 150 or (u['begin'] < v['end'] and v['begin'] < u['end']):
                continue
            x, y = best(doc, u['begin'], u['end'])[0], best(doc, v['begin'], v['end'])[0]
            if not same(x, y):
                continue
            n['linked'] += 1
            n['linked', 'right'] += (doc, u['begin'], v['begin']) in synonyms or docs[doc][slice(*bare(docs[doc], u['begin'], u['end']))] == docs[doc][slice(*bare(docs[doc], v['begin'], v['end']))]
    for t, what in (('IsSynonymOf', 'in one chain or of one entity'), ('BelongsTo', 'source of the country or entity that it belongs to'), ('linked', 'pairs linked within 150 characters that are synonyms or have the same words')):
        print('%-14s %5d  %s %.3f' % (t, n[t], what, n[t, 'right'] / max(1, n[t])))


if __name__ == '__main__':
    main()
