using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class TokenGrantConfiguration : IEntityTypeConfiguration<TokenGrant>
{
    public void Configure(EntityTypeBuilder<TokenGrant> builder)
    {
        builder.ToTable("token_grant", "integrations");
        builder.HasKey(grant => new { grant.TenantId, grant.AccountId });
        builder.Ignore(grant => grant.EndsAt);
        builder.Property(grant => grant.Version).IsConcurrencyToken();
        builder.Property(grant => grant.ObtainedAt).IsConcurrencyToken();
    }
}
