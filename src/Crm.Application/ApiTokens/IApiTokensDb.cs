using Crm.Domain.ApiTokens;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

public interface IApiTokensDb
{
    DbSet<ApiToken> ApiTokens { get; }

    DbSet<TokenActivity> TokenActivities { get; }

    DbSet<TokenUsage> TokenUsages { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
