import { useEffect, useState } from "react";
import { go, Link, useAddress, withQuery } from "../app/router";
import type { Signed } from "../session/session";
import { editable } from "./fields";
import { FullEditor } from "./FullEditor";
import type { Policy } from "./policy";
import { ReadOnly } from "./ReadOnly";
import { TemplateEditor } from "./TemplateEditor";

const BLANK = {
  name: "",
  subjects: { everyone: true },
  exceptions: { groups: ["privacy_officers"] },
  target: { classifications: ["PII"] },
  effect: { kind: "mask", type: "MASK_HASH" },
};

/** A new policy: from a template, or in full. */
export function Editor({ signed }: { signed: Signed }) {
  const address = useAddress();
  const [draft, setDraft] = useState(JSON.stringify(BLANK, null, 2));
  const isFull = address.query.get("in") === "full";
  useEffect(() => {
    document.title = "New policy · Policies · Lily";
  }, []);
  const inFull = (policy: Policy) => {
    setDraft(editable(policy));
    go(withQuery(address, { in: "full" }));
  };
  if (!signed.mayWrite) {
    return (
      <main id="content" className="page policies">
        <ReadOnly user={signed.user} />
      </main>
    );
  }
  return (
    <main id="content" className="page policies">
      <header className="policies-head">
        <div>
          <h1>New policy</h1>
          <p className="quiet">Watch it first: then it changes nothing, and tells what it would change for whom.</p>
        </div>
      </header>
      <nav className="tabs" aria-label="Ways to write it">
        <Link to={withQuery(address, { in: undefined })} aria-current={isFull ? undefined : "page"}>
          From a template
        </Link>
        <Link to={withQuery(address, { in: "full" })} aria-current={isFull ? "page" : undefined}>
          In full
        </Link>
      </nav>
      <div className="tab-content">{isFull ? <FullEditor key={draft} draft={draft} /> : <TemplateEditor inFull={inFull} />}</div>
    </main>
  );
}
