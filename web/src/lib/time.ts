// Days as numbers, for axes.

const dayLength = 86_400_000;

export const toTime = (iso: string): number => Date.parse(`${iso.length === 4 ? `${iso}-01-01` : iso.length === 7 ? `${iso}-01` : iso}T00:00:00Z`);
export const toDay = (time: number): string => new Date(Math.round(time / dayLength) * dayLength).toISOString().slice(0, 10);

export interface Tick {
  at: number;
  label: string;
  major: boolean;
}

/** Years, months or days, as many as there is room for. */
export function ticks(from: number, to: number, room: number): Tick[] {
  const days = (to - from) / dayLength;
  const steps: [number, number, number][] = [
    // days between, months to add, days to add
    [1, 0, 1],
    [7, 0, 7],
    [30, 1, 0],
    [91, 3, 0],
    [365, 12, 0],
    [1826, 60, 0],
    [3652, 120, 0],
  ];
  const [, months, plus] = steps.find(([length]) => days / length <= room) ?? steps.at(-1)!;
  const out: Tick[] = [];
  const start = new Date(from);
  let year = start.getUTCFullYear();
  let month = months >= 12 ? 0 : months > 0 ? Math.floor(start.getUTCMonth() / months) * months : start.getUTCMonth();
  if (months >= 12) year = Math.floor(year / (months / 12)) * (months / 12);
  let at = months > 0 ? Date.UTC(year, month, 1) : Date.UTC(year, month, start.getUTCDate());
  for (let i = 0; at <= to && i < 400; i += 1) {
    const d = new Date(at);
    if (at >= from) {
      const iso = d.toISOString();
      const label = months >= 12 ? iso.slice(0, 4) : months > 0 ? iso.slice(0, 7) : iso.slice(5, 10);
      out.push({ at, label, major: months >= 12 || (months > 0 ? d.getUTCMonth() === 0 : d.getUTCDate() === 1) });
    }
    if (months > 0) {
      month += months;
      at = Date.UTC(year, month, 1);
    } else {
      at += plus * dayLength;
    }
  }
  return out;
}

/** Where an event may lie: its first and last day; nothing if no day is known. */
export function interval(row: { date: string; enddate: string }): [number, number] | null {
  const first = row.date || row.enddate;
  const last = row.enddate || row.date;
  return first ? [toTime(first), toTime(last) + dayLength] : null;
}
export { dayLength };
