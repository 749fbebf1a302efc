import { Center } from "@mantine/core";
import qrcode from "qrcode-generator";

/** The rim of light that a camera needs to find it, in modules. */
const QUIET = 4;

/** A text as a picture that a phone reads: always dark on light, which not every reader takes the other way round. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const size = count + 2 * QUIET;
  const modules = Array.from(
    { length: count * count },
    (_, index) => [Math.floor(index / count), index % count] as const,
  )
    .filter(([row, column]) => code.isDark(row, column))
    .map(([row, column]) => `M${column + QUIET} ${row + QUIET}h1v1h-1z`)
    .join("");

  return (
    <Center>
      <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} width={224} height={224}>
        <rect width={size} height={size} fill="#fff" rx={2} />
        <path d={modules} fill="#000" shapeRendering="crispEdges" />
      </svg>
    </Center>
  );
}
