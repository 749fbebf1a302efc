using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Infrastructure.Persistence.Migrations;

/// <summary>SQL is the source of truth: each migration runs the embedded file of its own name (docs/adr/0005).</summary>
internal abstract class SqlMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var name = GetType().GetCustomAttributes(typeof(MigrationAttribute), inherit: false).Cast<MigrationAttribute>();
        using var file = typeof(SqlMigration).Assembly.GetManifestResourceStream(
            typeof(SqlMigration),
            name.Single().Id + ".sql"
        )!;
        using var reader = new StreamReader(file);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}

[DbContext(typeof(CrmDbContext)), Migration("0001_roles")]
internal sealed class RolesMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0002_vault")]
internal sealed class VaultMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0003_identity")]
internal sealed class IdentityMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0004_tenancy")]
internal sealed class TenancyMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0005_integrations")]
internal sealed class IntegrationsMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0006_leads")]
internal sealed class LeadsMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0007_notifications")]
internal sealed class NotificationsMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0008_quartz")]
internal sealed class QuartzMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0009_access")]
internal sealed class AccessMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0010_audit")]
internal sealed class AuditMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0015_idempotency")]
internal sealed class IdempotencyMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0012_tenancy")]
internal sealed class MembersAndMoneyMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0011_identity")]
internal sealed class SignInMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0013_api_tokens")]
internal sealed class ApiTokensMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0014_venues")]
internal sealed class VenuesMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0016_integrations")]
internal sealed class PastedCredentialsMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0017_sync_history")]
internal sealed class SyncHistoryMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0018_own_app_secrets")]
internal sealed class OwnAppSecretsMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0019_lead_forms")]
internal sealed class LeadFormsMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0020_notices")]
internal sealed class NoticesMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0023_messaging")]
internal sealed class MessagingMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0021_publishing")]
internal sealed class PublishingMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0022_media")]
internal sealed class MediaMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0024_post_media")]
internal sealed class PostMediaMigration : SqlMigration;

[DbContext(typeof(CrmDbContext)), Migration("0025_pipeline")]
internal sealed class PipelineMigration : SqlMigration;
