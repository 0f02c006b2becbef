// The open book, for every screen: name, currency, months. Screens are only shown while there is one.
import type { ReactNode } from 'react';
import { createContext, use } from 'react';
import type { BookInfo } from '../../src-shared/contract/app.ts';

const Context = createContext<BookInfo | null>(null);

export function BookProvider({ book, children }: { book: BookInfo; children: ReactNode }) {
  return <Context value={book}>{children}</Context>;
}

export function useBook(): BookInfo {
  const book = use(Context);
  if (!book) throw new Error('no book is open here');
  return book;
}

/** Whose answers these are; '' where no book is open. */
export function useBookPath(): string {
  return use(Context)?.path ?? '';
}
