using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.TikTok;

/// <param name="Tolerance">Signed longer ago counts as late: still taken when it was not seen before, but logged.</param>
internal sealed record TikTokHookOptions(HookSecrets Secrets, TimeSpan Tolerance)
{
    public static TikTokHookOptions From(IConfiguration configuration) =>
        new(
            HookSecrets.From(configuration, "TIKTOK_CLIENT_SECRET"),
            TimeSpan.FromSeconds(configuration.Number("TIKTOK_WEBHOOK_TOLERANCE_SECONDS", 300, least: 1, most: 86_400))
        );
}
