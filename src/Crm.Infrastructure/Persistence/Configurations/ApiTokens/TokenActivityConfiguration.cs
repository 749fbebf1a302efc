using Crm.Domain.ApiTokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.ApiTokens;

internal sealed class TokenActivityConfiguration : IEntityTypeConfiguration<TokenActivity>
{
    public void Configure(EntityTypeBuilder<TokenActivity> builder)
    {
        builder.ToTable("activity", "api_tokens");
        builder.HasKey(activity => new { activity.TenantId, activity.TokenId });
    }
}
