using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Leads.Reports;

/// <summary>All leads that a list would show, as a file; in the order in which they came, whatever the list is sorted by.</summary>
/// <param name="Format">Only <c>csv</c>.</param>
public sealed record ExportLeads(string? Format, ListLeads List) : IRequest<LeadExport>;

/// <param name="WriteAsync">Reads as it writes: page by page, so that no file is too large and nobody's reading holds the database up.</param>
public sealed record LeadExport(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);

public interface ILeadFile
{
    Task WriteAsync(LeadFilter filter, Stream file, CancellationToken cancellationToken);
}

internal sealed class ExportLeadsValidator : AbstractValidator<ExportLeads>
{
    public ExportLeadsValidator()
    {
        RuleFor(request => request.Format).Must(format => format is null or "csv").WithErrorCode("export_format");
        RuleFor(request => request)
            .Custom(
                (request, context) => new ListLeadsValidator().Validate(request.List).Errors.ForEach(context.AddFailure)
            );
    }
}

internal sealed class ExportLeadsHandler(
    ILeadFile file,
    ILeadsDb db,
    IVenueReferences venues,
    IAuditTrail audit,
    TimeProvider time
) : IRequestHandler<ExportLeads, LeadExport>
{
    private const int PageSize = 500;

    public async Task<LeadExport> Handle(ExportLeads request, CancellationToken cancellationToken)
    {
        var filter = await request.List.FilterAsync(venues, PageSize, cancellationToken);
        // Another order is sorted anew for every page, and whoever is changed meanwhile would be in the file twice or not at all.
        filter = filter with
        {
            Sort = filter.NewestFirst ? LeadSort.NewestFirst : LeadSort.OldestFirst,
        };
        await audit.RecordAsync(
            new("leads.exported", "lead", ResourceId: null) { After = Told(request.List) },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        return new($"leads-{day}.csv", (to, token) => file.WriteAsync(filter, to, token));
    }

    /// <summary>What was searched for may be a person: that there was a search is told, and not which.</summary>
    private static Dictionary<string, object?> Told(ListLeads list) =>
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["status"] = list.Status,
            ["source"] = list.Source,
            ["ownerId"] = list.OwnerId,
            ["venueId"] = list.VenueId,
            ["tag"] = list.Tag,
            ["searched"] = list.Q is null ? null : true,
            ["from"] = list.From,
            ["to"] = list.To,
        }
            .Where(member => member.Value is not null)
            .ToDictionary(StringComparer.Ordinal);
}
