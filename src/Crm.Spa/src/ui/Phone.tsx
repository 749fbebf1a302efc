import { lazy, Suspense } from "react";
import { Ltr } from "./Bidi";

type Props = { number: string };

const Written = lazy(() => import("./WrittenPhone").catch(() => ({ default: AsItIs })));

/** A telephone number in groups. The countries' numbering plans are larger than most screens: until they are here it stands as it is. */
export function Phone({ number }: Props) {
  return (
    <Ltr>
      <Suspense fallback={<span aria-busy>{number}</span>}>
        <Written number={number} />
      </Suspense>
    </Ltr>
  );
}

function AsItIs({ number }: Props) {
  return number;
}
