using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>One line of an account's integration log: never a secret, a message text or a personal datum.</summary>
public sealed class IntegrationLogEntry : ITenantOwned
{
    public const string Outbound = "outbound";
    public const string Inbound = "inbound";

    public const string Succeeded = "ok";
    public const string Failed = "failed";

    private IntegrationLogEntry() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Direction { get; private set; } = null!;
    public string Action { get; private set; } = null!;
    public string Outcome { get; private set; } = null!;
    public string? Code { get; private set; }
    public string? ProviderRequestId { get; private set; }
    public int? LatencyMs { get; private set; }

    /// <param name="direction"><see cref="Outbound"/> or <see cref="Inbound"/>.</param>
    /// <param name="action">What was done, for example <c>sync</c> or the provider's event name.</param>
    /// <param name="code">The problem code of a failure, or a short reason.</param>
    public static IntegrationLogEntry Create(
        TenantId tenantId,
        Guid accountId,
        string direction,
        string action,
        string outcome,
        DateTimeOffset now,
        string? code = null,
        string? providerRequestId = null,
        TimeSpan? latency = null
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            At = now,
            Direction = direction,
            Action = action,
            Outcome = outcome,
            Code = code,
            ProviderRequestId = providerRequestId,
            LatencyMs = latency is { } took ? (int)Math.Min(took.TotalMilliseconds, int.MaxValue) : null,
        };
}
