#!/usr/bin/env python3
"""Is a name of a place taken for who is there where it is ("Kabul rejected the offer")? `khaldun actors` on ReLocaR (Gritta et al. 2017).

    metonymy.py [--khaldun PROGRAM] [--lexicon PATH] [--errors N] ReLocaR_Train.xml

Each sample has one location, read "lit", "met" or "mixed" (counted as met). It is found metonymic if the shortest mention that holds it, or lies in
it, and has a "reading" says so; a name without such a mention counts as literal. Python 3, standard library only.
"""
import argparse, html, json, os, re, subprocess, tempfile


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--khaldun', default='build/release/khaldun')
    p.add_argument('--lexicon')
    p.add_argument('--errors', type=int, default=0)
    p.add_argument('samples')
    a = p.parse_args()
    samples = {}
    for number, text in re.findall(r'<sample number="(\d+)">(.*?)</sample>', open(a.samples, encoding='utf-8').read(), re.S):
        loc = re.search(r'<loc reading="(\w+)">(.*?)</loc>', text, re.S)
        before, name, after = (html.unescape(t).replace('\n', ' ') for t in (text[:loc.start()], loc[2], text[loc.end():]))
        samples[number] = (before + name + after.rstrip(), len(before), len(before) + len(name), loc[1] != 'lit')
    with tempfile.TemporaryDirectory() as work:
        path, out = os.path.join(work, 'd.jsonl'), os.path.join(work, 'a.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for i, s in samples.items():
                f.write(json.dumps({'id': i, 'text': s[0]}, ensure_ascii=False) + '\n')
        subprocess.run([a.khaldun] + (['--lexicon', a.lexicon] if a.lexicon else []) + ['actors', path, '-o', out], check=True)
        found = {}
        for line in open(out, encoding='utf-8'):
            m = json.loads(line)
            text, start, end, _ = samples[m['doc']]
            if 'reading' in m and m['start'] < end and m['end'] > start:
                found.setdefault(m['doc'], []).append((m['end'] - m['start'], m['reading'] == 'metonymic'))
    right = said = is_so = known = shown = 0
    for i, (text, start, end, met) in samples.items():
        known += i in found
        taken = i in found and min(found[i])[1]
        right, said, is_so = right + (taken and met), said + taken, is_so + met
        if taken != met and shown < a.errors:
            shown += 1
            print('%s %s[%s]%s' % ('missed' if met else 'false ', text[max(0, start - 60):start], text[start:end], text[end:end + 60]))
    p, r = right / max(1, said), right / max(1, is_so)
    print('%d names, %d known as places or states; metonymic: precision %.3f recall %.3f F1 %.3f (%d said, %d right, %d there)' % (len(samples), known, p, r, 2 * p * r / max(1e-9, p + r), said, right, is_so))


if __name__ == '__main__':
    main()
