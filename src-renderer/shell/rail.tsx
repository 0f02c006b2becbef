// The rail at the left: the screens, each on Ctrl and its digit.
import { Fragment } from 'react';
import { RAIL_SCREENS } from '../screens.tsx';
import { to } from '../ui/route.ts';

export function Rail({ current }: { current: string }) {
  const firstAtFoot = RAIL_SCREENS.find(({ foot }) => foot)?.key;
  return (
    <nav className="rail" aria-label="Screens">
      {RAIL_SCREENS.map(({ key, title, icon: Icon, digit }) => (
        <Fragment key={key}>
          {key === firstAtFoot ? <span className="foot" /> : null}
          <a
            href={to([key])}
            aria-current={key === current ? 'page' : undefined}
            aria-keyshortcuts={digit === null ? undefined : `Control+${digit}`}
          >
            <Icon size={16} stroke={1.6} />
            {title}
            {digit === null ? null : (
              <span className="key" aria-hidden>
                {digit}
              </span>
            )}
          </a>
        </Fragment>
      ))}
    </nav>
  );
}
