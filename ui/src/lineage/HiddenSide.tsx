import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../api/client";
import { kindOf, titleOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import type { Side } from "./graph";
import { jobTitle } from "./names";
import type { Deeds } from "./deeds";
import { MORE } from "./useGraph";

const IMPACT = "/api/lily/v1/lineage/impact";
/** With fewer than that hidden, one brings them all rather than to search among them. */
const SEARCHED_FROM = 4;
const SHOWN = 8;

interface HiddenSideProps {
  guid: string;
  side: Side;
  lens: "asset" | "column";
  count: number;
  shown: number;
  isCollapsed: boolean;
  deeds: Deeds;
}

/** What is not shown on one side of a card: the next of it, one of it by name; and away with what is. */
export function HiddenSide({ guid, side, lens, count, shown, isCollapsed, deeds }: HiddenSideProps) {
  if (count === 0 && shown === 0) return null;
  return (
    <div className="hidden-side">
      {count > 0 && (
        <button type="button" className="link" onClick={() => deeds.expand(guid, side)}>
          {isCollapsed ? `Bring back ${side}` : count > MORE ? `Next ${MORE} of ${count.toLocaleString("en")} ${side}` : `${count} more ${side}`}
        </button>
      )}
      {shown > 0 && !isCollapsed && (
        <button type="button" className="link" onClick={() => deeds.collapse(guid, side)}>
          Collapse {side}
        </button>
      )}
      {count >= SEARCHED_FROM && !isCollapsed && <SearchHidden guid={guid} side={side} lens={lens} count={count} deeds={deeds} />}
    </div>
  );
}

function SearchHidden({ guid, side, lens, count, deeds }: Pick<HiddenSideProps, "guid" | "side" | "lens" | "count" | "deeds">) {
  const [text, setText] = useState("");
  const sought = text.trim();
  const found = useQuery({
    queryKey: ["hidden", guid, side, lens, sought],
    enabled: sought !== "",
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get(IMPACT, {}, { root: guid, direction: side, depth: 1, qualifiedName: `*${sought}*`, limit: 200 }, signal),
  });
  const assets = (found.data?.assets ?? []).filter((asset) => (asset.kind === "column") === (lens === "column"));
  return (
    <>
      <input
        type="search"
        placeholder={`Search all ${side}`}
        aria-label={`Search all ${side}, ${count.toLocaleString("en")} are hidden`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isError && <p className="fault">{found.error.message}</p>}
      {sought && found.data && (
        <ul className="members" aria-label={`Found ${side}`}>
          {assets.slice(0, SHOWN).map((asset) => {
            const name = asset.qualifiedName ?? "";
            return (
              <li key={asset.guid}>
                <button type="button" className="link" title={name} onClick={() => deeds.bring(guid, side, asset.guid)}>
                  <Icon name={asset.kind === "process" ? "process" : kindOf(asset.typeName ?? "")} size={13} />
                  {asset.kind === "process" ? jobTitle(name) : titleOf(name, name)}
                </button>
              </li>
            );
          })}
          {assets.length === 0 && <li className="quiet">Nothing there is called so.</li>}
          {assets.length > SHOWN && <li className="quiet">and {assets.length - SHOWN} more: type more of the name</li>}
        </ul>
      )}
    </>
  );
}
