namespace Crm.Infrastructure.Providers.Shared;

/// <summary>How far a provider's clock may be from ours: what it made by a call of ours may bear an earlier time.</summary>
internal static class ClockSkew
{
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(2);
}
