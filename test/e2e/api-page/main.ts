// A page with nothing on it: the real one's way to its host, laid open for tests. Must not: do anything by itself.
import { openClient } from '../../../src-renderer/api/client.ts';
import { openHost } from '../../../src-renderer/api/host.ts';
import { openTransport } from '../../../src-renderer/api/transport.ts';

const transport = openTransport();
const client = openClient(transport);
export const api = { transport, client, host: openHost(client, transport) };
Object.assign(window, { api });
