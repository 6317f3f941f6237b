import type { Tag } from "../asset/asset";
import { hueOf } from "../look/hue";

/** The colours of the page, read once for each theme. */
export interface Paint {
  readonly ground: string;
  readonly card: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly edge: string;
  readonly accent: string;
  readonly good: string;
  readonly warn: string;
  readonly stop: string;
  readonly bad: string;
  readonly hues: readonly string[];
  readonly font: string;
}

/** The colours that the styles give; a canvas knows no variables. */
export function paintOf(element: HTMLElement): Paint {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: of("--canvas"),
    card: of("--surface"),
    ink: of("--ink"),
    quiet: of("--quiet"),
    line: of("--card-line"),
    edge: of("--edge"),
    accent: of("--accent"),
    good: of("--good"),
    warn: of("--warn"),
    stop: of("--stop"),
    bad: of("--bad"),
    hues: [0, 1, 2, 3, 4, 5].map((hue) => of(`--hue-${hue}`)),
    font: style.fontFamily,
  };
}

export function hue(paint: Paint, tag: Tag): string {
  return paint.hues[hueOf(tag.name)] ?? paint.accent;
}
