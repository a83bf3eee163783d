// Rows that are selected to be planned together: says how many, and Shift takes all from the one before.
const form = document.querySelector('form[data-selection]');
const boxes = form ? [...form.querySelectorAll('input[type="checkbox"][name="item"]')] : [];
let last;

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  const place = form.querySelector('[data-count]');
  if (place) place.textContent = `${chosen} of ${boxes.length} selected`;
}

form?.addEventListener('click', (event) => {
  const at = boxes.indexOf(event.target);
  if (at < 0) return;
  if (event.shiftKey && last !== undefined) {
    const [first, end] = [Math.min(at, last), Math.max(at, last)];
    for (const box of boxes.slice(first, end + 1)) box.checked = event.target.checked;
  }
  last = at;
  count();
});
if (boxes.length) count();
