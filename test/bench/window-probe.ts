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
    /** Does it, and waits until it shows. Milliseconds. */
    async until(action, shows) {
      const start = performance.now();
      await action();
      while (!shows()) {
        await frame();
        if (performance.now() - start > 60000) throw new Error('it does not show: ' + shows);
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
    /** Moves a grid's scroll bar to a share of its length, or on by pixels; until all rows in sight are other ones, and filled. */
    async scroll(share, pixels, column) {
      // How many rows there are is known a moment after the first have come.
      const found = () =>
        [...document.querySelectorAll('.ag-root *')].find(
          (one) => one.scrollHeight > 3 * one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY),
        );
      while (!found()) await frame();
      const moving = found();
      const inSight = () => {
        const { top, bottom } = moving.getBoundingClientRect();
        return [...document.querySelectorAll('[role=row][row-index]')].filter((one) => {
          const box = one.getBoundingClientRect();
          // Totals are pinned, and have no place.
          return /^\\d+$/.test(one.getAttribute('row-index')) && box.height > 0 && box.top >= top && box.bottom <= bottom;
        });
      };
      const first = () => Math.min(...inSight().map((one) => Number(one.getAttribute('row-index'))));
      const before = first();
      const filled = (one) => cell(one.getAttribute('row-index'), column) !== '';
      return this.until(
        () => {
          moving.scrollTop = share === null ? moving.scrollTop + pixels : share * (moving.scrollHeight - moving.clientHeight);
        },
        () => first() !== before && inSight().length > 5 && inSight().every(filled),
      );
    },
  };
})();`;
