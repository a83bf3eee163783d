// A part whose rows come or go says how it is read again: hx-get and hx-trigger="reload". News that comes
// while it is being read asks for one more reading: the answer under way may be from before. So does a part
// that is replaced, together with what is around it, before its own answer came.
// And so does news that comes between an answer and the moment when what was swapped in listens.
const reading = new WeakMap();
const settling = new Map();
const SETTLED = 100;

function readAgain(id) {
  const part = document.getElementById(id);
  if (!part) return;
  if (settling.has(id)) settling.set(id, true);
  else if (reading.has(part)) reading.set(part, true);
  else window.htmx?.trigger(part, 'reload');
}

function soon(id) {
  setTimeout(() => readAgain(id), SETTLED); // once what was swapped in has settled
}

function answered(event) {
  const part = event.detail.requestConfig?.elt;
  if (!part || !reading.has(part)) return;
  settling.set(part.id, reading.get(part));
  reading.delete(part);
  setTimeout(() => {
    const again = settling.get(part.id);
    settling.delete(part.id);
    if (again) readAgain(part.id);
  }, SETTLED);
}

document.addEventListener('slipway:reload', (event) => readAgain(event.detail));
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.elt.id) reading.set(event.detail.elt, false);
});
for (const end of ['htmx:beforeSwap', 'htmx:afterRequest', 'htmx:onLoadError']) document.addEventListener(end, answered);
document.addEventListener('htmx:beforeCleanupElement', (event) => {
  if (reading.delete(event.target)) soon(event.target.id);
});

// A refusal that says when to ask again (the database is away) tells nothing about what a part shows: that stays,
// the page says once what is the matter, and the part is asked for again until it answers. A mistake of ours is
// said there too where it would take the place of the part that asks; panels say it where they are.
const unread = new Map();
const SOON = 2000;
const AT_MOST = 30000;
let told = false;

function notice() {
  const place = document.getElementById('unread') ?? document.createElement('div');
  if (!place.id) {
    place.id = 'unread';
    place.className = 'problems';
    const problems = document.getElementById('problems');
    if (problems) problems.before(place);
    else document.getElementById('main').prepend(place);
  }
  return place;
}

function later(part) {
  const wait = unread.get(part.id) ?? { tries: 0 };
  unread.set(part.id, wait);
  clearTimeout(wait.timer);
  wait.timer = setTimeout(() => {
    if (document.getElementById(part.id)) readAgain(part.id);
    else read(part.id);
  }, Math.min(AT_MOST, SOON * 2 ** wait.tries++) * (1 + Math.random() / 2));
}

function refused(answer, part) {
  const passes = answer.xhr.getResponseHeader('Retry-After');
  if (!passes && !part.matches('[hx-swap="outerHTML"]')) return;
  if (passes && part.id && part.matches('[hx-trigger*="reload"]')) later(part);
  if (answer.target.matches('.panel[aria-busy="true"]')) return;
  answer.shouldSwap = !told;
  if (told) return;
  told = true;
  answer.target = notice();
  answer.target.replaceChildren();
  answer.swapOverride = 'beforeend';
  answer.selectOverride = 'unset';
}

function read(id) {
  clearTimeout(unread.get(id)?.timer);
  unread.delete(id);
  if (!told || unread.size) return;
  told = false;
  notice().replaceChildren();
}

document.addEventListener('htmx:beforeSwap', (event) => {
  const answer = event.detail;
  const part = answer.requestConfig.elt;
  if (answer.requestConfig.verb !== 'get') return;
  if (answer.xhr.status < 400) read(part.id);
  else if (part.matches('.count')) answer.shouldSwap = false;
  else if (answer.xhr.status >= 500) refused(answer, part);
});
