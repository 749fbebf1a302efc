using Crm.Domain.ApiTokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.ApiTokens;

internal sealed class TokenSecretConfiguration : IEntityTypeConfiguration<TokenSecret>
{
    public void Configure(EntityTypeBuilder<TokenSecret> builder)
    {
        builder.ToTable("secret", "api_tokens");
        builder.HasKey(secret => new { secret.TenantId, secret.Prefix });
        builder.Property(secret => secret.Prefix).ValueGeneratedNever();
    }
}
