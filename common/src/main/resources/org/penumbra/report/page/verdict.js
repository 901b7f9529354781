const { headline } = report;
document.title = `${headline.policy}: report after round ${headline.round}`;
show(byId('question'), headline.question);
byId('verdict').textContent = headline.verdict
  ? `Round ${headline.round}: ${headline.verdict.replaceAll('_', ' ')}${headline.stop ? ', stop' : ''}`
  : `Round ${headline.round}: not decided yet`;
show(byId('why'), headline.why);
show(byId('gate'), headline.gate ?? '');
byId('simulated').hidden = !headline.simulated;
for (const [name, value, small] of [
  ['Round', headline.round, headline.policy],
  ['Labels spent', `${whole(headline.items)} items`, `${whole(headline.answers)} answers`],
  ['Model with experts', plain(headline.model.estimate, 2),
    `kappa ${kappa(headline.model)}; experts with one another ${kappa(headline.ceiling)}`],
  ['Decision', headline.verdict ? headline.verdict.replaceAll('_', ' ') : 'none yet', headline.stop ? 'the loop ends here' : 'the loop is open'],
]) {
  const box = document.createElement('div');
  const figure = element('dd', value);
  figure.append(element('small', small));
  box.append(element('dt', name), figure);
  byId('figures').append(box);
}
