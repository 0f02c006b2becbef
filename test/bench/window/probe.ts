// What runs in the page while it is measured: the longest time between two frames, and how long it takes until something shows that
// was asked for. A script, as the page has no part in it. Must not: change what it looks at.

export const PROBE = `window.probe = (() => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const text = (selector) => document.querySelector(selector)?.textContent?.trim() ?? '';
  const cell = (row, column) => text('[role=row][row-index="' + row + '"] [col-id="' + column + '"][role=gridcell]');
  let longest = 0;
  let last = 0;
  let watching = false;
  const watch = (now) => {
    if (!watching) return;
    if (last > 0) longest = Math.max(longest, now - last);
    last = now;
    requestAnimationFrame(watch);
  };
  const inSight = () => {
    const { top, bottom } = document.querySelector('.ag-grid-viewport, .ag-body').getBoundingClientRect();
    return [...document.querySelectorAll('[role=row][row-index]')].filter((one) => {
      const box = one.getBoundingClientRect();
      // Totals are pinned, and have no place.
      return /^\\d+$/.test(one.getAttribute('row-index')) && box.height > 0 && box.top >= top && box.bottom <= bottom;
    });
  };
  const first = () => Math.min(...inSight().map((one) => Number(one.getAttribute('row-index'))));
  const otherRows = (column) => {
    const before = first();
    const filled = (one) => cell(one.getAttribute('row-index'), column) !== '';
    return () => first() !== before && inSight().length > 5 && inSight().every(filled);
  };
  return {
    /** Frames are watched from now on. */
    start() {
      longest = 0;
      last = 0;
      watching = true;
      requestAnimationFrame(watch);
    },
    /** The longest time between two of them, in ms. */
    stop() {
      watching = false;
      return longest;
    },
    text,
    cell,
    /** What is in sight, for whoever waits in vain. */
    seen() {
      const rows = [...document.querySelectorAll('[role=row][row-index]')];
      return ' ' + location.hash + ' ' + rows.slice(0, 30).map((one) => one.getAttribute('row-index') + ':' + one.textContent.length).join(' ');
    },
    /** Does it, and waits until it shows. Milliseconds. */
    async until(action, shows) {
      const start = performance.now();
      await action();
      while (!shows()) {
        await frame();
        if (performance.now() - start > 60000) throw new Error('it does not show: ' + shows + this.seen());
      }
      // The frame in which it is seen.
      await frame();
      return performance.now() - start;
    },
    /** Clicks a column's header until it is sorted the other way about: up is as it is unsorted. */
    turn(column) {
      const header = document.querySelector('.ag-header-cell[col-id="' + column + '"]');
      const click = () => (header.querySelector('.ag-header-cell-label') ?? header).click();
      click();
      if (header.getAttribute('aria-sort') === 'ascending') click();
    },
    /** Waits until other rows are in sight than now, and filled: somebody turns the wheel. Milliseconds. */
    moved(column) {
      return this.until(() => {}, otherRows(column));
    },
    /** Moves a grid's scroll bar to a share of its length, as one who drags it. */
    async scroll(share, column) {
      // How many rows there are is known a moment after the first have come.
      const found = () => {
        const bar = document.querySelector('.ag-body-vertical-scroll-viewport');
        return bar && bar.scrollHeight > 3 * bar.clientHeight ? bar : null;
      };
      while (!found()) await frame();
      const bar = found();
      const target = share * (bar.scrollHeight - bar.clientHeight);
      if (Math.abs(target - bar.scrollTop) < 100) return 0;
      return this.until(() => {
        bar.scrollTop = target;
      }, otherRows(column));
    },
  };
})();`;
