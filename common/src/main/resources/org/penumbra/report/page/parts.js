const report = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const colourOf = (label) => (label === 1 ? 'var(--positive)' : 'var(--negative)');
const nameOf = (label) => (label === 1 ? report.headline.positive : report.headline.negative);
const whole = d3.format(',');

const kappa = (interval) => (interval && interval.estimate !== null
  ? `${interval.estimate.toFixed(2)} [${bound(interval.low)}, ${bound(interval.high)}]` : '–');
const bound = (value) => (value === null ? '–' : value.toFixed(2));
const share = (value) => (value === null || value === undefined ? '–' : `${Math.round(100 * value)} %`);
const plain = (value, digits) => (value === null || value === undefined ? '–' : value.toFixed(digits));

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) show(made, String(text));
  if (kind) made.className = kind;
  return made;
}

// Cells that are numbers or begin like one stand at the right.
function table(id, heads, rows) {
  const target = byId(id);
  const right = heads.map((head, column) => rows.some((row) => typeof row[column] === 'number'));
  const line = (cells, kind) => {
    const made = document.createElement('tr');
    cells.forEach((cell, column) => made.append(
      element(kind, typeof cell === 'number' ? whole(cell) : cell, right[column] ? 'number' : '')));
    return made;
  };
  const head = document.createElement('thead');
  head.append(line(heads, 'th'));
  const body = document.createElement('tbody');
  body.append(...rows.map((row) => line(row, 'td')));
  target.replaceChildren(head, body);
  if (rows.length === 0) target.replaceChildren(element('caption', 'none'));
}

function options(select, first, cells) {
  select.append(new Option(first, ''));
  cells.forEach((cell) => select.append(new Option(cell, cell)));
}

function key(target, entries) {
  target.replaceChildren(...entries.map(([name, colour]) => {
    const made = element('span', name);
    made.style.setProperty('--colour', colour);
    return made;
  }));
}

// An item with all that is known of it.
function itemCard(place) {
  const item = report.items[place];
  const side = element('div', undefined, 'side');
  side.style.setProperty('--colour', colourOf(item.label));
  const text = element('div', item.text + (item.cut ? '…' : ''), 'text');
  text.dir = 'auto';
  side.append(
    element('div', `predicted ${nameOf(item.label)}, cluster ${item.label === 1 ? 'p' : 'n'}${item.cluster}, score ${plain(item.score, 3)}, ${item.id}`, 'tag'),
    text, element('div', said(item), 'tag'));
  return side;
}

function said(item) {
  if (item.answers.length === 0) return 'experts: not asked';
  const came = item.verdict === null ? 'undecided' : nameOf(item.verdict);
  return `experts: ${came} (${item.answers.map((given) => `${given.rater} ${given.answer}`).join(', ')})`;
}
