// The rail at the left: the screens, each on Ctrl and its number.
import { Fragment } from 'react';
import { RAIL_SCREENS } from '../screens.tsx';
import { to } from '../ui/route.ts';

export function Rail({ current }: { current: string }) {
  const firstAtFoot = RAIL_SCREENS.find(({ foot }) => foot)?.key;
  return (
    <nav className="rail" aria-label="Screens">
      {RAIL_SCREENS.map(({ key, title, icon: Icon, foot }, index) => (
        <Fragment key={key}>
          {key === firstAtFoot ? <span className="foot" /> : null}
          <a
            href={to([key])}
            aria-current={key === current ? 'page' : undefined}
            aria-keyshortcuts={foot || index > 8 ? undefined : `Control+${index + 1}`}
          >
            <Icon size={16} stroke={1.6} />
            {title}
            {foot || index > 8 ? null : (
              <span className="key" aria-hidden>
                {index + 1}
              </span>
            )}
          </a>
        </Fragment>
      ))}
    </nav>
  );
}
