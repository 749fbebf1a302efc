using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;
using Crm.Infrastructure.Vault;

namespace Crm.Infrastructure.Identity;

/// <summary>
/// Password hashes, behind the gate. The salt follows from the address by a keyed hash, so that all who typed one address share it:
/// however many there are, and if there is nobody, a sign-in costs one derivation.
/// </summary>
internal sealed class Passwords(SignInSettings settings, PasswordGate gate, DataKeyVault vault)
{
    private const int SaltSize = 16;

    public async Task<string> HashAsync(EmailAddress email, Secret password, CancellationToken cancellationToken)
    {
        var salt = await SaltAsync(email, cancellationToken);
        var hash = await gate.RunAsync(
            () => PasswordHash.Derive(password, salt, settings.PasswordRounds),
            cancellationToken
        );

        return hash.Write();
    }

    /// <returns>Which of the hashes is the password's; -1: none.</returns>
    public async Task<int> FindAsync(
        EmailAddress email,
        IReadOnlyList<string?> hashes,
        Secret password,
        CancellationToken cancellationToken
    )
    {
        var salt = await SaltAsync(email, cancellationToken);
        var kept = hashes.Select(PasswordHash.Parse).ToList();

        return await gate.RunAsync(() => Find(kept, password, salt), cancellationToken);
    }

    public bool IsWorn(string? hash) =>
        PasswordHash.Parse(hash) is not { } kept || kept.Rounds < settings.PasswordRounds;

    private int Find(List<PasswordHash?> kept, Secret password, byte[] salt)
    {
        // Those that were made otherwise, with other rounds or before salts were shared, cost one each.
        var derived = new List<PasswordHash>();
        for (var at = 0; at < kept.Count; at++)
        {
            if (kept[at] is not { } hash)
            {
                continue;
            }

            var tried = derived.Find(hash.HasRecipeOf);
            if (tried is null)
            {
                tried = PasswordHash.Derive(password, hash.Salt, hash.Rounds);
                derived.Add(tried);
            }

            if (tried.HasKeyOf(hash))
            {
                return at;
            }
        }

        if (derived.Count == 0)
        {
            PasswordHash.Derive(password, salt, settings.PasswordRounds);
        }

        return -1;
    }

    private async ValueTask<byte[]> SaltAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var key = await vault.DeriveAsync("password-salt", cancellationToken);

        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(email.Normalized))[..SaltSize];
    }
}
