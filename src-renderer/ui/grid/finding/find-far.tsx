// Ctrl+F in a grid that holds only windows of its rows: whoever keeps them says where the next match is, and the grid goes there.
// Looking goes on in pieces, and ends when one types another text or closes.
import { useEffect, useRef, useState } from 'react';
import { asError } from '../../../../src-shared/findings/finding.ts';
import { formatNumber } from '../../format/numbers.ts';
import { usePreferences } from '../../preferences.tsx';
import { displayedColumns } from '../selecting/gestures.ts';
import type { FindBarProps } from './find-bar.tsx';
import { columnsWith } from './find-bar.tsx';
import { FindForm } from './find-form.tsx';

export interface FindAsked {
  readonly text: string;
  /** A place; -1: from the top. */
  readonly from: number;
  readonly forward: boolean;
}

/** Looks beyond a place. Without `place` to be gone on from `next`; without both there is none. */
export type FindNext = (asked: FindAsked) => Promise<{
  readonly place: number | null;
  readonly next: number | null;
  /** Rows in all; null: not known. */
  readonly total: number | null;
}>;

export function FindFar({ api, range, onClose, find }: FindBarProps & { find: FindNext }) {
  const { numberStyle } = usePreferences();
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const at = useRef(-1);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current = -1;
      range.find(null);
    },
    [range],
  );
  const written = (count: number): string => formatNumber(String(count), numberStyle);

  const show = async (place: number, total: number | null): Promise<void> => {
    at.current = place;
    setSaid(`row ${written(place + 1)}${total === null ? '' : ` of ${written(total)}`}`);
    if (place >= api.getDisplayedRowCount()) api.setRowCount(place + 1, false);
    api.ensureIndexVisible(place, 'middle');
    const mine = turn.current;
    const node = await rowAt(api, place, () => turn.current === mine);
    if (!node) return;
    const column = columnsWith(api, node, text.trim().toLowerCase())[0] ?? displayedColumns(api)[0];
    if (!column) return;
    range.find({ row: place, column });
    api.ensureColumnVisible(column);
  };

  const step = async (forward: boolean): Promise<void> => {
    const mine = ++turn.current;
    if (text.trim() === '') return setSaid('');
    const asked = { text: text.trim(), from: at.current, forward };
    for await (const { place, from, total } of lookOn(find, asked)) {
      if (turn.current !== mine) return;
      if (place !== null) return show(place, total);
      setSaid(`looking … row ${written(from + 1)}${total === null ? '' : ` of ${written(total)}`}`);
    }
    if (turn.current === mine) setSaid('not found');
  };

  const close = (): void => {
    const found = range.found();
    if (found) api.setFocusedCell(found.row, found.column);
    onClose();
  };
  return (
    <FindForm
      label="Find in all rows"
      text={text}
      said={said}
      onText={(next) => {
        turn.current++;
        at.current = -1;
        setText(next);
        setSaid(next.trim() === '' ? '' : 'Enter to look');
      }}
      onStep={(forward) => {
        step(forward).catch((error: unknown) => setSaid(asError(error).message));
      }}
      onClose={close}
    />
  );
}

interface Looked {
  readonly place: number | null;
  /** How far it has looked. */
  readonly from: number;
  readonly total: number | null;
}

/** Looks piece by piece, once around, until there is a place; ends where there is none. */
async function* lookOn(find: FindNext, asked: FindAsked): AsyncGenerator<Looked> {
  const { text, forward } = asked;
  let { from } = asked;
  let isAround = from < 0 && forward;
  for (;;) {
    const { place, next, total } = await find({ text, from, forward });
    if (next !== null) from = next;
    else if (place === null) {
      if (isAround || (!forward && total === null)) return;
      isAround = true;
      from = forward ? -1 : (total ?? 0);
    }
    yield { place, from: Math.max(0, from), total };
  }
}

type Api = FindBarProps['api'];

/** The row at a place, once its window has come; null when nobody waits for it any more. */
function rowAt(
  api: Api,
  place: number,
  isWaiting: () => boolean,
): Promise<ReturnType<Api['getRowNode']> | null> {
  return new Promise((resolve) => {
    const look = (): void => {
      const node = api.isDestroyed() ? undefined : api.getDisplayedRowAtIndex(place);
      if (node?.data || !isWaiting() || api.isDestroyed()) resolve(node?.data ? node : null);
      else setTimeout(look, 40);
    };
    look();
  });
}
