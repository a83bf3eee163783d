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

function refresh() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll('time[data-relative], time[data-countdown]')) {
    const moment = Date.parse(time.dateTime);
    if (Number.isNaN(moment)) continue;
    const text = relative(moment);
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
