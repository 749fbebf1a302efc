using System.Linq.Expressions;
using Crm.Domain.Identity;

namespace Crm.Application.Identity.SignIns;

/// <param name="LastUsedAt">When its tokens were renewed last.</param>
/// <param name="Device">What the browser or app called itself.</param>
/// <param name="Current">This very request's.</param>
public sealed record SignInDto(
    Guid Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt,
    string? Address,
    string? Device,
    Guid? TenantId,
    bool Current
)
{
    internal static Expression<Func<RefreshFamily, SignInDto>> SeenFrom(Guid current) =>
        family => new SignInDto(
            family.Id,
            family.CreatedAt,
            family.RotatedAt,
            family.Address,
            family.Device,
            family.TenantId,
            family.Id == current
        );
}
