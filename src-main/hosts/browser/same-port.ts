// On which port the browser host listens: one it had before, as the browser keeps what a person chose of the look (theme, widths of
// columns) under the address. Must not: fail where nothing can be remembered; any free port will do.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Remembered } from '../serving/remembered.ts';

/** Hidden among the books. */
const FILE = '.ports';
/** Two windows on one folder, and a port that another program has taken since, are no reason to forget one. */
const MOST = 8;

/** Listens on 127.0.0.1, and says on which port. */
export async function listenAsBefore(server: Server, remembered: Remembered): Promise<number> {
  const before = portsOf(remembered.read(FILE));
  for (const port of before) if (await listen(server, port)) return port;
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  remembered.write(FILE, [...before, port].slice(-MOST));
  return port;
}

/** People can edit the file. */
function portsOf(read: unknown): number[] {
  const ports: unknown[] = Array.isArray(read) ? read : [];
  return ports.filter(
    (port): port is number => Number.isInteger(port) && 1024 <= Number(port) && Number(port) <= 65_535,
  );
}

/** False: somebody has this port, or nobody may. @throws where not even any free port can be had. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      server.off('listening', listens);
      if (port === 0) reject(error);
      else resolve(false);
    };
    const listens = (): void => {
      server.off('error', failed);
      resolve(true);
    };
    server.once('error', failed).once('listening', listens);
    server.listen({ host: '127.0.0.1', port, exclusive: true });
  });
}
