using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class FormerKeyConfiguration : IEntityTypeConfiguration<FormerKey>
{
    public void Configure(EntityTypeBuilder<FormerKey> builder)
    {
        builder.ToTable("former_key", "integrations");
        builder.HasKey(key => new
        {
            key.TenantId,
            key.AccountId,
            key.ReplacedAt,
        });
    }
}
