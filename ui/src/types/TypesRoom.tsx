import { useEffect } from "react";
import { Empty, Fault, Waiting } from "../look/States";
import type { Signed } from "../session/session";
import "../propagation/propagation.css";
import { TypeList } from "./TypeList";
import { TypePage } from "./TypePage";
import "./types.css";
import { useTypes } from "./useTypes";

/** All types, or the one whose name is in the address. */
export default function TypesRoom({ name, signed }: { name: string; signed: Signed }) {
  const types = useTypes();
  useEffect(() => {
    document.title = name ? `${name} · Lily` : "Types · Lily";
  }, [name]);
  if (types.isPending) return <Waiting what="types" />;
  if (types.isError) {
    return (
      <main id="content" className="page narrow">
        <Fault fault={types.error} retry={() => void types.refetch()} />
      </main>
    );
  }
  if (!name) return <TypeList types={types.data} mayWrite={signed.mayWrite} />;
  const type = types.data.get(name);
  if (type) return <TypePage key={name} type={type} types={types.data} mayWrite={signed.mayWrite} />;
  return (
    <main id="content" className="page narrow">
      <Empty title={`There is no type “${name}”`}>
        <p>It may have been deleted, or be called otherwise.</p>
      </Empty>
    </main>
  );
}
