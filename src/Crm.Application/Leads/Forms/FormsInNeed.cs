using Crm.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Forms;

/// <summary>Forms of whose leads nobody would know a name, an e-mail or a phone.</summary>
internal sealed class FormsInNeed(ILeadsDb db) : IAttentionSource
{
    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var forms = await db
            .Forms.AsNoTracking()
            .Where(form => form.IsUnmapped)
            .OrderByDescending(form => form.LastSeenAt)
            .Take(most)
            .ToListAsync(cancellationToken);

        return forms.ConvertAll(form => new AttentionItem(
            "form_unmapped",
            AttentionUrgency.Medium,
            "account",
            form.AccountId,
            form.Name ?? form.FormId,
            Cause: null,
            AttentionTurn.Company,
            "map_form",
            form.FirstSeenAt
        ));
    }
}
