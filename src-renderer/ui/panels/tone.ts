// What the dot beside a state's word says. Never said by colour alone.
export type Tone = 'good' | 'warn' | 'bad' | 'plain' | 'dim';
