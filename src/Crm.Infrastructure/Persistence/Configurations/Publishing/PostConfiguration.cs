using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Publishing;

internal sealed class PostConfiguration : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("post", "publishing").HasKey(post => new { post.TenantId, post.Id });
        builder.Property(post => post.Id).ValueGeneratedNever();
        builder
            .Property(post => post.Body)
            .HasConversion(
                new JsonColumn<PostBody>(),
                new ValueComparer<PostBody>(
                    (left, right) => ReferenceEquals(left, right),
                    body => body.Text.GetHashCode(StringComparison.Ordinal)
                )
            )
            .HasColumnType("jsonb");
        builder
            .Property(post => post.PublishLocal)
            .HasConversion(new JsonColumn<WallClockTime?>())
            .HasColumnType("jsonb");
        builder
            .HasMany(post => post.Targets)
            .WithOne()
            .HasForeignKey(target => new { target.TenantId, target.PostId })
            .OnDelete(DeleteBehavior.Cascade);
        builder
            .HasMany(post => post.MediaUses)
            .WithOne()
            .HasForeignKey(use => new { use.TenantId, use.PostId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(post => post.MediaUses).HasField("mediaUses").AutoInclude(false);
        builder.Navigation(post => post.Targets).HasField("targets").AutoInclude(false);
    }
}
