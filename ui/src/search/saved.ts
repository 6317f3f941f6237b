import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, change, get, url } from "../api/client";
import { type Asked, PAGE, parametersOf } from "./search";

const PATH = "/api/atlas/v2/search/saved";

export type SavedSearch = Answer<typeof PATH>[number];

/** The searches that one has kept, by name. */
export function useSavedSearches() {
  return useQuery({ queryKey: ["saved searches"], staleTime: 60_000, queryFn: ({ signal }) => get(PATH, {}, {}, signal) });
}

/** The address of what is asked for, without the page that one looks at. */
export function addressOf(asked: Asked): string {
  const query = new URLSearchParams();
  for (const name of ["q", "type", "tag", "owner"] as const) if (asked[name]) query.set(name, asked[name]);
  if (asked.deleted) query.set("deleted", "true");
  return `/?${query}`;
}

/** Where a saved search leads; one that another client saved has no address, but says what it asks for. */
export function whereTo(saved: SavedSearch): string {
  if (saved.uiParameters?.startsWith("/?")) return saved.uiParameters;
  const parameters = (saved.searchParameters ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof parameters[name] === "string" ? String(parameters[name]) : "");
  const type = text("typeName");
  return addressOf({
    q: text("query"),
    type: type.startsWith("_ALL") ? "" : type,
    tag: text("classification"),
    owner: "",
    deleted: parameters["excludeDeletedEntities"] === false,
    page: 1,
  });
}

/** What is asked for, in a few words: the name that is proposed for it. */
export function wordsOf(asked: Asked): string {
  return [asked.q, asked.tag, asked.type.replaceAll("_", " "), asked.owner && `of ${asked.owner}`].filter(Boolean).join(", ");
}

/** Keeping, renaming, removing; a refusal is the mutation's error. */
export function useKeeping() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ["saved searches"] });
  const save = useMutation({
    mutationFn: ({ name, asked }: { name: string; asked: Asked }) =>
      change("POST", PATH, {
        name,
        searchType: "BASIC",
        searchParameters: parametersOf({ ...asked, page: 1 }, PAGE),
        uiParameters: addressOf(asked),
      }),
    onSuccess,
  });
  const rename = useMutation({
    mutationFn: ({ guid, name }: { guid: string; name: string }) => change("PUT", PATH, { guid, name }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (guid: string) => change("DELETE", url(`${PATH}/{guid}`, { guid })),
    onSuccess,
  });
  return { save, rename, remove };
}
