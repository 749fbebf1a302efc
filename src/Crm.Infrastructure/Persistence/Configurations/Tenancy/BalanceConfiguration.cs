using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tenancy;

internal sealed class BalanceConfiguration : IEntityTypeConfiguration<Balance>
{
    public void Configure(EntityTypeBuilder<Balance> builder)
    {
        builder.ToTable("balance", "tenancy");
        builder.HasKey(balance => balance.TenantId);
        builder.HasOne<Tenant>().WithOne().HasForeignKey<Balance>(balance => balance.TenantId);
        builder.Property(balance => balance.Amount).HasPrecision(19, 4);
        builder.Property(balance => balance.PermittedOverdraft).HasPrecision(19, 4);
    }
}
