// The window's worker on one evening in January 2026 and for one person, for pictures that are the same tomorrow and elsewhere.
// Must not: be used by a test.
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const THEN = Date.UTC(2026, 0, 7, 16, 30);
const now = Date.now;
const begun = now();
Date.now = () => THEN + now() - begun;
const user = os.userInfo;
Object.assign(os, { userInfo: () => ({ ...user(), username: 'm.keller' }) });
syncBuiltinESMExports();
await import('../../../src-main/backend/window/worker.ts');
