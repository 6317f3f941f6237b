import type { paths } from "./schema";

/** What the server answers to a GET of that path. */
export type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer A } } } };
}
  ? A
  : never;

/** What the server answers to a POST of that path. */
export type Posted<P extends keyof paths> = paths[P] extends {
  post: { responses: { 200: { content: { "application/json": infer A } } } };
}
  ? A
  : never;

/** A list is sent as the same parameter several times. */
export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** An answer that is no success: what the server said about it, in its words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly requestId: string,
    readonly code: string = "",
  ) {
    super(message);
  }
}

let tenant = "";

/** Whose data is asked for from now on; empty for the server's standard. */
export function chooseTenant(name: string): void {
  tenant = name;
}

export function url(path: string, names: Record<string, string>, query: Query = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === "object") value.forEach((each) => search.append(name, each));
    else if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

export async function get<P extends keyof paths & string>(
  path: P,
  names: Record<string, string> = {},
  query: Query = {},
  signal?: AbortSignal,
): Promise<Answer<P>> {
  const response = await ask("GET", url(path, names, query), undefined, signal);
  return (await response.json()) as Answer<P>;
}

export async function post<P extends keyof paths & string>(
  path: P,
  body: unknown,
  query: Query = {},
  signal?: AbortSignal,
): Promise<Posted<P>> {
  const response = await ask("POST", url(path, {}, query), body, signal);
  return (await response.json()) as Posted<P>;
}

/** A change whose answer matters by its headers alone. */
export async function change(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Headers> {
  return (await ask(method, path, body)).headers;
}

/** A change whose answer is what has become of it. */
export async function send<A>(method: "POST" | "PUT", path: string, body: unknown): Promise<A> {
  return (await (await ask(method, path, body)).json()) as A;
}

async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json", "X-Lily-Page": "1" };
  if (tenant) headers["X-Lily-Tenant"] = tenant;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "AbortError") throw fault;
    throw new Refusal(0, "The server does not answer. Is it running?", "");
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<Refusal> {
  let said: { detail?: string; errorMessage?: string; code?: string; errorCode?: string } = {};
  try {
    said = (await response.json()) as typeof said;
  } catch {
    // A proxy between us answers in words of its own.
  }
  const message = said.detail ?? said.errorMessage ?? `The server answered ${response.status}.`;
  return new Refusal(response.status, message, response.headers.get("X-Request-Id") ?? "", said.code ?? said.errorCode);
}
