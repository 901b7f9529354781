// What the rater did, kept in the browser under the worksheet's name. What stands there, by another tab or an earlier page, is
// never written over unless it was read or put aside before.
class Store {
  constructor(sheet, seal, page) {
    this.name = `penumbra ${sheet.worksheet_id}`;
    this.seal = seal;
    this.page = page;
    this.state = { answers: {}, skipped: {}, current: 0, days: {} };
    this.seen = null;
    this.saving = Promise.resolve();
  }

  async load() {
    try {
      this.state.current = (await this.catchUp())?.current ?? 0;
      localStorage.setItem(`${this.name} try`, '1');
      localStorage.removeItem(`${this.name} try`);
    } catch {
      this.page.saved(false);
    }
    addEventListener('storage', ({ key, newValue }) => {
      if (key === this.name && newValue !== null) {
        this.saving = this.saving.then(() => this.catchUp()).then(() => this.page.elsewhere(), () => this.page.saved(false));
      }
    });
  }

  // Takes in what stands there if it is new; gives it back if it could be read.
  async catchUp() {
    const kept = localStorage.getItem(this.name);
    if (kept === this.seen) return undefined;
    let state;
    try {
      if (kept !== null) state = await this.read(kept);
    } catch {
      this.putAside(kept);
    }
    if (state) this.merge(state);
    this.seen = kept;
    return state;
  }

  merge({ answers, skipped, days }) {
    for (const [id, given] of Object.entries(answers)) keepLater(this.state.answers, id, given);
    Object.assign(this.state.skipped, skipped);
    for (const [day, number] of Object.entries(days)) this.state.days[day] = Math.max(this.state.days[day] ?? 0, number);
  }

  // Sealed or not, as it was kept: a passphrase may have been added since.
  async read(kept) {
    const content = JSON.parse(kept);
    const state = content?.nonce ? await this.seal.open(content) : content;
    const isMap = (value) => value instanceof Object && !Array.isArray(value);
    if (![state, state?.answers, state?.skipped, state?.days].every(isMap) || !Object.values(state.answers).every(isAnswer)) {
      throw new TypeError('This is no state');
    }
    return state;
  }

  putAside(kept) {
    let aside = `${this.name} unread`;
    for (let number = 2; localStorage.getItem(aside) !== null; number += 1) aside = `${this.name} unread ${number}`;
    localStorage.setItem(aside, kept);
    this.page.unread(aside);
  }

  // One after another: a sealed state must never be overtaken by an older one.
  save() {
    this.saving = this.saving.then(() => this.write()).then(() => this.page.saved(true), () => this.page.saved(false));
    return this.saving;
  }

  async write() {
    await this.catchUp();
    const kept = JSON.stringify(this.seal ? await this.seal.close(this.state) : this.state);
    // Sealing takes a moment, in which another tab may have written.
    if (localStorage.getItem(this.name) === this.seen) {
      localStorage.setItem(this.name, kept);
      this.seen = kept;
    } else {
      await this.write();
    }
  }
}
