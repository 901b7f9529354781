const RUNS = [['A', report.first, 'var(--accent)'], ['B', report.second, 'var(--positive)']];
const NAMES = {
  experts: 'experts with one another', model: 'model with experts', natural: 'model, weighted back to the corpus',
  tuned: 'tuned language model with experts', holdout: 'model with the truth of a holdout',
};
const FIRST = Object.keys(NAMES);
const kappas = d3.sort(report.kappas, (one) => FIRST.indexOf(one.name));
const nameOfKappa = (name) => NAMES[name] ?? name;
const last = (run) => run.rounds[run.rounds.length - 1];
const decided = (round) => (round.verdict ?? 'not decided').replaceAll('_', ' ');

// What the difference of the model's kappa says, as far as it says anything.
function sentence() {
  const model = report.kappas.find((one) => one.name === 'model');
  if (!model || model.difference.estimate === null) return 'A and B: the models\' agreement was not measured in both';
  const { estimate, low, high } = model.difference;
  if (low <= 0 && high >= 0) return `No difference is certain between the models of A and B: kappa ${signed(model.difference)}`;
  return `The model of ${estimate > 0 ? 'B' : 'A'} agrees better with the experts: kappa, B less A, ${signed(model.difference)}`;
}

function signed(interval) {
  return `${interval.estimate > 0 ? '+' : ''}${kappa(interval)}`;
}

// Each kappa is a line, each run a point in it with its interval.
function dots(id, label, colours, valuesOf, zero) {
  const rows = kappas.filter((one) => valuesOf(one).some((value) => value.estimate !== null));
  if (rows.length === 0) return byId(id).append(element('p', 'Not measured.', 'soft'));
  const width = 460, height = 40 + 46 * rows.length;
  const bounds = rows.flatMap((one) => valuesOf(one)).filter((value) => value.estimate !== null)
    .flatMap((value) => [value.low ?? value.estimate, value.high ?? value.estimate]);
  const x = d3.scaleLinear([Math.min(0, d3.min(bounds)), zero ? Math.max(0, d3.max(bounds)) : 1], [14, width - 14]).nice();
  const svg = d3.select(byId(id)).append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img').attr('aria-label', label);
  svg.append('g').attr('transform', `translate(0,${height - 22})`).call(d3.axisBottom(x).ticks(6));
  svg.append('line').attr('x1', x(0)).attr('x2', x(0)).attr('y1', 4).attr('y2', height - 22).attr('stroke', 'var(--line)');
  rows.forEach((one, row) => {
    svg.append('text').attr('x', 14).attr('y', 16 + 46 * row).text(nameOfKappa(one.name));
    valuesOf(one).forEach((value, place) => {
      if (value.estimate === null) return;
      const y = 26 + 46 * row + 9 * place;
      const group = svg.append('g').attr('stroke', colours[place]).attr('fill', colours[place]);
      if (value.low !== null && value.high !== null) {
        group.append('line').attr('stroke-width', 2).attr('x1', x(value.low)).attr('x2', x(value.high)).attr('y1', y).attr('y2', y);
      }
      group.append('circle').attr('r', 4).attr('cx', x(value.estimate)).attr('cy', y).append('title').text(kappa(value));
    });
  });
}

document.title = 'Comparison of two runs';
byId('verdict').textContent = sentence();
for (const [letter, run] of RUNS) {
  const box = document.createElement('div');
  const figure = element('dd', `Round ${last(run).round}: ${decided(last(run))}`);
  figure.append(element('small', `${whole(last(run).items)} items, ${whole(last(run).answers)} answers`));
  box.append(element('dt', `${letter}: ${run.name}`), figure);
  byId('runs').append(box);
}

dots('kappa-each', 'Kappas of both runs', RUNS.map((run) => run[2]), (one) => [one.first, one.second], false);
const legend = element('div', undefined, 'key');
key(legend, RUNS.map(([letter, , colour]) => [letter, colour]));
byId('kappa-each').append(legend);
dots('kappa-difference', 'Differences of kappas', ['var(--ink)'], (one) => [one.difference], true);

table('kappas', ['kappa', 'A', 'B', 'B less A'],
  kappas.map((one) => [nameOfKappa(one.name), kappa(one.first), kappa(one.second), one.difference.estimate === null ? '–' : signed(one.difference)]));
table('rounds', ['run', 'round', 'items', 'answers', 'experts', 'model, eval', 'model, natural', 'holdout', 'verdict'],
  RUNS.flatMap(([letter, run]) => run.rounds.map((round) => [letter, String(round.round), round.items, round.answers,
    kappa(round.kappas.experts), kappa(round.kappas.model), kappa(round.kappas.natural), kappa(round.kappas.holdout), decided(round)])));
table('batch-table', ['round', 'A, items', 'B, items', 'in both'], report.batches.map((batch) => [batch.round, batch.first, batch.second, batch.common]));
byId('no-setting').hidden = report.settings.length > 0;
byId('setting-table').hidden = report.settings.length === 0;
table('setting-table', ['setting or source', 'A', 'B'], report.settings.map((one) => [one.key, one.first ?? '–', one.second ?? '–']));
