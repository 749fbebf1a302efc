namespace Crm.Application.Identity.Contracts;

/// <summary>The tenants a person may enter, oldest membership first; asked before a tenant is chosen.</summary>
public interface IMemberships
{
    Task<IReadOnlyList<MembershipDto>> OfAsync(Guid personId, CancellationToken cancellationToken);
}

public sealed record MembershipDto(Guid TenantId, string TenantName, string Role);
