import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../lily", import.meta.url));

/**
 * A real server of its own with the example data of `./lily demo`, for as long as the tests run;
 * or the one at LILY_URL, which must have that data, with the admin's LILY_PASSWORD.
 */
export async function startLily() {
  if (process.env.LILY_URL) {
    return { url: process.env.LILY_URL, password: process.env.LILY_PASSWORD ?? "", stop: async () => undefined };
  }
  const data = mkdtempSync(join(tmpdir(), "lily-browser-"));
  const settings = [`lily.data.folder=${data}`, "lily.server.port=0", "lily.kafka.port=0"];
  const lily = spawn(launcher, ["demo", ...settings.flatMap((setting) => ["--set", setting])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => lily.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    let said = "";
    lily.stdout.on("data", (chunk) => {
      said += chunk;
      const address = /address +(http:\S+)/.exec(said);
      if (address) resolve(address[1]);
    });
    ended.then((code) => reject(new Error(`./lily demo ended with ${code}:\n${said}`)));
  });
  const password = readFileSync(join(data, "secrets/admin-password"), "utf8").trim();
  return {
    url,
    password,
    stop: async () => {
      lily.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Calls the API as a user, beside the browser. */
export function caller(url, user, password) {
  const login = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { Authorization: login, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
}
