// What forms and swaps need beyond htmx: the CSRF header, busy buttons, focus, messages read aloud.
const csrf = document.querySelector('meta[name="csrf"]');
document.addEventListener('htmx:configRequest', (event) => {
  if (csrf && event.detail.verb !== 'get') event.detail.headers[csrf.dataset.header] = csrf.content;
});

document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented || event.target.method === 'dialog') return;
  if (button.getAttribute('aria-busy') === 'true') {
    event.preventDefault();
    return;
  }
  if (event.target.method === 'post') button.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', idle);
document.addEventListener('htmx:afterRequest', idle);
function idle() {
  for (const button of document.querySelectorAll('.button[aria-busy="true"]')) button.removeAttribute('aria-busy');
}

// A weighty form is not sent into a refusal that loses what was typed: once the proof of who one is has grown
// too old, the form says so and waits until its link to the confirmation was taken.
const HOLDS = 270000;
function watchProof(note, left) {
  note.dataset.proof = left;
  if (left > 0) setTimeout(() => {
    note.dataset.proof = 0;
    note.hidden = false;
  }, left);
}
function watchProofs() {
  for (const note of document.querySelectorAll('[data-proof]:not([data-watched])')) {
    note.dataset.watched = '';
    watchProof(note, Number(note.dataset.proof));
    note.querySelector('a').addEventListener('click', () => watchProof(note, HOLDS));
  }
}
watchProofs();
document.addEventListener('htmx:afterSettle', watchProofs);
document.addEventListener('submit', (event) => {
  const note = event.target.querySelector('[data-proof="0"]');
  if (!note) return;
  event.preventDefault();
  note.querySelector('a').focus();
}, true);

// A control that cannot work keeps its place and its reason, and does nothing.
document.addEventListener('click', (event) => {
  if (event.target.closest('[aria-disabled="true"]')) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// What was swapped in takes the focus where it asks for it, and gives it back when it is closed.
let opener;
document.addEventListener('htmx:afterSwap', (event) => {
  const old = event.detail.target;
  const target = old.isConnected ? old : document.getElementById(old.id) ?? old;
  target.removeAttribute('aria-busy');
  const first = target.matches('[data-focus]') ? target : target.querySelector('[data-focus]');
  if (first) {
    opener = event.detail.requestConfig?.elt;
    first.focus();
  }
  const said = target.querySelector('[data-announce]');
  if (said) announce(said.dataset.announce);
});
document.addEventListener('click', (event) => {
  const closer = event.target.closest('[data-closes]');
  if (!closer) return;
  document.getElementById(closer.dataset.closes).hidden = true;
  opener?.focus();
});
document.addEventListener('htmx:sendError', (event) => {
  event.detail.target.removeAttribute('aria-busy');
  announce('The portal did not answer. What you see is the last that came.');
});
document.addEventListener('slipway:announce', (event) => announce(event.detail));
document.querySelector('[role="alert"][data-focus]')?.focus();

// One polite message in three seconds at most, the newest wins.
let said = 0;
let waiting;
function announce(text) {
  const region = document.getElementById('announcements');
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    said = Date.now();
    region.textContent = text;
  }, Math.max(50, said + 3000 - Date.now()));
}
