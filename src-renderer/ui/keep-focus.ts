// Focus stays where a person put it: a button that is disabled while its work is done loses it, and gets it back afterwards, unless
// the person went elsewhere meanwhile. Must not: move a focus that is somewhere.

export function keepFocus(): void {
  let last: Element | null = null;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  const enabledAgain = ({ target }: MutationRecord): boolean =>
    target === last && target instanceof HTMLElement && !target.hasAttribute('disabled');
  new MutationObserver((changes) => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNowhere && changes.some(enabledAgain)) (last as HTMLElement).focus();
  }).observe(document, { subtree: true, attributeFilter: ['disabled'] });
}
