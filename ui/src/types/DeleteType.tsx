import { useQueryClient } from "@tanstack/react-query";
import { change, url } from "../api/client";
import { go } from "../app/router";
import { Drawer } from "../look/Drawer";
import { Fault } from "../look/States";
import { useSubmit } from "../propagation/useSubmit";
import type { Type } from "./types";

/** Takes a type away that nothing uses; what uses it the server knows best. */
export function DeleteType({ type, onClose }: { type: Type; onClose: () => void }) {
  const submission = useSubmit();
  const client = useQueryClient();
  const remove = async () => {
    const path = url("/api/atlas/v2/types/typedef/name/{name}", { name: type.name });
    if (!(await submission.attempt(() => change("DELETE", path)))) return;
    // What was known of it is forgotten: asked again, it would be refused.
    client.removeQueries({ predicate: (query) => JSON.stringify(query.queryKey).includes(JSON.stringify(type.name)) });
    await submission.renew();
    go(`/types?kind=${encodeURIComponent(type.kind)}`);
  };
  return (
    <Drawer title={`Delete ${type.name}?`} onClose={onClose}>
      <p>It goes for all tenants, and there is no undo. Only a type that nothing uses can be deleted: no asset, no other type, no rule.</p>
      {submission.fault !== null && <Fault fault={submission.fault} />}
      <div className="drawer-actions">
        <button type="button" className="primary" disabled={submission.busy} onClick={() => void remove()}>
          Delete {type.name}
        </button>
        <button type="button" onClick={onClose}>
          Keep it
        </button>
      </div>
    </Drawer>
  );
}
