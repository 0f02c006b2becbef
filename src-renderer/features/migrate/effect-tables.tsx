// The tables of what a migration does: counts, tie-out, lots, what is left out, findings; and its report as a workbook.
import { Button } from '@mantine/core';
import type { MigrationShown } from '../../../src-shared/migration/calls.ts';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { Amount, Day } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { FINDING_WORDS } from './words.ts';

const SHOWN = 200;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

export function WhatComes({ migration }: { migration: MigrationShown }) {
  const { counts, way, at, usage } = migration;
  const parts = [
    counted(counts.lots, 'lot'),
    ...(usage ? [counted(counts.usage, 'usage row')] : []),
    ...(counts.adjustments > 0
      ? [counted(counts.adjustments, 'refund or correction', 'refunds and corrections')]
      : []),
    counted(counts.customers, 'new customer'),
  ];
  const extra = usage
    ? [
        usage.exceptions > 0 ? `${usage.exceptions} have no rate` : '',
        usage.duplicates > 0 ? `${usage.duplicates} are twice in the workbook` : '',
      ].filter((text) => text !== '')
    : [];
  return (
    <p>
      {way === 'history' ? 'Its history' : `Openings at ${at}`}: {parts.join(', ')}
      {extra.length > 0 ? `; of the usage ${extra.join(', ')}` : ''}.
    </p>
  );
}

export function TieOut({ migration }: { migration: MigrationShown }) {
  return (
    <Section title="Tie-out">
      <table className="plain">
        <thead>
          <tr>
            <th>What</th>
            <th className="num">Old workbook</th>
            <th className="num">In the book</th>
            <th className="num">General ledger</th>
            <th className="num">Difference</th>
            <th>{}</th>
          </tr>
        </thead>
        <tbody>
          {migration.tieOut.map((line) => (
            <TieOutRow key={`${line.what}|${line.unit}`} line={line} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function TieOutRow({ line }: { line: MigrationShown['tieOut'][number] }) {
  const { what, unit, sheet, book, ledger, difference, agrees, known } = line;
  const isTold = what === 'credits' || ledger !== null;
  return (
    <>
      <tr>
        <td>
          {what === 'credits' ? 'Credits that remain' : 'Deferred revenue'}, {unit}
        </td>
        <td className="num">
          {sheet === null ? <span className="dim">not said</span> : <Amount value={sheet} />}
        </td>
        <td className="num">
          <Amount value={book} />
        </td>
        <td className="num">
          {what === 'credits' ? null : ledger === null ? (
            <span className="dim">not told</span>
          ) : (
            <Amount value={ledger} />
          )}
        </td>
        <td className="num">
          <Amount value={difference} />
        </td>
        <td>
          <Status tone={agrees ? 'good' : 'warn'}>
            {agrees ? 'agrees' : isTold ? 'differs' : 'ledger not told'}
          </Status>
        </td>
      </tr>
      {known.map(({ why, amount }) => (
        <tr key={why} className="dim">
          <td colSpan={4}>of which {why}</td>
          <td className="num">
            <Amount value={amount} />
          </td>
          <td>{}</td>
        </tr>
      ))}
    </>
  );
}

export function Findings({ findings }: { findings: MigrationShown['findings'] }) {
  if (findings.length === 0) return null;
  return (
    <Section title={`${counted(findings.length, 'finding')} in the workbook`}>
      <table className="plain">
        <thead>
          <tr>
            <th>What</th>
            <th>Cell</th>
            <th>Customer</th>
            <th>In detail</th>
            <th className="num">Credits</th>
            <th className="num">Money</th>
          </tr>
        </thead>
        <tbody>
          {findings.slice(0, SHOWN).map(({ code, place, customer, message, amount }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: findings have no ids and do not move
            <tr key={index}>
              <td style={{ whiteSpace: 'nowrap' }}>{FINDING_WORDS[code] ?? code}</td>
              <td>{place}</td>
              <td>{customer}</td>
              <td>{message}</td>
              <td className="num">{amount?.credits ? <Amount value={amount.credits} /> : null}</td>
              <td className="num">{amount?.money ? <Amount value={amount.money} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function Lots({ migration }: { migration: MigrationShown }) {
  const { lots, adjustments, leftOut, effect, way } = migration;
  return (
    <>
      {way === 'history' ? <Balances effect={effect} /> : null}
      <Section title={counted(lots.length, 'lot')}>
        <table className="plain">
          <thead>
            <tr>
              <th>Lot</th>
              <th>Customer</th>
              <th>From</th>
              <th className="num">Credits</th>
              <th className="num">{way === 'history' ? 'Price' : 'Deferred'}</th>
              <th>Valid until</th>
              <th>Row</th>
            </tr>
          </thead>
          <tbody>
            {lots.slice(0, SHOWN).map((lot) => (
              <tr key={lot.ref}>
                <td>{lot.ref}</td>
                <td>{lot.customer}</td>
                <td>
                  <Day value={lot.date} />
                </td>
                <td className="num">
                  <Amount value={lot.credits} />
                </td>
                <td className="num">
                  <Amount value={lot.price} unit={lot.currency} />
                </td>
                <td>{/^\d{4}-/.test(lot.expires) ? <Day value={lot.expires} /> : lot.expires}</td>
                <td className="dim">
                  {lot.place}
                  {lot.synthetic ? ', made up of a total' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {lots.length > SHOWN ? (
          <p className="dim">All {lots.length.toLocaleString()} are in the report.</p>
        ) : null}
      </Section>
      {adjustments.length > 0 ? <Adjustments adjustments={adjustments} /> : null}
      {leftOut.length > 0 ? <LeftOut leftOut={leftOut} /> : null}
    </>
  );
}

function Adjustments({ adjustments }: { adjustments: MigrationShown['adjustments'] }) {
  return (
    <Section title={counted(adjustments.length, 'refund or correction', 'refunds and corrections')}>
      <table className="plain" style={{ width: 'auto' }}>
        <thead>
          <tr>
            <th>Lot</th>
            <th>Customer</th>
            <th>On</th>
            <th>What</th>
            <th className="num">Credits taken out</th>
            <th className="num">Paid back</th>
            <th>Row</th>
          </tr>
        </thead>
        <tbody>
          {adjustments.slice(0, SHOWN).map((one) => (
            <tr key={one.ref}>
              <td>{one.lot}</td>
              <td>{one.customer}</td>
              <td>
                <Day value={one.date} />
              </td>
              <td>{one.type === 'refund' ? 'Refund' : 'Correction'}</td>
              <td className="num">
                <Amount value={one.credits} />
              </td>
              <td className="num">
                {one.amount === null ? null : <Amount value={one.amount} unit={one.currency} />}
              </td>
              <td className="dim">{one.place}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Balances({ effect }: { effect: MigrationShown['effect'] }) {
  return (
    <Section title="Balances at the end">
      <table className="plain">
        <thead>
          <tr>
            <th>Customer</th>
            <th className="num">Old workbook</th>
            <th className="num">In the book</th>
            <th className="num">Difference</th>
          </tr>
        </thead>
        <tbody>
          {effect.slice(0, SHOWN).map(({ customer, creditType, sheet, book, difference }) => (
            <tr key={`${customer}|${creditType}`}>
              <td>{customer}</td>
              <td className="num">{sheet === null ? null : <Amount value={sheet} />}</td>
              <td className="num">
                <Amount value={book} />
              </td>
              <td className="num">{difference === null ? null : <Amount value={difference} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function LeftOut({ leftOut }: { leftOut: MigrationShown['leftOut'] }) {
  return (
    <Section title={`${counted(leftOut.length, 'row')} with credits left out`}>
      <table className="plain">
        <thead>
          <tr>
            <th>Row</th>
            <th>Customer</th>
            <th className="num">Credits</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {leftOut.slice(0, SHOWN).map(({ place, customer, credits, why }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place may be named twice, and rows do not move
            <tr key={index}>
              <td>{place}</td>
              <td>{customer}</td>
              <td className="num">
                <Amount value={credits} />
              </td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function SaveReport({ file }: { file: string }) {
  const { host } = useBackend();
  const saving = useDoing('migrate.report');
  const save = () =>
    host.saveAs(`migration-${file.replace(/\.[^.]+$/, '')}.xlsx`, (to) => saving.run({ file: to }));
  return (
    <>
      <Button loading={saving.busy} onClick={() => void save()}>
        Save the report …
      </Button>
      <ErrorPanel error={saving.error} />
    </>
  );
}
