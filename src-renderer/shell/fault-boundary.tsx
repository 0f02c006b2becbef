// A mistake of the program in one screen leaves the frame standing, says so, and offers the way on.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Component } from 'react';
import { asError } from '../../src-shared/findings/finding.ts';
import { ErrorPanel } from '../ui/panels/told.tsx';

export class FaultBoundary extends Component<{ children: ReactNode }, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: unknown): { fault: Error } {
    return { fault: asError(fault) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return (
      <div style={{ padding: 16 }}>
        <ErrorPanel
          error={{ message: `This screen has a fault (${fault.message}). The book is not affected.` }}
          action={<Button onClick={() => this.setState({ fault: null })}>Show the screen again</Button>}
        />
      </div>
    );
  }
}
