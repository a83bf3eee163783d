// Sets text and attributes of leaf elements by id and never replaces one, so focus stays where it is.
document.addEventListener('slipway:patch', (event) => apply(event.detail));

function apply(data) {
  for (const patch of JSON.parse(data)) {
    const element = document.getElementById(patch.id);
    if (!element) continue;
    if (patch.text != null && element.textContent !== patch.text) element.textContent = patch.text;
    for (const [name, value] of Object.entries(patch.attributes ?? {})) set(element, name, value);
    if (patch.id === 'page-title') document.title = patch.text;
  }
  document.dispatchEvent(new CustomEvent('slipway:patched'));
}

function set(element, name, value) {
  if (/^on/i.test(name) || name === 'style' || name === 'srcdoc' || /^hx-/i.test(name)) return;
  if (name === 'href' && !/^\/(?!\/)/.test(value ?? '/')) return;
  if (value == null) return element.removeAttribute(name);
  if (element.getAttribute(name) === value) return;
  element.setAttribute(name, value);
  const news = name === 'data-announce' || (name === 'aria-label' && element === document.activeElement);
  if (news && value) document.dispatchEvent(new CustomEvent('slipway:announce', { detail: value }));
}
