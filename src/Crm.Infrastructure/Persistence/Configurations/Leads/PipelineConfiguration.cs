using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class PipelineConfiguration : IEntityTypeConfiguration<Pipeline>
{
    public void Configure(EntityTypeBuilder<Pipeline> builder)
    {
        builder.ToTable("pipeline", "leads").HasKey(pipeline => pipeline.TenantId);
        builder
            .Property(pipeline => pipeline.Stages)
            .HasConversion(
                new JsonColumn<IReadOnlyList<Stage>>(),
                new ValueComparer<IReadOnlyList<Stage>>(
                    (left, right) => ReferenceEquals(left, right),
                    stages => stages.Count
                )
            )
            .HasColumnType("jsonb");
    }
}
