using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class ProvenIdConfiguration : IEntityTypeConfiguration<ProvenId>
{
    public void Configure(EntityTypeBuilder<ProvenId> builder)
    {
        builder.ToTable("proven_id", "integrations");
        builder.HasKey(proven => new
        {
            proven.TenantId,
            proven.AccountId,
            proven.ExternalId,
        });
    }
}
