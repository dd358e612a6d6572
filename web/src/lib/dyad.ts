// Which parties and days a view shows; the same parameters in all views, so that a period goes along from lanes to map.

import { get, type Pair, type Rows, type Values } from './api';

export function dyadOf(pair: Pair): string {
  return `${pair.actor}:${pair.recipient}`;
}

/** The parameters of a time line for what the address asks for. A "dyad" without ":" is one actor. */
export function choice(params: Record<string, string>): Values {
  const dyad = params['dyad'] ?? '';
  return { [dyad.includes(':') ? 'dyad' : 'actor']: dyad, since: params['from'], until: params['to'], as_known_on: params['known'] };
}

/** Pairs by name, both directions together, the most frequent first. */
export async function dyads(): Promise<{ dyad: string; events: number; violent: number }[]> {
  const found = await get<Rows<Pair>>('pairs', { limit: 2000 });
  const sums = new Map<string, { dyad: string; events: number; violent: number }>();
  for (const pair of found.rows) {
    const key = [pair.actor, pair.recipient].sort().join(':');
    const sum = sums.get(key) ?? { dyad: key, events: 0, violent: 0 };
    sum.events += pair.events;
    sum.violent += pair.violent;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.events + b.violent - a.events - a.violent || (a.dyad < b.dyad ? -1 : 1));
}
