import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

/** Where we are: the address bar is the only place where a view keeps what it shows. */
export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

let current = read();
const watchers = new Set<() => void>();

function read(): Address {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}

function moved(): void {
  current = read();
  watchers.forEach((watcher) => watcher());
}

window.addEventListener("popstate", moved);

export function useAddress(): Address {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );
}

/** Goes there; `replace` leaves no step to go back to, for what changes with every key. */
export function go(to: string, how: "push" | "replace" = "push"): void {
  if (how === "push") window.history.pushState(null, "", to);
  else window.history.replaceState(null, "", to);
  moved();
}

/** The address with other query parameters; empty and undefined ones are left out. */
export function withQuery(address: Address, changes: Record<string, string | undefined>): string {
  const query = new URLSearchParams(address.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return query.size > 0 ? `${address.path}?${query}` : address.path;
}

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
}

/** A link within the application: one can still open it in a new tab. */
export function Link({ to, onClick, ...others }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
    window.scrollTo(0, 0);
  };
  return <a href={to} onClick={follow} {...others} />;
}
