// Rows that are selected to be planned together: says how many, and Shift takes all from the one before. The rows may
// be read again at any time, so nothing is kept but the last one.
let last;

function boxes(form) {
  return [...form.elements].filter((box) => box.type === 'checkbox' && (box.name === 'item' || box.name === 'service'));
}

function count(form) {
  const all = boxes(form);
  const place = form.querySelector('[data-count]');
  if (place && all.length) place.textContent = `${all.filter((box) => box.checked).length} of ${all.length} selected`;
}

document.addEventListener('click', (event) => {
  const form = event.target.form;
  if (!form?.matches?.('[data-selection]')) return;
  const all = boxes(form);
  const at = all.indexOf(event.target);
  if (at < 0) return;
  const before = all.indexOf(last);
  if (event.shiftKey && before >= 0) {
    for (const box of all.slice(Math.min(at, before), Math.max(at, before) + 1)) box.checked = event.target.checked;
  }
  last = event.target;
  count(form);
});
document.querySelectorAll('form[data-selection]').forEach(count);
