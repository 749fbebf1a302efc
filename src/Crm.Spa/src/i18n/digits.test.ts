import { expect, it } from "vitest";
import { latinDigits } from "./digits";

it.each([
  ["٠٥٣٢ ١٢٣ ٤٥ ٦٧", "0532 123 45 67"],
  ["۱۲۳۴۵۶۷۸۹۰", "1234567890"],
  ["١٬٢٣٤٫٥", "1234.5"],
  ["+90 532", "+90 532"],
])("%s is %s", (typed, read) => expect(latinDigits(typed)).toBe(read));
