import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { problem, serve, show } from "../testing/server";
import { addressOf, whereTo, wordsOf } from "./saved";
import { SavedList, SaveSearch } from "./SavedSearches";
import { askedFrom } from "./search";

const PATH = "/api/atlas/v2/search/saved";
const ASKED = askedFrom(new URLSearchParams("q=email&tag=PII&page=3"));

test("a saved search leads to its address, also one that another client saved", () => {
  expect(addressOf(ASKED)).toBe("/?q=email&tag=PII");
  expect(wordsOf(ASKED)).toBe("email, PII");
  expect(whereTo({ uiParameters: "/?q=email&tag=PII" })).toBe("/?q=email&tag=PII");
  expect(whereTo({ uiParameters: "https://elsewhere", searchParameters: { query: "a b", typeName: "_ALL_ENTITY_TYPES" } as never })).toBe("/?q=a+b");
});

test("a search is kept under a name; a name that is taken is refused at the field", async () => {
  const kept: { guid: string; name: string; uiParameters: string }[] = [];
  const asked = serve({
    [`GET ${PATH}`]: () => kept,
    [`POST ${PATH}`]: ({ body }) => {
      const { name, uiParameters } = body as { name: string; uiParameters: string };
      if (name === "taken") return problem(409, "name: there is a saved search 'taken' already");
      kept.push({ guid: "g", name, uiParameters });
      return kept[0];
    },
  });
  show(<SaveSearch asked={ASKED} />);
  await userEvent.click(await screen.findByRole("button", { name: "Save this search" }));
  const field = screen.getByLabelText("Name of the search");
  expect((field as HTMLInputElement).value).toBe("email, PII");
  await userEvent.clear(field);
  await userEvent.type(field, "taken{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("'taken' already");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  await userEvent.clear(field);
  await userEvent.type(field, "mine{Enter}");
  expect((await screen.findByText("mine")).parentElement?.textContent).toContain("kept as mine");
  expect(asked.findLast((question) => question.method === "POST")?.body).toMatchObject({
    searchType: "BASIC",
    searchParameters: { query: "email", classification: "PII", offset: 0 },
    uiParameters: "/?q=email&tag=PII",
  });
});

test("one's searches are listed, renamed and removed", async () => {
  let kept = [{ guid: "g", name: "mine", uiParameters: "/?q=email" }];
  serve({
    [`GET ${PATH}`]: () => kept,
    [`PUT ${PATH}`]: ({ body }) => {
      kept = [{ ...kept[0]!, name: (body as { name: string }).name }];
      return kept[0];
    },
    [`DELETE ${PATH}/g`]: () => {
      kept = [];
      return new Response(null, { status: 204 });
    },
  });
  show(<SavedList />);
  expect((await screen.findByRole("link", { name: "mine" })).getAttribute("href")).toBe("/?q=email");
  await userEvent.click(screen.getByRole("button", { name: "Rename mine" }));
  await userEvent.clear(screen.getByLabelText("New name"));
  await userEvent.type(screen.getByLabelText("New name"), "ours{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Remove ours" }));
  await expect.poll(() => screen.queryByRole("heading", { name: "Your searches" })).toBeNull();
});
