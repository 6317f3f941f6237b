import { type FormEvent, useState } from "react";
import { change } from "../api/client";
import { Drawer } from "../look/Drawer";
import { Fault } from "../look/States";
import { NamesField, TextField } from "../propagation/Fields";
import { useSubmit } from "../propagation/useSubmit";
import { attributeDef, attributeTypes, businessOptions } from "./attributeTypes";
import { typeFaults } from "./typeFaults";
import { applicableTo, bodyOf, ofKind, type Type, type Types } from "./types";

/** One more thing that can be said; nothing can be taken away again, so it is said before. */
export function AddAttribute({ type, types, onClose }: { type: Type; types: Types; onClose: () => void }) {
  const [name, setName] = useState("");
  const [typeName, setTypeName] = useState("string");
  const [description, setDescription] = useState("");
  const [hosts, setHosts] = useState<string[]>(applicableTo(type));
  const isBusiness = type.kind === "business metadata";
  const submission = useSubmit();
  const faults = typeFaults(submission.faults, type.name);
  const about = faults.attributes.get(name.trim()) ?? faults.name;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const added = { ...attributeDef({ name, typeName, description }), ...(isBusiness ? { options: businessOptions(typeName, hosts) } : {}) };
    const def = { ...type.def, attributeDefs: [...(type.def.attributeDefs ?? []), added] };
    if (await submission.submit(() => change("PUT", "/api/atlas/v2/types/typedefs", bodyOf(type.kind, def)))) onClose();
  };
  return (
    <Drawer title={`Add to ${type.name}`} onClose={onClose}>
      <form className="fields" onSubmit={(event) => void add(event)}>
        <TextField label="Attribute" value={name} onChange={setName} fault={about} />
        <TextField
          label="Of type"
          value={typeName}
          onChange={setTypeName}
          suggestions={attributeTypes(types)}
          hint="string, int, date and the like; an enum or a struct; array<…> of them."
        />
        <TextField label="What it means" value={description} onChange={setDescription} />
        {isBusiness && (
          <NamesField label="On assets of" names={hosts} onChange={setHosts} suggestions={ofKind(types, "entity").map((each) => each.name)} />
        )}
        {submission.fault !== null && !about && <Fault fault={submission.fault} />}
        <div className="drawer-actions">
          <button className="primary" disabled={submission.busy || name.trim() === ""}>
            Add {name.trim()}
          </button>
          <span className="quiet">It cannot be taken away again.</span>
        </div>
      </form>
    </Drawer>
  );
}
