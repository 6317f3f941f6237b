import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refusal } from "./api/client";
import { App } from "./app/App";
import { applyTheme } from "./app/theme";
import "./look/look.css";

applyTheme();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // What the server refuses, it refuses again; what it did not hear of is worth another try.
      retry: (count, fault) => count < 2 && (!(fault instanceof Refusal) || fault.status === 0 || fault.status === 503),
    },
  },
});

// A session that is over shows the form, wherever one is, and the address stays for afterwards.
client.getQueryCache().subscribe((event) => {
  const fault = event.type === "updated" && event.query.state.error;
  if (fault instanceof Refusal && fault.status === 401) void client.invalidateQueries({ queryKey: ["session"] });
});

const root = document.getElementById("app");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
