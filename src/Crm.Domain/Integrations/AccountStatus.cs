namespace Crm.Domain.Integrations;

/// <summary>Stored and shown in snake_case.</summary>
public enum AccountStatus
{
    Disconnected,
    Connecting,
    Connected,
    NeedsReauth,
    Error,
}
