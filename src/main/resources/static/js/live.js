// The stream of a visible page: snapshot first, then patches and what is to be read again.
const button = document.getElementById('stream-state');
const word = document.getElementById('stream-word');
const words = { live: 'Live', connecting: 'Connecting', reconnecting: 'Reconnecting', paused: 'Paused', ended: 'Ended', 'signed-out': 'Signed out' };
const since = document.getElementById('stream-since');
let stream, timer;
let last = '';
let tries = 0;
let heard = 0;
let opened = 0;
let paused = false;

function topics() {
  const names = new Set();
  for (const part of document.querySelectorAll('[data-live]')) {
    for (const name of part.dataset.live.split(/\s+/)) if (name) names.add(name);
  }
  return [...names].sort();
}

function show(state) {
  button.hidden = false;
  button.dataset.state = state;
  const age = heard && state !== 'live' ? `, as of ${new Date(heard).toLocaleTimeString('en-GB')}` : '';
  const act = state === 'signed-out' ? 'Sign in again' : paused ? 'Continue' : 'Pause';
  word.textContent = words[state];
  since.textContent = state === 'signed-out' ? ': sign in again' : age;
  button.setAttribute('aria-label', `Live updates: ${words[state]}${age}. ${act}`);
  document.documentElement.dataset.stream = state;
}

function open() {
  close();
  const names = topics();
  if (!names.length || document.hidden || paused) return;
  const query = new URLSearchParams(names.map((name) => ['topic', name]));
  if (last) query.set('after', last);
  stream = new EventSource(`/live?${query}`);
  opened = Date.now();
  show(heard ? 'reconnecting' : 'connecting');
  stream.addEventListener('patch', (event) => received(event, patch));
  stream.addEventListener('reload', (event) => received(event, reload));
  stream.addEventListener('beat', (event) => received(event, () => {}));
  stream.addEventListener('end', (event) => {
    close();
    if (event.data === 'restart') retry();
    else if (event.data === 'signed-out') signedOut();
    else {
      show('ended');
      ask(`/live?${query}`);
    }
  });
  stream.onerror = () => failed(`/live?${query}`);
}

// An error does not say its status. A stream that was refused is asked for once more, only to read it.
function failed(address) {
  const closed = stream?.readyState === EventSource.CLOSED;
  retry();
  if (closed) ask(address);
}

async function ask(address) {
  const asked = new AbortController();
  try {
    const answer = await fetch(address, { signal: asked.signal, redirect: 'manual', headers: { Accept: 'text/event-stream' } });
    asked.abort();
    if (answer.status !== 401 && answer.status !== 403) return;
  } catch {
    return;
  }
  signedOut();
}

function signedOut() {
  close();
  paused = true;
  show('signed-out');
  document.dispatchEvent(new CustomEvent('slipway:announce', { detail: 'You are signed out. Sign in to see changes again.' }));
}

function close() {
  clearTimeout(timer);
  stream?.close();
  stream = undefined;
}

function retry() {
  close();
  show('reconnecting');
  const pause = Math.min(15000, 500 * 2 ** tries++) * (0.5 + Math.random() / 2);
  timer = setTimeout(open, pause);
}

function received(event, use) {
  heard = Date.now();
  tries = 0;
  if (event.lastEventId) last = event.lastEventId;
  if (button.dataset.state !== 'live') show('live');
  use(event.data);
}

// How elements are changed: patches.js. How a part is read again: parts.js.
function patch(data) {
  document.dispatchEvent(new CustomEvent('slipway:patch', { detail: data }));
}

function reload(id) {
  document.dispatchEvent(new CustomEvent('slipway:reload', { detail: id }));
  document.body.dispatchEvent(new CustomEvent('badge'));
}

button?.addEventListener('click', () => {
  if (button.dataset.state === 'signed-out') return location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  paused = !paused;
  if (paused) {
    close();
    show('paused');
  } else open();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) close();
  else if (!paused) open();
});
// Whoever leaves asks for nothing more: it would be refused.
document.addEventListener('submit', (event) => {
  if (!event.defaultPrevented && event.target.getAttribute('action')?.endsWith('/sign-out')) close();
});
// A swapped part may show other things than before.
let watched = topics().join();
document.addEventListener('htmx:afterSettle', () => {
  const now = topics().join();
  if (now === watched) return;
  watched = now;
  open();
});
addEventListener('pagehide', close);
addEventListener('pageshow', (event) => event.persisted && open());
// Beats come every two seconds. Silence is told soon; the stream itself is given more time, so that
// a portal that hangs for a moment is not asked for every snapshot again when it wakes.
setInterval(() => {
  const silent = stream && heard ? Date.now() - Math.max(heard, opened) : 0;
  if (silent > 12000) retry();
  else if (silent > 4000 && button.dataset.state === 'live') show('reconnecting');
}, 500);
open();
