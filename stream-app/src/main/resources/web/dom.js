// Builds elements. Data only ever becomes text or attributes, never markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.setAttribute('class', value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element: el('p', {class: 'quiet'}, 'text', other). */
export const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** The same in SVG. */
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** Replaces what an element holds. */
export function show(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
}

/** Writes text only where it differs, so that live regions speak once. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A table: rows of cells that are text or elements; numbers are set right. */
export function table(caption, heads, rows) {
  const side = value => typeof value === 'number' || /^[\d.,–%\s/]+(ms|s|min)?$/.test(value) ? 'number' : null;
  const cell = (value, i) => el(i === 0 ? 'th' : 'td', {scope: i === 0 ? 'row' : null, class: side(value)}, value ?? '–');
  return el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption}, el('table', {},
    el('caption', {class: 'unseen'}, caption),
    el('thead', {}, el('tr', {}, heads.map((head, i) => el('th', {scope: 'col', class: side(rows[0]?.[i])}, head)))),
    el('tbody', {}, rows.map(row => el('tr', {}, row.map(cell))))));
}

/** A heading with a body. */
export const panel = (title, ...children) => el('section', {class: 'panel'}, el('h2', {}, title), children);

/** Asks before something is done; resolves to the form's data, or null if the person thinks better of it. */
export function ask({title, lines, action, field, danger = false}) {
  return new Promise(resolve => {
    const input = field && el('textarea', {id: 'answer', required: true, maxlength: 500, rows: 2});
    const before = document.activeElement;
    const answer = given => {
      dialog.remove();
      before?.focus?.();
      resolve(given);
    };
    const dialog = el('dialog', {'aria-labelledby': 'dialog-title', onclose: () => answer(null)},
      el('form', {onsubmit: event => {
        event.preventDefault();
        answer({text: input?.value.trim() ?? ''});
      }},
      el('h2', {id: 'dialog-title'}, title),
      lines.map(line => el('p', {}, line)),
      field && el('label', {for: 'answer'}, field),
      input,
      el('p', {class: 'buttons'},
        el('button', {type: 'button', onclick: () => answer(null)}, 'Cancel'),
        el('button', {type: 'submit', class: danger ? 'danger' : 'primary'}, action))));
    document.body.append(dialog);
    dialog.showModal();
    (input ?? dialog.querySelector('button')).focus();
  });
}

/** Says that something went wrong, until it is put away. */
export function alarm(text, ...actions) {
  const line = el('p', {}, text, ' ', actions, el('button', {type: 'button', onclick: () => line.remove()}, 'Put away'));
  document.getElementById('alerts').append(line);
  return line;
}
