// What the rater did, kept in the browser under the worksheet's name.
class Store {
  constructor(sheet, key, told) {
    this.name = `penumbra ${sheet.worksheet_id}`;
    this.key = key;
    this.told = told;
    this.state = { answers: {}, skipped: {}, current: 0, days: {} };
    this.saving = Promise.resolve();
  }

  async load() {
    try {
      const kept = localStorage.getItem(this.name);
      if (kept) {
        this.state = JSON.parse(this.key ? await seal.open(this.key, JSON.parse(kept)) : kept);
      }
      localStorage.setItem(`${this.name} try`, '1');
      localStorage.removeItem(`${this.name} try`);
    } catch {
      this.told(false);
    }
  }

  // One after another: a sealed state must never be overtaken by an older one.
  save() {
    const state = JSON.stringify(this.state);
    this.saving = this.saving.then(async () => {
      try {
        localStorage.setItem(this.name, this.key ? JSON.stringify(await seal.close(this.key, state)) : state);
        this.told(true);
      } catch {
        this.told(false);
      }
    });
    return this.saving;
  }
}
