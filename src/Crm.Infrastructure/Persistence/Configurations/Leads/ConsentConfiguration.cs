using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consent", "leads").HasKey(consent => new { consent.TenantId, consent.Id });
        builder.Property(consent => consent.Id).ValueGeneratedNever();
        builder.HasOne<Lead>().WithMany().HasForeignKey(consent => new { consent.TenantId, consent.LeadId });
    }
}
