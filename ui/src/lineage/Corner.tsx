import { Icon } from "../look/Icon";
import type { Moves } from "./Canvas";
import { KEYS } from "./keys";

/** Beside the small map: nearer, farther, and the keys that do the same. */
export function Corner({ moves }: { moves: { readonly current: Moves | null } }) {
  return (
    <div className="lineage-corner">
      <details className="lineage-keys">
        <summary className="button icon-button" aria-label="Keys" title="Keys">
          ?
        </summary>
        <dl id="lineage-keys">
          {KEYS.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </details>
      <button type="button" className="icon-button" aria-label="Smaller" title="Smaller" onClick={() => moves.current?.zoom(0.8)}>
        <Icon name="minus" />
      </button>
      <button type="button" className="icon-button" aria-label="Larger" title="Larger" onClick={() => moves.current?.zoom(1.25)}>
        <Icon name="plus" />
      </button>
      <button type="button" className="icon-button" aria-label="Show all" title="Show all" onClick={() => moves.current?.fit()}>
        <Icon name="fit" />
      </button>
    </div>
  );
}
