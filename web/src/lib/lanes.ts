// The lanes of a conflict: which marks there are, and which one lies under a pointer.

import type { Happening, Month } from './api';
import { dayLength, interval, toTime } from './time';

export const laneOrder = ['violence', 'coercion', 'mobilisation', 'threat', 'sanction', 'ceasefire', 'talks', 'agreement', 'concession', 'accusation', 'statement', 'protest', 'aid'];
export const tone: Record<string, string> = {
  violence: 'violence', coercion: 'violence', mobilisation: 'violence', threat: 'violence', sanction: 'violence',
  ceasefire: 'truce', talks: 'talks', agreement: 'truce', concession: 'truce', aid: 'truce',
  accusation: 'speech', statement: 'other', protest: 'speech',
};

export interface Placed {
  row: Happening;
  from: number;
  to: number;
}
export interface Mark {
  x: number;
  width: number;
  /** How many events it stands for. */
  count: number;
  /** These events … */
  rows: Happening[];
  /** … or, where there are too many to be read at once, the month that they lie in. */
  month: string;
  exact: boolean;
  status: string;
  first: string;
}

export function placedOf(rows: Happening[]): Placed[] {
  return rows.flatMap((row) => {
    const at = interval(row);
    return at ? [{ row, from: at[0], to: at[1] }] : [];
  });
}

const laneOf = (lane: string): string => (laneOrder.includes(lane) ? lane : 'statement');

/** Marks that would lie on one another become one bar: a lane never has more than the screen can show. `x`: of a time, within the plot. */
export function marksOf(placed: Placed[], shown: [number, number], x: (time: number) => number): Map<string, Mark[]> {
  const lanes = new Map<string, Mark[]>();
  const bins = new Map<string, Mark>();
  for (const p of placed) {
    if (p.to < shown[0] || p.from > shown[1]) continue;
    const lane = laneOf(p.row.lane);
    const long = p.to - p.from > dayLength * 1.5;
    const left = Math.round(x(p.from) / 7) * 7;
    const width = long ? Math.max(6, Math.round((x(p.to) - left) / 14) * 14) : 6;
    const key = `${lane} ${left} ${width}`;
    let bin = bins.get(key);
    if (!bin) {
      bin = { x: left - 3, width, count: 0, rows: [], month: '', exact: !long, status: p.row.status, first: p.row.date || p.row.enddate };
      bins.set(key, bin);
      const list = lanes.get(lane);
      if (list) list.push(bin);
      else lanes.set(lane, [bin]);
    }
    bin.rows.push(p.row);
    bin.count += 1;
  }
  return sorted(lanes);
}

/** The same from counts by month. */
export function monthMarksOf(months: Month[], shown: [number, number], x: (time: number) => number): Map<string, Mark[]> {
  const lanes = new Map<string, Mark[]>();
  for (const m of months) {
    const from = toTime(m.period);
    const to = periodEnd(m.period);
    if (to <= shown[0] || from > shown[1]) continue;
    for (const [name, count] of Object.entries(m.lanes)) {
      const lane = laneOf(name);
      const left = x(from);
      const mark = { x: left, width: Math.max(2, x(to) - left - 0.5), count, rows: [], month: m.period, exact: true, status: 'fact', first: m.period };
      const list = lanes.get(lane);
      if (list) list.push(mark);
      else lanes.set(lane, [mark]);
    }
  }
  return sorted(lanes);
}

/** From left to right: the order in which the arrow keys step. */
function sorted(lanes: Map<string, Mark[]>): Map<string, Mark[]> {
  for (const list of lanes.values()) list.sort((a, b) => a.x - b.x || b.width - a.width);
  return lanes;
}

/** Where a month ("2022-11") or day ("2022-11-28") ends. */
export function periodEnd(period: string): number {
  const date = new Date(toTime(period));
  if (period.length > 7) return date.getTime() + dayLength;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** Number of the mark under a place, the narrowest if there are several, else one within a few pixels; -1 if there is none. */
export function markAt(marks: Mark[], x: number): number {
  const slack = 6;
  let best = -1;
  let least = Infinity;
  marks.forEach((m, i) => {
    const away = Math.max(0, m.x - x, x - m.x - m.width);
    if (away > slack) return;
    const worth = away * 1000 + m.width;
    if (worth < least) {
      least = worth;
      best = i;
    }
  });
  return best;
}

/** The time that most of it lies in: a few events that texts date far back shall not make all others a point. */
export function spanOf(months: Month[], share = 0.005): { from: number; to: number; before: number } | null {
  const counts = months.filter((m) => m.period).map((m) => ({ period: m.period, n: Object.values(m.lanes).reduce((a, b) => a + b, 0) })).filter((m) => m.n > 0);
  if (counts.length === 0) return null;
  const total = counts.reduce((sum, m) => sum + m.n, 0);
  let [first, before] = [0, 0];
  // With few events each of them counts.
  while (total > 200 && before + counts[first]!.n <= total * share) before += counts[first++]!.n;
  return { from: toTime(counts[first]!.period), to: periodEnd(counts.at(-1)!.period), before };
}
