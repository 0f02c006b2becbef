// A statement as a document: letterhead, closing balance first, how it came about, terms, and the tables behind it. On the screen a
// sheet of white paper, printed on A4 or Letter. Must not: work out a figure, or know how it was asked for.
import type { StatementPaper as Paper } from '../../../src-shared/contract/statements.ts';
import { counted } from '../../../src-shared/counted.ts';
import { Amount, Day, useFormat } from '../format/values.tsx';
import { usePreferences } from '../preferences.tsx';
import './paper.css';
import { isZero } from '../format/numbers.ts';
import { Fact } from '../panels/fact.tsx';
import { pageRules } from './page-rules.ts';
import { PaperTable } from './paper-table.tsx';

export function StatementPaper({ paper }: { paper: Paper }) {
  const { statement, parts } = paper;
  const format = useFormat();
  const month = format(paper.month, 'month');
  const { numberStyle, dateSettings } = usePreferences();
  const draft = statement.status === 'draft';
  const called = statement.number ?? statement.file;
  const foot = [called, statement.name, ...(draft ? ['Draft'] : [])].join(' · ');
  const shown = parts.filter(({ sections }) => sections.length > 0);
  return (
    <article className="paper" aria-label={`Statement ${statement.file}`}>
      <style>{pageRules(foot, paper.paper)}</style>
      <header className="paper-head">
        <Letterhead paper={paper} />
        <div className="paper-kind">
          {paper.letterhead?.logo ? <img src={paper.letterhead.logo} alt="" /> : null}
          <div>
            Credit statement
            {draft ? <b className="paper-draft">Draft</b> : null}
          </div>
        </div>
      </header>
      {statement.replaces === null ? null : (
        <p className="paper-note">
          Revision {statement.revision}, takes the place of {statement.replaces}: {statement.changes}.
        </p>
      )}
      {draft ? (
        <p className="paper-note">{month} is not closed yet: figures may change until it is.</p>
      ) : null}
      <div className="paper-first">
        <Balances paper={paper} />
        <Identity paper={paper} />
      </div>
      {shown.map(({ title, wide, sections }, index) => (
        <section key={title} className={wide ? 'paper-part wide' : 'paper-part'} aria-label={title}>
          {sections.map((section) => (
            <PaperTable
              key={section.title}
              section={section}
              numberStyle={numberStyle}
              dateSettings={dateSettings}
            />
          ))}
          {index === 0 ? <Terms paper={paper} /> : null}
        </section>
      ))}
    </article>
  );
}

/** Who issues it. */
function Letterhead({ paper }: { paper: Paper }) {
  const { address = [], taxId = '', contact = '' } = paper.letterhead ?? {};
  const rest = [taxId && `Tax id ${taxId}`, contact].filter((part) => part !== '');
  return (
    <div>
      <b>{paper.issuer}</b>
      {[address.join(', '), rest.join(' · ')].map((line) =>
        line === '' ? null : (
          <div key={line} className="paper-sender">
            {line}
          </div>
        ),
      )}
    </div>
  );
}

function Balances({ paper }: { paper: Paper }) {
  const { statement } = paper;
  return (
    <section aria-label="Closing balance">
      <h2>
        Balance on <Day value={statement.to} />
      </h2>
      {statement.wallets.map(({ creditType, name, unit, closing, expiring, deficit }) => (
        <div key={creditType} className="paper-balance">
          <span className="dim">{name}</span>
          <b>
            <Amount value={closing} unit={unit} />
          </b>
          {expiring ? (
            <small className="dim">
              <Amount value={expiring.credits} /> of it can be used until <Day value={expiring.on} />
            </small>
          ) : null}
          {!isZero(deficit) ? (
            <small className="dim">
              <Amount value={deficit} unit={unit} /> used beyond it, to be drawn from the next credits
            </small>
          ) : null}
        </div>
      ))}
      {statement.wallets.length === 0 ? <p className="dim">No credits were held or used.</p> : null}
    </section>
  );
}

function Identity({ paper }: { paper: Paper }) {
  const { statement, timeZone } = paper;
  const { replaces, number, revision } = statement;
  const values = statement.values.filter(({ closing }) => !isZero(closing));
  return (
    <dl className="facts">
      <dt>Customer</dt>
      <dd>
        <b>{statement.name}</b>
      </dd>
      <dt>Account</dt>
      <dd>{statement.customer}</dd>
      <dt>Statement</dt>
      <dd>{number ?? 'not issued'}</dd>
      {replaces === null ? null : (
        <>
          <dt>Replaces</dt>
          <dd>{replaces}</dd>
        </>
      )}
      <dt>Period</dt>
      <dd>
        <Day value={statement.from} /> to <Day value={statement.to} />
      </dd>
      <dt>Time zone</dt>
      <dd>{timeZone}</dd>
      {values.map(({ currency, closing }) => (
        <Fact key={currency} what="Value left">
          <Amount value={closing} unit={currency} />
        </Fact>
      ))}
      <dt>Status</dt>
      <dd>{statement.status === 'draft' ? 'Draft' : revision > 0 ? `Revision ${revision}` : 'Final'}</dd>
    </dl>
  );
}

function Terms({ paper }: { paper: Paper }) {
  const { policies, checks } = paper.statement;
  const agrees = checks.failed.length === 0;
  return (
    <>
      <section className="paper-section" aria-label="Terms">
        <h3>Terms</h3>
        {policies.map(({ title, sentences }) => (
          <p key={title} className="paper-term">
            <b>{title}.</b> {sentences.join(' ')}
          </p>
        ))}
        <Questions paper={paper} />
      </section>
      <p className="paper-note">
        {agrees
          ? `All ${checks.all} checks of this statement agree with the book.`
          : `Does not agree with the book: ${checks.failed.join(', ')}.`}{' '}
        {paper.seal === null ? 'Not sealed.' : `Sealed as ${paper.seal.slice(0, 16)}.`}
      </p>
    </>
  );
}

/** As on the workbook's first page. */
function Questions({ paper }: { paper: Paper }) {
  const { disputeDays = 0, contact = '', footer = '' } = paper.letterhead ?? {};
  const whom = contact === '' ? '' : `, to ${contact}`;
  const within = counted(disputeDays, 'day');
  return (
    <>
      {disputeDays > 0 ? (
        <p className="paper-term">
          What does not agree with your own records, please tell us within {within} of receipt{whom}.
        </p>
      ) : null}
      {footer === '' ? null : <p className="paper-term">{footer}</p>}
    </>
  );
}
