using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Venues;

internal sealed class GuestConsentConfiguration : IEntityTypeConfiguration<GuestConsent>
{
    public void Configure(EntityTypeBuilder<GuestConsent> builder)
    {
        builder.ToTable("guest_consent", "venues").HasKey(consent => new { consent.TenantId, consent.Id });
        builder.Property(consent => consent.Id).ValueGeneratedNever();
        // Says in which order the two are inserted; the database itself deletes them together.
        builder
            .HasOne<HotspotUser>()
            .WithMany()
            .HasForeignKey(consent => new { consent.TenantId, consent.HotspotUserId });
    }
}
