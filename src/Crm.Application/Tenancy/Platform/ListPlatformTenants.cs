using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy.Platform;

/// <param name="Q">Part of a name, or an id.</param>
public sealed record ListPlatformTenants(string? Q, string? Cursor, int Limit) : IRequest<Page<PlatformTenantRow>>;

internal sealed class ListPlatformTenantsValidator : AbstractValidator<ListPlatformTenants>
{
    public ListPlatformTenantsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Q).MaximumLength(200);
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListPlatformTenantsHandler(IPlatformBoard board)
    : IRequestHandler<ListPlatformTenants, Page<PlatformTenantRow>>
{
    public async Task<Page<PlatformTenantRow>> Handle(ListPlatformTenants request, CancellationToken cancellationToken)
    {
        Guid? before = request.Cursor is { } cursor ? Guid.Parse(cursor, CultureInfo.InvariantCulture) : null;
        var q = string.IsNullOrWhiteSpace(request.Q) ? null : request.Q.Trim();
        var page = await board.ListTenantsAsync(q, before, request.Limit + 1, cancellationToken);

        return Page.Of(page, request.Limit, row => row.Id.ToString());
    }
}
