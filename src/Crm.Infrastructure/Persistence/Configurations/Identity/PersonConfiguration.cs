using Crm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Identity;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("person", "identity");
        builder.HasKey(person => person.Id);
        builder.Property(person => person.Id).ValueGeneratedNever();
        builder.Property(person => person.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(person => person.Email).IsRequired();
        builder.Property(person => person.NormalizedEmail).IsRequired();
        builder.Ignore(person => person.UserName);
        builder.Ignore(person => person.NormalizedUserName);
        builder.Ignore(person => person.PhoneNumber);
        builder.Ignore(person => person.PhoneNumberConfirmed);
        builder.Ignore(person => person.LockoutEnabled);
    }
}
