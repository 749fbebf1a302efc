using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class HistoryConfiguration : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("history", "leads").HasKey(entry => new { entry.TenantId, entry.Id });
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Kind).HasConversion(new EnumTextConverter<HistoryKind>());
        builder.HasOne<Lead>().WithMany().HasForeignKey(entry => new { entry.TenantId, entry.LeadId });
        builder.Ignore(entry => entry.Events);
    }
}
