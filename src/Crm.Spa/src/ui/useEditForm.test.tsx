// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, useEffect } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import { useEditForm } from "./useEditForm";

vi.mock("./notify", () => ({ useNotify: () => ({ failed: () => undefined }) }));

type Record = { name: string; address: string };

let root: Root;

function Form({ values, etag }: { values: Record; etag: string }) {
  const shown = useEditForm<Record>({ values, etag, queryKey: ["venues", "v1"] });
  useEffect(() => {
    holder.shown = shown;
  });
  return null;
}

const holder: { shown?: ReturnType<typeof useEditForm<Record>> } = {};
const client = new QueryClient();
const edit = () => holder.shown!;

async function read(values: Record, etag: string) {
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <Form values={values} etag={etag} />
      </QueryClientProvider>,
    ),
  );
}

const type = (name: string) => act(async () => edit().form.setFieldValue("name", name));

const OLD = { name: "Old", address: "Street 1" };
const COLLEAGUES = { name: "Old", address: "Street 2" };

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  root = createRoot(document.createElement("div"));
});

afterEach(async () => {
  await act(async () => root.unmount());
});

it("follows what is read again as long as nothing is typed", async () => {
  await read(OLD, '"1"');
  await read(COLLEAGUES, '"2"');
  expect(edit().form.getValues()).toEqual(COLLEAGUES);
  expect(edit().ifUnchanged()).toEqual({ "If-Match": '"2"' });
});

it("keeps the version that the fields were read in once something is typed", async () => {
  await read(OLD, '"1"');
  await type("Mine");
  await read(COLLEAGUES, '"2"');
  expect(edit().form.getValues()).toEqual({ name: "Mine", address: "Street 1" });
  expect(edit().ifUnchanged()).toEqual({ "If-Match": '"1"' });
});

it("keeps what was typed when somebody was faster, and reads the newest when asked to", async () => {
  await read(OLD, '"1"');
  await type("Mine");
  await act(async () =>
    edit().showProblems(new ProblemError({ status: 412, code: "precondition_failed", title: "", detail: "" }, null)),
  );
  await read(COLLEAGUES, '"2"');
  expect(edit().isOutdated).toBe(true);
  expect(edit().form.getValues().name).toBe("Mine");

  await act(async () => edit().readNewest());
  expect(edit().isOutdated).toBe(false);
  expect(edit().form.getValues()).toEqual(COLLEAGUES);
  expect(edit().ifUnchanged()).toEqual({ "If-Match": '"2"' });
});

it("goes on from what was saved, with what was typed since", async () => {
  await read(OLD, '"1"');
  await type("Mine ");
  const sent = edit().form.getValues();
  await type("Mine and more");
  await act(async () => edit().saved(sent, { values: { name: "Mine", address: "Street 1" }, etag: '"2"' }));
  expect(edit().form.getValues().name).toBe("Mine and more");
  expect(edit().form.getInitialValues().name).toBe("Mine");
  expect(edit().form.isDirty()).toBe(true);
  expect(edit().ifUnchanged()).toEqual({ "If-Match": '"2"' });
});
