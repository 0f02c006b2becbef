// F1: the keys, the words and the worked examples, beside the screen one is on.
import { Kbd, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SidePanel } from '../ui/panels/side-panel.tsx';
import { EXAMPLES, KEYS, WORDS } from './glossary.ts';

export function HelpPanel({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const small = text.trim().toLowerCase();
  const fits = (...parts: string[]): boolean => parts.some((part) => part.toLowerCase().includes(small));
  const keys = KEYS.filter(([key, what]) => fits(key, what));
  const words = WORDS.filter(([word, meaning]) => fits(word, meaning));
  const examples = EXAMPLES.filter(([name, example]) => fits(name, example));
  return (
    <SidePanel title="Help" onClose={onClose}>
      <div className="stack">
        <TextInput
          placeholder="Search in help"
          aria-label="Search in help"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {words.length > 0 ? <h2>Words</h2> : null}
        <dl className="glossary">
          {words.map(([word, meaning]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        {examples.length > 0 ? <h2>Worked examples</h2> : null}
        <dl className="glossary">
          {examples.map(([name, example]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{example}</dd>
            </div>
          ))}
        </dl>
        {keys.length > 0 ? <h2>Keys</h2> : null}
        <dl className="facts">
          {keys.map(([key, what]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>
                <Kbd size="xs">{key}</Kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </SidePanel>
  );
}
