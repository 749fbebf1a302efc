import type { ReactNode } from "react";

/** Words of a person or of elsewhere: they keep their own direction and do not turn the sentence around them. */
export function Bidi({ children }: { children: ReactNode }) {
  return <bdi>{children}</bdi>;
}

/** An id, an address, a telephone number: from left to right in every language. */
export function Ltr({ children }: { children: ReactNode }) {
  return <bdi dir="ltr">{children}</bdi>;
}
