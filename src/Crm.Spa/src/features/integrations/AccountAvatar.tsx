import { Avatar } from "@mantine/core";
import { PlatformIcon } from "@/ui/PlatformIcon";
import type { Account } from "@/api/accounts";

/** The picture of the account at its platform; its address expires there, and the platform's sign takes its place. */
export function AccountAvatar({ account, size = 44 }: { account: Account; size?: number }) {
  return (
    <Avatar src={account.avatarUrl} alt="" size={size} color="brand" imageProps={{ referrerPolicy: "no-referrer" }}>
      <PlatformIcon platform={account.platform} size={size / 2} />
    </Avatar>
  );
}
