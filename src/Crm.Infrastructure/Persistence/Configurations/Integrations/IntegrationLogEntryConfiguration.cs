using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class IntegrationLogEntryConfiguration : IEntityTypeConfiguration<IntegrationLogEntry>
{
    public void Configure(EntityTypeBuilder<IntegrationLogEntry> builder)
    {
        builder.ToTable("log_entry", "integrations");
        builder.HasKey(entry => new { entry.TenantId, entry.Id });
        builder.Property(entry => entry.Id).ValueGeneratedNever();
    }
}
