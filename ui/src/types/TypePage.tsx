import { type ReactNode, useState } from "react";
import { Link } from "../app/router";
import { Icon } from "../look/Icon";
import { AddAttribute } from "./AddAttribute";
import { Attributes } from "./Attributes";
import { Carriers } from "./Carriers";
import { DeleteType } from "./DeleteType";
import { Ends } from "./Ends";
import { FlowDrawer } from "./FlowDrawer";
import { Relationships } from "./Relationships";
import { TypeLinks } from "./TypeLinks";
import { iconOf } from "./TypeList";
import { KIND_NAMES, ofKind, subTypesOf, type Type, type Types } from "./types";
import { InTheCatalog, UsedBy } from "./Uses";

interface TypePageProps {
  type: Type;
  types: Types;
  mayWrite: boolean;
}

type Opened = "attribute" | "flow" | "delete";

/** One type: what it has, what it is made after, and where it is used. */
export function TypePage({ type, types, mayWrite }: TypePageProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  return (
    <main id="content" className="page type">
      <Head type={type}>
        {mayWrite && type.kind === "relationship" && (
          <button type="button" onClick={() => setOpened("flow")}>
            Change what passes…
          </button>
        )}
        {mayWrite && type.kind !== "enum" && (
          <button type="button" onClick={() => setOpened("attribute")}>
            <Icon name="plus" size={14} /> Add attribute…
          </button>
        )}
        {mayWrite && !type.service && (
          <button type="button" onClick={() => setOpened("delete")}>
            Delete…
          </button>
        )}
      </Head>
      <div className="overview">
        <div>
          {type.description && <p className="description">{type.description}</p>}
          {type.kind === "relationship" && <Ends type={type} types={types} />}
          {type.kind === "classification" && <Carriers name={type.name} />}
          {type.kind === "enum" ? <Values type={type} /> : <Attributes type={type} types={types} />}
          {type.kind === "entity" && <Relationships type={type} types={types} />}
        </div>
        <div>
          <InTheCatalog type={type} />
          {(type.kind === "entity" || type.kind === "classification") && <Family type={type} types={types} />}
          <UsedBy type={type} types={types} />
          <Facts type={type} />
        </div>
      </div>
      {opened === "attribute" && <AddAttribute type={type} types={types} onClose={close} />}
      {opened === "flow" && <FlowDrawer type={type} onClose={close} />}
      {opened === "delete" && <DeleteType type={type} onClose={close} />}
    </main>
  );
}

function Head({ type, children }: { type: Type; children: ReactNode }) {
  return (
    <header className="asset-head type-head">
      <span className="kind">
        <Icon name={iconOf(type)} size={22} />
      </span>
      <div className="asset-names">
        <h1>{type.name}</h1>
        <p className="quiet">
          <Link to={`/types?kind=${encodeURIComponent(type.kind)}`}>{KIND_NAMES[type.kind]}</Link>
          {type.service && ` · of ${type.service}`}
        </p>
      </div>
      <div className="asset-tags">{children}</div>
    </header>
  );
}

function Values({ type }: { type: Type }) {
  const values = type.def.elementDefs ?? [];
  return (
    <section>
      <h2>{values.length} values</h2>
      <ul className="rows">
        {values.map((each) => (
          <li key={each.value}>
            <code>{each.value}</code>
            {type.def.defaultValue === each.value && <span className="badge">standard</span>}
            <span className="quiet">{each.description}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Family({ type, types }: { type: Type; types: Types }) {
  const children = subTypesOf(types, type.name).map((each) => each.name);
  const sorts = type.kind === "classification" ? (type.def.entityTypes ?? []) : [];
  const tags = type.kind === "entity" ? ofKind(types, "classification").filter((tag) => tag.def.entityTypes?.includes(type.name)) : [];
  if (type.superTypes.length + children.length + sorts.length + tags.length === 0) return null;
  return (
    <section className="card">
      {type.superTypes.length > 0 && (
        <>
          <h2>A kind of</h2>
          <TypeLinks names={type.superTypes} />
        </>
      )}
      {children.length > 0 && (
        <>
          <h2>Kinds of it</h2>
          <TypeLinks names={children} />
        </>
      )}
      {sorts.length > 0 && (
        <>
          <h2>Only on assets of</h2>
          <TypeLinks names={sorts} />
        </>
      )}
      {tags.length > 0 && (
        <>
          <h2>Tags only for it</h2>
          <TypeLinks names={tags.map((tag) => tag.name)} />
        </>
      )}
    </section>
  );
}

function Facts({ type }: { type: Type }) {
  const { createdBy, createTime, updatedBy, updateTime, version } = type.def;
  const when = (time: number | undefined) => (time ? new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }) : "");
  return (
    <section className="card">
      <h2>History</h2>
      <p className="quiet">
        Made by {createdBy} on {when(createTime)}
        {(version ?? 1) > 1 && (
          <>
            <br />
            Version {version}, by {updatedBy} on {when(updateTime)}
          </>
        )}
      </p>
    </section>
  );
}
