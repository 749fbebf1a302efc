// @vitest-environment jsdom
import { useForm, type UseFormReturnType } from "@mantine/form";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, useEffect } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import type { Lead } from "../pages";
import type { Person } from "../PersonFields";
import { personOf } from "./correction";
import { useCorrection } from "./useCorrection";

const server = vi.hoisted(() => ({ get: vi.fn(), patch: vi.fn() }));

vi.mock("@/api/client", () => ({
  api: { GET: server.get, PATCH: server.patch },
  body: (call: unknown) => call,
  versioned: (call: unknown) => call,
}));
vi.mock("react-i18next", () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock("@/ui/notify", () => ({ useNotify: () => ({ done: vi.fn(), failed: vi.fn() }) }));

const opened = { id: "lead", fullName: "Ali", email: null, phone: null, phoneRaw: null, venueId: null, tags: [] };
const close = vi.fn();
let root: Root;
let form: UseFormReturnType<Person>;
let correction: ReturnType<typeof useCorrection>;
let stored = { value: { ...opened, status: "new" }, etag: '"1"' };

function Form({ lead, etag }: { lead: Lead; etag: string }) {
  const ownForm = useForm<Person>({ initialValues: personOf(lead) });
  const own = useCorrection({ form: ownForm, opened: { lead, etag }, close });
  useEffect(() => {
    form = ownForm;
    correction = own;
  });
  return null;
}

const client = new QueryClient();
const show = () =>
  act(() =>
    root.render(
      <QueryClientProvider client={client}>
        <Form lead={stored.value as unknown as Lead} etag={stored.etag} />
      </QueryClientProvider>,
    ),
  );
const save = () =>
  act(async () => {
    correction.save(form.getValues());
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
const sent = () => (server.patch.mock.lastCall as [string, { body: unknown }])[1].body;

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  close.mockReset();
  stored = { value: { ...opened, status: "new" }, etag: '"1"' };
  server.get.mockReset().mockImplementation(() => Promise.resolve(stored));
  server.patch
    .mockReset()
    .mockImplementation((_: string, { headers }: { headers: Record<string, string> }) =>
      headers["If-Match"] === stored.etag
        ? Promise.resolve(stored.value)
        : Promise.reject(new ProblemError({ status: 412, code: "precondition_failed", title: "", detail: "" }, null)),
    );
  root = createRoot(document.createElement("div"));
  await show();
  await act(() => form.setFieldValue("email", "a@crm.example"));
});

afterEach(async () => {
  await act(() => root.unmount());
  vi.unstubAllGlobals();
});

it("does not overwrite what a colleague saved, though it was read anew meanwhile", async () => {
  stored = { value: { ...opened, fullName: "Ali Kaya", status: "new" }, etag: '"2"' };
  await show();
  await save();
  expect(correction.conflict).not.toBeNull();
  expect(close).not.toHaveBeenCalled();
  expect(form.getValues()).toMatchObject({ fullName: "Ali", email: "a@crm.example" });
});

it("goes on with what was typed on top of what the colleague saved", async () => {
  stored = { value: { ...opened, fullName: "Ali Kaya", status: "new" }, etag: '"2"' };
  await save();
  await act(() => correction.conflict!.keepOwn());
  expect(form.getValues()).toMatchObject({ fullName: "Ali Kaya", email: "a@crm.example" });
  expect(form.isDirty()).toBe(true);
  await save();
  expect(sent()).toEqual({ email: "a@crm.example" });
  expect(close).toHaveBeenCalledOnce();
});

it("goes on with what the colleague saved", async () => {
  stored = { value: { ...opened, fullName: "Ali Kaya", status: "new" }, etag: '"2"' };
  await save();
  await act(() => correction.conflict!.takeNew());
  expect(form.getValues()).toMatchObject({ fullName: "Ali Kaya", email: "" });
  expect(form.isDirty()).toBe(false);
});

it("saves when only what the form does not show has changed", async () => {
  stored = { value: { ...opened, status: "won" }, etag: '"2"' };
  await save();
  expect(correction.conflict).toBeNull();
  expect(close).toHaveBeenCalledOnce();
});
