namespace Crm.Domain.Venues;

/// <summary>What a guest was asked and answered.</summary>
/// <param name="At">When the guest answered.</param>
/// <param name="Ip">The address the guest answered from.</param>
/// <param name="Text">The words that the guest agreed to.</param>
/// <param name="Language">In which the guest saw them.</param>
public sealed record MarketingConsent(bool Granted, DateTimeOffset At, string? Ip, string? Text, string? Language);
