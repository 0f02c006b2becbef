// Run as a process of its own by the tests: opens or makes a book, prints what came of it, and with `hold` keeps it open
// until it is killed. Arguments: open|create, path, [hold].
import { createBook, openBook } from '../../src-main/storage/open.ts';

const [verb, path, hold] = process.argv.slice(2);
const opener = { user: 'otto', at: Date.UTC(2026, 0, 5, 9) };
const result = verb === 'create' ? createBook(path!, opener) : openBook(path!, opener);
console.log(result.ok ? 'open' : JSON.stringify(result.findings));
if (result.ok && hold === 'hold') setInterval(() => {}, 1000);
else if (result.ok) result.value.close();
