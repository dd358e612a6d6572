// The plain page: tables and a reader, without a build step. Texts become text nodes only.
const found = /^#token=([^&]+)/.exec(location.hash);
if (found) {
  sessionStorage.setItem('khaldun-token', decodeURIComponent(found[1]));
  history.replaceState(null, '', '#/reader');
}
const main = document.getElementById('main');
const piece = 100;

function make(name, properties = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) key in element ? (element[key] = value) : element.setAttribute(key, value);
  element.append(...inside.filter((part) => part !== null && part !== undefined));
  return element;
}
async function ask(path, values = {}, options = {}) {
  const query = new URLSearchParams(Object.entries(values).filter(([, v]) => v));
  const headers = { 'X-Khaldun-Token': sessionStorage.getItem('khaldun-token') ?? '', ...(options.body ? { 'Content-Type': 'application/json' } : {}) };
  const answer = await fetch(`/api/${path}?${query}`, { ...options, headers });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? answer.status);
  return body;
}
function address() {
  const [view, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: view || 'reader', values: Object.fromEntries(new URLSearchParams(query)) };
}
const link = (view, values, text) => make('a', { href: `#/${view}?${new URLSearchParams(values)}` }, text);
function table(head, rows) {
  return make('div', { className: 'wide' }, make('table', {},
    make('thead', {}, make('tr', {}, ...head.map((h) => make('th', { scope: 'col' }, h)))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...row.map((cell) => make('td', { dir: 'auto' }, cell ?? '')))))));
}
function form(view, values, fields) {
  const inputs = fields.map(([name, label, type]) => make('label', {}, label, make('input', { name, type: type ?? 'text', value: values[name] ?? '' })));
  return make('form', {
    onsubmit: (event) => {
      event.preventDefault();
      location.hash = `/${view}?${new URLSearchParams([...new FormData(event.target)].filter(([, v]) => v))}`;
    },
  }, ...inputs, make('button', {}, 'Show'));
}
function pages(view, values, total) {
  const at = Number(values.offset ?? 0);
  return make('p', {}, `${total === 0 ? 0 : at + 1}–${Math.min(total, at + piece)} of ${total} `,
    at > 0 ? link(view, { ...values, offset: Math.max(0, at - piece) }, 'before') : null,
    at + piece < total ? link(view, { ...values, offset: at + piece }, 'next') : null);
}

/** Offsets are code points: the text is cut as a list of them. */
function marked(text, events, chosen) {
  const points = [...text];
  const cuts = new Set([0, points.length]);
  const spans = events.filter((e) => e.start !== null && (e.in ?? 'text') === 'text');
  for (const e of spans) cuts.add(e.start).add(e.end);
  const sorted = [...cuts].sort((a, b) => a - b);
  const out = make('div', { className: 'text', dir: 'auto' });
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    const here = spans.filter((e) => e.start <= from && e.end >= to);
    const words = points.slice(from, to).join('');
    out.append(here.length === 0 ? words : make('mark', { title: here.map((e) => `${e.event_type}, ${e.status}`).join('; '), id: here.some((e) => e.id === chosen) ? 'chosen' : '' }, words));
  }
  return out;
}
const names = (parties) => parties.map((p) => p.name || p.entity_text).join('; ');

const views = {
  async reader(values) {
    if (values.paste) {
      const text = make('textarea', { rows: 8, name: 'text', required: true });
      const date = make('input', { type: 'date' });
      const under = make('div');
      const code = async (event) => {
        event.preventDefault();
        try {
          const answer = await ask('code', {}, { method: 'POST', body: JSON.stringify({ text: text.value, date: date.value }) });
          under.replaceChildren(marked(answer.text, answer.events), list(answer.events));
        } catch (error) {
          under.replaceChildren(make('p', { className: 'error' }, error.message));
        }
      };
      return [make('h1', {}, 'Code a text'), make('form', { onsubmit: code }, make('label', {}, 'Text', text), make('label', {}, 'Published', date), make('button', {}, 'Code')), under];
    }
    if (values.doc) {
      const document_ = await ask('document', { id: values.doc });
      return [make('h1', {}, document_.title || document_.id), make('p', {}, [document_.published, document_.outlet].filter(Boolean).join(' · ')),
        marked(document_.text, document_.events, values.event), list(document_.events)];
    }
    const found = await ask('documents', { ...values, limit: piece });
    return [make('h1', {}, 'Documents'), link('reader', { paste: 1 }, 'Code a text…'), form('reader', values, [['q', 'Words']]),
      table(['Published', 'Title', 'Outlet', 'Events'], found.rows.map((d) => [d.published, link('reader', { doc: d.id }, d.title || d.id), d.outlet, String(d.events)])),
      pages('reader', values, found.total)];
  },
  async timeline(values) {
    const { offset, ...flags } = values;
    const found = await ask('timeline', { ...flags, offset, limit: piece });
    return [make('h1', {}, 'Time line'), form('timeline', values, [['actor', 'Actor'], ['dyad', 'Two parties (a:b)'], ['since', 'From', 'date'], ['until', 'To', 'date'], ['lane', 'Lane']]),
      table(['Date', 'Lane', 'Type', 'Told as', 'Actor', 'Recipient', 'Place', 'Dead', 'Text'], found.rows.map((r) => [
        r.date, r.lane, r.event_type, r.status, r.actor.join('; '), r.recipient.join('; '), r.place || r.country, r.dead ? `${r.dead.low}–${r.dead.high}` : '',
        link('reader', { doc: r.doc, event: r.event }, r.text)])), pages('timeline', values, found.total)];
  },
  async processes(values) {
    const found = await ask('processes', { ...values, limit: piece });
    return [make('h1', {}, 'What holds'), form('processes', values, [['on', 'On', 'date'], ['as_known_on', 'As known on', 'date'], ['actor', 'Actor'], ['kind', 'Kind'], ['according_to', 'According to']]),
      table(['Kind', 'Parties', 'Of', 'State', 'Since', '', 'Readings'], found.rows.map((p) => [
        p.kind, p.parties.join('; '), p.committed, p.state, p.since, p.contested ? 'contested' : '', p.readings.map((r) => `${r.by || 'writers'}: ${r.state}`).join('; ')])),
      pages('processes', values, found.total)];
  },
  async claims(values) {
    const found = await ask('claims', { ...values, limit: piece });
    return [make('h1', {}, 'Claims'), form('claims', values, [['actor', 'Actor'], ['contested', 'Contested only (1)'], ['as_known_on', 'As known on', 'date']]),
      table(['Type', 'Actor', 'Recipient', '', 'Who holds what', 'Text'], found.rows.map((c) => [
        c.event_type, names(c.actor), names(c.recipient), c.contested ? 'contested' : '', c.readings.map((r) => `${r.by || 'writers'} ${r.stance}`).join('; '),
        link('reader', { doc: c.doc, event: c.proposition }, c.text)])), pages('claims', values, found.total)];
  },
  async events(values) {
    const found = await ask('events', { ...values, limit: piece });
    return [make('h1', {}, 'Events'), form('events', values, [['q', 'Words'], ['actor', 'Actor'], ['type', 'Type'], ['since', 'From', 'date'], ['until', 'To', 'date']]),
      list(found.rows), pages('events', values, found.total)];
  },
};
function list(events) {
  return table(['Type', 'Told as', 'Who', 'Whom', 'When', 'Where', 'According to', 'Why', 'Text'], events.map((e) => [
    [e.event_type, ...e.mode].join('/'), e.status, names(e.actor), names(e.recipient), [e.date, e.enddate].filter((d, i, all) => d && all.indexOf(d) === i).join(' – '),
    e.event_loc?.resolved_place ?? '', e.attribution.map((a) => `${a.source.name || a.source.entity_text} ${a.stance}`).join('; '), e.why.frame,
    e.doc === 'pasted' ? e.event_text : link('reader', { doc: e.doc, event: e.id }, e.event_text)]));
}
async function show() {
  const { view, values } = address();
  try {
    main.replaceChildren(...(await (views[view] ?? views.reader)(values)));
    document.getElementById('chosen')?.scrollIntoView({ block: 'center' });
  } catch (error) {
    main.replaceChildren(make('p', { className: 'error', role: 'alert' }, error.message));
  }
}
window.addEventListener('hashchange', show);
show();
ask('info').then((info) => { document.getElementById('info').textContent = `${info.documents} documents, ${info.events} events. `; }, () => {});
