import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";

const WORDS: Record<string, { text: string; look: string }> = {
  UP_TO_DATE: { text: "up to date", look: "good" },
  BEHIND: { text: "behind", look: "warn" },
  SILENT: { text: "silent", look: "bad" },
  NEVER_SEEN: { text: "never asked yet", look: "dim" },
};

/** How far each engine is, asked again every few seconds while the page is looked at. */
export function useEnforcement(everyMillis: number) {
  return useQuery({
    queryKey: ["enforcement"],
    queryFn: ({ signal }) => get("/api/lily/v1/enforcement", {}, {}, signal),
    refetchInterval: everyMillis,
  });
}

export function Enforcement() {
  const enforcement = useEnforcement(5000);
  const services = enforcement.data?.services ?? [];
  return (
    <section className="card" aria-labelledby="enforced">
      <h2 id="enforced">Enforced in</h2>
      {enforcement.isError && <p className="quiet">{enforcement.error.message}</p>}
      {enforcement.data && services.length === 0 && <p className="quiet">No engine is known here yet.</p>}
      <ul className="rows">
        {services.map((service) => (
          <li key={service.service}>
            <strong>{service.service}</strong>
            <EngineState state={service.state ?? ""} />
            <span className="quiet">
              {(service.doors ?? [])
                .filter((door) => door.state !== "NEVER_SEEN")
                .map((door) => `${door.door} ${lag(door.lagMillis)}`)
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function EngineState({ state }: { state: string }) {
  const words = WORDS[state] ?? { text: state.toLowerCase().replaceAll("_", " "), look: "dim" };
  return <span className={`badge ${words.look}`}>{words.text}</span>;
}

function lag(millis: number | undefined): string {
  if (millis === undefined) return "";
  return millis === 0 ? "no lag" : millis < 1000 ? `${millis} ms behind` : `${(millis / 1000).toFixed(1)} s behind`;
}
