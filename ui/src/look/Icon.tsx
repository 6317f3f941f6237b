const PATHS = {
  dataset: "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6M10 6.5v6",
  column: "M5.5 2.5h5v11h-5zM5.5 5.5h5M8 8v3",
  process: "M2.5 8h3M10.5 8h3M8 4.5 11.5 8 8 11.5 4.5 8z",
  container: "M2.5 4.5C2.5 2 13.5 2 13.5 4.5v7c0 2.5-11 2.5-11 0zM2.5 4.5C2.5 7 13.5 7 13.5 4.5",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5l3 3",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  tag: "M2.5 2.5h5.5l5.5 5.5-5.5 5.5L2.5 8zM5.5 5.5v.01",
  close: "M4 4l8 8M12 4l-8 8",
  sun: "M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1",
  lock: "M4.5 7.5h7v6h-7zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  right: "M6 3.5 10.5 8 6 12.5",
  link: "M6.5 9.5l3-3M7 5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.8 2.8 0 0 1-4-4L5 7",
  list: "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4v.01M2.5 8v.01M2.5 12v.01",
  struct: "M6 2.5H4.5v4L3 8l1.5 1.5v4H6M10 2.5h1.5v4L13 8l-1.5 1.5v4H10",
  check: "M3 8.5 6.5 12 13 4.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
