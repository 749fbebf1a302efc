using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account", "integrations");
        builder.HasKey(account => new { account.TenantId, account.Id });
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder
            .Property(account => account.Status)
            .HasConversion(status => status.Name(), name => AccountStatusNames.Find(name)!.Value);
        // No concurrency token: health is kept by every call, and none of those may fail another's save.
        builder
            .Property(account => account.Version)
            .HasColumnName("xmin")
            .HasColumnType("xid")
            .ValueGeneratedOnAddOrUpdate();
        builder.Ignore(account => account.Events);
        builder.Ignore(account => account.IsBroken);
    }
}
