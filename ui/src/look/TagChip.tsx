import type { Tag } from "../asset/asset";
import { hueOf } from "./hue";

interface TagChipProps {
  tag: Tag;
  /** Asks why it is there; without, the chip only tells. */
  onWhy?: (() => void) | undefined;
}

/** A filled mark for a tag that was put here, a hollow one for a tag that came from elsewhere. */
export function TagChip({ tag, onWhy }: TagChipProps) {
  const says = tag.own ? "put here" : "came by lineage";
  const content = (
    <>
      <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
        <circle cx="4" cy="4" r="3" className={tag.own ? "filled" : "hollow"} />
      </svg>
      {tag.name}
      <span className="unseen">, {says}</span>
    </>
  );
  const name = `tag hue-${hueOf(tag.name)}`;
  return onWhy ? (
    <button type="button" className={name} title={`${tag.name} ${says}. Why?`} onClick={onWhy}>
      {content}
    </button>
  ) : (
    <span className={name} title={`${tag.name} ${says}`}>
      {content}
    </span>
  );
}
