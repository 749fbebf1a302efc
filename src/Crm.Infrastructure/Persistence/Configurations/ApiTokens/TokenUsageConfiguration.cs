using Crm.Domain.ApiTokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.ApiTokens;

internal sealed class TokenUsageConfiguration : IEntityTypeConfiguration<TokenUsage>
{
    public void Configure(EntityTypeBuilder<TokenUsage> builder)
    {
        builder.ToTable("usage", "api_tokens");
        builder.HasKey(usage => new
        {
            usage.TenantId,
            usage.TokenId,
            usage.Day,
            usage.Method,
            usage.Needed,
            usage.NamedVenueId,
            usage.Status,
        });
        builder.Property(usage => usage.NamedVenueId).HasColumnName("venue_id");
        builder.Property(usage => usage.Needed).HasConversion<EnumTextConverter<TokenPermission>>();
    }
}
