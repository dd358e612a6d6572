// Offsets of records count Unicode code points, strings of the page count UTF-16 units.

/** UTF-16 positions of code points, for many look-ups in one text. */
export class Offsets {
  /** Code point number of each letter outside of the Basic Multilingual Plane, in order: each takes two units. */
  private readonly wide: number[] = [];
  private readonly units: number;

  constructor(text: string) {
    this.units = text.length;
    let points = 0;
    for (let i = 0; i < text.length; i += 1, points += 1) {
      const unit = text.charCodeAt(i);
      if (unit < 0xd800 || unit > 0xdbff || i + 1 >= text.length) continue;
      const next = text.charCodeAt(i + 1);
      if (next < 0xdc00 || next > 0xdfff) continue;
      this.wide.push(points);
      i += 1;
    }
  }
  /** The unit at which code point number `point` begins; not beyond the end. */
  unit(point: number): number {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle]! < point) low = middle + 1;
      else high = middle;
    }
    return Math.min(point + low, this.units);
  }
}

export interface Stretch {
  start: number;
  end: number;
  /** What the caller knows it by. */
  key: string;
}
export interface Piece {
  start: number;
  end: number;
  text: string;
  /** Keys of the stretches that cover it, the shortest first. */
  keys: string[];
}

/** Cuts a text at the ends of stretches (code points), so that each piece lies wholly inside or outside of each of them. */
export function pieces(text: string, stretches: Stretch[], offsets = new Offsets(text)): Piece[] {
  const inUnits = stretches
    .map((s) => ({ key: s.key, start: offsets.unit(s.start), end: offsets.unit(s.end) }))
    .filter((s) => s.end > s.start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const cuts = [...new Set([0, text.length, ...inUnits.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const out: Piece[] = [];
  let open: typeof inUnits = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const start = cuts[i]!;
    const end = cuts[i + 1]!;
    open = open.filter((s) => s.end > start);
    while (next < inUnits.length && inUnits[next]!.start <= start) {
      if (inUnits[next]!.end > start) open.push(inUnits[next]!);
      next += 1;
    }
    const covering = [...open].sort((a, b) => a.end - a.start - (b.end - b.start));
    out.push({ start, end, text: text.slice(start, end), keys: covering.map((s) => s.key) });
  }
  return out;
}

/** A cell of CSV as RFC 4180 has it; what a spreadsheet would take for a formula is made text. */
export function csvCell(value: unknown): string {
  let cell = value === null || value === undefined ? '' : Array.isArray(value) ? value.join(';') : String(value);
  if (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.]+$/.test(cell)) cell = `'${cell}`;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function csv(columns: string[], rows: Record<string, unknown>[]): string {
  const lines = [columns.map(csvCell), ...rows.map((row) => columns.map((c) => csvCell(row[c])))];
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
}
