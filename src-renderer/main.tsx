// Where the page begins: styles, the way to the host, and the app. Must not: hold any logic.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './ui/look/theme.css';
import './ui/look/layout.css';
import './ui/look/pieces.css';
import './ui/look/explained.css';
import { createRoot } from 'react-dom/client';
import { openClient } from './api/client.ts';
import { openHost } from './api/host.ts';
import { openTransport } from './api/transport.ts';
import { App } from './app.tsx';
import { keepFocus } from './ui/keep-focus.ts';

keepFocus();
const transport = openTransport();
const client = openClient(transport);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App client={client} host={openHost(client, transport)} />);
