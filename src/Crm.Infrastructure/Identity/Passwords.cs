using Crm.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace Crm.Infrastructure.Identity;

/// <summary>PBKDF2-SHA512 of ASP.NET Core Identity, behind the gate.</summary>
internal sealed class Passwords(IPasswordHasher<Person> hasher, PasswordGate gate)
{
    private static readonly Person Nobody = new() { FullName = "", Locale = "" };

    // Made once with the rounds of the day: an unknown address costs what a known one does.
    private readonly Lazy<string> dummy = new(() => hasher.HashPassword(Nobody, "nobody has this password"));

    public Task<string> HashAsync(Secret password, CancellationToken cancellationToken) =>
        gate.RunAsync(() => hasher.HashPassword(Nobody, password.Reveal()), cancellationToken);

    public Task<PasswordVerificationResult> VerifyAsync(
        string? hash,
        Secret password,
        CancellationToken cancellationToken
    ) =>
        gate.RunAsync(
            () =>
                hasher.VerifyHashedPassword(Nobody, hash ?? dummy.Value, password.Reveal()) is var result
                && hash is not null
                    ? result
                    : PasswordVerificationResult.Failed,
            cancellationToken
        );

    public void Prepare() => _ = dummy.Value;
}
