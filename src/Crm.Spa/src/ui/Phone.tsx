import { lazy, Suspense } from "react";

type Props = { number: string };

const Written = lazy(() => import("./WrittenPhone").catch(() => ({ default: AsItIs })));

/** A telephone number in groups. The countries' numbering plans are larger than most screens: until they are here it stands as it is. */
export function Phone({ number }: Props) {
  return (
    <Suspense fallback={number}>
      <Written number={number} />
    </Suspense>
  );
}

function AsItIs({ number }: Props) {
  return number;
}
