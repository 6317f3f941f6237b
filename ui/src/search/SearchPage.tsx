import { useEffect } from "react";
import { useAddress } from "../app/router";
import { Home } from "./Home";
import { Results } from "./Results";
import { askedFrom, isNothing } from "./search";

export function SearchPage() {
  const { query } = useAddress();
  const asked = askedFrom(query);
  useEffect(() => {
    document.title = asked.q ? `${asked.q} · Lily` : "Lily";
  }, [asked.q]);
  return isNothing(asked) ? <Home /> : <Results asked={asked} />;
}
