using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy;

/// <summary>The tenants of the caller, oldest membership first.</summary>
public sealed record ListOwnTenants(string? Cursor, int Limit) : IRequest<Page<MembershipDto>>;

internal sealed class ListOwnTenantsValidator : AbstractValidator<ListOwnTenants>
{
    public ListOwnTenantsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListOwnTenantsHandler(IMemberships memberships, ICurrentUser user)
    : IRequestHandler<ListOwnTenants, Page<MembershipDto>>
{
    public async Task<Page<MembershipDto>> Handle(ListOwnTenants request, CancellationToken cancellationToken)
    {
        var all = await memberships.OfAsync(user.PersonId, cancellationToken);
        var rest = Guid.TryParse(request.Cursor, out var last)
            ? all.SkipWhile(place => place.TenantId != last).Skip(1)
            : all;

        return Page.Of([.. rest.Take(request.Limit + 1)], request.Limit, place => place.TenantId.ToString());
    }
}
