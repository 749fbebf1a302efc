using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Domain.Identity;

/// <summary>A person's authenticator app, and the recovery codes for when it is lost. Asked for once it is enabled.</summary>
public sealed class SecondFactor : IVersioned
{
    public const int RecoveryCodes = 10;

    // 80 bits: nobody tries them all, so a plain hash hides them.
    private const int RecoveryBytes = 10;

    private SecondFactor() { }

    public Guid PersonId { get; private set; }
    public SealedSecret SealedSecret { get; private set; } = null!;
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? EnabledAt { get; private set; }

    /// <summary>Of the last code that was accepted: it and those before it are spent.</summary>
    public long LastStep { get; private set; }

    /// <summary>Of the codes that are left.</summary>
    public IReadOnlyList<string> RecoveryHashes { get; private set; } = [];

    public uint Version { get; private set; }

    public bool IsEnabled => EnabledAt is not null;

    public static SecondFactor Begin(Guid personId, SealedSecret secret, DateTimeOffset now) =>
        new()
        {
            PersonId = personId,
            SealedSecret = secret,
            CreatedAt = now,
        };

    /// <summary>Begins again with another secret, before the first was confirmed.</summary>
    public void Replace(SealedSecret secret, DateTimeOffset now)
    {
        SealedSecret = secret;
        CreatedAt = now;
    }

    /// <summary>The first code proves that the app holds the secret. It is not spent by that: whoever enables may sign in at once.</summary>
    /// <returns>The recovery codes, which are never to be had again; null: a wrong code.</returns>
    public IReadOnlyList<string>? Enable(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        if (Totp.FindStep(secret, Clean(code), now) is null)
        {
            return null;
        }

        EnabledAt = now;
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => NewRecoveryCode()).ToList();
        RecoveryHashes = [.. codes.Select(Hash)];

        return codes;
    }

    /// <summary>A code of the app or a recovery code; each is good once.</summary>
    public bool Accept(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var cleaned = Clean(code);

        return cleaned.Length == Totp.Digits ? AcceptCode(secret, cleaned, now) : SpendRecoveryCode(cleaned);
    }

    private bool AcceptCode(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        if (Totp.FindStep(secret, code, now) is not { } step || step <= LastStep)
        {
            return false;
        }

        LastStep = step;

        return true;
    }

    private bool SpendRecoveryCode(string code)
    {
        var hash = Hash(code);
        if (!RecoveryHashes.Contains(hash, StringComparer.Ordinal))
        {
            return false;
        }

        RecoveryHashes = [.. RecoveryHashes.Where(other => other != hash)];

        return true;
    }

    private static string NewRecoveryCode()
    {
        var text = Totp.ToBase32(RandomNumberGenerator.GetBytes(RecoveryBytes));

        return $"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..]}";
    }

    private static string Hash(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Clean(code))));

    /// <summary>As people type what they read: with or without dashes and spaces, in either case.</summary>
    private static string Clean(string code) =>
        new([.. code.Where(character => character is not ('-' or ' ')).Select(char.ToUpperInvariant)]);
}
