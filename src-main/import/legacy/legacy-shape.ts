// The understood shape of an old workbook; the wizard knows it too. Must not: hold anything of its own.
export * from '../../../src-shared/migration/shape.ts';
