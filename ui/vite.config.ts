import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.LILY_URL ?? "http://127.0.0.1:21000";

export default defineConfig({
  base: "/ui/",
  plugins: [react()],
  build: {
    outDir: "dist",
    assetsDir: "",
    // The policy of the pages allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  worker: { format: "es" },
  server: { proxy: { "/api/": server, "/openapi.yaml": server, "/metrics": server } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
  },
});
