// Makes a world that shows a difference smaller by hand: steps, rows and optional cells are taken away as long as the
// difference stays. Meant for worlds from seeds, which fast-check cannot shrink.
import type { SetupTables, Step, World } from './world.ts';

/** True if the world still shows the same difference; false if it shows another one or has become invalid. */
export type Fails = (world: World) => boolean | Promise<boolean>;

type Cut = (world: World) => World | null;

/** Cells that may be blank, with what decides how large a number may stay left alone. */
const optional = [
  'burn_order',
  'customer',
  'end',
  'expires',
  'priority',
  'rollover_cap',
  'rollover_times',
  'rollover_expires',
  'rollover_priority',
  'expected_breakage',
  'meters',
  'scale',
  'rounding',
  'overage_price',
  'auto_top_up_below',
  'auto_top_up_limit',
];

function withoutRow(tables: SetupTables, table: string, index: number): SetupTables {
  return { ...tables, [table]: (tables[table] ?? []).filter((_, i) => i !== index) };
}

function withoutCell(tables: SetupTables, table: string, index: number, column: string): SetupTables {
  const rows = (tables[table] ?? []).map((row, i) => (i === index ? { ...row, [column]: '' } : row));
  return { ...tables, [table]: rows };
}

/** Every table of the world as a way to get and to set it. */
function places(world: World): { tables: SetupTables; put: (world: World, tables: SetupTables) => World }[] {
  const later = world.steps.flatMap((step, at) => {
    if (step.kind !== 'setup') return [];
    const put = (base: World, tables: SetupTables): World => ({
      ...base,
      steps: base.steps.map((other, i): Step => (i === at ? { kind: 'setup', tables } : other)),
    });
    return [{ tables: step.tables, put }];
  });
  return [{ tables: world.setup, put: (base, setup) => ({ ...base, setup }) }, ...later];
}

function stepCuts(world: World): Cut[] {
  const imports = world.steps.some((step) => step.kind === 'undo');
  return world.steps
    .map((step, at): Cut => {
      // With an undo about, batches keep their numbers: an import is emptied, not taken away.
      if (step.kind === 'import' && imports) {
        return (base) => (step.rows.length === 0 ? null : putRows(base, at, []));
      }
      return (base) => ({ ...base, steps: base.steps.filter((_, i) => i !== at) });
    })
    .reverse();
}

function putRows(world: World, at: number, rows: Extract<Step, { kind: 'import' }>['rows']): World {
  return {
    ...world,
    steps: world.steps.map((step, i): Step => (i === at ? { kind: 'import', rows } : step)),
  };
}

function usageCuts(world: World): Cut[] {
  return world.steps.flatMap((step, at): Cut[] => {
    if (step.kind !== 'import') return [];
    return step.rows.map(
      (_, row) => (base) =>
        putRows(
          base,
          at,
          step.rows.filter((__, i) => i !== row),
        ),
    );
  });
}

function tableCuts(world: World): Cut[] {
  return places(world).flatMap(({ tables, put }) =>
    Object.entries(tables).flatMap(([table, rows]) =>
      table === 'book'
        ? []
        : rows.map(
            (_, i): Cut =>
              (base) =>
                put(base, withoutRow(tables, table, i)),
          ),
    ),
  );
}

function cellCuts(world: World): Cut[] {
  return places(world).flatMap(({ tables, put }) =>
    Object.entries(tables).flatMap(([table, rows]) =>
      rows.flatMap((row, i) =>
        optional
          .filter(
            (column) => (row[column] ?? '') !== '' && !(table === 'subscriptions' && column === 'customer'),
          )
          .map(
            (column): Cut =>
              (base) =>
                put(base, withoutCell(tables, table, i, column)),
          ),
      ),
    ),
  );
}

/** Tries every cut in turn until none of them helps any more. */
export async function shrinkWorld(world: World, fails: Fails): Promise<World> {
  let smallest = world;
  for (let helped = true; helped; ) {
    helped = false;
    for (const cutsOf of [stepCuts, usageCuts, tableCuts, cellCuts]) {
      for (let i = 0; ; ) {
        const cut = cutsOf(smallest)[i];
        if (!cut) break;
        const smaller = cut(smallest);
        if (smaller && (await fails(smaller))) {
          smallest = smaller;
          helped = true;
        } else i++;
      }
    }
  }
  return smallest;
}
