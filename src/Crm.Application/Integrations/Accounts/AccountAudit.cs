using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Integrations;

namespace Crm.Application.Integrations.Accounts;

/// <summary>How changes of an account are told in the audit trail.</summary>
internal static class AccountAudit
{
    public static AuditEntry Audited(this Account account, string verb) =>
        new($"integration.{verb}", "integration", account.Id);

    public static Dictionary<string, object?> Members(params (string Name, object? Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    /// <summary>Of the connection, what an admin sees.</summary>
    public static Dictionary<string, object?> ConnectionMembers(this Account account) =>
        Members(
            ("status", account.Status.Name()),
            ("statusReason", account.StatusReason),
            ("externalId", account.ExternalId)
        );
}
