using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Tests.Providers;

internal static class HookSettings
{
    public static IConfiguration Of(string name, string value) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = value })
            .Build();

    public static HookSecrets Secrets(string secrets) => HookSecrets.From(Of("SECRETS", secrets), "SECRETS");

    public static InboundRequest Request(
        ReadOnlyMemory<byte> body,
        DateTimeOffset receivedAt,
        params HookSignature[] signatures
    ) => new(body, signatures, receivedAt, AcceptsUnsigned: false);
}
