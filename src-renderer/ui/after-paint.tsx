// What is heavy comes a frame after what announces it: so that the page never stands still for both at once.
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';

export function AfterPaint({ children }: { children: ReactNode }) {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setPainted(true));
    return () => cancelAnimationFrame(frame);
  }, []);
  return painted ? children : null;
}
