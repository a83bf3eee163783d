// Reads a chosen file into a text area: forms of the portal send text, never files.
class FileText extends HTMLElement {
  connectedCallback() {
    const area = document.getElementById(this.dataset.into);
    if (!area || this.firstChild) return;
    this.className = 'field';
    const label = document.createElement('label');
    label.className = 'field-label';
    label.textContent = 'Choose a file, or paste it below';
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.yaml,.yml,application/yaml,text/plain';
    input.id = `${this.dataset.into}-file`;
    label.htmlFor = input.id;
    input.addEventListener('change', async () => {
      const [file] = input.files;
      // The portal takes no form beyond 1 MB.
      const large = file && file.size > 1000000;
      input.setCustomValidity(large ? 'This file is larger than 1 MB.' : '');
      input.reportValidity();
      if (file && !large) area.value = await file.text();
    });
    this.append(label, input);
  }
}
customElements.define('file-text', FileText);
