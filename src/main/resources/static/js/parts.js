// A part whose rows come or go says how it is read again: hx-get and hx-trigger="reload". News that comes
// while it is being read asks for one more reading: the answer under way may be from before, and replaces the part.
const reading = new Map();

function readAgain(id) {
  const part = document.getElementById(id);
  if (reading.has(id)) reading.set(id, true);
  else if (part) window.htmx?.trigger(part, 'reload');
}

document.addEventListener('slipway:reload', (event) => readAgain(event.detail));
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.elt.id) reading.set(event.detail.elt.id, false);
});
for (const end of ['htmx:afterRequest', 'htmx:onLoadError']) {
  document.addEventListener(end, (event) => {
    const id = event.detail.requestConfig?.elt?.id;
    const again = reading.get(id);
    reading.delete(id);
    if (again) setTimeout(() => readAgain(id), 100); // once what was swapped in has settled
  });
}
