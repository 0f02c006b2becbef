// Who the window's facts are recorded as: the name typed, kept on this computer; the account where there is none. And the command's --as.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPerson } from '../../src-main/backend/person.ts';
import { openBook } from '../../src-main/storage/open.ts';
import { command } from '../hosts/drawdown.ts';
import { must } from '../services/company-book.ts';
import { callsOnSample } from './calls.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drawdown-person-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is the account until a name is typed, which the next start knows', () => {
  const file = join(folder, 'new', 'person.json');
  const person = openPerson(file);
  expect(person.name()).toBe(userInfo().username);
  person.rename('Ada Lovelace');
  expect(person.name()).toBe('Ada Lovelace');
  expect(openPerson(file).name()).toBe('Ada Lovelace');
  openPerson(file).rename('');
  expect(openPerson(file).name()).toBe(userInfo().username);
});

it('goes on where the file is damaged, or cannot be kept', () => {
  const file = join(folder, 'person.json');
  writeFileSync(file, '{"name":');
  expect(openPerson(file).name()).toBe(userInfo().username);
  writeFileSync(file, '{"name":7}');
  expect(openPerson(file).name()).toBe(userInfo().username);
  const nowhere = openPerson(join(file, 'below-a-file.json'));
  nowhere.rename('Ada Lovelace');
  expect(nowhere.name()).toBe('Ada Lovelace');
});

it('stands beside what is told from then on; what was told keeps its author', async () => {
  const calls = await callsOnSample();
  expect(await calls.ask('settings.read', {})).toEqual({ author: 'mara', account: 'mara' });
  const before = await calls.ask('audit.facts', { limit: 1 });
  await calls.ask('settings.setAuthor', { author: '  Ada Lovelace ' });
  await calls.ask('settings.rename', { name: 'Another name' });
  const [after, former] = (await calls.ask('audit.facts', { limit: 2 })).facts;
  expect(after!.author).toBe('Ada Lovelace');
  expect(former).toEqual(before.facts[0]);
  expect(await calls.reply('settings.setAuthor', { author: 'two\nlines' })).toMatchObject({
    ok: false,
    error: { code: 'bad_input' },
  });
});

it('is whom --as names, wherever it stands on the line', () => {
  const setup = join(import.meta.dirname, '../cases/01-coffee-pass/setup');
  expect(command('new a.ddb', folder).status).toBe(0);
  expect(command(`--as "Ada Lovelace" setup a.ddb ${setup}`, folder).status).toBe(0);
  expect(command('close a.ddb 2026-01 --as Grace', folder).stderr).toBe('');
  const open = must(openBook(join(folder, 'a.ddb'), { user: 'mara', at: 0 }));
  const authors = new Map(open.facts.read().map(({ kind, author }) => [kind, author]));
  open.close();
  expect([authors.get('customer'), authors.get('close')]).toEqual(['Ada Lovelace', 'Grace']);
});
