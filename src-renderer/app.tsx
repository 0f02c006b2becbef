// The app: what every screen stands in (look, backend, open book), and which of three states it is in: no answer yet, no book, a book.
import { MantineProvider, useComputedColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lazy, Suspense, useEffect } from 'react';
import { BookProvider } from './api/book.tsx';
import type { Client } from './api/client.ts';
import type { Host } from './api/host.ts';
import { BackendProvider, useCall } from './api/queries.tsx';
import { ExplainPanel } from './shell/explain/explain-panel.tsx';
import { Frame } from './shell/frame.tsx';
import { TableSaving } from './shell/table-saving.tsx';
import { cssVariablesResolver, theme } from './ui/mantine.ts';
import { ErrorPanel } from './ui/panels/told.tsx';
import { PreferencesProvider } from './ui/preferences.tsx';

const StartScreen = lazy(() => import('./features/start/screen.tsx'));

const queries = new QueryClient({
  // The book tells when it changes: nothing goes stale by itself, and nothing on loopback is worth a second try.
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
  },
});

export function App({ client, host }: { client: Client; host: Host }) {
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <BackendProvider client={client} host={host}>
          <GridColours />
          <OpenBook />
        </BackendProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

/** The grid takes its colour scheme from the body. */
function GridColours() {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    document.body.dataset.agThemeMode = scheme;
  }, [scheme]);
  return null;
}

function OpenBook() {
  const { data, error } = useCall('app.state', {});
  const path = data?.book?.path;
  // What was read of another book is not shown again: by then it may be another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each book
  useEffect(() => queries.removeQueries({ type: 'inactive' }), [path]);
  useEffect(() => {
    document.title = data?.book ? `${data.book.name || 'New book'} – Drawdown` : 'Drawdown';
  }, [data]);
  const settings = (children: ReactNode) => (
    <PreferencesProvider timeZone={data?.book?.timeZone || 'UTC'}>
      <Notifications position="bottom-right" autoClose={6000} />
      <Suspense>{children}</Suspense>
    </PreferencesProvider>
  );
  if (error && !data) {
    return settings(
      <div style={{ padding: 24 }}>
        <ErrorPanel error={error} />
      </div>,
    );
  }
  if (!data) return settings(null);
  if (!data.book?.ready) return settings(<StartScreen book={data.book} version={data.version} />);
  return settings(
    <BookProvider key={path} book={data.book}>
      <TableSaving>
        <Frame version={data.version} />
      </TableSaving>
      <ExplainPanel />
    </BookProvider>,
  );
}
