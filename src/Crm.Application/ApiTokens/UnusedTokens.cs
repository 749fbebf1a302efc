using Crm.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <summary>Keys that nobody has used for a month: each is a door that could be closed.</summary>
internal sealed class UnusedTokens(IApiTokensDb db, ICaller caller, TimeProvider time) : IAttentionSource
{
    private const int Days = 30;

    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-Days);
        var unused = await db.WithUse(db.Visible(caller.Venues))
            .Where(row => row.Token.CreatedAt < since && (row.Activity == null || row.Activity.LastUsedAt < since))
            .OrderBy(row => row.Token.Id)
            .Take(most)
            .Select(row => new
            {
                row.Token.Id,
                row.Token.Name,
                Since = row.Activity == null ? row.Token.CreatedAt : row.Activity.LastUsedAt,
            })
            .ToListAsync(cancellationToken);

        return unused.ConvertAll(token => new AttentionItem(
            "api_token_unused",
            AttentionUrgency.Low,
            "api_token",
            token.Id,
            token.Name,
            Cause: null,
            AttentionTurn.Company,
            "revoke",
            token.Since
        ));
    }
}
