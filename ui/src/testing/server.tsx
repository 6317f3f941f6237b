import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";

/** What the fake server was asked. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly headers: Headers;
}

type Answers = Record<string, (question: Question) => unknown | Response>;

/** Answers fetches by "METHOD /path"; the list tells what was asked. */
export function serve(answers: Answers): Question[] {
  const asked: Question[] = [];
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), "http://lily.test");
    const method = init?.method ?? "GET";
    const question = {
      method,
      path: url.pathname,
      query: url.searchParams,
      body: init?.body ? JSON.parse(String(init.body)) : undefined,
      headers: new Headers(init?.headers),
    };
    asked.push(question);
    const answer = answers[`${method} ${url.pathname}`]?.(question);
    if (answer === undefined) return problem(404, `nothing answers ${method} ${url.pathname}`);
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return asked;
}

export function problem(status: number, detail: string): Response {
  return Response.json({ detail }, { status, headers: { "X-Request-Id": "r-1" } });
}

/** Shows a part of the application as it would be at that address. */
export function show(part: ReactElement, address = "/") {
  window.history.replaceState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(<QueryClientProvider client={client}>{part}</QueryClientProvider>);
}
