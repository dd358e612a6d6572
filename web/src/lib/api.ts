// What khaldun serve answers (docs/serve.md).

export interface Party {
  entity_text: string;
  start: number | null;
  end: number | null;
  in?: string;
  entity: string;
  name: string;
  kind: string;
  code: string;
  sector: string[];
  via: string;
  role?: string;
}
export interface Place {
  extracted_place: string;
  start: number | null;
  end: number | null;
  in?: string;
  resolved_place: string;
  province: string;
  country_code: string;
  lat: number | null;
  lon: number | null;
  resolution: number;
}
export interface Figure {
  low: number;
  high: number;
  text: string;
  of: string;
  source: string;
}
export interface Attribution {
  source: Party;
  cue: string;
  start: number | null;
  end: number | null;
  in?: string;
  stance: string;
  about: string;
}
export interface EventRecord {
  id: string;
  doc: string;
  sentence: number;
  event_type: string;
  mode: string[];
  context: string[];
  completion: string;
  cameo: string;
  event_scale: number | null;
  actor: Party[];
  recipient: Party[];
  participants: Party[];
  date: string;
  enddate: string;
  date_precision: string;
  date_text: string;
  date_start: number | null;
  date_end: number | null;
  date_in?: string;
  event_loc: Place | null;
  size: Record<string, Figure | Figure[]>;
  attribution: Attribution[];
  content_of: string | null;
  process: { kind: string; transition: string } | null;
  event_text: string;
  start: number | null;
  end: number | null;
  in?: string;
  trigger_start: number | null;
  trigger_end: number | null;
  text_info?: { sentence_text: string };
  mentions: { sentence: number; start: number; end: number; text: string }[];
  confidence: number;
  why: { frame: string; lexicon: string; path: string } & Record<string, unknown>;
  status: string;
  published?: string;
  title?: string;
  outlet?: string;
  url?: string;
}
export interface Review {
  event: string;
  decision: string;
  field: string;
  value: string;
  by: string;
  note: string;
  made?: string;
  stands?: boolean;
}
export interface DocumentRow {
  id: string;
  published: string | null;
  title: string;
  outlet: string;
  url: string;
  events: number;
}
export interface FullDocument {
  id: string;
  title: string;
  published: string;
  outlet?: string;
  url?: string;
  text: string;
  events: EventRecord[];
  reviews?: Review[];
}
export interface Happening {
  date: string;
  enddate: string;
  precision: string;
  lane: string;
  status: string;
  event_type: string;
  mode: string[];
  actor: string[];
  recipient: string[];
  process: string;
  text: string;
  sentence_text: string;
  place: string;
  country: string;
  resolution: number;
  lat: number | null;
  lon: number | null;
  dead: { low: number; best: number; high: number } | null;
  doc: string;
  event: string;
  reports: string[];
  documents: string[];
  linked_by: string[];
}
/** A place with its events: those told as having happened, and all by lane. */
export interface Placed {
  place: string;
  country: string;
  resolution: number;
  lat: number | null;
  lon: number | null;
  events: number;
  violent: number;
  dead_low: number;
  dead_best: number;
  dead_high: number;
  first: string;
  last: string;
  lanes: Record<string, number>;
}
/** A month of all pairs together. */
export interface Month {
  period: string;
  events: number;
  violent: number;
  dead_low: number;
  dead_best: number;
  dead_high: number;
  documents: number;
  surge: number;
  /** Violent events a month since violence last changed, and before that. */
  rate: number;
  rate_before: number;
  lanes: Record<string, number>;
}
export interface Report {
  event: string;
  doc: string;
  title: string;
  published: string | null;
  outlet: string;
  linked_by: string;
}
export interface ProcessRow {
  kind: string;
  parties: string[];
  committed: string | null;
  state: string;
  since: string;
  since_precision: string;
  contested: boolean;
  readings: { by: string; state: string; since: string }[];
  mediators: string[];
  because: string[];
  place: string;
  last_state: string;
  rounds: number;
  turns: { on: string; from: string; to: string; date: string; enddate: string; event: string }[];
}
export interface ClaimParty {
  entity_text: string;
  entity: string;
  name: string;
  code: string;
  sector: string[];
  bloc: string;
}
export interface Claim {
  proposition: string;
  event_type: string;
  mode: string;
  actor: ClaimParty[];
  recipient: ClaimParty[];
  date: string;
  enddate: string;
  readings: { by: string; stance: string; first_told: string; last_told: string; because: string[] }[];
  contested: boolean;
  speculative: boolean;
  text: string;
  doc: string;
}
export interface Hypothesis {
  id: string;
  doc: string;
  sentence: number;
  antecedent: string;
  consequent: string;
  sign: number;
  modality: string;
  holder: string;
  competes_with: string[];
  start: number;
  end: number;
}
export interface Pair {
  actor: string;
  recipient: string;
  events: number;
  violent: number;
  first: string;
  last: string;
}
export interface ActorRow {
  actor: string;
  name: string;
  kind: string;
  code: string;
  events: number;
  as_actor: number;
  as_recipient: number;
  violent: number;
  first: string;
  last: string;
}
export interface ActorCard {
  actor: string;
  known: boolean;
  name?: string;
  kind?: string;
  wikidata_id?: string;
  lexicon?: string;
  roles?: { code: string; sector: string[]; office: string; from: string; to: string }[];
  called: { text: string; times: number }[];
}
export interface Rows<T> {
  rows: T[];
  total: number;
  note?: string;
}
export interface Info {
  documents: number;
  events: number;
  reviews: number;
  first: string | null;
  last: string | null;
  runs: { run: number; program: string; lexicon: string; weights: string; started: string }[];
  version: string;
  writable: boolean;
}
export interface Job {
  job: number;
  state: string;
  total: number;
  done: number;
  added: number;
  there: number;
  events: number;
  faults: string[];
}

export type Values = Record<string, string | number | undefined>;

export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const kept = 'khaldun-token';

export function setToken(token: string): void {
  sessionStorage.setItem(kept, token);
}
export function hasToken(): boolean {
  return (sessionStorage.getItem(kept) ?? '') !== '';
}

function address(path: string, values: Values): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return `/api/${path}${text ? `?${text}` : ''}`;
}

async function send(path: string, values: Values, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('X-Khaldun-Token', sessionStorage.getItem(kept) ?? '');
  const answer = await fetch(address(path, values), { ...init, headers });
  if (answer.ok) return answer;
  let why = `${answer.status}`;
  try {
    why = ((await answer.json()) as { error: string }).error;
  } catch {
    /* the status has to do */
  }
  throw new Refused(answer.status, why);
}

export async function get<T>(path: string, values: Values = {}, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, values, { signal: signal ?? null })).json()) as T;
}
export async function text(path: string, values: Values = {}): Promise<string> {
  return (await send(path, values, {})).text();
}
export async function post<T>(path: string, body: unknown): Promise<T> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  return (await (await send(path, {}, init)).json()) as T;
}
export async function remove<T>(path: string, values: Values): Promise<T> {
  return (await (await send(path, values, { method: 'DELETE' })).json()) as T;
}
