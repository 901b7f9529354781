const WIDTH = 460;
const HEIGHT = 270;
const MARGIN = { top: 10, right: 12, bottom: 34, left: 38 };

function canvas(id, label) {
  return d3.select(byId(id)).append('svg').attr('viewBox', `0 0 ${WIDTH} ${HEIGHT}`).attr('role', 'img').attr('aria-label', label);
}

function axes(svg, x, y, below) {
  svg.append('g').attr('transform', `translate(0,${HEIGHT - MARGIN.bottom})`).call(below);
  svg.append('g').attr('transform', `translate(${MARGIN.left},0)`).call(d3.axisLeft(y).ticks(5));
}

// Lines of estimates, each with its interval; a point's title says the figure.
function intervals(id, label, series) {
  const shown = series.filter((one) => one.points.length > 0);
  if (shown.length === 0) return byId(id).append(element('p', 'Not measured in this run.', 'soft'));
  const all = shown.flatMap((one) => one.points);
  const svg = canvas(id, label);
  const x = d3.scaleLinear(d3.extent(all, (point) => point.items), [MARGIN.left + 16, WIDTH - MARGIN.right - 16]);
  const y = d3.scaleLinear([Math.min(0, d3.min(all, (point) => point.value.low ?? point.value.estimate)), 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  axes(svg, x, y, d3.axisBottom(x).tickValues([...new Set(all.map((point) => point.items))].slice(0, 8)).tickFormat(whole));
  svg.append('text').attr('x', WIDTH / 2).attr('y', HEIGHT - 2).attr('text-anchor', 'middle').text('items labelled');
  shown.forEach((one, place) => {
    const shift = (place - (shown.length - 1) / 2) * 5;
    const group = svg.append('g').attr('transform', `translate(${shift},0)`).attr('stroke', one.colour).attr('fill', one.colour);
    group.append('path').attr('fill', 'none').attr('stroke-width', 1.5)
      .attr('d', d3.line((point) => x(point.items), (point) => y(point.value.estimate))(one.points));
    const points = group.selectAll('g').data(one.points).join('g');
    points.filter((point) => point.value.low !== null && point.value.high !== null).append('line').attr('stroke-width', 2).attr('opacity', .6)
      .attr('x1', (point) => x(point.items)).attr('x2', (point) => x(point.items))
      .attr('y1', (point) => y(point.value.low)).attr('y2', (point) => y(point.value.high));
    points.append('circle').attr('r', 4).attr('cx', (point) => x(point.items)).attr('cy', (point) => y(point.value.estimate))
      .append('title').text((point) => `${one.name}, ${whole(point.items)} items: ${kappa(point.value)}`);
  });
  const legend = element('div', undefined, 'key');
  key(legend, shown.map((one) => [one.name, one.colour]));
  byId(id).append(legend);
}

const ofRounds = (name) => report.rounds.filter((round) => round.kappas[name])
  .map((round) => ({ items: round.items, value: round.kappas[name] }));

intervals('kappa-eval', 'Kappa by items labelled, on the evaluation items', [
  { name: 'experts with one another (ceiling)', colour: 'var(--neutral)', points: ofRounds('experts') },
  { name: 'model with experts', colour: 'var(--accent)', points: ofRounds('model') },
  { name: 'the same, weighted back to the corpus', colour: 'var(--negative)', points: ofRounds('natural') },
  { name: 'tuned language model with experts', colour: 'var(--positive)', points: ofRounds('tuned') },
]);
const armColours = ['var(--neutral)', 'var(--positive)', 'var(--negative)'];
intervals('kappa-holdout', 'Kappa by items labelled, on the holdout', [
  { name: 'this loop', colour: 'var(--accent)', points: ofRounds('holdout') },
  ...report.arms.map((arm, place) => ({
    name: arm.name, colour: armColours[place % 3], points: arm.points.map((point) => ({ items: point.items, value: point.kappa })),
  })),
]);

function positives() {
  const bars = report.rounds.flatMap((round) => round.batch.map((arm) => ({ round: round.round, ...arm })));
  if (bars.length === 0) return byId('positives').append(element('p', 'No labels yet.', 'soft'));
  const arms = [...new Set(bars.map((bar) => bar.arm))];
  const svg = canvas('positives', 'Positive and negative items of each batch, by arm');
  const x = d3.scaleBand(report.rounds.map((round) => round.round), [MARGIN.left, WIDTH - MARGIN.right]).padding(.25);
  const inner = d3.scaleBand(arms, [0, x.bandwidth()]).padding(.1);
  const y = d3.scaleLinear([0, d3.max(bars, (bar) => bar.positive + bar.negative + bar.undecided)], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  axes(svg, x, y, d3.axisBottom(x).tickFormat((round) => {
    const of = bars.filter((bar) => bar.round === round);
    const all = d3.sum(of, (bar) => bar.positive + bar.negative + bar.undecided);
    return `${round}: ${share(d3.sum(of, (bar) => bar.positive) / all)}`;
  }));
  svg.append('text').attr('x', WIDTH / 2).attr('y', HEIGHT - 2).attr('text-anchor', 'middle')
    .text(`round: share of positives; bars from the left: ${arms.join(', ')}`);
  for (const bar of bars) {
    let from = 0;
    for (const [name, colour] of [['positive', 'var(--positive)'], ['negative', 'var(--negative)'], ['undecided', 'var(--neutral)']]) {
      svg.append('rect').attr('x', x(bar.round) + inner(bar.arm)).attr('width', inner.bandwidth()).attr('fill', colour)
        .attr('y', y(from + bar[name])).attr('height', y(from) - y(from + bar[name]))
        .append('title').text(`round ${bar.round}, ${bar.arm}: ${bar[name]} ${name}`);
      from += bar[name];
    }
  }
  const legend = element('div', undefined, 'key');
  key(legend, [[report.headline.positive, 'var(--positive)'], [report.headline.negative, 'var(--negative)'], ['undecided', 'var(--neutral)']]);
  byId('positives').append(legend);
}
positives();

table('rounds', ['round', 'items', 'answers', 'experts', 'model, eval', 'model, natural', 'holdout', 'verdict'], report.rounds.map((round) => [
  String(round.round), round.items, round.answers, kappa(round.kappas.experts), kappa(round.kappas.model), kappa(round.kappas.natural),
  kappa(round.kappas.holdout), (round.verdict ?? '').replaceAll('_', ' ')]));
