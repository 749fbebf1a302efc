// @vitest-environment jsdom
import { act, useEffect } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useTyped } from "./useTyped";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let typed: ReturnType<typeof useTyped>;
const taken: string[] = [];

function Field({ inAddress }: { inAddress: string }) {
  const now = useTyped(inAddress, (word) => void taken.push(word));
  useEffect(() => {
    typed = now;
  });
  return null;
}

const showAddress = (inAddress: string) => act(async () => root.render(<Field inAddress={inAddress} />));
const type = (word: string) => act(async () => typed.type(word));
const pause = () => act(async () => void vi.advanceTimersByTime(300));

beforeEach(async () => {
  vi.useFakeTimers();
  taken.length = 0;
  root = createRoot(document.createElement("div"));
  await showAddress("");
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

it("keeps what is typed while the address still gets what was typed before", async () => {
  await type("a");
  await pause();
  await type("ab");

  await showAddress("a");

  expect(typed.value).toBe("ab");
  await pause();
  expect(taken).toEqual(["a", "ab"]);
});

it("follows an address that is changed from elsewhere, and forgets what was being typed", async () => {
  await type("a");
  await pause();
  await showAddress("a");
  await type("ab");

  await showAddress("");

  expect(typed.value).toBe("");
  await pause();
  expect(taken).toEqual(["a"]);
  await showAddress("a");
  expect(typed.value).toBe("a");
});

it("empties what is not in the address yet", async () => {
  await type("a");

  await act(async () => typed.clear());

  expect(typed.value).toBe("");
  await pause();
  expect(taken).toEqual([]);
});
