import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { get } from "../api/client";
import { go, useAddress, withQuery } from "../app/router";
import { AccessViews } from "../asset/AccessViews";
import { Empty, Fault, Waiting } from "../look/States";
import { namesIn } from "../policies/fields";
import { AssetPick } from "./AssetPick";
import { Principal, userOf } from "./Principal";

export function AssetSimulation() {
  const address = useAddress();
  const guid = address.query.get("asset") ?? "";
  const user = address.query.get("user") ?? "";
  const groups = address.query.get("groups") ?? "";
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? "").trim();
    go(withQuery(address, { user: userOf(said("user"), said("groups")), groups: said("groups") }));
  };
  return (
    <div className="simulator">
      <form className="policy-fields" onSubmit={ask} key={`${user} ${groups}`}>
        <div className="policy-field">
          <label htmlFor={guid ? undefined : "asset"}>Asset</label>
          <AssetPick guid={guid} choose={(chosen) => go(withQuery(address, { asset: chosen }))} />
        </div>
        <Principal user={user} groups={groups} />
        <button className="primary">Simulate</button>
      </form>
      <section aria-label="Decision" aria-live="polite">
        {guid ? (
          <Decision guid={guid} user={user} groups={groups} />
        ) : (
          <Empty title="Choose an asset">
            <p>
              Then this tells what of it each one sees in each engine: in clear, masked, some rows, or nothing; by which policy; and on which path the tag came that it is about.
            </p>
          </Empty>
        )}
      </section>
    </div>
  );
}

function Decision({ guid, user, groups }: { guid: string; user: string; groups: string }) {
  const access = useQuery({
    queryKey: ["access", guid, user, groups],
    staleTime: 0,
    queryFn: ({ signal }) => get("/api/lily/v1/entity/guid/{guid}/access", { guid }, { user, group: namesIn(groups) }, signal),
  });
  if (access.isPending) return <Waiting what="the decision" />;
  if (access.isError) return <Fault fault={access.error} retry={() => void access.refetch()} />;
  return <AccessViews views={access.data.views ?? []} {...(user ? {} : { guid })} />;
}
