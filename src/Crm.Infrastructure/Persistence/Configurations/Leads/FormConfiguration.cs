using Crm.Domain.Leads.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class FormConfiguration : IEntityTypeConfiguration<Form>
{
    public void Configure(EntityTypeBuilder<Form> builder)
    {
        builder
            .ToTable("form", "leads")
            .HasKey(form => new
            {
                form.TenantId,
                form.AccountId,
                form.FormId,
            });
        builder.Property(form => form.MappingVersion).IsConcurrencyToken();
        builder
            .Property(form => form.Mapping)
            .HasConversion(
                new JsonColumn<FieldMapping?>(),
                new ValueComparer<FieldMapping?>(
                    (left, right) => ReferenceEquals(left, right),
                    mapping => mapping == null ? 0 : mapping.Fields.Count
                )
            )
            .HasColumnType("jsonb");
    }
}

internal sealed class FormVersionConfiguration : IEntityTypeConfiguration<FormVersion>
{
    public void Configure(EntityTypeBuilder<FormVersion> builder)
    {
        builder
            .ToTable("form_version", "leads")
            .HasKey(version => new
            {
                version.TenantId,
                version.AccountId,
                version.FormId,
                version.Number,
            });
        builder
            .Property(version => version.Questions)
            .HasConversion(
                new JsonColumn<IReadOnlyList<FormQuestion>>(),
                new ValueComparer<IReadOnlyList<FormQuestion>>(
                    (left, right) => ReferenceEquals(left, right),
                    questions => questions.Count
                )
            )
            .HasColumnType("jsonb");
    }
}
