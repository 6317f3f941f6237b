import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { NamesField } from "./Fields";

function Tags() {
  const [names, setNames] = useState<string[]>([]);
  return <NamesField label="Tags" names={names} onChange={setNames} suggestions={["PII", "Health"]} />;
}

test("a name that begins like another can be written, a chosen one is taken at once, and each can go again", async () => {
  const { container } = render(<Tags />);
  const taken = () => [...container.querySelectorAll(".name")].map((each) => each.textContent);
  const input = screen.getByLabelText("Tags");
  await userEvent.type(input, "PII_EU");
  expect(taken()).toEqual([]);
  await userEvent.keyboard("{Enter}");
  fireEvent.input(input, { target: { value: "Health" }, inputType: "insertReplacementText" });
  expect(taken()).toEqual(["PII_EU", "Health"]);
  await userEvent.click(screen.getByRole("button", { name: "Without PII_EU" }));
  await userEvent.type(input, "a, b");
  await userEvent.tab();
  expect(taken()).toEqual(["Health", "a", "b"]);
});
