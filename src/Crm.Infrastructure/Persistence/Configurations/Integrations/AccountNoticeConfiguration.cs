using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class AccountNoticeConfiguration : IEntityTypeConfiguration<AccountNotice>
{
    public void Configure(EntityTypeBuilder<AccountNotice> builder)
    {
        builder.ToTable("account_notice", "integrations");
        builder.HasKey(notice => new { notice.TenantId, notice.AccountId });
    }
}
