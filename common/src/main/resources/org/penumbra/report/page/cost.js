table('rater-table', ['rater', 'kappa with the others', 'answers', 'common items', 'median seconds', 'same answer again', 'unsure', 'invalid', ''],
  report.raters.map((rater) => [rater.name, kappa(rater.kappa), rater.items, rater.common_items, plain(rater.median_seconds, 1),
    share(rater.self_agreement), share(rater.unsure_share), share(rater.invalid_share), rater.outlier ? 'below the others: look' : '']));

const stageOf = (name, round) => report.stages.find((stage) => stage.stage === name && stage.round === round);
const countOf = (name, round, count) => stageOf(name, round)?.counts[count];

function funnel() {
  const steps = [
    ['rows read', countOf('scan', 1, 'rows_in')],
    ['items in the pool', countOf('scan', 1, 'kept')],
    ['pairs in overlapping clusters', d3.sum(report.cells, (cell) => cell.pairs)],
    ['items labelled', report.headline.items],
    ['answers', report.headline.answers],
  ].filter(([, value]) => value > 0);
  if (steps.length === 0) return;
  const row = 30;
  const svg = d3.select(byId('funnel')).append('svg').attr('viewBox', `0 0 ${WIDTH * 2} ${row * steps.length}`)
    .attr('role', 'img').attr('aria-label', steps.map(([name, value]) => `${name}: ${whole(value)}`).join(', '));
  const x = d3.scaleLog([1, d3.max(steps, ([, value]) => value)], [2, WIDTH * 2 - 340]);
  steps.forEach(([name, value], place) => {
    const line = svg.append('g').attr('transform', `translate(0,${place * row})`);
    line.append('text').attr('y', row / 2).attr('dy', '.35em').attr('x', 220).attr('text-anchor', 'end').text(name);
    line.append('rect').attr('x', 230).attr('y', 4).attr('height', row - 8).attr('width', x(value)).attr('fill', 'var(--accent)').attr('opacity', .7);
    line.append('text').attr('y', row / 2).attr('dy', '.35em').attr('x', 236 + x(value)).text(whole(value));
  });
}
funnel();

show(byId('money'), report.spending.length === 0
  ? 'No model was paid for.'
  : report.spending.map((spent) => `${spent.service}: ${whole(spent.requests)} requests, ${whole(spent.prompt_tokens)} tokens read, `
    + `${whole(spent.completion_tokens)} written, cost ${spent.cost.toFixed(2)}`).join('; '));

table('stages', ['round', 'stage', 'seconds', 'GiB at its peak', 'cores', 'what it did', 'counts'], report.stages.map((stage) => [
  String(stage.round), stage.stage, plain(stage.seconds, 1), plain(stage.peak_bytes / 2 ** 30, 2), stage.cores, stage.note,
  Object.entries(stage.counts).map(([name, value]) => `${name.replaceAll('_', ' ')} ${whole(value)}`).join(', ')]));
table('rejects', ['dataset', 'reason', 'rows'], report.rejects.map((reject) => [reject.dataset, reject.reason, reject.rows]));
table('settings', ['setting', 'value'], report.settings.map((entry) => [entry.name, entry.value]));
table('sources', ['what', 'value'], report.provenance.map((entry) => [entry.name, entry.value]));
