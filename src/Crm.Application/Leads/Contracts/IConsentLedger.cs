namespace Crm.Application.Leads.Contracts;

/// <summary>Who agreed to be contacted how, for modules that contact people.</summary>
public interface IConsentLedger
{
    /// <summary>With what the caller saves next. Does nothing for a channel that the ledger does not know.</summary>
    Task RecordAsync(Guid leadId, TakenConsent consent, CancellationToken cancellationToken);

    /// <summary>The newest entry for the channel, of the lead and of every other with one of the phones; null: there is none.</summary>
    Task<StandingConsent?> FindAsync(
        Guid? leadId,
        IReadOnlyList<string> phones,
        string channel,
        CancellationToken cancellationToken
    );

    /// <summary>Whether marketing there needs a consent that was given before.</summary>
    ValueTask<bool> IsRequiredAsync(CancellationToken cancellationToken);
}

/// <param name="Text">What the person said.</param>
/// <param name="Source">Where it was said.</param>
public sealed record TakenConsent(
    string Channel,
    bool IsGranted,
    string? Text,
    string? Language,
    DateTimeOffset At,
    string Source
);

public sealed record StandingConsent(bool IsGranted, DateTimeOffset At);
