// What is kept is what is shown: htmx may have changed the filters since the page came.
document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-here]');
  if (link) link.href = `/views?from=${encodeURIComponent(location.pathname + location.search)}`;
});

// Copy buttons.
document.addEventListener('click', async (event) => {
  const copy = event.target.closest('[data-copy]');
  if (!copy) return;
  await navigator.clipboard.writeText(copy.parentElement.querySelector('code').textContent);
  document.dispatchEvent(new CustomEvent('slipway:announce', { detail: 'Copied.' }));
});
