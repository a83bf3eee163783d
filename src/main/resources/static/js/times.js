// Keeps relative times current and shows clock times in the zone of the person who reads.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes('zone=')) {
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}

const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const units = [[86400, 172800, 'd'], [3600, 3600, 'h'], [60, 60, 'min'], [1, 0, 's']];

function relative(moment) {
  const seconds = Math.round((Date.now() - moment) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return 'just now';
  const [size, , unit] = units.find(([, from]) => distance >= from);
  const amount = `${Math.floor(distance / size)} ${unit}`;
  return seconds < 0 ? `in ${amount}` : `${amount} ago`;
}

// In two units at most, as Times.until says it.
function until(moment) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  if (seconds <= 0) return seconds > -5 ? 'now' : relative(moment);
  return `in ${span(seconds)}`;
}

// Two units at most: 42 s, 2 min 4 s, 9 d 4 h; as Times.duration says it.
function span(seconds) {
  if (seconds < 60) return `${seconds} s`;
  const [size, part, large, small] =
    seconds < 3600 ? [60, 1, 'min', 's'] : seconds < 172800 ? [3600, 60, 'h', 'min'] : [86400, 3600, 'd', 'h'];
  const rest = Math.floor((seconds % size) / part);
  return `${Math.floor(seconds / size)} ${large}${rest ? ` ${rest} ${small}` : ''}`;
}

function refresh() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll('time[data-elapsed], time[data-left]')) {
    const past = Math.floor((Date.now() - Date.parse(time.dateTime)) / 1000);
    const text = span(Math.max(0, 'left' in time.dataset ? -past : past));
    if (time.textContent !== text) time.textContent = text;
  }
  for (const time of document.querySelectorAll('time[data-relative], time[data-countdown]')) {
    const moment = Date.parse(time.dateTime);
    if (Number.isNaN(moment)) continue;
    const text = 'countdown' in time.dataset ? until(moment) : relative(moment);
    if (time.textContent !== text) time.textContent = text;
  }
}

function localize(root) {
  for (const time of root.querySelectorAll('time[data-relative], time[data-countdown], time[data-clock]')) {
    const moment = Date.parse(time.dateTime);
    if (Number.isNaN(moment)) continue;
    time.title = full.format(moment);
    if ('clock' in time.dataset) time.textContent = clock.format(moment);
  }
  refresh();
}

localize(document);
document.addEventListener('htmx:afterSettle', (event) => localize(event.detail.target));
setInterval(refresh, 1000);
