using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Venues;

internal sealed class HotspotUserConfiguration : IEntityTypeConfiguration<HotspotUser>
{
    public void Configure(EntityTypeBuilder<HotspotUser> builder)
    {
        builder.ToTable("hotspot_user", "venues").HasKey(user => new { user.TenantId, user.Id });
        builder.Property(user => user.Id).ValueGeneratedNever();
        // Says in which order the two are inserted.
        builder
            .HasOne<Venue>()
            .WithMany()
            .HasForeignKey(user => new { user.TenantId, user.VenueId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property(user => user.CustomFields).HasColumnType("jsonb");
        builder
            .Property(user => user.MarketingConsent)
            .HasConversion(new JsonColumn<MarketingConsent?>())
            .HasColumnType("jsonb");
    }
}
