/** The lily. */
export function Mark({ size }: { size: number }) {
  return (
    <svg className="mark" viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
      <g className="mark-petals">
        <path d="M24 4c6 9 6 19 0 30-6-11-6-21 0-30z" />
        <path d="M8 12c10 3 15 11 16 23C13 32 7 23 8 12z" opacity=".7" />
        <path d="M40 12c-10 3-15 11-16 23 11-3 17-12 16-23z" opacity=".7" />
      </g>
      <path className="mark-stem" d="M24 34v10" />
    </svg>
  );
}
