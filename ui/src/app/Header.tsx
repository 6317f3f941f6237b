import { useState } from "react";
import { Icon } from "../look/Icon";
import { Mark } from "../look/Mark";
import { usePopup } from "../look/usePopup";
import { SearchBox } from "../search/SearchBox";
import { type Signed, useSignIn } from "../session/session";
import { Link, useAddress } from "./router";
import { applyTheme, chosenTheme, type Theme } from "./theme";

export function Header({ signed }: { signed: Signed }) {
  const { path, query } = useAddress();
  const isHome = path === "/" && query.size === 0;
  return (
    <header className="bar">
      <Link to="/" className="brand" aria-label="Lily, to the search">
        <Mark size={24} />
        <span>Lily</span>
      </Link>
      <Sections path={path} signed={signed} />
      <div className="bar-search">{!isHome && <SearchBox key={query.get("q") ?? ""} />}</div>
      <ThemeSwitch />
      <UserMenu signed={signed} />
    </header>
  );
}

/** The sections of the application, as the first part of their addresses has them. */
const SECTIONS: readonly (readonly [path: string, name: string, roles?: readonly string[]])[] = [
  ["/policies", "Policies", ["admin", "steward", "reader"]],
  ["/simulator", "Simulator", ["admin", "steward", "reader"]],
  ["/types", "Types"],
  ["/rules", "Rules"],
  ["/operations", "Operations", ["admin", "monitor"]],
  ["/api-keys", "API keys", ["admin"]],
];

function Sections({ path, signed }: { path: string; signed: Signed }) {
  const shown = SECTIONS.filter(([, , roles]) => !roles || roles.some((role) => signed.roles.includes(role)));
  return (
    <nav className="bar-sections" aria-label="Sections">
      {shown.map(([to, name]) => (
        <Link key={to} to={to} aria-current={path === to || path.startsWith(`${to}/`) ? "page" : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  const next: Theme = theme === "system" ? "dark" : theme === "dark" ? "light" : "system";
  return (
    <button
      type="button"
      className="plain icon-button"
      title={`Colours: ${theme}. Change to ${next}.`}
      aria-label={`Colours: ${theme}. Change to ${next}.`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      <Icon name="sun" />
    </button>
  );
}

function UserMenu({ signed }: { signed: Signed }) {
  const { open, toggle, box } = usePopup();
  const { signOut, choose } = useSignIn();

  return (
    <div className="menu" ref={box}>
      <button type="button" className="plain" aria-expanded={open} onClick={toggle}>
        <span className="avatar" aria-hidden="true">
          {signed.user.charAt(0).toUpperCase()}
        </span>
        <span>{signed.user}</span>
        {signed.tenants.length > 1 && <span className="quiet">{signed.tenant}</span>}
      </button>
      {open && (
        <div className="menu-list">
          <p>
            <strong>{signed.user}</strong>
            <span className="quiet">
              {signed.roles.join(", ") || "no role"} in {signed.tenant}
            </span>
          </p>
          {signed.tenants.length > 1 && (
            <label>
              Tenant
              <select value={signed.tenant} onChange={(event) => choose(event.target.value)}>
                {signed.tenants.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
          <a href="/openapi.yaml">API description</a>
          <button type="button" className="plain" onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
      )}
    </div>
  );
}
