using Crm.Application.Integrations.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Forms;

/// <summary>The account's forms that were ever seen, the latest seen first.</summary>
public sealed record ListForms(Guid AccountId) : IRequest<IReadOnlyList<FormDto>>;

internal sealed class ListFormsHandler(ILeadsDb db, ILeadAccounts accounts)
    : IRequestHandler<ListForms, IReadOnlyList<FormDto>>
{
    private const int Most = 500;

    public async Task<IReadOnlyList<FormDto>> Handle(ListForms request, CancellationToken cancellationToken)
    {
        var account = await accounts.GetAsync(request.AccountId, cancellationToken);
        var forms = await db
            .Forms.AsNoTracking()
            .Where(form => form.AccountId == account.Id)
            .OrderByDescending(form => form.LastSeenAt)
            .ThenBy(form => form.FormId)
            .Take(Most)
            .ToListAsync(cancellationToken);
        var ids = forms.ConvertAll(form => form.FormId);
        var versions = (
            await db
                .FormVersions.AsNoTracking()
                .Where(version => version.AccountId == account.Id && ids.Contains(version.FormId))
                .ToListAsync(cancellationToken)
        ).ToLookup(version => version.FormId, StringComparer.Ordinal);

        return forms.ConvertAll(form => FormDto.From(form, versions[form.FormId]));
    }
}
