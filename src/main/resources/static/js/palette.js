// The palette: Ctrl K or Cmd K opens it, the arrows choose, Enter goes there. The list comes from the server; the
// focus stays in the field, which names the chosen option. What was opened lately stays in this browser.
const palette = document.getElementById('palette');
const field = document.getElementById('palette-field');
const results = document.getElementById('palette-results');
const MOST = 6;
const THING = /^\/(services|systems|environments|teams|people|clusters|deployments|plans)\/(?!new$|compare$)[^/]+(\/env\/[^/]+)?$/;
let waitsToGo = false;
let before;

function list() {
  return results.querySelector('[data-query]');
}

function options() {
  return [...results.querySelectorAll('[role="option"]')];
}

function choose(option) {
  for (const other of results.querySelectorAll('[aria-selected="true"]')) other.setAttribute('aria-selected', 'false');
  if (!option) return field.removeAttribute('aria-activedescendant');
  option.setAttribute('aria-selected', 'true');
  field.setAttribute('aria-activedescendant', option.id);
  option.scrollIntoView({ block: 'nearest' });
}

function move(step) {
  const all = options();
  const at = all.findIndex((option) => option.id === field.getAttribute('aria-activedescendant'));
  if (all.length) choose(all[(at + step + all.length) % all.length]);
}

function open() {
  if (!palette.open) {
    before = document.activeElement;
    palette.showModal();
  }
  field.focus();
  field.select();
  window.htmx?.trigger(field, 'palette');
}

// Enter may come before the answer to the last letter: what is chosen then is not what was meant.
function go() {
  if (list()?.dataset.query !== `=${field.value}`) {
    waitsToGo = true;
    return;
  }
  waitsToGo = false;
  const chosen = results.querySelector('[aria-selected="true"]');
  if (chosen?.matches('[aria-disabled]')) tell(chosen.textContent.trim());
  else if (chosen) chosen.click();
}

function tell(text) {
  document.getElementById('palette-said').textContent = text;
}

function answered() {
  if (!field.value) recall();
  const all = options();
  field.setAttribute('aria-expanded', String(all.length > 0));
  choose(all.find((option) => !option.matches('[aria-disabled]')) ?? all[0]);
  tell(list()?.dataset.said ?? '');
  if (waitsToGo) go();
}

function recent() {
  try {
    return JSON.parse(localStorage.getItem(`slipway-recent-${palette.dataset.person}`)) ?? [];
  } catch {
    return [];
  }
}

function keep(things) {
  try {
    localStorage.setItem(`slipway-recent-${palette.dataset.person}`, JSON.stringify(things));
  } catch { /* A browser that keeps nothing does without. */ }
}

function remember() {
  const here = location.pathname;
  if (!THING.test(here) || document.querySelector('main[data-failure]')) return;
  const thing = { href: here, title: document.title.replace(/ · Slipway$/, '') };
  keep([thing, ...recent().filter((other) => other.href !== here)].slice(0, MOST + 1));
}

function recall() {
  const things = recent().filter((thing) => THING.test(thing.href) && thing.href !== location.pathname).slice(0, MOST);
  if (!things.length || !list()?.matches('[role="listbox"]')) return;
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Opened lately');
  const head = document.createElement('p');
  head.className = 'palette-group';
  head.setAttribute('role', 'presentation');
  head.textContent = 'Opened lately';
  group.append(head, ...things.map(drawn));
  list().prepend(group);
}

function drawn(thing, at) {
  const option = document.createElement('a');
  option.className = 'palette-option';
  option.id = `palette-recent-${at}`;
  option.href = thing.href;
  option.tabIndex = -1;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.textContent = thing.title;
  return option;
}

const KEYS = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: go };

if (palette) {
  remember();
  for (const link of document.querySelectorAll('[data-palette]')) {
    link.setAttribute('role', 'button');
    link.setAttribute('aria-haspopup', 'dialog');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      open();
    });
  }
  document.addEventListener('slipway:palette', open);
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open();
  });
  field.addEventListener('keydown', (event) => {
    if (!KEYS[event.key] || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  field.addEventListener('input', () => { waitsToGo = false; });
  palette.querySelector('[data-palette-close]').addEventListener('click', () => palette.close());
  palette.addEventListener('click', (event) => { if (event.target === palette) palette.close(); });
  palette.addEventListener('close', () => {
    waitsToGo = false;
    // The browser gives the focus back, but not to what took the place of what had it.
    if (!before.isConnected) document.getElementById(before.id)?.focus();
  });
  results.addEventListener('htmx:afterSwap', answered);
  document.querySelector('form[action$="/sign-out"]')?.addEventListener('submit', () => keep([]));
}
