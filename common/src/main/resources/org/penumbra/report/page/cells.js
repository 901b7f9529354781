// A card per overlapping pair of clusters.
function cellCard(cell) {
  const card = element('div', undefined, 'cell card');
  const title = element('h3', `${cell.name}: overlap ${plain(cell.overlap, 2)} ± ${plain(cell.standard_error, 2)}, ${cell.relation}`);
  const look = element('button', 'On the map');
  look.type = 'button';
  look.addEventListener('click', () => {
    poolMap.choose(cell.name);
    byId('pool').scrollIntoView();
  });
  const read = element('button', 'Its pairs');
  read.type = 'button';
  read.addEventListener('click', () => {
    byId('pair-cell').value = cell.name;
    byId('pair-cell').dispatchEvent(new Event('change'));
    byId('pairs').scrollIntoView();
  });
  const bar = element('div', undefined, 'bar');
  bar.append(element('span', `distance of the centroids ${plain(cell.distance, 3)}, ${whole(cell.pairs)} pairs`), look, read);
  const sides = element('div', undefined, 'sides');
  sides.append(...[[1, cell.positive], [0, cell.negative]].map(([label, side]) => {
    const made = element('div', undefined, 'side');
    made.style.setProperty('--colour', colourOf(label));
    made.append(
      element('div', `predicted ${nameOf(label)}: ${whole(side.items)} items, radius ${plain(side.radius, 3)}, lift ${plain(side.lift, 2)}`),
      element('div', `experts: ${side.said_positive} ${nameOf(1)}, ${side.said_negative} ${nameOf(0)}, ${side.said_nothing} undecided`));
    for (const place of side.examples) {
      const text = element('p', report.items[place].text + (report.items[place].cut ? '…' : ''), 'text');
      text.dir = 'auto';
      made.append(text);
    }
    return made;
  }));
  card.append(title, bar, sides);
  return card;
}
byId('cells').append(...report.cells.slice(0, 8).map(cellCard));
if (report.cells.length > 8) {
  const more = element('details');
  more.append(element('summary', `${report.cells.length - 8} more`), ...report.cells.slice(8).map(cellCard));
  byId('cells').append(more);
}
if (report.cells.length === 0) byId('cells').append(element('p', 'No clusters overlap.', 'soft'));
