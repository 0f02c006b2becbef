// Codes of automatic backups, and what each one means. Provoked by test/services/keeping. Must not: hold codes of other services.

export const KEEPING_CODES = {
  backup_failed:
    'The automatic backup before some work cannot be made, so the work is not begun; or there is no folder for them',
  unknown_backup: 'A backup is meant that is not there',
} as const;

export type KeepingCode = keyof typeof KEEPING_CODES;
