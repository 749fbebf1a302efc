using System.Security.Cryptography;
using System.Text;

namespace Crm.Application.Integrations.Connections;

/// <summary>
/// What a platform that signs nothing repeats in the body of each delivery. Made from the unguessable part of the account's webhook
/// address, so that both change together; whoever reads the one in a log does not know the other.
/// </summary>
public static class WebhookKey
{
    private const int Length = 40;

    /// <returns>Forty lower-case hex digits.</returns>
    public static string Of(string accountKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(accountKey), "webhook-key"u8))[..Length];
}
