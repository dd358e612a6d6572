// The view and its parameters are the address (#/conflict?dyad=ttp:state-pak), so that it can be passed on.

import './token';

export type Params = Record<string, string>;
export const route = $state<{ view: string; params: Params }>({ view: 'reader', params: {} });

function read(): void {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  route.view = path || 'reader';
  route.params = Object.fromEntries(new URLSearchParams(query));
}

export function href(view: string, params: Params = {}): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString();
  return `#/${view}${query ? `?${query}` : ''}`;
}

/** `replace`: without a step that the back button would return to. */
export function go(view: string, params: Params, replace = false): void {
  if (replace) history.replaceState(null, '', href(view, params));
  else history.pushState(null, '', href(view, params));
  read();
}

/** The same view with some parameters changed; '' takes one away. */
export function set(params: Params, replace = true): void {
  go(route.view, { ...route.params, ...params }, replace);
}

read();
window.addEventListener('hashchange', read);
window.addEventListener('popstate', read);
