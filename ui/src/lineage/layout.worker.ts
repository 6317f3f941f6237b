import { layout, type LayoutInput } from "./layout";

/** Lays out in a thread of its own, so that the page stays alive meanwhile. */
self.onmessage = (event: MessageEvent<{ id: number; input: LayoutInput }>) => {
  self.postMessage({ id: event.data.id, layout: layout(event.data.input) });
};
