// A hostile text as nodes: letters stay letters, and what is invisible or turns the direction is shown by its number.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/u;

function show(element, text) {
  element.replaceChildren();
  let plain = '';
  const flush = () => { element.append(plain); plain = ''; };
  for (const letter of text) {
    if (INVISIBLE.test(letter) && letter !== '\r') {
      flush();
      const mark = document.createElement('span');
      mark.className = 'mark';
      mark.textContent = `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
      element.append(mark);
    } else {
      plain += letter;
    }
  }
  flush();
}
