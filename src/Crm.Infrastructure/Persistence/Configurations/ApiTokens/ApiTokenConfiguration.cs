using Crm.Domain.ApiTokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.ApiTokens;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("token", "api_tokens");
        builder.HasKey(token => new { token.TenantId, token.Id });
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Permission).HasConversion<EnumTextConverter<TokenPermission>>();
        builder
            .HasMany(token => token.Secrets)
            .WithOne()
            .HasForeignKey(secret => new { secret.TenantId, secret.TokenId });
        builder.Ignore(token => token.Terms);
    }
}
