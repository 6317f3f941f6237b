import { describe, expect, it } from "vitest";
import { editable, locate, namesIn, pathIn } from "./fields";

describe("where the server found a fault", () => {
  it("is read from its words", () => {
    expect(pathIn("at /policy/effect/type of the body: one of [MASK] is expected")).toEqual(["effect", "type"]);
    expect(pathIn("at /effect/type of the body: one of [MASK] is expected")).toEqual(["effect", "type"]);
    expect(pathIn("unknown field /policy/subjects/user, did you mean users?")).toEqual(["subjects", "user"]);
    expect(pathIn("target.resources[0].elements: 'cat' is none of [catalog]")).toEqual(["target", "resources", "0", "elements"]);
    expect(pathIn("effect.expression is not an SQL expression")).toEqual(["effect", "expression"]);
    expect(pathIn("classification is missing: a classification, such as PII")).toEqual(["classification"]);
    expect(pathIn("nobody could read what is classified PII")).toEqual([]);
  });

  it("is found in the text", () => {
    const json = '{\n "name": "a \\"b\\"",\n "target": {"resources": [{"service": "x"}, {"service": "y"}]}\n}';
    const at = (path: string[]) => {
      const place = locate(json, path);
      return place && [json.slice(place.start, place.end), place.line];
    };
    expect(at(["name"])).toEqual(['"a \\"b\\""', 2]);
    expect(at(["target", "resources", "1", "service"])).toEqual(['"y"', 3]);
    expect(at(["target", "resources", "1", "nothing"])).toEqual(['{"service": "y"}', 3]);
    expect(locate("{", ["name"])).toBeNull();
  });
});

describe("a policy to edit", () => {
  it("has neither what the server adds nor what is empty, and keeps what counts", () => {
    const text = editable({
      id: 3,
      name: "n",
      description: "",
      subjects: { users: [], groups: ["a", "b"], everyone: false },
      exceptions: { users: [], everyone: false },
      target: { resources: [{ elements: { catalog: ["c"] }, inside: false }] },
      enabled: false,
      version: 7,
      updatedBy: "x",
    });
    expect(JSON.parse(text)).toEqual({
      name: "n",
      subjects: { groups: ["a", "b"] },
      target: { resources: [{ elements: { catalog: ["c"] }, inside: false }] },
      enabled: false,
    });
    expect(text).toContain('"groups": ["a", "b"]');
  });

  it("takes names with commas", () => {
    expect(namesIn(" a, b c ,,")).toEqual(["a", "b c"]);
  });
});
