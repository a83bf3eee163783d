// Copy buttons.
document.addEventListener('click', async (event) => {
  const copy = event.target.closest('[data-copy]');
  if (!copy) return;
  await navigator.clipboard.writeText(copy.parentElement.querySelector('code').textContent);
  document.dispatchEvent(new CustomEvent('slipway:announce', { detail: 'Copied.' }));
});
