using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tenancy;

internal sealed class BalanceEntryConfiguration : IEntityTypeConfiguration<BalanceEntry>
{
    public void Configure(EntityTypeBuilder<BalanceEntry> builder)
    {
        builder.ToTable("balance_entry", "tenancy");
        builder.HasKey(entry => new { entry.TenantId, entry.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(entry => entry.TenantId);
        builder.Property(entry => entry.Kind).HasConversion<EnumTextConverter<BalanceEntryKind>>();
        builder.Property(entry => entry.Amount).HasPrecision(19, 4);
        builder.Property(entry => entry.BalanceAfter).HasPrecision(19, 4);
    }
}
