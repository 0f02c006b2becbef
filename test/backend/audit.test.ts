// What is on record, and statements, through the server: facts by page and in words, seals, the proof, previews and files.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOnSample } from './calls.ts';

describe('the record', () => {
  it('pages from the newest, filters by kind and text, and says each fact in a sentence', async () => {
    const calls = await callsOnSample();
    const first = await calls.ask('audit.facts', { limit: 10 });
    expect(first.facts).toHaveLength(10);
    expect(first.more).toBe(true);
    expect(first.facts[0]!.seq).toBe(first.total);
    const next = await calls.ask('audit.facts', { limit: 10, before: first.facts.at(-1)!.seq });
    expect(next.facts[0]!.seq).toBe(first.facts.at(-1)!.seq - 1);
    const closes = await calls.ask('audit.facts', { kind: 'close' });
    expect(closes.facts.every(({ kind }) => kind === 'close')).toBe(true);
    expect(closes.facts[0]!.summary).toMatch(
      /^\d{4}-\d{2} is closed: \d+ postings under seal [0-9a-f]{12}…$/,
    );
    const all = await calls.ask('audit.facts', { limit: 5000 });
    for (const { summary } of all.facts) expect(summary).not.toMatch(/undefined|null|\[object/);
    const found = await calls.ask('audit.facts', { text: closes.facts[0]!.summary.slice(0, 7) });
    expect(found.facts.length).toBeGreaterThan(0);
  });

  it('keeps every seal, each chained to the one before, and the proof holds', async () => {
    const calls = await callsOnSample();
    const { seals } = await calls.ask('audit.seals', {});
    const standing = seals.filter(({ reopenedAt }) => reopenedAt === null);
    for (const [index, { previousSeal }] of standing.entries())
      expect(previousSeal).toBe(standing[index + 1]?.seal ?? '');
    const proof = await calls.ask('audit.verify', {});
    expect(proof).toMatchObject({ findings: [], seals: standing.length });
    expect(proof.postings).toBeGreaterThan(100);
  });
});

describe('the evidence pack', () => {
  it('is a zip that is there whole or not at all', async () => {
    const calls = await callsOnSample();
    const { book } = await calls.ask('app.state', {});
    const month = book!.closedMonths.at(-1)!;
    const file = join(calls.folder, 'evidence.zip');
    const given = await calls.ask('audit.evidence', { month, seed: 7, sample: 3, file: calls.grant(file) });
    expect(given).toMatchObject({ month, seed: 7, sample: 3 });
    expect(existsSync(file)).toBe(true);
    const open = join(calls.folder, 'open.zip');
    const refused = await calls.reply('audit.evidence', { month: book!.openMonth, file: calls.grant(open) });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not_closed' } });
    const stopped = join(calls.folder, 'stopped.zip');
    const asked = { month, file: calls.grant(stopped) };
    expect(await calls.reply('audit.evidence', asked, (cancel) => cancel())).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    expect(readdirSync(calls.folder).filter((name) => /open|stopped/.test(name))).toEqual([]);
  });
});

describe('statements', () => {
  it('list who gets one, preview its figures, and are written one or all', async () => {
    const calls = await callsOnSample();
    const { book } = await calls.ask('app.state', {});
    const month = book!.closedMonths.at(-1)!;
    const { status, lines } = await calls.ask('statements.list', { month });
    expect(status).toBe('final');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const preview = await calls.ask('statements.preview', { month, customer: line.customer });
      expect(preview.checks.failed).toEqual([]);
      const wallet = preview.wallets.find(({ creditType }) => creditType === line.creditType)!;
      expect(wallet).toMatchObject({ opening: line.opening, closing: line.closing });
      expect(preview.number).toBe(line.number);
    }
    const file = join(calls.folder, 'one.xlsx');
    const { customer } = lines[0]!;
    await calls.ask('statements.save', { month, customer, file: calls.grant(file) });
    expect(existsSync(file)).toBe(true);
    const folder = join(calls.folder, 'all');
    const saved = await calls.ask('statements.save', { month, file: calls.grant(folder) });
    const statements = readdirSync(folder).filter((name) => name.startsWith('ST-'));
    expect(statements).toHaveLength(saved.written);
    expect(saved.written).toBeGreaterThanOrEqual(new Set(lines.map((line) => line.customer)).size);
    const draft = await calls.ask('statements.list', { month: book!.openMonth });
    expect(draft.status).toBe('draft');
  });

  it('of a month before the book, or of nobody, are refused', async () => {
    const calls = await callsOnSample();
    expect(await calls.reply('statements.list', { month: '1999-01' })).toMatchObject({
      ok: false,
      error: { code: 'before_first_month' },
    });
    expect(await calls.reply('statements.preview', { month: '2025-11', customer: 'nobody' })).toMatchObject({
      ok: false,
      error: { code: 'unknown_customer' },
    });
    expect(await calls.ask('settings.profiles', {})).toHaveProperty('profiles');
  });
});
