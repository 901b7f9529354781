const ANSWERS = ['positive', 'negative', 'unsure', 'invalid'];

const isAnswer = (given) => ANSWERS.includes(given?.answer) && Array.isArray(given.reasons) && typeof given.seconds === 'number'
  && typeof given.note === 'string' && !Number.isNaN(Date.parse(given.at));

// Of two answers to a task the later stays; whether that is the one that came.
function keepLater(answers, id, given) {
  const later = !answers[id] || Date.parse(given.at) > Date.parse(answers[id].at);
  if (later) answers[id] = given;
  return later;
}

// Answers as lines of the file that goes back.
const answersFile = {
  lines(sheet, state) {
    return sheet.tasks.filter((task) => state.answers[task.task_id]).map((task) => {
      const given = state.answers[task.task_id];
      return JSON.stringify({
        task_id: task.task_id, item_id: task.item_id, pair_id: task.pair_id, rater: sheet.rater, answer: given.answer,
        reasons: given.reasons, seconds: given.seconds, note: given.note, tool: 'penumbra-page', at: given.at,
        policy_id: sheet.policy.id, guideline_version: sheet.policy.guideline_version, round: sheet.round,
      });
    });
  },

  // Takes the answers of an exported file that belong to this worksheet; how many, and how many gave way to a later one.
  take(sheet, state, text) {
    const known = new Set(sheet.tasks.map((task) => task.task_id));
    const count = { taken: 0, left: 0 };
    for (const line of text.split('\n')) {
      try {
        const row = JSON.parse(line);
        if (known.has(row.task_id) && ANSWERS.includes(row.answer)) {
          const later = keepLater(state.answers, row.task_id, {
            answer: row.answer, reasons: (row.reasons || []).map(String), seconds: Number(row.seconds) || 0,
            note: String(row.note || ''), at: this.time(row.at),
          });
          count[later ? 'taken' : 'left'] += 1;
        }
      } catch {
        // A torn or foreign line is no answer.
      }
    }
    return count;
  },

  // Now, where a file does not say when.
  time(at) {
    const told = typeof at === 'string' ? Date.parse(at) : NaN;
    return new Date(Number.isNaN(told) ? Date.now() : told).toISOString();
  },

  download(name, lines) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(lines.map((line) => `${line}\n`), { type: 'application/x-ndjson' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  },
};
