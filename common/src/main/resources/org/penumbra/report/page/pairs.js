const AT_A_TIME = 20;
const asked = (item) => item.answers.length > 0;
const against = (item) => item.verdict !== null && item.verdict !== item.label;
const split = (item) => new Set(item.answers.map((given) => given.answer)).size > 1;
const GAP = (pair) => Math.abs(report.items[pair.positive].score - report.items[pair.negative].score);

const FILTERS = {
  '': () => true,
  asked: (items) => items.some(asked),
  against: (items) => items.some(against),
  split: (items) => items.some(split),
  open: (items) => !items.some(asked),
};

let pairsShown = AT_A_TIME;

function pairCard(pair) {
  const card = element('div', undefined, 'pair card');
  const sides = element('div', undefined, 'sides');
  sides.append(itemCard(pair.positive), itemCard(pair.negative));
  card.append(element('div', `${pair.cell}, similarity ${plain(pair.similarity, 3)}, neighbour ${pair.rank}, ${pair.id}`, 'tag'), sides);
  return card;
}

function listPairs() {
  const wanted = byId('search').value.trim().toLocaleLowerCase();
  const cell = byId('pair-cell').value;
  const found = report.pairs.filter((pair) => {
    const items = [report.items[pair.positive], report.items[pair.negative]];
    return (!cell || pair.cell === cell) && FILTERS[byId('pair-asked').value](items)
      && (!wanted || items.some((item) => item.text.toLocaleLowerCase().includes(wanted) || item.id === wanted));
  });
  const order = byId('pair-order').value;
  if (order === 'similar') found.sort((one, other) => other.similarity - one.similarity);
  if (order === 'scores') found.sort((one, other) => GAP(one) - GAP(other));
  byId('pair-count').textContent = `${whole(found.length)} of ${whole(report.pairs.length)} pairs in this report; `
    + `${whole(d3.sum(report.cells, (one) => one.pairs))} in the run's overlapping clusters`;
  byId('pair-list').replaceChildren(...found.slice(0, pairsShown).map(pairCard));
  byId('pair-more').hidden = found.length <= pairsShown;
}

options(byId('pair-cell'), 'all', [...new Set(report.pairs.map((pair) => pair.cell))].sort());
for (const id of ['search', 'pair-cell', 'pair-asked', 'pair-order']) {
  byId(id).addEventListener(id === 'search' ? 'input' : 'change', () => {
    pairsShown = AT_A_TIME;
    listPairs();
  });
}
byId('pair-more').addEventListener('click', () => {
  pairsShown += AT_A_TIME;
  listPairs();
});
listPairs();
