// The keyboard map (the sheet behind "?"). Keys lead to pages and forms; none starts or approves anything. Single
// letters can be turned off under /me; the arrows in the matrix stay.
const GO = { m: '/', s: '/services', d: '/deployments', a: '/approvals', u: '/audit' };
const PATIENCE = 1500;
let leads = 0;

function tell(text) {
  document.dispatchEvent(new CustomEvent('slipway:announce', { detail: text }));
}

function shown(elements) {
  return [...elements].filter((element) => element.checkVisibility());
}

function rows() {
  return shown(document.querySelectorAll('main :is(tbody tr:not(.matrix-group), .lines > li)')).filter((row) => row.querySelector('a'));
}

function rowInFocus() {
  return document.activeElement.closest('main :is(tbody tr, .lines > li)');
}

function row(step) {
  const all = rows();
  const at = all.indexOf(rowInFocus());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  next?.querySelector('a').focus();
}

// "/services/x/env/y" or "/services/x" of what has the focus, else of the page.
function place() {
  const links = [document.activeElement, rowInFocus()?.querySelector('a[href*="/env/"], a[href^="/services/"]')];
  const paths = links.map((link) => link?.getAttribute?.('href') ?? '').concat(location.pathname);
  for (const path of paths) {
    const found = path.match(/^\/services\/([a-z0-9-]+)(?:\/env\/([a-z0-9-]+))?/);
    if (found && found[1] !== 'new') return { service: found[1], environment: found[2], here: path === location.pathname };
  }
  return null;
}

// What the page itself offers counts most: it knows what cannot be done, and why.
function plan(kind, word) {
  const at = place();
  if (!at || at.here) {
    const link = document.querySelector(`main a[href*="/plans/new?"][href*="kind=${kind}"]`);
    if (link) return link.click();
    const off = shown(document.querySelectorAll('main button[aria-disabled="true"]')).find((button) => button.textContent.trim() === word);
    if (off) return tell(`${word}: ${document.getElementById(off.getAttribute('aria-describedby'))?.textContent.trim() ?? 'cannot work now'}`);
  }
  if (!at) return tell(`${word}: go to a service or a cell of the matrix first.`);
  const query = new URLSearchParams({ service: at.service, kind });
  if (at.environment) query.set('environment', at.environment);
  location.assign(`/plans/new?${query}`);
}

function log() {
  const link = document.querySelector('main a[href*="/logs"], main a[href$="#log"]');
  if (link) return link.click();
  const at = place();
  if (at?.environment) location.assign(`/services/${at.service}/env/${at.environment}/logs`);
  else tell('Log: go to a cell of the matrix first.');
}

function filter() {
  const field = shown(document.querySelectorAll('main [role="search"] input:not([type="hidden"]), main .toolbar :is(input:not([type="hidden"]), select)'))[0];
  if (field) field.focus();
  else document.dispatchEvent(new CustomEvent('slipway:palette'));
}

function select() {
  rowInFocus()?.querySelector('input[type="checkbox"]')?.click();
}

function sheet() {
  const dialog = document.getElementById('keys-sheet');
  dialog?.showModal();
  window.htmx?.trigger('#keys-list', 'keys');
}

function go(letter) {
  leads = 0;
  shown(document.querySelectorAll(`header a[href="${GO[letter]}"], nav a[href="${GO[letter]}"]`))[0]?.click();
}

const LETTERS = {
  g: () => { leads = Date.now(); },
  d: () => plan('rollout', 'Deploy'),
  b: () => plan('rollback', 'Roll back'),
  l: log,
  x: select,
  j: () => row(1),
  k: () => row(-1),
  '/': filter,
  '?': sheet,
};

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// To the next cell that holds a link, over those that hold none.
function step([right, down]) {
  const cell = document.activeElement.closest('.matrix tbody :is(td, th)');
  const all = cell && [...cell.closest('table').rows].filter((each) => each.checkVisibility());
  for (let x = cell?.cellIndex + right, y = all?.indexOf(cell.parentElement) + down; all?.[y]?.cells[x]; x += right, y += down) {
    const link = all[y].matches('.matrix-group, thead *') ? null : all[y].cells[x].querySelector('a');
    if (link) {
      link.focus();
      return true;
    }
  }
  return Boolean(cell);
}

document.addEventListener('keydown', (event) => {
  const busy = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const typing = event.target.closest?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
  if (busy || typing || document.querySelector('dialog[open], :popover-open')) return;
  if (STEPS[event.key]) {
    if (step(STEPS[event.key])) event.preventDefault();
    return;
  }
  if (document.body.dataset.keys === 'off') return;
  const leading = Date.now() - leads < PATIENCE && GO[event.key];
  const act = leading ? () => go(event.key) : LETTERS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
