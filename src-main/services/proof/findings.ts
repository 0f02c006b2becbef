// How the proof tells of what is not as it should be. Must not: look for it.
import type { Finding } from '../../../src-shared/findings/finding.ts';

export function tampered(message: string): Finding {
  return {
    code: 'not_as_recorded',
    message,
    hint: 'The file was changed outside the program: restore it from a backup',
  };
}
