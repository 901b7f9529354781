// Seconds at work: the page is in sight, and somebody moved within the last minute.
class Clock {
  constructor() {
    this.seconds = 0;
    this.sinceBreak = 0;
    this.last = performance.now();
    this.moved = this.last;
    for (const sign of ['keydown', 'pointerdown', 'pointermove', 'scroll']) {
      addEventListener(sign, () => { this.moved = performance.now(); }, { passive: true, capture: true });
    }
    setInterval(() => this.tick(), 500);
  }

  tick() {
    const now = performance.now();
    if (!document.hidden && now - this.moved < 60000) {
      // A longer gap between ticks was a sleep of the machine.
      const worked = Math.min(now - this.last, 1000) / 1000;
      this.seconds += worked;
      this.sinceBreak += worked;
    }
    this.last = now;
  }

  // The seconds since the last call.
  lap() {
    this.tick();
    const seconds = Math.round(this.seconds * 10) / 10;
    this.seconds = 0;
    return seconds;
  }
}
