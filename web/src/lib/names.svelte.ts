// Names of parties for people: lists carry keys ("state-pak"), which stay in addresses and in CSV.

import { get } from './api';

const known = $state<Record<string, string>>({});
const asked = new Set<string>();
let waiting: string[] = [];
let timer = 0;
/** Names that are asked for at once. */
const most = 100;

function fetchNames(): void {
  const keys = waiting.splice(0, most);
  timer = waiting.length > 0 ? window.setTimeout(fetchNames, 10) : 0;
  get<Record<string, string>>('names', { keys: keys.join(',') }).then((found) => Object.assign(known, found), () => undefined);
}

/** Asks for names that are not known yet; nameOf() gives them when they come. */
export function want(keys: Iterable<string>): void {
  for (const key of keys) {
    // Codes such as "PAK CVL" are in no lexicon.
    if (!key || asked.has(key) || !/^[a-z0-9][a-z0-9-]*$/.test(key)) continue;
    asked.add(key);
    waiting.push(key);
  }
  if (waiting.length > 0 && timer === 0) timer = window.setTimeout(fetchNames, 10);
}

export const nameOf = (key: string): string => known[key] ?? key;
