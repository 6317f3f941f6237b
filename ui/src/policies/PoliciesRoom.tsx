import type { Signed } from "../session/session";
import { Editor } from "./Editor";
import { PolicyList } from "./PolicyList";
import { PolicyPage } from "./PolicyPage";
import "./policies.css";

/** Everything below /policies. */
export default function PoliciesRoom({ id, tab, signed }: { id: string; tab: string; signed: Signed }) {
  if (!id) return <PolicyList signed={signed} />;
  if (id === "new") return <Editor signed={signed} />;
  return <PolicyPage key={id} id={id} tab={tab} signed={signed} />;
}
