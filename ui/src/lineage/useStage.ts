import { useEffect, useRef, useState } from "react";
import { type Graph, layoutInput } from "./graph";
import type { Layout } from "./layout";
import { type Stage, staged } from "./stage";

/** Lays a graph out in a worker; the last one asked for wins. */
export function useStage(graph: Graph | null): Stage | null {
  const [stage, setStage] = useState<Stage | null>(null);
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);

  useEffect(() => {
    const started = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    worker.current = started;
    return () => started.terminate();
  }, []);

  useEffect(() => {
    if (!graph || !worker.current) return;
    const id = ++asked.current;
    const answered = (event: MessageEvent<{ id: number; layout: Layout }>) => {
      if (event.data.id === id) setStage(staged(graph, event.data.layout));
    };
    const at = worker.current;
    at.addEventListener("message", answered);
    at.postMessage({ id, input: layoutInput(graph).input });
    return () => at.removeEventListener("message", answered);
  }, [graph]);

  return stage;
}
