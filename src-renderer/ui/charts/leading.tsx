// A place in a chart that leads somewhere and says what stands there: behind what is drawn, which lets clicks through.

interface LeadingProps {
  href: string;
  said: string;
  x: number;
  y?: number;
  width: number;
  height: number;
}

export function Leading({ href, said, x, y = 0, width, height }: LeadingProps) {
  return (
    <a href={href} aria-label={said}>
      <title>{said}</title>
      <rect className="hit" x={x} y={y} width={width} height={height} />
    </a>
  );
}
