// A picture that the page drew, such as a chart, into the file a person named. Must not: write anything that is no PNG.
import type { Result } from '../../../src-shared/findings/finding.ts';
import { refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { PNG } from '../documents/picture.ts';
import { writeWhole } from './text-file.ts';

/** @param png base64. */
export function writePicture(png: string, path: string): Result<string> {
  const bytes = Buffer.from(png, 'base64');
  if (!bytes.subarray(0, PNG.length).equals(PNG)) {
    return refused({
      code: 'no_picture' satisfies ServiceCode,
      message: 'What was to be saved is no PNG picture',
      hint: 'Save the chart again',
    });
  }
  return writeWhole(path, bytes, []);
}
