using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>What was told of a message that nobody here knows: told before its answer was stored, or sent by another system.</summary>
public sealed class EarlyStatus : ITenantOwned
{
    /// <summary>What was not asked for by then is of another system.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private EarlyStatus() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string ExternalId { get; private set; } = null!;
    public MessageStep Step { get; private set; }
    public DateTimeOffset At { get; private set; }
    public bool? IsBillable { get; private set; }
    public MessageFault? Fault { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }

    public static EarlyStatus Park(
        TenantId tenantId,
        Guid accountId,
        string externalId,
        MessageStep step,
        DateTimeOffset at,
        bool? isBillable,
        MessageFault? fault,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            AccountId = accountId,
            ExternalId = externalId,
            Step = step,
            At = at,
            IsBillable = isBillable,
            Fault = fault,
            ReceivedAt = now,
        };
}
