import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Answer, get } from "../api/client";
import { Empty, Fault, Waiting } from "../look/States";

const PATH = "/api/lily/v1/entity/guid/{guid}/access";

type View = NonNullable<Answer<typeof PATH>["views"]>[number];

const SIGHTS: Record<string, { text: string; look: string }> = {
  CLEAR: { text: "sees it in clear", look: "good" },
  ROWS_FILTERED: { text: "sees some rows", look: "warn" },
  MASKED: { text: "sees it masked", look: "masked" },
  DENIED: { text: "sees nothing", look: "bad" },
};

/** Who sees what of it, in each engine, and because of what. */
export function Access({ guid }: { guid: string }) {
  const [user, setUser] = useState("");
  const access = useQuery({
    queryKey: ["access", guid, user],
    queryFn: ({ signal }) => get(PATH, { guid }, { user }, signal),
  });
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setUser(String(new FormData(event.currentTarget).get("user")).trim());
  };
  return (
    <div className="access">
      <form onSubmit={ask} className="columns-tools">
        <input name="user" type="search" placeholder="What would… see? A user's name" aria-label="Only this user" spellCheck={false} />
        <button>Ask</button>
        {user && <span className="quiet">As {user}</span>}
      </form>
      {access.isPending && <Waiting what="decisions" />}
      {access.isError && <Fault fault={access.error} retry={() => void access.refetch()} />}
      {access.data && <Views views={access.data.views ?? []} />}
    </div>
  );
}

function Views({ views }: { views: View[] }) {
  if (views.length === 0) {
    return (
      <Empty title="No engine serves it">
        <p>A policy decides about it once a service's resources name it.</p>
      </Empty>
    );
  }
  return (
    <ul className="views">
      {views.map((view) => (
        <li key={`${view.service} ${view.resource} ${view.kind} ${view.name}`}>
          <span className="view-who">
            <strong>{who(view)}</strong>
            <span className="quiet">in {view.service}</span>
          </span>
          <Sight sight={view.sight ?? ""} />
          <div>
            <p>{view.reason}</p>
            {view.mask?.expression && <code className="mask">{view.mask.expression}</code>}
            {view.rowFilter && <code className="mask">{view.rowFilter}</code>}
            {(view.classifications ?? []).map((each) => (
              <p className="quiet" key={each.typeName}>
                {each.typeName} came by {(each.path ?? []).map(near).join(" → ")}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function Sight({ sight }: { sight: string }) {
  const words = SIGHTS[sight] ?? { text: sight.toLowerCase(), look: "dim" };
  return <span className={`badge ${words.look}`}>{words.text}</span>;
}

export function who(view: { kind?: string; name?: string }): string {
  switch (view.kind) {
    case "EVERYONE_ELSE":
      return "Everybody else";
    case "GROUP":
      return `Group ${view.name}`;
    case "ROLE":
      return `Role ${view.name}`;
    default:
      return view.name ?? "";
  }
}

/** The last two parts of a name, which tell people what it is. */
export function near(qualifiedName: string): string {
  return qualifiedName.split("/").slice(-2).join("/");
}
