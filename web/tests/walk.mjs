// Walks every view of the page in headless Chromium: what is on the screen, faults of accessibility, errors in the console.
//   node walk.mjs URL [FOLDER]     URL as khaldun serve prints it; FOLDER: screenshots go there
// Exit code 0: all well; 1: a fault, each on a line; 77: no browser or no packages (npm ci in web/tests).
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
let chromium;
let axe;
try {
  ({ chromium } = require('playwright-core'));
  axe = require('axe-core').source;
} catch {
  console.log('skipped: the packages of web/tests are not there (npm ci in web/tests)');
  process.exit(77);
}
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (!program) {
  console.log('skipped: no chromium');
  process.exit(77);
}
const [url, pictures] = process.argv.slice(2);
const base = url.replace(/#.*$/, '');
const faults = [];
const check = (holds, what) => {
  if (!holds) faults.push(what);
};

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const open = async (options) => {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(blob|data):/.test(request.url())) faults.push(`asks elsewhere: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector('footer:has-text("documents")');
  return page;
};
const settle = (page) => page.waitForLoadState('networkidle').then(() => page.waitForTimeout(150));
const see = async (page, view) => {
  await page.goto(`${base}#/${view}`);
  await settle(page);
};
const audit = async (page, where) => {
  // As a string: the policy of the page lets no script in, but the debugger may.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const v of found.violations) {
    if (v.impact !== 'serious' && v.impact !== 'critical') continue;
    faults.push(`axe, ${where}: ${v.id} (${v.nodes.length}): ${v.nodes[0].target} ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`);
  }
};
const picture = async (page, name) => {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png` });
};
const saved = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).first().click()]);
  return download.suggestedFilename();
};

/** What is saved, as text. */
const words = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).first().click()]);
  return readFileSync(await download.path(), 'utf8');
};

const views = ['reader', 'conflict', 'map', 'actors', 'claims', 'sources', 'search?q=the'];
try {
  const page = await open({ viewport: { width: 1280, height: 800 } });
  check(!page.url().includes('token'), 'the token stays in the address');

  // Reader: coded words, steps by keyboard, decisions.
  await see(page, 'reader?doc=kivu');
  check((await page.locator('.body .coded').count()) > 5, 'reader: coded words are underlined');
  const spans = await page.evaluate(async () => {
    const answer = await fetch('/api/document?id=kivu');
    const doc = await answer.json();
    const points = [...doc.text];
    return { text: doc.text, wanted: doc.events.filter((e) => e.start !== null && (e.in ?? 'text') === 'text').map((e) => [e.id, points.slice(e.start, e.end).join('')]) };
  });
  check((await page.locator('.body .text').textContent()) === spans.text, 'reader: the text is all there');
  for (const [id, words] of spans.wanted) {
    const shown = (await page.locator(`.body .text [data-events~="${id}"]`).allTextContents()).join('');
    check(shown === words, `reader: ${id} stands on “${shown}” instead of “${words}”`);
  }
  await page.keyboard.press('j');
  await page.waitForSelector('.card');
  const first = page.url();
  await page.keyboard.press('j');
  check(page.url() !== first && page.url().includes('event='), 'reader: j goes to the next event and the address tells it');
  await page.keyboard.press('k');
  check(page.url() === first, 'reader: k goes back');
  await page.keyboard.press('r');
  await page.waitForSelector('.card .tag:has-text("rejected")');
  await page.keyboard.press('a');
  await page.waitForSelector('.card .tag:has-text("accepted")');
  await page.keyboard.press('e');
  await page.waitForSelector('.card form');
  await page.getByLabel('Right value').fill('ASSAULT');
  await page.getByLabel('Why (kept with the decision)').fill('a test');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.waitForSelector('.card .tag:has-text("event_type → ASSAULT")');
  await page.keyboard.press('u');
  await page.waitForSelector('.card .tag:has-text("accepted")');
  await page.getByRole('button', { name: 'Undo (u)' }).click();
  await page.waitForSelector('.card .tag:has-text("rejected")');
  await page.keyboard.press('e');
  await page.getByLabel('Right value').fill('ASSAULT');
  await page.getByLabel('Why (kept with the decision)').fill('a test');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.waitForSelector('.card .tag:has-text("event_type → ASSAULT")');
  await audit(page, 'reader with a card');
  check((await saved(page, 'CSV')) === 'kivu.csv', 'reader: CSV');
  check((await saved(page, 'PNG')) === 'kivu.png', 'reader: PNG');
  const drawn = await words(page, 'SVG');
  check(/<text[^>]*>[^<]*Rwanda/.test(drawn) && !/<(script|foreignObject|image)/.test(drawn), 'reader: the words stand in the SVG');
  await see(page, `reader?event=${new URL(page.url().replace('#/', '')).searchParams.get('event')}`);
  await page.waitForSelector('.card');
  check(page.url().includes('doc=kivu'), 'reader: the address of an event leads to its document');

  // A pasted text: offsets with letters of all lengths, and markup that stays text.
  await see(page, 'reader?paste=1');
  const odd = '😀🏳️‍🌈 القاهرة e\u0301te\u0301 <b onclick="x()">bold</b><script>document.title="bad"</script> Russian troops attacked Ukrainian soldiers near Kharkiv on Monday. 🙂 The army said that it had killed ten rebels.';
  await page.locator('#pasted').fill(odd);
  await page.locator('input[type=date]').fill('2024-03-05');
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await page.waitForSelector('.body .coded');
  const underlined = await page.locator('.body .coded').allTextContents();
  check(underlined.join('').includes('attacked'), `pasted: coded words are “${underlined.join('|')}”`);
  check(!underlined.some((t) => /[😀🙂]/u.test(t)), 'pasted: no emoji is underlined');
  check((await page.locator('.body .text').textContent()) === odd, 'pasted: the text stands as it was given');
  check((await page.locator('.body .text b, .body .text script').count()) === 0, 'pasted: markup is no markup');
  await audit(page, 'pasted text');
  // Coded at once: pasted anywhere on the view, or a file dropped on it.
  for (const [kind, text] of [['paste', 'Rebels attacked Goma on Monday.'], ['drop', 'Police arrested twelve students in Kinshasa on Monday.']]) {
    await see(page, 'reader?doc=kivu');
    await page.waitForSelector('.body .coded');
    await page.evaluate(([name, given]) => {
      const data = new DataTransfer();
      if (name === 'paste') data.setData('text/plain', given);
      else data.items.add(new File([given], 'a.txt', { type: 'text/plain' }));
      const event = name === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector('h1').dispatchEvent(event);
    }, [kind, text]);
    await page.waitForSelector(`.body .text:has-text("${text}")`);
    await page.waitForSelector('.card');
    check((await page.locator('.body .text').textContent()) === text, `${kind}: the text is coded at once`);
  }

  // Conflict: lanes, brush, sentences.
  await see(page, 'conflict?dyad=state-pak:ttp');
  await page.waitForSelector('svg [data-row=violence] path');
  await page.waitForSelector('h1:has-text("Tehreek-e-Taliban Pakistan")');
  check((await page.locator('svg text', { hasText: 'violence' }).count()) > 0, 'conflict: a lane of violence');
  check(/the same as the months before: [\d.]+ violent events? a month/.test(await page.locator('[data-row=month]').getAttribute('aria-label')), 'conflict: the month tells why');
  // By keyboard: along a lane, and open.
  await page.locator('[data-row=violence]').focus();
  await page.keyboard.press('Home');
  const mark = await page.locator('[data-row=violence]').getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  check((await page.locator('[data-row=violence]').getAttribute('aria-label')) !== mark, 'conflict: arrow keys step along a lane');
  await page.keyboard.press('Enter');
  await page.waitForSelector('section.picked .sentence');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  // With the pointer: every mark of the lane opens its sentences.
  const shape = await page.locator('[data-row=violence] path').first().getAttribute('d');
  const frame = await page.locator('.frame svg').boundingBox();
  const [, mx, my] = /M([\d.]+) ([\d.]+)/.exec(shape);
  await page.mouse.click(frame.x + Number(mx) + 2, frame.y + Number(my) - 3);
  await page.waitForSelector('section.picked .sentence');
  await page.locator('svg [role=button]').last().click();
  await page.waitForSelector('section.picked .sentence');
  check(await saved(page, 'CSV') === 'timeline.csv', 'conflict: CSV');
  check(await saved(page, 'SVG') === 'timeline.svg', 'conflict: SVG');
  check(await saved(page, 'PNG') === 'timeline.png', 'conflict: PNG');
  await page.locator('.frame svg').scrollIntoViewIfNeeded();
  const box = await page.locator('.frame svg').boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.7, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await settle(page);
  check(page.url().includes('from='), 'conflict: dragging looks closer');

  await see(page, 'map');
  await page.waitForSelector('svg .land');
  await page.waitForSelector('svg [data-places]');
  check((await page.locator('svg .ring').count()) > 0, 'map: rings of precision');
  await page.locator('svg [data-places]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForSelector('section.panel .sentence');
  await page.getByRole('button', { name: 'Closer' }).click();
  check(page.url().includes('at='), 'map: its section is in the address');
  check(await saved(page, 'PNG') === 'map.png', 'map: PNG');
  await see(page, 'map?dyad=state-pak:ttp');
  await page.waitForSelector('svg [data-places]');
  const placesOf = () => page.evaluate(() => Number(document.querySelector('svg [data-places]')?.getAttribute('data-places') ?? 0));
  const places = await placesOf();
  const strip = await page.locator('svg[role=img]').boundingBox();
  await page.mouse.move(strip.x + strip.width * 0.4, strip.y + 10);
  await page.mouse.down();
  await page.mouse.move(strip.x + strip.width * 0.55, strip.y + 10, { steps: 4 });
  await page.mouse.up();
  await settle(page);
  check(page.url().includes('from='), 'map: dragging over the strip chooses days');
  check((await placesOf()) < places, 'map: only the events of these days');
  await page.getByRole('link', { name: 'Conflict' }).click();
  check(page.url().includes('from='), 'the days go along to the lanes');

  await see(page, 'actors');
  await page.locator('svg [role=button] circle').last().click();
  await page.waitForSelector('aside .panel h2');
  check(await saved(page, 'SVG') === 'network.svg', 'actors: SVG');

  await see(page, 'claims');
  check((await page.locator('.claim').count()) > 0, 'claims: there are some');
  check(await saved(page, 'CSV') === 'claims.csv', 'claims: CSV');
  check(await saved(page, 'SVG') === 'claims.svg', 'claims: SVG');
  const because = page.locator('.claim .sides a').first();
  await because.click();
  await page.waitForSelector('.card');

  await see(page, 'sources');
  await page.waitForSelector('table tbody tr');
  check((await page.locator('table').first().locator('tbody tr').count()) > 0, 'sources: outlets');
  check((await page.locator('td', { hasText: 'correct' }).count()) > 0, 'sources: the correction of before');
  check((await page.locator('tr.gone').count()) === 1, 'sources: what was taken back is told so');
  check((await page.locator('td', { hasText: 'a test' }).count()) > 0, 'sources: why it was corrected');
  await page.getByRole('button', { name: /^Undo the decision/ }).first().click();
  await page.waitForFunction(() => document.querySelectorAll('tr.gone').length === 2);
  check(await saved(page, 'PNG') === 'outlets.png', 'sources: PNG');

  const added = { id: 'added', date: '2024-03-07', title: '<i>Added</i>', text: 'Rebels attacked Goma on Wednesday.' };
  await page.locator('input[type=file]').setInputFiles({ name: 'more.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(`${JSON.stringify(added)}\n`) });
  await page.waitForSelector('[role=status]:has-text("done: 1 of 1")');
  await see(page, 'reader?doc=added');
  check((await page.locator('h1').textContent())?.trim() === added.title, 'sources: the document is there, its title is text');

  await page.getByRole('searchbox').first().fill('rebels');
  await page.keyboard.press('Enter');
  await page.waitForSelector('h2:has-text("events")');
  check(page.url().includes('search?q=rebels'), 'search: has its address');
  check((await page.locator('h2', { hasText: /claim/ }).count()) === 1 && (await page.locator('h2', { hasText: /hypothes/ }).count()) === 1, 'search: claims and hypotheses');
  check(await saved(page, 'PNG') === 'search.png', 'search: PNG');

  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const view of views) {
      await see(page, view);
      await audit(page, `${view}, ${scheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
  for (const view of views) {
    await see(page, view);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(over <= 0, `${view}: ${over} px too wide for 360 px`);
  }

  if (pictures) {
    await page.setViewportSize({ width: 1110, height: 540 });
    await page.reload();
    await see(page, process.env.PICTURE_READER ?? 'reader?doc=truce-2023-01');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await settle(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture(page, 'reader');
    await page.setViewportSize({ width: 1000, height: 640 });
    await see(page, process.env.PICTURE_CONFLICT ?? 'conflict?dyad=state-pak:ttp');
    await settle(page);
    await page.locator('svg [data-row=violence]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.evaluate(() => document.activeElement.blur());
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture(page, 'conflict');
    await see(page, process.env.PICTURE_MAP ?? 'map?dyad=state-pak:ttp');
    await picture(page, 'map');
    await see(page, 'actors');
    await picture(page, 'actors');
  }
} catch (error) {
  faults.push(`stopped: ${error.message}`);
} finally {
  await browser.close();
}
for (const fault of [...new Set(faults)]) console.log(fault);
console.log(faults.length === 0 ? 'every view is well' : `${new Set(faults).size} faults`);
process.exit(faults.length === 0 ? 0 : 1);
