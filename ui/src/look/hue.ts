const HUES = 6;

/** A colour for a name: the same everywhere, and not the first one for everybody. */
export function hueOf(name: string): number {
  let hash = 7;
  for (let index = 0; index < name.length; index++) hash = (hash * 31 + name.charCodeAt(index)) >>> 0;
  return hash % HUES;
}
