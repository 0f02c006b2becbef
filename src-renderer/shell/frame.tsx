// The window's frame around every screen of an open book: title bar, rail, the screen, side panel; keys that work everywhere.
import { useHotkeys } from '@mantine/hooks';
import { Suspense, useEffect, useState } from 'react';
import { useBackend } from '../api/queries.tsx';
import { RAIL_SCREENS, SCREENS } from '../screens.tsx';
import { SIDE_PLACE } from '../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../ui/panels/told.tsx';
import { chooseHere, go, to, useRoute } from '../ui/route.ts';
import { CommandPalette, openPalette } from './command-palette.tsx';
import { DropAnywhere } from './drop-anywhere.tsx';
import { FaultBoundary } from './fault-boundary.tsx';
import { HelpPanel } from './help/help-panel.tsx';
import { Rail } from './rail.tsx';
import { SavesPictures } from './saves-pictures.tsx';
import { SetupPanel } from './setup-panel.tsx';
import { TitleBar } from './title-bar.tsx';

export function Frame({ version }: { version: string }) {
  const { path, query } = useRoute();
  const [help, setHelp] = useState(false);
  const down = useBackendDown();
  const screen = SCREENS.find(({ key }) => key === path[0]) ?? SCREENS[0]!;
  const View = screen.view;
  useHotkeys(
    [
      ...RAIL_SCREENS.filter(({ digit }) => digit !== null).map(({ key, digit }): [string, () => void] => [
        `mod+${digit}`,
        () => go(to([key])),
      ]),
      ['mod+K', openPalette],
      ['F1', () => setHelp((shown) => !shown)],
    ],
    [],
    true,
  );
  return (
    <div className="frame">
      <TitleBar version={version} onHelp={() => setHelp(true)} />
      <Rail current={screen.key === 'import' ? 'usage' : screen.key} />
      <main className="page-area" aria-label={screen.title}>
        <DropAnywhere />
        <ErrorPanel error={down} />
        <FaultBoundary key={path.join('/')}>
          <Suspense fallback={<div className="page" />}>
            <SavesPictures>
              <View />
            </SavesPictures>
          </Suspense>
        </FaultBoundary>
      </main>
      <div id={SIDE_PLACE} style={{ display: 'contents' }} />
      {query.panel === 'setup' ? <SetupPanel onClose={() => chooseHere({ panel: null })} /> : null}
      {help ? <HelpPanel key={screen.key} screen={screen.key} onClose={() => setHelp(false)} /> : null}
      <CommandPalette />
    </div>
  );
}

/** What the backend said when it stopped; gone once the book is read again. */
function useBackendDown(): { message: string } | null {
  const { client } = useBackend();
  const [said, setSaid] = useState<{ message: string } | null>(null);
  useEffect(() => client.subscribe((event) => setSaid(event.type === 'down' ? event : null)), [client]);
  return said;
}
