// @vitest-environment jsdom
import { expect, it } from "vitest";
import { parseEvent } from "./events";

it("reads an event with its place in the stream", () =>
  expect(parseEvent('id: 7\nevent: lead.created\ndata: {"id":"a"}')).toEqual({
    id: "7",
    kind: "lead.created",
    data: { id: "a" },
  }));

it("keeps a place that comes without an event, so that a quiet listener goes on from there", () =>
  expect(parseEvent("id: 8")).toEqual({ id: "8", kind: "", data: {} }));

it("passes over a comment", () => expect(parseEvent(": still here")).toBeNull());
