import { type FormEvent, useState } from "react";
import { change } from "../api/client";
import { go } from "../app/router";
import { Drawer } from "../look/Drawer";
import { Icon } from "../look/Icon";
import { Fault } from "../look/States";
import { NamesField, TextField } from "../propagation/Fields";
import { useSubmit } from "../propagation/useSubmit";
import { attributeDef, attributeTypes, type NewAttribute } from "./attributeTypes";
import { typeFaults } from "./typeFaults";
import { bodyOf, ofKind, type Types } from "./types";

/** A new tag that people may put on assets. */
export function NewClassification({ types, onClose }: { types: Types; onClose: () => void }) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [superTypes, setSuperTypes] = useState<string[]>([]);
  const [entityTypes, setEntityTypes] = useState<string[]>([]);
  const [attributes, setAttributes] = useState<readonly NewAttribute[]>([]);
  const submission = useSubmit();
  const faults = typeFaults(submission.faults, name.trim());
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const def = {
      name: name.trim(),
      description: description.trim(),
      superTypes,
      entityTypes,
      attributeDefs: attributes.filter((each) => each.name.trim() !== "").map(attributeDef),
    };
    const done = await submission.submit(() => change("POST", "/api/atlas/v2/types/typedefs", bodyOf("classification", def)));
    if (done) go(`/types/${encodeURIComponent(def.name)}`);
  };
  const setAttribute = (index: number, changes: Partial<NewAttribute>) =>
    setAttributes(attributes.map((each, at) => (at === index ? { ...each, ...changes } : each)));
  return (
    <Drawer title="New classification" onClose={onClose}>
      <form className="fields" onSubmit={(event) => void create(event)}>
        <TextField label="Name" value={name} onChange={setName} fault={faults.name} hint="As people will see it on assets, like PII. It cannot be changed later." />
        <TextField label="What it means" value={description} onChange={setDescription} />
        <NamesField
          label="A kind of"
          names={superTypes}
          onChange={setSuperTypes}
          fault={faults.superTypes}
          suggestions={ofKind(types, "classification").map((each) => each.name)}
          hint="Other classifications. Who looks for one of these finds this one, too."
        />
        <NamesField
          label="Only on assets of"
          names={entityTypes}
          onChange={setEntityTypes}
          fault={faults.entityTypes}
          suggestions={ofKind(types, "entity").map((each) => each.name)}
          hint="Entity types; without any, every asset may carry it."
        />
        <div>
          <p className="field-title">Attributes</p>
          {attributes.map((attribute, index) => (
            <div className="attribute-row" key={index}>
              <TextField label="Name" value={attribute.name} onChange={(text) => setAttribute(index, { name: text })} fault={faults.attributes.get(attribute.name.trim())} />
              <TextField label="Type" value={attribute.typeName} onChange={(text) => setAttribute(index, { typeName: text })} suggestions={attributeTypes(types)} />
              <button
                type="button"
                className="plain icon-button"
                aria-label={`Without the attribute ${attribute.name}`}
                onClick={() => setAttributes(attributes.filter((_, at) => at !== index))}
              >
                <Icon name="close" size={12} />
              </button>
            </div>
          ))}
          <button type="button" className="link" onClick={() => setAttributes([...attributes, { name: "", typeName: "string" }])}>
            Add an attribute
          </button>
        </div>
        {submission.fault !== null && submission.faults.length === 0 && <Fault fault={submission.fault} />}
        <div className="drawer-actions">
          <button className="primary" disabled={submission.busy || name.trim() === ""}>
            Create {name.trim()}
          </button>
          <span className="quiet">All tenants will have it.</span>
        </div>
      </form>
    </Drawer>
  );
}
