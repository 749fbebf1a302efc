using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

/// <summary>Those that nobody has accepted; the expired ones among them can be sent anew.</summary>
public sealed record ListInvitations(string? Cursor, int Limit, bool IncludeTotal = false)
    : IRequest<Page<InvitationDto>>;

internal sealed class ListInvitationsValidator : AbstractValidator<ListInvitations>
{
    public ListInvitationsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListInvitationsHandler(ITenancyDb db) : IRequestHandler<ListInvitations, Page<InvitationDto>>
{
    public async Task<Page<InvitationDto>> Handle(ListInvitations request, CancellationToken cancellationToken)
    {
        var invitations = db.Invitations.AsNoTracking();
        long? total = request.IncludeTotal ? await invitations.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            invitations = invitations.Where(invitation => invitation.Id < last);
        }

        var page = await invitations
            .OrderByDescending(invitation => invitation.Id)
            .Take(request.Limit + 1)
            .Select(InvitationDto.FromEntity)
            .ToListAsync(cancellationToken);

        return Page.Of(page, request.Limit, row => row.Id.ToString(), total);
    }
}
