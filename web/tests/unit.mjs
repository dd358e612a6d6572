// The page's own arithmetic, without a browser: node --test web/tests/unit.mjs (after npm ci in web/).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('../package.json', import.meta.url));
const esbuild = createRequire(createRequire(here).resolve('vite'))('esbuild');
const load = async (file) => {
  const source = readFileSync(new URL(`../src/lib/${file}`, import.meta.url), 'utf8');
  const { code } = await esbuild.transform(source, { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
};
const { Offsets, pieces, csv } = await load('text.ts');
const { ticks, toTime } = await load('time.ts');
const bundle = await esbuild.build({ entryPoints: [fileURLToPath(new URL('../src/lib/lanes.ts', import.meta.url))], bundle: true, write: false, format: 'esm' });
const { markAt, marksOf, monthMarksOf, placedOf, spanOf } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

const texts = ['', 'plain', '😀', 'a😀b🏳️‍🌈c', 'القاهرة 😀 مدينة', 'e\u0301te\u0301', '\ud83d alone \ude00', '中文🙂'.repeat(200)];

test('a code point begins where counting code points says', () => {
  for (const text of texts) {
    const offsets = new Offsets(text);
    const points = [...text];
    let unit = 0;
    for (let i = 0; i <= points.length; i += 1) {
      assert.equal(offsets.unit(i), unit, JSON.stringify(text.slice(0, 20)));
      unit += points[i]?.length ?? 0;
    }
    assert.equal(offsets.unit(10_000), text.length);
  }
});

test('pieces put together are the text, and each lies within its stretches', () => {
  let seed = 7;
  const random = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  for (const text of texts) {
    const points = [...text];
    const stretches = Array.from({ length: 30 }, (_, i) => {
      const start = random(points.length + 1);
      return { key: String(i), start, end: Math.min(points.length, start + random(9)) };
    });
    const cut = pieces(text, stretches);
    assert.equal(cut.map((p) => p.text).join(''), text);
    for (const s of stretches) {
      const mine = cut.filter((p) => p.keys.includes(s.key)).map((p) => p.text).join('');
      assert.equal(mine, points.slice(s.start, s.end).join(''));
    }
  }
});

test('a cell of CSV is quoted where it must be and is no formula', () => {
  assert.equal(csv(['a', 'b'], [{ a: 'x,"y"\n', b: '=1+1' }, { a: -3.5, b: ['p', 'q'] }]), 'a,b\r\n"x,""y""\n",\'=1+1\r\n-3.5,p;q\r\n');
});

test('an axis of any length has some ticks, within it', () => {
  for (const [from, to] of [['2024-01-01', '2024-01-04'], ['2023-11-20', '2024-03-01'], ['1998-01-01', '2024-01-01'], ['1700-01-01', '2024-01-01']]) {
    const all = ticks(toTime(from), toTime(to), 10);
    assert.ok(all.length > 0 && all.length <= 40, `${from} ${all.length}`);
    for (const t of all) assert.ok(t.at >= toTime(from) && t.at <= toTime(to));
  }
});

const happening = (lane, date, enddate = date) => ({ lane, date, enddate, status: 'fact', text: '', actor: [] });

test('every event of the days shown is in exactly one mark of its lane', () => {
  const rows = [happening('violence', '2020-01-01'), happening('violence', '2020-01-01'), happening('violence', '2020-06-01'), happening('talks', '2020-03-01', '2020-03-31'), happening('odd', '2020-02-01'), happening('violence', '2024-01-01'), happening('violence', '')];
  const shown = [toTime('2020-01-01'), toTime('2020-12-31')];
  const lanes = marksOf(placedOf(rows), shown, (t) => (t - shown[0]) / 86_400_000);
  assert.deepEqual([...lanes.keys()].sort(), ['statement', 'talks', 'violence']);
  assert.deepEqual(lanes.get('violence').map((m) => m.count), [2, 1]);
  assert.equal(lanes.get('talks')[0].exact, false);
  assert.equal(markAt(lanes.get('violence'), lanes.get('violence')[1].x + 1), 1);
  assert.equal(markAt(lanes.get('violence'), 300), -1);
});

test('months hold what is counted, and a few early events do not stretch the axis', () => {
  const month = (period, lanes) => ({ period, lanes });
  const months = [month('1800-01', { statement: 1 }), ...Array.from({ length: 12 }, (_, i) => month(`2020-${String(i + 1).padStart(2, '0')}`, { violence: 30, talks: 1 }))];
  const span = spanOf(months);
  assert.deepEqual([span.from, span.to, span.before], [toTime('2020-01-01'), toTime('2021-01-01'), 1]);
  assert.equal(spanOf(months.slice(0, 2)).before, 0);
  assert.equal(spanOf([]), null);
  const lanes = monthMarksOf(months, [span.from, span.to], (t) => (t - span.from) / 86_400_000);
  assert.equal(lanes.get('violence').reduce((sum, m) => sum + m.count, 0), 360);
  assert.deepEqual(lanes.get('violence')[2].month, '2020-03');
});
