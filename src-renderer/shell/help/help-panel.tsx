// F1: what one does on the screen one is on and the words that belong to it, then all words, worked examples and keys; searchable.
import { Kbd, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SCREENS } from '../../screens.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { to } from '../../ui/route.ts';
import './help.css';
import { Fact } from '../../ui/panels/fact.tsx';
import type { Example } from './examples.ts';
import { EXAMPLES } from './examples.ts';
import type { Entry } from './glossary.ts';
import { KEYS, WORDS } from './glossary.ts';
import { SCREEN_HELP } from './screen-help.ts';

/** @param props.screen the key of the screen it opens for. */
export function HelpPanel({ screen, onClose }: { screen: string; onClose: () => void }) {
  const [text, setText] = useState('');
  const small = text.trim().toLowerCase();
  const fits = (...parts: readonly string[]): boolean =>
    parts.some((part) => part.toLowerCase().includes(small));
  const own = SCREEN_HELP[screen];
  const isOwn = ([word]: Entry): boolean => own?.words.includes(word) === true;
  // Searching looks through everything; else the screen's own words come first, and not twice.
  const words = WORDS.filter((entry) => (small === '' ? !isOwn(entry) : fits(...entry)));
  const examples = EXAMPLES.filter(({ name, story, lines }) => fits(name, story, ...lines.flat()));
  const keys = KEYS.filter((entry) => fits(...entry));
  const screens = SCREENS.filter(({ key, title }) =>
    small === '' ? key === screen : fits(title, ...(SCREEN_HELP[key]?.does ?? [])),
  );
  const found = words.length + examples.length + keys.length + screens.length > 0;
  return (
    <SidePanel title="Help" onClose={onClose}>
      <div className="stack">
        <TextInput
          placeholder="Search in help"
          aria-label="Search in help"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {screens.map(({ key, title }) => (
          <section key={key} aria-label={title}>
            <h2>{key === screen ? title : <a href={to([key])}>{title}</a>}</h2>
            {(SCREEN_HELP[key]?.does ?? []).map((what) => (
              <p key={what} className="help-line">
                {what}
              </p>
            ))}
          </section>
        ))}
        {small === '' ? <Words title="Words on this screen" entries={WORDS.filter(isOwn)} /> : null}
        <Words title={small === '' ? 'More words' : 'Words'} entries={words} />
        <Examples examples={examples} />
        <Keys entries={keys} />
        {found ? null : <p className="dim">Nothing in help says “{text.trim()}”.</p>}
      </div>
    </SidePanel>
  );
}

function Words({ title, entries }: { title: string; entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <dl className="glossary">
        {entries.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Examples({ examples }: { examples: readonly Example[] }) {
  if (examples.length === 0) return null;
  return (
    <>
      <h2>Worked examples</h2>
      {examples.map(({ name, story, lines }) => (
        <section key={name} aria-label={name}>
          <b>{name}</b>
          <p className="dim">{story}</p>
          <table className="plain worked">
            <tbody>
              {lines.map(([what, comesTo]) => (
                <tr key={what}>
                  <td>{what}</td>
                  <td>{comesTo}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

function Keys({ entries }: { entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <>
      <h2>Keys</h2>
      <dl className="facts">
        {entries.map(([key, what]) => (
          <Fact key={key} what={<Kbd size="xs">{key}</Kbd>}>
            {what}
          </Fact>
        ))}
      </dl>
    </>
  );
}
