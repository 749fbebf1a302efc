using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class ProfileDayConfiguration : IEntityTypeConfiguration<ProfileDay>
{
    public void Configure(EntityTypeBuilder<ProfileDay> builder)
    {
        builder.ToTable("profile_day", "integrations");
        builder.HasKey(day => new
        {
            day.TenantId,
            day.AccountId,
            day.Day,
        });
    }
}
