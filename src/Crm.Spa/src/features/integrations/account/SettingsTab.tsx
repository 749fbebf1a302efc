import { Stack } from "@mantine/core";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { Addresses } from "./Addresses";
import { DeleteAccount } from "./DeleteAccount";
import { General } from "./General";
import { Keys } from "./Keys";
import { ReconnectLink } from "./ReconnectLink";

type Props = { account: Account; etag: string | null; platform: Platform };

export function SettingsTab({ account, etag, platform }: Props) {
  return (
    <Stack gap="lg">
      <General key={`${account.name} ${account.venueIds.join()}`} account={account} etag={etag} />
      {platform.credentialFields.length > 0 && <Keys account={account} platform={platform} />}
      <Addresses account={account} platform={platform} />
      {platform.authKinds.includes("oauth") && account.externalId !== null && <ReconnectLink account={account} />}
      <DeleteAccount account={account} />
    </Stack>
  );
}
