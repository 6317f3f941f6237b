import { lazy, Suspense, useEffect, useState } from "react";
import { Link } from "../app/router";
import { Icon } from "../look/Icon";
import { Fault, Waiting } from "../look/States";
import { TagChip } from "../look/TagChip";
import type { Signed } from "../session/session";
import { TagPanel } from "../tags/TagPanel";
import { Access } from "./Access";
import { kindOf } from "./asset";
import { Columns } from "./Columns";
import { type Details, useDetails } from "./details";
import { Overview } from "./Overview";
import { Raw } from "./Raw";
import { WhyPanel } from "./WhyPanel";

// The first view does not wait for what draws lineage.
const Lineage = lazy(() => import("../lineage/LineageView"));
const ActivityTab = lazy(() => import("../activity/ActivityTab"));

interface AssetPageProps {
  guid: string;
  tab: string;
  signed: Signed;
}

export function AssetPage({ guid, tab, signed }: AssetPageProps) {
  const details = useDetails(guid);
  useEffect(() => {
    if (details.data) document.title = `${details.data.asset.title} · Lily`;
  }, [details.data]);
  if (details.isPending) return <Waiting what="the asset" />;
  if (details.isError) {
    return (
      <main id="content" className="page narrow">
        <Fault fault={details.error} retry={() => void details.refetch()} />
      </main>
    );
  }
  return <Loaded details={details.data} tab={tab} signed={signed} />;
}

function Loaded({ details, tab, signed }: { details: Details; tab: string; signed: Signed }) {
  const [why, setWhy] = useState("");
  const [tagging, setTagging] = useState(false);
  const guid = details.asset.guid;
  return (
    <main id="content" className={tab === "lineage" ? "page asset wide" : "page asset"}>
      <Head details={details} onWhy={setWhy} onTag={signed.mayWrite ? () => setTagging(true) : undefined} />
      <Tabs details={details} tab={tab} />
      <div className="tab-content">
        {tab === "overview" && <Overview details={details} onWhy={setWhy} />}
        {tab === "columns" && <Columns details={details} mayTag={signed.mayWrite} />}
        {tab === "lineage" && (
          <Suspense fallback={<Waiting what="lineage" />}>
            <Lineage guid={guid} />
          </Suspense>
        )}
        {tab === "activity" && (
          <Suspense fallback={<Waiting what="what happened" />}>
            <ActivityTab guid={guid} />
          </Suspense>
        )}
        {tab === "access" && <Access guid={guid} />}
        {tab === "raw" && <Raw value={details.raw} />}
      </div>
      {why && <WhyPanel guid={guid} classification={why} onClose={() => setWhy("")} />}
      {tagging && <TagPanel targets={[details.asset]} onClose={() => setTagging(false)} />}
    </main>
  );
}

interface HeadProps {
  details: Details;
  onWhy: (classification: string) => void;
  onTag: (() => void) | undefined;
}

function Head({ details, onWhy, onTag }: HeadProps) {
  const { asset, parent } = details;
  return (
    <header className="asset-head">
      <span className={`kind kind-${kindOf(asset.typeName)}`}>
        <Icon name={kindOf(asset.typeName)} size={22} />
      </span>
      <div className="asset-names">
        <h1>
          {parent && (
            <>
              <Link to={`/asset/${parent.guid}`}>{parent.title}</Link>
              <span className="quiet"> . </span>
            </>
          )}
          {asset.title}
          {asset.deleted && <em className="badge bad">deleted</em>}
        </h1>
        <p className="asset-line">
          <span className="quiet">{asset.typeName.replaceAll("_", " ")}</span>
          <code className="qualified" title={asset.qualifiedName}>
            {asset.qualifiedName}
          </code>
          <CopyButton text={asset.qualifiedName} />
        </p>
      </div>
      <div className="asset-tags">
        {asset.tags.map((tag) => (
          <TagChip key={tag.name} tag={tag} onWhy={() => onWhy(tag.name)} />
        ))}
        {onTag && (
          <button type="button" onClick={onTag}>
            <Icon name="tag" size={14} /> Tag…
          </button>
        )}
      </div>
    </header>
  );
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button
      type="button"
      className="plain icon-button small"
      title="Copy the qualified name"
      aria-label={copied ? "Copied" : "Copy the qualified name"}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      <Icon name={copied ? "check" : "copy"} size={13} />
    </button>
  );
}

function Tabs({ details, tab }: { details: Details; tab: string }) {
  const root = `/asset/${details.asset.guid}`;
  const tabs = [
    { name: "overview", to: root, text: "Overview" },
    ...(details.columns.length > 0
      ? [{ name: "columns", to: `${root}/columns`, text: `Columns ${details.columns.length.toLocaleString("en")}` }]
      : []),
    { name: "lineage", to: `${root}/lineage`, text: "Lineage" },
    { name: "activity", to: `${root}/activity`, text: "Activity" },
    { name: "access", to: `${root}/access`, text: "Access" },
    { name: "raw", to: `${root}/raw`, text: "Raw" },
  ];
  return (
    <nav className="tabs" aria-label="Views of the asset">
      {tabs.map((each) => (
        <Link key={each.name} to={each.to} aria-current={each.name === tab ? "page" : undefined}>
          {each.text}
        </Link>
      ))}
    </nav>
  );
}
