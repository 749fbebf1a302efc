using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Crm.Infrastructure.Identity;

/// <summary>A person as ASP.NET Core Identity keeps them. The address is the user name.</summary>
internal sealed class Person : IdentityUser<Guid>
{
    public override string? UserName
    {
        get => Email;
        set => Email = value;
    }

    public required string FullName { get; set; }

    public required string Locale { get; set; }

    public bool IsPlatformAdmin { get; set; }

    public Guid? LastTenantId { get; set; }

    public DateTimeOffset? EmailConfirmedAt { get; set; }

    /// <summary>Every mail with a link moves it on; it may not overtake the clock.</summary>
    public DateTimeOffset? MailsPaidUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Ends every sign-in and voids every link; two who change the person at once are told apart.</summary>
    public void Restamp()
    {
        SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        ConcurrencyStamp = Guid.CreateVersion7().ToString();
    }

    public void ConfirmEmail(DateTimeOffset now)
    {
        EmailConfirmed = true;
        EmailConfirmedAt = now;
        ConcurrencyStamp = Guid.CreateVersion7().ToString();
    }
}
