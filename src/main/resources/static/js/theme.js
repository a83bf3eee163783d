// The choice of theme holds at once; the server keeps it in a cookie.
const form = document.querySelector('[data-theme-form]');
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const theme = event.submitter.value;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', button.value === theme);
  event.submitter.removeAttribute('aria-busy');
  const body = new URLSearchParams(new FormData(form));
  body.set('theme', theme);
  fetch(form.action, { method: 'POST', body, redirect: 'manual' });
});
