using Crm.Domain.Leads.Proof;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class ReconciliationConfiguration : IEntityTypeConfiguration<Reconciliation>
{
    public void Configure(EntityTypeBuilder<Reconciliation> builder)
    {
        builder
            .ToTable("reconciliation", "leads")
            .HasKey(day => new
            {
                day.TenantId,
                day.AccountId,
                day.FormId,
                day.Day,
            });
        builder.Property(day => day.Version).HasColumnName("xmin").HasColumnType("xid").IsRowVersion();
        builder
            .Property(day => day.Missing)
            .HasConversion(new JsonColumn<IReadOnlyList<MissingLead>>(), ByReference<MissingLead>())
            .HasColumnType("jsonb");
        builder
            .Property(day => day.Holes)
            .HasConversion(new JsonColumn<IReadOnlyList<Hole>>(), ByReference<Hole>())
            .HasColumnType("jsonb");
    }

    private static ValueComparer<IReadOnlyList<T>> ByReference<T>() =>
        new((left, right) => ReferenceEquals(left, right), list => list.Count);
}
