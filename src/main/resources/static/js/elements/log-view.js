// A log that follows its end until somebody scrolls up, with find and wrap. At most 500 lines stay.
class LogView extends HTMLElement {
  connectedCallback() {
    this.lines = this.querySelector('.log');
    this.note = this.querySelector('[data-note]');
    this.follow = this.querySelector('[data-follow]');
    this.find = this.querySelector('[data-find]');
    this.missed = 0;
    this.querySelector('[data-wrap]').addEventListener('change', (event) =>
      this.lines.classList.toggle('log-wrap', event.target.checked));
    this.follow.addEventListener('change', () => this.end());
    this.find.addEventListener('input', () => [...this.lines.children].forEach((line) => this.mark(line)));
    this.lines.addEventListener('scroll', () => {
      const atEnd = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 24;
      if (this.follow.checked !== atEnd) this.follow.checked = atEnd;
      if (atEnd) this.end();
    });
    this.open();
    this.seen = () => (document.hidden ? this.stream?.close() : this.open());
    document.addEventListener('visibilitychange', this.seen);
  }

  disconnectedCallback() {
    this.stream?.close();
    document.removeEventListener('visibilitychange', this.seen);
  }

  open() {
    this.stream?.close();
    if (document.hidden) return;
    this.stream = new EventSource(this.dataset.url);
    this.stream.onopen = () => {
      this.lines.replaceChildren();
      this.note.textContent = 'Following the log.';
    };
    this.stream.addEventListener('line', (event) => this.add(event.data));
    this.stream.addEventListener('note', (event) => (this.note.textContent = event.data));
    this.stream.addEventListener('end', (event) => {
      this.note.textContent = event.data || 'The log has ended.';
      this.stream.close();
    });
    this.stream.onerror = () => (this.note.textContent = 'The log is interrupted. Trying again.');
  }

  add(text) {
    const line = document.createElement('div');
    line.textContent = text;
    this.mark(line);
    this.lines.append(line);
    while (this.lines.childElementCount > 500) this.lines.firstElementChild.remove();
    if (this.follow.checked) this.end();
    else this.note.textContent = `${++this.missed} new ${this.missed === 1 ? 'line' : 'lines'}`;
  }

  mark(line) {
    const wanted = this.find.value.toLowerCase();
    line.classList.toggle('log-found', wanted !== '' && line.textContent.toLowerCase().includes(wanted));
  }

  end() {
    if (!this.follow.checked) return;
    this.lines.scrollTop = this.lines.scrollHeight;
    if (this.missed) this.note.textContent = 'Following the log.';
    this.missed = 0;
  }
}
customElements.define('log-view', LogView);
