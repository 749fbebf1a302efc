using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Venues;

internal sealed class AccessLogEntryConfiguration : IEntityTypeConfiguration<AccessLogEntry>
{
    public void Configure(EntityTypeBuilder<AccessLogEntry> builder)
    {
        builder
            .ToTable("access_log", "venues")
            .HasKey(entry => new
            {
                entry.TenantId,
                entry.VenueId,
                entry.Day,
                entry.Number,
            });
        builder.Property(entry => entry.Number).ValueGeneratedNever();
    }
}
