using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Publishing;

internal sealed class PostAttemptConfiguration : IEntityTypeConfiguration<PostAttempt>
{
    public void Configure(EntityTypeBuilder<PostAttempt> builder)
    {
        builder.ToTable("post_attempt", "publishing").HasKey(attempt => new { attempt.TenantId, attempt.Id });
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.HasOne<Post>().WithMany().HasForeignKey(attempt => new { attempt.TenantId, attempt.PostId });
    }
}
