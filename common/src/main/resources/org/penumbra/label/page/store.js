// What the rater did, kept in the browser under the worksheet's name. What stands there is never written over unless it was read
// or put aside before.
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
      await this.catchUp();
      localStorage.setItem(`${this.name} try`, '1');
      localStorage.removeItem(`${this.name} try`);
    } catch {
      this.page.saved(false);
    }
  }

  async catchUp() {
    const kept = localStorage.getItem(this.name);
    if (kept === this.seen) return;
    try {
      if (kept !== null) this.state = await this.read(kept);
    } catch {
      this.putAside(kept);
    }
    this.seen = kept;
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
    localStorage.setItem(this.name, kept);
    this.seen = kept;
  }
}
