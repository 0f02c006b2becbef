// A catalogue of codes and what a test file provokes of it: each refusal is held to the manners, a sentence and what to do. Must not:
// know a catalogue.
import { expect } from 'vitest';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';

export function provoking<Code extends string>(catalogue: Readonly<Record<Code, string>>) {
  const provoked = new Set<string>();
  const expectFinding = (findings: readonly Finding[], code: Code): void => {
    const found = findings.find((finding) => finding.code === code);
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(found!.message.length).toBeGreaterThan(10);
    expect(found!.hint ?? '').not.toBe('');
    provoked.add(code);
  };
  return {
    /** Codes that are told otherwise than in findings are added by hand. */
    provoked,
    expectFinding,
    expectRefused(result: Result<unknown>, code: Code): void {
      if (result.ok) throw new Error(`was not refused with ${code}`);
      expectFinding(result.findings, code);
    },
    /** At the end of the file. */
    expectAllProvoked(): void {
      expect([...provoked].sort()).toEqual(Object.keys(catalogue).sort());
    },
  };
}
