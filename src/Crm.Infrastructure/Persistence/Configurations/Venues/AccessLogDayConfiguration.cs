using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Venues;

internal sealed class AccessLogDayConfiguration : IEntityTypeConfiguration<AccessLogDay>
{
    public void Configure(EntityTypeBuilder<AccessLogDay> builder) =>
        builder
            .ToTable("access_log_day", "venues")
            .HasKey(head => new
            {
                head.TenantId,
                head.VenueId,
                head.Day,
            });
}
