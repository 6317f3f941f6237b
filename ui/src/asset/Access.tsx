import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get } from "../api/client";
import { Link } from "../app/router";
import { Fault, Waiting } from "../look/States";
import { AccessViews } from "./AccessViews";

export { near, who } from "./AccessViews";

/** Who sees what of it, in each engine, and because of what. */
export function Access({ guid }: { guid: string }) {
  const [user, setUser] = useState("");
  const access = useQuery({
    queryKey: ["access", guid, user],
    queryFn: ({ signal }) => get("/api/lily/v1/entity/guid/{guid}/access", { guid }, { user }, signal),
  });
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setUser(String(new FormData(event.currentTarget).get("user")).trim());
  };
  const query = new URLSearchParams({ asset: guid, ...(user ? { user } : {}) });
  return (
    <div className="access">
      <form onSubmit={ask} className="columns-tools">
        <input name="user" type="search" placeholder="What would… see? A user's name" aria-label="Only this user" spellCheck={false} />
        <button>Ask</button>
        <Link className="button" to={`/simulator?${query}`}>
          Open in the simulator
        </Link>
        {user && <span className="quiet">As {user}</span>}
      </form>
      {access.isPending && <Waiting what="decisions" />}
      {access.isError && <Fault fault={access.error} retry={() => void access.refetch()} />}
      {access.data && <AccessViews views={access.data.views ?? []} guid={guid} />}
    </div>
  );
}
