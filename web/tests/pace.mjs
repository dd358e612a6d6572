// How long the page keeps a browser busy on a store: first view, longest task while zooming, brushing, dragging.
//   node pace.mjs URL [DYAD ...]     URL as khaldun serve prints it; DYAD: "a:b" or one party, the first pair if not given
// For each step: clock time, the longest task of the page by its own processor time (what a quiet machine takes), and by the clock.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const [url, ...dyads] = process.argv.slice(2);
const base = url.replace(/#.*$/, '');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
page.on('pageerror', (error) => console.log(`error: ${error.message}`));
page.on('console', (message) => message.type() === 'error' && console.log(`console: ${message.text()}`));

let worst = 0;
/** The longest task of the page's main thread in a trace: [processor ms, clock ms]. */
function longest(trace) {
  const events = JSON.parse(trace.toString()).traceEvents;
  const main = new Set(events.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map((e) => `${e.pid} ${e.tid}`));
  const tasks = events.filter((e) => e.name === 'RunTask' && e.ph === 'X' && main.has(`${e.pid} ${e.tid}`));
  return [Math.max(0, ...tasks.map((e) => (e.tdur ?? 0) / 1000)), Math.max(0, ...tasks.map((e) => e.dur / 1000))];
}
async function step(name, work, smooth = true) {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'toplevel'] });
  const begun = performance.now();
  await work();
  const clock = performance.now() - begun;
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300);
  const [cpu, wall] = longest(await browser.stopTracing());
  if (smooth) worst = Math.max(worst, cpu);
  console.log(`${name.padEnd(44)} ${clock.toFixed(0).padStart(6)} ms, longest task ${cpu.toFixed(0).padStart(4)} ms of processor, ${wall.toFixed(0)} by the clock`);
}
const see = (view, sign) => step(view, async () => {
  await page.goto(`${base}#/${view}`);
  await page.waitForSelector(sign, { timeout: 60_000 });
});
const drag = async (name, sign, dy = 8, dx = 0.3) => {
  const at = page.locator(sign).first();
  await at.scrollIntoViewIfNeeded();
  const box = await at.boundingBox();
  await step(name, async () => {
    await page.mouse.move(box.x + box.width * 0.3, box.y + dy);
    await page.mouse.down();
    for (let i = 1; i <= 30; i += 1) await page.mouse.move(box.x + box.width * (0.3 + (i / 30) * dx), box.y + dy + (i % 3));
    await page.mouse.up();
  });
};
const press = (label, times = 3) => step(`  ${label}, ${times} times`, async () => {
  for (let i = 0; i < times; i += 1) await page.getByRole('button', { name: label, exact: true }).first().click();
});

// The first load is not among what has to be smooth, but has to be quick.
await step('first view', async () => {
  await page.goto(url);
  await page.waitForSelector('.body .text');
}, false);
await step('first view again', async () => {
  await page.reload();
  await page.waitForSelector('.body .text');
}, false);
for (const dyad of dyads.length > 0 ? dyads : ['']) {
  const which = dyad ? `?dyad=${dyad}` : '';
  await see(`conflict${which}`, '.frame svg [data-row=month]');
  await drag('  brush the lanes', '.frame svg');
  await press('Farther');
  await press('Closer');
  await press('Earlier');
  await see(`map${which}`, '.frame svg [data-places]');
  await drag('  brush the strip', 'svg[role=img]');
  await drag('  drag the map', '.frame svg', 120);
  await press('Closer');
  await press('West');
}
await see('actors', '.node');
await see('claims', '.claim');
await see('sources', 'table tbody tr');
await see('search?q=ceasefire', 'h2:has-text("events")');
console.log(`longest task in a view: ${worst.toFixed(0)} ms of processor`);
await browser.close();
