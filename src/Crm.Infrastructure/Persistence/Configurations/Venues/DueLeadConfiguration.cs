using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Venues;

internal sealed class DueLeadConfiguration : IEntityTypeConfiguration<DueLead>
{
    public void Configure(EntityTypeBuilder<DueLead> builder)
    {
        builder.ToTable("due_lead", "venues").HasKey(due => new { due.TenantId, due.ConsentId });
        builder.HasOne<GuestConsent>().WithOne().HasForeignKey<DueLead>(due => new { due.TenantId, due.ConsentId });
    }
}
