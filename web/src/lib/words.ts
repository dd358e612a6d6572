// Codes in words, and days in the detail that is known.

export const statuses = ['fact', 'claimed', 'denied', 'disputed', 'negated', 'demanded', 'planned', 'feared', 'past'] as const;

export const statusWords: Record<string, string> = {
  fact: 'told as a fact',
  claimed: 'claimed',
  denied: 'denied',
  disputed: 'claimed and denied',
  negated: 'did not happen',
  demanded: 'demanded',
  planned: 'planned',
  feared: 'possible or feared',
  past: 'of the past',
};

export const stanceWords: Record<string, string> = {
  asserts: 'says so',
  denies: 'denies it',
  doubts: 'doubts it',
  demands: 'demands it',
  expects: 'expects it',
};

export const resolutionWords: Record<number, string> = {
  0: 'place of unknown size',
  1: 'somewhere in the country',
  2: 'somewhere in the province',
  3: 'somewhere in the district',
  4: 'town',
  5: 'part of a town',
};

/** Radius in km within which the place may lie. Only an order of size: towns, districts and provinces differ widely. */
export const resolutionRadius: Record<number, number> = { 0: 300, 1: 300, 2: 90, 3: 35, 4: 10, 5: 4 };

export function days(date: string, enddate: string, precision: string): string {
  if (!date) return '';
  if (precision === 'year') return date.slice(0, 4);
  if (precision === 'month') return date.slice(0, 7);
  if (precision === 'unknown') return `before ${enddate || date}?`;
  if (enddate && enddate !== date) return `${date} – ${enddate}`;
  return date;
}

export function typeWords(type: string, mode: string[] | string): string {
  const modes = Array.isArray(mode) ? mode : mode ? [mode] : [];
  return [type, ...modes].join(' / ');
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
