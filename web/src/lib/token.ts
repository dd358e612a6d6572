// Moves the token from the address (#token=…) to this tab, before anything reads the address, so that addresses can be
// passed on without it. A view may follow: #token=…&/conflict?…
const found = /^#token=([^&]+)(?:&(.*))?$/.exec(location.hash);
if (found) {
  sessionStorage.setItem('khaldun-token', decodeURIComponent(found[1]!));
  history.replaceState(null, '', `#${found[2] || '/'}`);
}
export {};
