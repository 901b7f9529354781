const byId = (id) => document.getElementById(id);
const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`;
};

class Page {
  constructor(sheet, seal) {
    this.sheet = sheet;
    this.store = new Store(sheet, seal, this);
    this.clock = new Clock();
    this.done = [];
    this.sinceBreak = 0;
    this.revealed = false;
  }

  get state() { return this.store.state; }
  get task() { return this.sheet.tasks[this.state.current]; }

  async open() {
    await turn(this.store.name, () => this.view('waiting'));
    await this.store.load();
    this.state.current = Math.min(Math.max(0, this.state.current | 0), this.sheet.tasks.length - 1);
    const { policy } = this.sheet;
    document.title = policy.question;
    byId('question').textContent = policy.question;
    byId('definition').textContent = policy.definition;
    for (const side of ['positive', 'negative']) {
      byId(side).append(`${policy[`${side}_name`]} `, this.keyCap(side === 'positive' ? 'P' : 'N'));
      byId(`${side}-title`).textContent = `Examples: ${policy[`${side}_name`]}`;
      for (const example of policy[`${side}_examples`]) {
        const item = document.createElement('li');
        item.dir = 'auto';
        show(item, example);
        byId(`${side}-examples`).append(item);
      }
    }
    this.reasons(policy.reasons);
    this.listen();
    byId('warning').textContent = this.sheet.content_warning;
    this.view('welcome');
    byId('start').focus();
  }

  keyCap(key) {
    const cap = document.createElement('kbd');
    cap.textContent = key;
    return cap;
  }

  reasons(codes) {
    byId('reasons').hidden = codes.length === 0;
    codes.forEach((code, place) => {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.value = code;
      box.addEventListener('change', () => this.amend());
      label.append(box, code);
      if (place < 9) label.append(this.keyCap(place + 1));
      byId('reasons').append(label);
    });
  }

  listen() {
    const on = (id, act) => byId(id).addEventListener('click', act);
    ANSWERS.forEach((answer) => on(answer, () => this.answer(answer)));
    on('start', () => this.resume());
    on('reveal', () => this.reveal());
    on('previous', () => this.go(this.state.current - 1));
    on('next', () => this.go(this.state.current + 1));
    on('skip', () => this.skip());
    on('undo', () => this.undo());
    on('open', () => this.goOpen());
    on('jump', () => this.askNumber());
    on('again', () => { this.view('work'); this.go(0); });
    on('export', () => this.export());
    on('help', () => byId('help-dialog').showModal());
    byId('import').addEventListener('change', (event) => this.import(event.target));
    byId('note').addEventListener('input', () => this.amend());
    byId('jump-dialog').addEventListener('close', () => {
      if (byId('jump-dialog').returnValue === 'go') this.go(Number(byId('number').value) - 1);
    });
    byId('break-dialog').addEventListener('close', () => {
      this.clock.sinceBreak = 0;
      this.sinceBreak = 0;
    });
    addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    const at = event.target;
    const writing = at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && at.type !== 'checkbox');
    // A key held down acts once; Enter would go on to press whatever gets the focus next.
    if (event.repeat && !writing) {
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (writing) {
      if (event.key === 'Escape') byId('text').focus();
      return;
    }
    const keys = {
      '?': () => byId('help-dialog').showModal(),
      e: () => this.export(),
    };
    if (!byId('work').hidden) {
      Object.assign(keys, {
        p: () => this.answer('positive'), n: () => this.answer('negative'), u: () => this.answer('unsure'),
        i: () => this.answer('invalid'), s: () => this.skip(), o: () => this.goOpen(), g: () => this.askNumber(),
        t: () => byId('note').focus(), d: () => { byId('policy').open = !byId('policy').open; },
        arrowleft: () => this.go(this.state.current - 1), arrowright: () => this.go(this.state.current + 1),
      });
      if (!this.revealed && !(at instanceof HTMLButtonElement)) keys[' '] = () => this.reveal();
      const box = byId('reasons').querySelectorAll('input')[Number(event.key) - 1];
      if (box) keys[event.key] = () => { box.checked = !box.checked; this.amend(); };
    }
    if (!byId('welcome').hidden || byId('locked').hidden === false) return;
    keys.z = () => this.undo();
    const act = keys[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  view(name) {
    for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== name;
    const begun = name === 'work' || name === 'done';
    document.querySelector('.progress').hidden = !begun;
    document.querySelector('footer').hidden = !begun;
  }

  resume() {
    this.clock.lap();
    this.view('work');
    if (this.state.answers[this.task.task_id]) this.goOpen(); else this.go(this.state.current);
  }

  // The next open text; those that were skipped come last.
  nextOpen() {
    const { tasks } = this.sheet;
    const order = tasks.map((_, step) => (this.state.current + 1 + step) % tasks.length);
    const open = order.filter((place) => !this.state.answers[tasks[place].task_id]);
    const fresh = open.filter((place) => !this.state.skipped[tasks[place].task_id]);
    return fresh.length > 0 ? fresh[0] : open[0];
  }

  goOpen() {
    const place = this.nextOpen();
    if (place === undefined) this.finish('Everything is answered', 'Thank you. Export your answers and send the file back.');
    else this.go(place);
  }

  go(place) {
    if (!(place >= 0 && place < this.sheet.tasks.length)) return;
    this.state.current = place;
    this.view('work');
    this.clock.lap();
    this.revealed = this.sheet.display !== 'blurred';
    const { text, task_id: id } = this.task;
    const given = this.state.answers[id];
    byId('place').textContent = `Text ${place + 1} of ${this.sheet.tasks.length}${this.state.skipped[id] && !given ? ', skipped' : ''}`;
    byId('text').classList.toggle('blurred', !this.revealed);
    if (this.revealed) show(byId('text'), text); else byId('text').textContent = 'This text is hidden. '.repeat(8);
    byId('text').setAttribute('aria-label', this.revealed ? 'Text to judge' : 'Hidden text');
    byId('text').scrollTop = 0;
    byId('reveal').hidden = this.revealed;
    byId('unrevealed').textContent = '';
    for (const answer of ANSWERS) byId(answer).setAttribute('aria-pressed', String(given?.answer === answer));
    for (const box of byId('reasons').querySelectorAll('input')) box.checked = Boolean(given?.reasons.includes(box.value));
    byId('note').value = given?.note ?? '';
    byId('number').max = this.sheet.tasks.length;
    this.count();
    byId(this.revealed ? 'text' : 'reveal').focus({ preventScroll: true });
    this.store.save();
  }

  reveal() {
    this.revealed = true;
    byId('text').classList.remove('blurred');
    byId('text').setAttribute('aria-label', 'Text to judge');
    show(byId('text'), this.task.text);
    byId('reveal').hidden = true;
    byId('unrevealed').textContent = '';
    byId('text').focus({ preventScroll: true });
  }

  ticked() {
    return Array.from(byId('reasons').querySelectorAll('input:checked'), (box) => box.value);
  }

  answer(answer) {
    if (this.capped()) return;
    if (!this.revealed) {
      byId('unrevealed').textContent = 'Show the text before you answer, or skip it.';
      byId('reveal').focus({ preventScroll: true });
      return;
    }
    const { task_id: id } = this.task;
    const before = this.state.answers[id];
    this.done.push({ place: this.state.current, before });
    this.state.answers[id] = {
      answer, reasons: this.ticked(), note: byId('note').value.trim(),
      seconds: Math.round(((before?.seconds ?? 0) + this.clock.lap()) * 10) / 10, at: new Date().toISOString(),
    };
    delete this.state.skipped[id];
    if (!before) {
      this.state.days[today()] = (this.state.days[today()] ?? 0) + 1;
      this.sinceBreak += 1;
    }
    if (!this.capped()) {
      this.goOpen();
      this.proposeBreak();
    }
    this.count();
    this.store.save();
  }

  // Reasons and note of an answer already given follow what is ticked and typed.
  amend() {
    const given = this.state.answers[this.task.task_id];
    if (given) {
      given.reasons = this.ticked();
      given.note = byId('note').value.trim();
      given.at = new Date().toISOString();
      this.store.save();
    }
  }

  skip() {
    this.state.skipped[this.task.task_id] = true;
    const place = this.nextOpen();
    if (place === undefined) this.goOpen(); else this.go(place);
  }

  undo() {
    const last = this.done.pop();
    if (!last) return;
    const { task_id: id } = this.sheet.tasks[last.place];
    if (last.before) this.state.answers[id] = last.before;
    else {
      delete this.state.answers[id];
      this.state.days[today()] = Math.max(0, (this.state.days[today()] ?? 0) - 1);
    }
    this.go(last.place);
  }

  capped() {
    const capped = this.sheet.daily_cap !== undefined && (this.state.days[today()] ?? 0) >= this.sheet.daily_cap;
    if (capped) {
      this.finish('That is all for today', 'Thank you. Export your answers if you like; tomorrow this page goes on where you are.');
    }
    return capped;
  }

  proposeBreak() {
    const items = this.sheet.break_after_items !== undefined && this.sinceBreak >= this.sheet.break_after_items;
    const time = this.sheet.break_after_minutes !== undefined
      && this.clock.sinceBreak >= 60 * this.sheet.break_after_minutes;
    if ((items || time) && !byId('work').hidden) byId('break-dialog').showModal();
  }

  finish(title, text) {
    this.view('done');
    byId('done-title').textContent = title;
    byId('done-text').textContent = text;
    this.count();
    byId('done-title').focus();
  }

  askNumber() {
    byId('number').value = this.state.current + 1;
    byId('jump-dialog').returnValue = '';
    byId('jump-dialog').showModal();
    byId('number').select();
  }

  count() {
    const answered = this.sheet.tasks.filter((task) => this.state.answers[task.task_id]).length;
    byId('bar').max = this.sheet.tasks.length;
    byId('bar').value = answered;
    byId('count').textContent = `${answered} of ${this.sheet.tasks.length} answered`;
  }

  saved(saved) {
    byId('status').textContent = saved ? 'Saved' : '';
    byId('trouble').hidden = saved;
    byId('trouble').textContent = saved ? ''
      : 'This browser does not keep your answers. Export them before you close the page, or they are lost.';
  }

  elsewhere() {
    byId('elsewhere').hidden = false;
    this.count();
  }

  unread(aside) {
    byId('unread').hidden = false;
    byId('unread').textContent = 'Answers that were kept in this browser cannot be read: they are damaged, or under another passphrase.'
      + ` They stay here, put aside as "${aside}". If you exported them, import that file; if not, ask who sent you this page.`;
  }

  export() {
    const lines = answersFile.lines(this.sheet, this.state);
    answersFile.download(this.sheet.answers_file, lines);
    byId('exported').textContent = `${lines.length} answers exported as ${this.sheet.answers_file}`;
  }

  async import(input) {
    const file = input.files[0];
    if (!file) return;
    const { taken, left } = answersFile.take(this.sheet, this.state, await file.text());
    byId('exported').textContent = `${taken} answers taken from ${file.name}`
      + (left > 0 ? `; ${left} left there, for yours are the same or later` : '');
    input.value = '';
    this.go(this.state.current);
  }
}
