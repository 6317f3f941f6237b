import { usePrincipals } from "../policies/policies";

/** Who asks: a user, in groups that the engine may know. */
export function Principal({ user, groups }: { user: string; groups: string }) {
  const known = usePrincipals();
  return (
    <>
      <div className="policy-field">
        <label htmlFor="user">
          User <span className="quiet">optional</span>
        </label>
        <input id="user" name="user" defaultValue={user} placeholder="Everybody" autoComplete="off" spellCheck={false} list="known-users" />
      </div>
      <div className="policy-field">
        <label htmlFor="groups">
          Further groups <span className="quiet">optional</span>
        </label>
        <input id="groups" name="groups" defaultValue={groups} placeholder="Several with commas" autoComplete="off" spellCheck={false} list="known-groups" />
      </div>
      <datalist id="known-users">
        {(known.data?.users ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="known-groups">
        {(known.data?.groups ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** Groups alone are nobody's: then somebody whom no policy names has them. */
export function userOf(user: string, groups: string): string {
  return user || (groups ? "somebody" : "");
}
