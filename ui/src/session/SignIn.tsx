import { type FormEvent, useState } from "react";
import { Refusal } from "../api/client";
import { Mark } from "../look/Mark";
import { useSignIn } from "./session";

export function SignIn() {
  const { signIn } = useSignIn();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState("");

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setRefused("");
    try {
      await signIn(String(fields.get("user")), String(fields.get("password")));
    } catch (fault) {
      setRefused(fault instanceof Refusal ? words(fault) : "Something broke in this page.");
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-side" aria-hidden="true">
        <Mark size={220} />
      </div>
      <form onSubmit={submit}>
        <Mark size={40} />
        <h1>Lily</h1>
        <p className="quiet">Find data, see where it comes from, say what it is. The next query obeys.</p>
        <label>
          User
          <input name="user" autoComplete="username" required autoFocus spellCheck={false} autoCapitalize="none" />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {refused && (
          <p className="fault" role="alert">
            {refused}
          </p>
        )}
        <button className="primary" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
        <p className="hint">
          The first password of <code>admin</code> is in <code>secrets/admin-password</code> in the data folder.
        </p>
      </form>
    </main>
  );
}

function words(refusal: Refusal): string {
  return refusal.status === 401 ? "User or password is wrong." : sentence(refusal.message);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? "" : ".");
}
