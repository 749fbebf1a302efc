using Crm.Application.Common;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>Known without asking the provider: the person did not grant it.</summary>
internal static class MissingScope
{
    public static ProviderException Of(string platform, string scope) =>
        new("permission_denied", platform, scope, retryAfter: null);
}
