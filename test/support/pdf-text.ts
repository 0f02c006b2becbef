// The text of a PDF, as poppler reads it, page by page. Without it tests of printing are skipped with a word, unless
// DRAWDOWN_REQUIRE_TOOLS=1 says they must run. Must not: judge what is in it.
import { execFileSync, spawnSync } from 'node:child_process';
import process from 'node:process';

const installed = spawnSync('pdftotext', ['-v'], { encoding: 'utf8' }).status === 0;
const required = process.env.DRAWDOWN_REQUIRE_TOOLS === '1';
if (!installed && !required) console.warn('pdftotext is not installed: what is printed is not read back');

export const cannotReadPdf = !installed && !required;

/** Pages as lines, laid out as on paper. */
export function pdfPages(pdf: Buffer): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}
