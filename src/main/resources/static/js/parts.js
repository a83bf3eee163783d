// A part whose rows come or go says how it is read again: hx-get and hx-trigger="reload". News that comes
// while it is being read asks for one more reading: the answer under way may be from before. So does a part
// that is replaced, together with what is around it, before its own answer came.
const reading = new WeakMap();

function readAgain(id) {
  const part = document.getElementById(id);
  if (!part) return;
  if (reading.has(part)) reading.set(part, true);
  else window.htmx?.trigger(part, 'reload');
}

function soon(id) {
  setTimeout(() => readAgain(id), 100); // once what was swapped in has settled
}

function answered(event) {
  const part = event.detail.requestConfig?.elt;
  if (!part) return;
  const again = reading.get(part);
  reading.delete(part);
  if (again) soon(part.id);
}

document.addEventListener('slipway:reload', (event) => readAgain(event.detail));
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.elt.id) reading.set(event.detail.elt, false);
});
for (const end of ['htmx:beforeSwap', 'htmx:afterRequest', 'htmx:onLoadError']) document.addEventListener(end, answered);
document.addEventListener('htmx:beforeCleanupElement', (event) => {
  if (reading.delete(event.target)) soon(event.target.id);
});
