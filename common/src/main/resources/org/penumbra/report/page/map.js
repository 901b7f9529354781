// The map: colour is the predicted label, a ring is what the experts said.
const poolMap = {
  chosen: '',
  at: -1,

  draw() {
    const { points, centroids, explained } = report.map;
    if (points.length === 0) {
      byId('map').append(element('p', 'No vectors.', 'soft'));
      return;
    }
    byId('map-note').textContent = `${whole(points.length)} texts: those of the pairs below and a sample of each predicted label (in the pool `
      + `${whole(report.map.pool_positives)} ${nameOf(1)}, ${whole(report.map.pool_negatives)} ${nameOf(0)}). Two principal components, which keep `
      + `${share(explained[0] + explained[1])} of the variance: what lies together here may still be apart.`;
    key(byId('map-key'), [[`predicted ${nameOf(1)}`, 'var(--positive)'], [`predicted ${nameOf(0)}`, 'var(--negative)']]);
    byId('map-key').append(element('b', '○ asked, ringed in the colour of the experts\' verdict', 'tag'));
    options(byId('map-cell'), 'all', report.cells.map((cell) => cell.name));
    const width = 1000;
    const height = 560;
    const x = d3.scaleLinear(d3.extent(points, (point) => point.x), [20, width - 20]);
    const y = d3.scaleLinear(d3.extent(points, (point) => point.y), [height - 20, 20]);
    this.placed = points.map((point) => ({ ...report.items[point.item], item: point.item, px: x(point.x), py: y(point.y) }));
    const where = new Map(this.placed.map((point) => [point.item, point]));
    const svg = d3.select(byId('map')).append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('preserveAspectRatio', 'xMidYMid meet');
    const all = svg.append('g');
    this.lines = all.append('g').attr('stroke', 'var(--ink)').attr('stroke-opacity', .3).selectAll('line')
      .data(report.pairs.filter((pair) => where.has(pair.positive) && where.has(pair.negative))).join('line')
      .attr('vector-effect', 'non-scaling-stroke')
      .attr('x1', (pair) => where.get(pair.positive).px).attr('y1', (pair) => where.get(pair.positive).py)
      .attr('x2', (pair) => where.get(pair.negative).px).attr('y2', (pair) => where.get(pair.negative).py);
    this.dots = all.append('g').selectAll('circle').data(this.placed).join('circle')
      .attr('cx', (point) => point.px).attr('cy', (point) => point.py)
      .attr('fill', (point) => colourOf(point.label)).attr('fill-opacity', .65)
      .attr('stroke', (point) => (point.answers.length === 0 ? 'none' : point.verdict === null ? 'var(--neutral)' : colourOf(point.verdict)))
      .attr('vector-effect', 'non-scaling-stroke').attr('stroke-width', 2.5);
    this.middles = all.append('g').selectAll('text').data(centroids).join('text')
      .attr('x', (middle) => x(middle.x)).attr('y', (middle) => y(middle.y)).attr('text-anchor', 'middle').attr('font-weight', 700)
      .attr('paint-order', 'stroke').attr('stroke', 'var(--card)').attr('stroke-width', 3)
      .text((middle) => `${middle.label === 1 ? 'p' : 'n'}${middle.cluster}`);
    this.scale = 1;
    this.zoom = d3.zoom().scaleExtent([1, 20]).translateExtent([[0, 0], [width, height]])
      .filter((event) => !event.ctrlKey && !event.button && (event.type !== 'wheel' || document.activeElement === byId('map')))
      .on('zoom', (event) => {
        all.attr('transform', event.transform);
        this.scale = event.transform.k;
        this.size();
      });
    svg.call(this.zoom);
    const near = d3.Delaunay.from(this.placed, (point) => point.px, (point) => point.py);
    svg.on('pointermove click', (event) => {
      const [left, top] = d3.pointer(event, all.node());
      const found = near.find(left, top);
      if (Math.hypot(this.placed[found].px - left, this.placed[found].py - top) * this.scale < 24) this.go(found);
    });
    byId('map').addEventListener('keydown', (event) => this.key(event));
    byId('map-cell').addEventListener('change', (event) => this.choose(event.target.value));
    byId('map-pairs').addEventListener('change', () => this.light());
    byId('map-whole').addEventListener('click', () => {
      this.choose('');
      svg.call(this.zoom.transform, d3.zoomIdentity);
    });
    byId('map-text').append(element('p', 'Point at a text, or go from text to text with the arrow keys.', 'soft'));
    this.size();
    this.light();
  },

  size() {
    this.dots.attr('r', (point) => (point.item === this.at ? 9 : point.answers.length > 0 ? 5 : 3.5) / this.scale);
    this.middles.attr('font-size', 13 / this.scale).attr('stroke-width', 3 / this.scale);
  },

  inside(label, cluster) {
    const cell = report.cells.find((one) => one.name === this.chosen);
    return !cell || cluster === (label === 1 ? cell.positive : cell.negative).cluster;
  },

  light() {
    this.dots.classed('dim', (point) => !this.inside(point.label, point.cluster));
    this.middles.attr('visibility', (middle) => {
      const known = report.cells.slice(0, 10).some((cell) => (middle.label === 1 ? cell.positive : cell.negative).cluster === middle.cluster);
      return (this.chosen ? this.inside(middle.label, middle.cluster) : known) ? 'visible' : 'hidden';
    });
    this.lines.attr('stroke-width', this.chosen ? 1.6 : .5).attr('visibility', (pair) => (byId('map-pairs').checked && (!this.chosen || pair.cell === this.chosen) ? 'visible' : 'hidden'));
  },

  choose(cell) {
    this.chosen = cell;
    byId('map-cell').value = cell;
    this.light();
  },

  go(place) {
    this.at = this.placed[place].item;
    byId('map-text').replaceChildren(itemCard(this.at));
    this.size();
  },

  // To the nearest text in the arrow's direction.
  key(event) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const from = this.placed.find((point) => point.item === this.at) ?? this.placed[0];
    let best = -1;
    let least = Infinity;
    this.placed.forEach((point, place) => {
      const along = (point.px - from.px) * way[0] + (point.py - from.py) * way[1];
      const aside = Math.abs((point.px - from.px) * way[1]) + Math.abs((point.py - from.py) * way[0]);
      if (point !== from && along > aside && along + aside < least && this.inside(point.label, point.cluster)) {
        least = along + aside;
        best = place;
      }
    });
    if (best >= 0) this.go(best);
  },
};
poolMap.draw();
