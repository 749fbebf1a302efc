using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Leads.Forms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Forms;

internal static class FormQueries
{
    public static async Task<(Form Form, IReadOnlyList<FormQuestion> Questions)> GetFormAsync(
        this ILeadsDb db,
        ILeadAccounts accounts,
        Guid accountId,
        string formId,
        CancellationToken cancellationToken
    )
    {
        var account = await accounts.GetAsync(accountId, cancellationToken);
        var form =
            await db.Forms.SingleOrDefaultAsync(
                row => row.AccountId == account.Id && row.FormId == formId,
                cancellationToken
            ) ?? throw new NotFoundException("Form");
        var version = await db
            .FormVersions.AsNoTracking()
            .SingleAsync(
                row => row.AccountId == account.Id && row.FormId == formId && row.Number == form.CurrentVersion,
                cancellationToken
            );

        return (form, version.Questions);
    }
}
