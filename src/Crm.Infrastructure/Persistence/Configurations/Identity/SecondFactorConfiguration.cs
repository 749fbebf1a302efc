using Crm.Domain.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Identity;

internal sealed class SecondFactorConfiguration : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("second_factor", "identity").HasKey(factor => factor.PersonId);
        builder.Property(factor => factor.PersonId).ValueGeneratedNever();
        builder.Ignore(factor => factor.IsEnabled);
    }
}
