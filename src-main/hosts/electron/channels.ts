// The two channels between page and main process, as preload and main both name them. Must not: import anything, as the preload
// is one file.

/** Page to main: a request and the paths of files that a person chose or dropped; the answer is a reply. */
export const CALL = 'drawdown:call';
/** Main to page: events. */
export const EVENT = 'drawdown:event';
/** The method under which the page hands over one file. */
export const TAKE = 'host.take';
