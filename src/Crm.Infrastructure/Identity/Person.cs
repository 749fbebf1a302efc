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

    public DateTimeOffset CreatedAt { get; set; }
}
