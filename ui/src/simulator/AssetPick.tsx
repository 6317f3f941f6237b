import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { get } from "../api/client";
import { Link } from "../app/router";
import { type Asset, assetFrom, kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import { useSuggestions } from "../search/search";

interface AssetPickProps {
  guid: string;
  choose: (guid: string) => void;
}

/** An asset, chosen by search. */
export function AssetPick({ guid, choose }: AssetPickProps) {
  return guid ? <Chosen guid={guid} drop={() => choose("")} /> : <Pick choose={choose} />;
}

function Chosen({ guid, drop }: { guid: string; drop: () => void }) {
  const asset = useQuery({
    queryKey: ["asset header", guid],
    queryFn: async ({ signal }) => assetFrom(await get("/api/atlas/v2/entity/guid/{guid}/header", { guid }, {}, signal)),
  });
  return (
    <div className="picked">
      {asset.data && (
        <>
          <Icon name={kindOf(asset.data.typeName)} />
          <Link to={`/asset/${guid}`}>{asset.data.title}</Link>
          <span className="place">{asset.data.place}</span>
        </>
      )}
      {asset.isError && <span className="fault">{asset.error.message}</span>}
      <button type="button" className="link" onClick={drop}>
        Another
      </button>
    </div>
  );
}

function Pick({ choose }: { choose: (guid: string) => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const found = useSuggestions(text);
  const assets: Asset[] = text.trim() ? (found.data?.assets ?? []) : [];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((at + step + assets.length) % Math.max(1, assets.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = assets[at];
      if (chosen) choose(chosen.guid);
    } else if (event.key === "Escape") setText("");
  };
  return (
    <div className="search">
      <Icon name="search" />
      <input
        id="asset"
        type="search"
        value={text}
        autoComplete="off"
        spellCheck={false}
        placeholder="A table or column, by its name"
        role="combobox"
        aria-expanded={assets.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={assets.length > 0 ? `${list}-${at}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="Assets" className="suggestions" hidden={assets.length === 0}>
        {assets.map((asset, index) => (
          <li
            key={asset.guid}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(asset.guid);
            }}
          >
            <Icon name={kindOf(asset.typeName)} />
            <span className="suggestion-name">{asset.title}</span>
            <span className="place">{asset.place}</span>
            {asset.tags.slice(0, 2).map((tag) => (
              <TagChip key={tag.name} tag={tag} />
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
