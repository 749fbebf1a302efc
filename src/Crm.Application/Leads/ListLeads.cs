using Crm.Application.Common;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Crm.Application.Leads;

/// <param name="OwnerId">A member's id, or <c>none</c>.</param>
/// <param name="VenueId">The venue's id or its external id.</param>
/// <param name="Q">Part of a name, e-mail or phone, in any spelling.</param>
/// <param name="Sort"><c>-createdAt</c>, <c>createdAt</c>, <c>-updatedAt</c> or <c>fullName</c>.</param>
public sealed record ListLeads(
    string? Status,
    string? Source,
    string? OwnerId,
    string? VenueId,
    string? Tag,
    string? Q,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Sort,
    string? Cursor,
    int? Limit,
    bool IncludeTotal
) : IRequest<Page<LeadDto>>
{
    internal async Task<LeadFilter> FilterAsync(
        IVenueReferences venues,
        int limit,
        CancellationToken cancellationToken
    ) =>
        new(
            Status,
            Source,
            Guid.TryParse(OwnerId, out var owner) ? owner : null,
            OwnerId is "none",
            VenueId is null ? null : await venues.ResolveAsync(VenueId, cancellationToken),
            Tag,
            Q,
            From,
            To,
            Sort switch
            {
                "createdAt" => LeadSort.OldestFirst,
                "-updatedAt" => LeadSort.ChangedLast,
                "fullName" => LeadSort.ByName,
                _ => LeadSort.NewestFirst,
            },
            Cursor,
            limit,
            IncludeTotal
        );
}

internal sealed class ListLeadsValidator : AbstractValidator<ListLeads>
{
    private const int Longest = 200;

    public ListLeadsValidator() => RuleFor(request => request).Custom(Check);

    private static void Check(ListLeads request, ValidationContext<ListLeads> context)
    {
        if (request.Limit is < 1 or > 200)
        {
            Refuse(context, nameof(request.Limit), "limit");
        }

        if (request.Sort is not (null or "createdAt" or "-createdAt" or "-updatedAt" or "fullName"))
        {
            Refuse(context, nameof(request.Sort), "sort_unknown");
        }

        if (request.OwnerId is not (null or "none") && !Guid.TryParse(request.OwnerId, out _))
        {
            Refuse(context, nameof(request.OwnerId), "member_id");
        }

        foreach (
            var (member, text) in new[]
            {
                (nameof(request.Q), request.Q),
                (nameof(request.Status), request.Status),
                (nameof(request.Source), request.Source),
                (nameof(request.Tag), request.Tag),
                (nameof(request.VenueId), request.VenueId),
            }
        )
        {
            if (text?.Length > Longest)
            {
                Refuse(context, member, "text_too_long");
            }
        }
    }

    private static void Refuse(ValidationContext<ListLeads> context, string member, string code) =>
        context.AddFailure(new ValidationFailure(member, code) { ErrorCode = code });
}

internal sealed class ListLeadsHandler(ILeadList list, IVenueReferences venues)
    : IRequestHandler<ListLeads, Page<LeadDto>>
{
    private const int DefaultLimit = 50;

    public async Task<Page<LeadDto>> Handle(ListLeads request, CancellationToken cancellationToken) =>
        await list.ReadAsync(
            await request.FilterAsync(venues, request.Limit ?? DefaultLimit, cancellationToken),
            cancellationToken
        );
}
