using System.Security.Cryptography;
using System.Text;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>The secrets a provider may have signed with: the present one first, then those that still verify after a change.</summary>
internal sealed class HookSecrets
{
    private readonly byte[][] secrets;

    private HookSecrets(byte[][] secrets) => this.secrets = secrets;

    /// <param name="setting">One secret, or several separated by commas.</param>
    public static HookSecrets From(IConfiguration configuration, string setting) => Of(configuration.Optional(setting));

    /// <param name="values">One secret, or several separated by commas.</param>
    public static HookSecrets Of(params string?[] values) =>
        new([
            .. string.Join(',', values)
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(Encoding.UTF8.GetBytes),
        ]);

    /// <summary>By digests, so that the time says nothing about the length either; nothing is the same as none.</summary>
    public static bool AreSame(string? given, string? expected) =>
        given is not null
        && expected is not null
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(expected))
        );

    /// <summary>Whether any secret gives this lower- or upper-case hex HMAC-SHA256 of the message.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<char> signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (
            signature.Length != 2 * HMACSHA256.HashSizeInBytes
            || Convert.FromHexString(signature, given, out _, out _) != System.Buffers.OperationStatus.Done
        )
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isMatch = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(secret, message, expected);
            isMatch |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return isMatch;
    }

    public override string ToString() => "•••";
}
