using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("submission", "leads").HasKey(submission => new { submission.TenantId, submission.Id });
        builder.Property(submission => submission.Id).ValueGeneratedNever();
        builder.Ignore(submission => submission.Consents);
        builder.HasOne<Lead>().WithMany().HasForeignKey(submission => new { submission.TenantId, submission.LeadId });
        builder
            .Property(submission => submission.Answers)
            .HasConversion(
                new JsonColumn<IReadOnlyList<SubmittedAnswer>>(),
                new ValueComparer<IReadOnlyList<SubmittedAnswer>>(
                    (left, right) => ReferenceEquals(left, right),
                    answers => answers.Count
                )
            )
            .HasColumnType("jsonb");
    }
}
